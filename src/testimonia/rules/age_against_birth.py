"""An age at a time that no birth date of that person allows.

What it looks at: "In February 1917 she was only twelve years old", "going on twelve", beside the birth dates that
texts give.

Why it matters: an age told in passing is often the one that the person declared, and betrays a changed date.

Example: born 24 February 1906, and twelve years old in February 1917.

Innocent causes: a year counted when begun; a birth date read across a slip; an age that the person changed (where a
text says
so, the verdict is "explained").

How it is computed: the age in completed years on the day told lies between (earliest day - latest birth) and (latest
day - earliest
birth). Every asserted birth date must refuse the age; less than 31 days off is a note.
"""

from collections.abc import Iterable

from testimonia.contract import rule
from testimonia.model.claim import Claim
from testimonia.model.finding import Finding, Trace
from testimonia.model.person import PersonDossier
from testimonia.model.when import When
from testimonia.rules._kin import own_births
from testimonia.rules._people import finding
from testimonia.text.datepoints import in_words
from testimonia.text.verdicts import age_bounds, days_short, when_of

MINOR_DAYS = 31


@rule("C208", "age-against-birth", "person", "warning", study="people")
def find_ages_against_birth(person: PersonDossier) -> Iterable[Finding]:
    """One finding for each age at a time that all births refuse."""
    births = own_births(person)
    changed = person.of("declared-age-changed")
    for age in person.of("age-at"):
        if not births or not age.when or age.mode != "asserted":
            continue
        shorts = [
            (days_short(when_of(birth), When(age.when, "unknown"), int(age.value.value)), birth) for birth in births
        ]
        if all(short > 0 for short, _ in shorts):
            short, birth = min(shorts, key=lambda item: (item[1].document != age.document, item[0], item[1].id))
            yield _finding(person, age, birth, short, changed)


def _finding(person: PersonDossier, age: Claim, birth: Claim, short: int, changed: tuple[Claim, ...]) -> Finding:
    bounds = age_bounds(when_of(birth), When(age.when, "unknown")) or (0, 0)
    possible = str(bounds[0]) if bounds[0] == bounds[1] else f"{bounds[0]} or {bounds[1]}"
    statement = f"{person.label} is said to have been {age.value.value} in {in_words(age.when)}; born {in_words(birth.value.value)}, the age was {possible}."  # noqa: E501
    if changed:
        statement += " A text says that the age was changed: a hypothesis that would explain it."
    inputs = {
        "birth": birth.value.value,
        "day": age.when,
        "age": age.value.value,
        "possible": possible,
        "days off": str(short),
    }
    return finding(
        ("C208", "age-against-birth", "note" if short < MINOR_DAYS else "warning"),
        "contradiction",
        person,
        ("age-at", statement),
        (age, birth, *changed[:1]),
        Trace(
            "completed years between birth and the day told",
            inputs,
            "bounds of both dates; calendar unknown unless named",
        ),
        (
            "Old Style and New Style: within the bounds used.",
            "A year of age begun, not completed: it would be one too high.",
        ),
    )
