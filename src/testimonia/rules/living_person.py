"""A person who may be alive.

What it looks at: persons born less than a hundred years ago, of whose death no text tells.

Why it matters: a publication profile can withhold what concerns the living.

Example: "b. 1991", and no text tells of a death.

Innocent causes: the death is told in texts that the archive does not hold.

How it is computed: an asserted birth in 1926 or later, and no claim of a death (date, place, manner, age). The year
is that in
which the rule was written less a hundred: a rule reads no clock.
"""

from collections.abc import Iterable

from testimonia.contract import rule
from testimonia.model.finding import Finding, Trace
from testimonia.model.person import PersonDossier
from testimonia.rules._people import finding, told
from testimonia.text.datepoints import in_words
from testimonia.text.verdicts import when_of

OLDEST_LIVING = 1926


@rule("C217", "living-person", "person", "note", study="people")
def find_living(person: PersonDossier) -> Iterable[Finding]:
    """A note for each person born since whose death no text tells."""
    births = told(person, "birth-date")
    last = [when_of(birth).bounds()[0] for birth in births]
    if not births or any(day is None or day.year < OLDEST_LIVING for day in last):
        return
    if person.of("death-date", "death-place", "manner-of-death", "age-at-death", "cause-of-death"):
        return
    statement = f"{person.label} may be alive: born {in_words(births[0].value.value)}, and no text tells of a death."
    trace = Trace("no claim of a death, and a birth within a hundred years", {"birth": births[0].value.value})
    yield finding(("C217", "living-person", "note"), "compatible", person, ("birth-date", statement), births[:1], trace)
