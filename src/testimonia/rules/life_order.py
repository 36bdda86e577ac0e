"""Something done before birth or after death.

What it looks at: dated claims of what one person did (studied, moved, was appointed, was imprisoned, married) beside
the birth and death dates that
texts give.

Why it matters: a year is misprinted, a date belongs to somebody else, or two people are taken for one.

Example: "died in 1671" and "in 1674 she was appointed governess of the school".

Innocent causes: a work that appeared after its author's death (works are left out); a namesake; dates given as about.

How it is computed: the latest day of the deed comes before the earliest day of every asserted birth in the texts, or
its earliest day
after the latest day of every asserted death, by more than a year.
"""

from collections.abc import Iterable

from testimonia.contract import rule
from testimonia.model.claim import Claim
from testimonia.model.finding import Finding, Trace
from testimonia.model.person import PersonDossier
from testimonia.model.when import When, plain_gap_years
from testimonia.rules._people import finding, told
from testimonia.text.datepoints import in_words
from testimonia.text.verdicts import OUTLIER_YEARS, is_strong, when_of

LIVED = (
    "studied-at",
    "moved",
    "resided",
    "office-held",
    "imprisoned",
    "escaped",
    "exiled",
    "sentenced",
    "member-of",
    "spouse",
)
TOLERANCE_DAYS = 366


@rule("C210", "life-order", "person", "warning", study="people")
def find_out_of_life(person: PersonDossier) -> Iterable[Finding]:
    """One finding for each deed outside every life that texts give."""
    births = [c for c in told(person, "birth-date") if c.mode == "asserted"]
    deaths = [c for c in told(person, "death-date") if c.mode == "asserted"]
    for deed in told(person, *LIVED):
        if not deed.when or deed.mode != "asserted" or "/" in deed.when:
            continue
        when = When(deed.when, "unknown")
        if not is_strong(deed) and _is_far(when, deed, (*births, *deaths)):
            continue
        if births and all(_is_before(when, when_of(birth)) for birth in births):
            yield _finding(person, deed, births[0], "before birth")
        elif deaths and all(_is_before(when_of(death), when) for death in deaths):
            yield _finding(person, deed, deaths[0], "after death")


def _is_far(when: When, deed: Claim, ends: Iterable[Claim]) -> bool:
    """Whether a pronoun's deed lies so far off the life that its own article gives that it is a relative's."""
    gaps = (plain_gap_years(when.edtf, end.value.value) for end in ends if end.document == deed.document)
    births = [gap for gap in gaps if gap is not None]
    return bool(births) and min(births) > OUTLIER_YEARS


def _is_before(a: When, b: When) -> bool:
    last, first = a.bounds()[1], b.bounds()[0]
    return last is not None and first is not None and (first - last).days > TOLERANCE_DAYS


def _finding(person: PersonDossier, deed: Claim, end: Claim, how: str) -> Finding:
    what = f"{deed.property.replace('-', ' ')} {deed.value.value}"
    statement = f"{person.label}: {what} in {in_words(deed.when)} lies {how} ({in_words(end.value.value)})."
    trace = Trace("birth <= what is done <= death", {"deed": deed.when, end.property: end.value.value}, "one year")
    return finding(
        ("C210", "life-order", "warning"), "contradiction", person, (deed.property, statement), (deed, end), trace
    )
