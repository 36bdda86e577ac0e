"""An office, or a membership, held in childhood.

What it looks at: dated offices, memberships and editorships, beside the birth dates that texts give.

Why it matters: the office was the father's, or a year is misprinted.

Example: born in 1814, "elected a member of the Society in 1821".

Innocent causes: kings, and children of great houses, who held offices in their cradles; boys' regiments and choirs; a
date given as about.

How it is computed: the greatest possible age on the earliest day of the office is under ten years, for every asserted
birth: a tension. Who is called a king, queen, prince or emperor is left out; so is what comes before birth (C210).
"""

import re
from collections.abc import Iterable

from testimonia.contract import rule
from testimonia.model.finding import Finding, Trace
from testimonia.model.person import PersonDossier
from testimonia.model.when import When
from testimonia.rules._kin import own_births
from testimonia.rules._people import finding, told
from testimonia.text.datepoints import in_words
from testimonia.text.verdicts import age_bounds, is_strong, when_of

YOUNGEST = 10
OFFICES = ("office-held", "member-of", "leader-of", "editor-of", "founder-of")
_ROYAL = re.compile(
    r"\b(?:[Kk]ing|[Qq]ueen|[Pp]rince|[Ee]mperor|[Ee]mpress|[Dd]uke|[Cc]zar|[Tt]sar|[Ss]ultan|[Ee]arl)\b"
)


@rule("C216", "office-in-childhood", "person", "note", study="people")
def find_offices_in_childhood(person: PersonDossier) -> Iterable[Finding]:
    """One tension for each office that all births make a child's."""
    births = own_births(person)
    told_in = {birth.document for birth in births}
    births = list({birth.value.value: birth for birth in reversed(births)}.values())  # each date once, its first claim
    for held in told(person, *OFFICES):
        if not births or not held.when or held.mode != "asserted" or _ROYAL.search(held.evidence.exact + person.label):
            continue
        if not is_strong(held) and held.document not in told_in:
            continue
        ages = [age_bounds(when_of(birth), When(held.when, "unknown")) for birth in births]
        if all(age is not None and 0 <= age[1] < YOUNGEST for age in ages):
            birth, age = births[0], max(a[1] for a in ages if a)
            statement = (
                f"{person.label}, born {in_words(birth.value.value)}, was at most {age} years old in "
                f"{in_words(held.when)}: {held.property.replace('-', ' ')} {held.value.value}."
            )
            yield finding(
                ("C216", "office-in-childhood", "note"), "tension", person, (held.property, statement), (birth, held),
                Trace("year of the office - birth", {"birth": birth.value.value, "office": held.when, "age": str(age)}),
                ("A title by birth: the words name none.",),
            )  # fmt: skip
