"""An age at death that no dates of that life allow.

What it looks at: "aged 63", "in the 61st year of his age", "thirty-two years old at the time of his death", beside the
birth and death dates that texts give.

Why it matters: ages were often reckoned from a memory; a wrong one betrays a wrong date, or an age that the person had
changed.

Example: "born on 24 February 1906" and "died on 16 February 1938" beside "thirty-two years old at the time of his
death".

Innocent causes: the year of age counted, not completed ("in his 32nd year" is read as 31); Old Style and New Style;
an age rounded to tens; dates given as about.

How it is computed: the age in completed years lies between (earliest death - latest birth) and (latest death - earliest
birth). The article's own dates are asked first, and where they allow the age nothing is said; else every pair of an
asserted birth and an asserted death must refuse it. Less than 31 days off is a note; an
age by a pronoun in a clause without a date, more than a year off, is a tension.
"""

from collections.abc import Iterable
from itertools import product

from testimonia.contract import rule
from testimonia.model.claim import Claim
from testimonia.model.finding import Finding, Trace
from testimonia.model.person import PersonDossier
from testimonia.model.when import plain_gap_years
from testimonia.rules._kin import births as births_of
from testimonia.rules._kin import deaths as deaths_of
from testimonia.rules._people import finding, told
from testimonia.text.datepoints import in_words
from testimonia.text.verdicts import OUTLIER_YEARS, age_bounds, days_short, is_strong, when_of

MINOR_DAYS = 31
# An age one too high is the year begun; so far off, no relative need be suspected.
BEGUN_DAYS = 400


@rule("C205", "age-at-death-against-dates", "person", "warning", study="people")
def find_impossible_ages(person: PersonDossier) -> Iterable[Finding]:
    """One finding for each stated age that all dates refuse."""
    births, deaths = births_of(told(person, "birth-date")), deaths_of(told(person, "death-date"))
    for age in told(person, "age-at-death"):
        pairs = list(product(births, deaths))
        own = [pair for pair in pairs if pair[0].document == age.document and pair[1].document == age.document]
        wrong = [(_short(age, *pair), pair) for pair in pairs]
        if age.mode != "asserted" or not pairs or any(short == 0 for short, _ in wrong):
            continue
        short, (birth, death) = min(wrong, key=lambda item: (item[1] not in own, item[0], item[1][0].id, item[1][1].id))
        yield _finding(person, age, birth, death, short)


def _is_dated(age: Claim, death: Claim) -> bool:
    """Whether the clause that tells the age tells the death's date too, and one near the death that it is held against:
    else a pronoun may mean a relative."""
    gap = plain_gap_years(age.when, death.value.value) if age.when else None
    return gap is not None and gap <= OUTLIER_YEARS


def _short(age: Claim, birth: Claim, death: Claim) -> int:
    return days_short(when_of(birth), when_of(death), int(age.value.value))


def _finding(person: PersonDossier, age: Claim, birth: Claim, death: Claim, short: int) -> Finding:
    bounds = age_bounds(when_of(birth), when_of(death)) or (0, 0)
    possible = str(bounds[0]) if bounds[0] == bounds[1] else f"{bounds[0]} to {bounds[1]}"
    statement = (
        f"{person.label} is said to have died aged {age.value.value}; born {in_words(birth.value.value)} and dead "
        f"{in_words(death.value.value)}, the age was {possible}."
    )
    trace = Trace(
        "completed years between birth and death",
        {
            "birth": birth.value.value,
            "death": death.value.value,
            "age": age.value.value,
            "possible": possible,
            "days off": str(short),
        },
        "bounds of both dates; calendar unknown unless named",
    )
    hard = short <= BEGUN_DAYS or is_strong(age) or _is_dated(age, death)
    return finding(
        ("C205", "age-at-death-against-dates", "warning" if hard and short >= MINOR_DAYS else "note"),
        "contradiction" if hard else "tension",
        person,
        ("age-at-death", statement),
        (age, birth, death),
        trace,
        (
            "Counted inclusively: an age one too high may be the year of age begun.",
            "Old Style and New Style: within the bounds used.",
        ),
    )
