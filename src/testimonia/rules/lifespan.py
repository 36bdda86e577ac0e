"""A life of more than 110 years, or one that ends before it begins.

What it looks at: birth and death of one person within one text.

Why it matters: it is a misprint or a misreading (1771 for 1671), or two people under one name.

Example: "(1671-1817)".

Innocent causes: dates given as about; years counted from different eras.

How it is computed: the least possible span between the two dates' bounds is over 110 years, or the latest day of death
comes before the earliest day of birth.
"""

from collections.abc import Iterable

from testimonia.contract import rule
from testimonia.model.finding import Finding, Trace
from testimonia.model.person import PersonDossier
from testimonia.rules._people import finding, told
from testimonia.text.datepoints import in_words
from testimonia.text.verdicts import age_bounds, when_of

LONGEST_YEARS = 110


@rule("C206", "lifespan", "person", "warning", study="people")
def find_impossible_lives(person: PersonDossier) -> Iterable[Finding]:
    """Births and deaths of one text that make no life."""
    deaths = told(person, "death-date")
    for birth in told(person, "birth-date"):
        for death in (d for d in deaths if d.document == birth.document):
            bounds = age_bounds(when_of(birth), when_of(death))
            if bounds is None or (bounds[1] > -1 and bounds[0] <= LONGEST_YEARS):
                continue
            how = "died before being born" if bounds[1] < 0 else f"lived at least {bounds[0]} years"
            born, dead = in_words(birth.value.value), in_words(death.value.value)
            statement = f"By this text, {person.label} {how}: born {born}, dead {dead}."
            trace = Trace(
                "death - birth in completed years",
                {"birth": birth.value.value, "death": death.value.value},
                "110 years",
            )
            yield finding(
                ("C206", "lifespan", "warning"),
                "contradiction",
                person,
                ("death-date", statement),
                (birth, death),
                trace,
            )
