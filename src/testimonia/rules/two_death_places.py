"""Two places of one person's death.

What it looks at: where the archive's texts say that one person died.

Why it matters: one of the texts confused two villages of one name, or two people.

Example: "at Norwick, Ashshire" in one dictionary, "at Norwick, Marshshire" in another.

Innocent causes: a village within a parish, a suburb within a city, a county that was redrawn; a tension is no more
than a
question.

How it is computed: the names from the finest to the coarsest are compared. A contradiction needs one name in two
counties, two
counties, two countries or two great cities; other differences in names are tensions where both are printed with a wider
place, and nothing else is reported.
"""

from collections.abc import Iterable

from testimonia.contract import rule
from testimonia.model.finding import Finding
from testimonia.model.person import PersonDossier
from testimonia.rules._lifeplaces import two_places


@rule("C203", "two-death-places", "person", "warning", study="people")
def find_two_death_places(person: PersonDossier) -> Iterable[Finding]:
    """One finding where the places cannot be one."""
    return two_places(person, ("C203", "two-death-places", "death-place"), "death")
