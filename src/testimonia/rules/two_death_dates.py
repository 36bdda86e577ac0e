"""Two death dates of one person.

What it looks at: what the archive's texts assert of one person's death.

Why it matters: one of the texts, or one that it copied, is wrong; whoever dates a letter or a likeness by it goes
wrong.

Example: one dictionary says "ASHDOWN, MARY (1814-1888)", another "She died at Norwick on 9 May 1871".

Innocent causes: two namesakes under one name (kept apart beforehand, where their lives lie apart); Old Style and New
Style, and years that began on Lady Day (told as "explained", C214); "about" and "?" (five years either way); a
relative's
date that an article gives in passing (a date a dozen years off the article's own head is left out).

How it is computed: dates to bounds in days, the calendar unknown where the text does not name it. A contradiction needs
disjoint bounds between two asserted claims; where one is only reported or hedged, it is a tension.
"""

from collections.abc import Iterable

from testimonia.contract import rule
from testimonia.model.finding import Finding
from testimonia.model.person import PersonDossier
from testimonia.rules._lifedates import two_dates


@rule("C201", "two-death-dates", "person", "warning", study="people")
def find_two_death_dates(person: PersonDossier) -> Iterable[Finding]:
    """One finding where asserted dates share no day."""
    return two_dates(person, ("C201", "two-death-dates", "death-date"), "death")
