"""A person under a pen-name, on the word of one text.

What it looks at: pen-names that texts give to people, and who else in the archive says so.

Why it matters: whatever is signed with that name, or told of it, is that person's only by this sentence; where the
sentence errs, all of it goes to somebody who had no part in it.

Example: "She published a great deal under the name of A. Ratepayer", which no other text says.

Innocent causes: none is needed. It explains a name and faults nobody: most pen-names are lifted once.

How it is computed: asserted claims of one pen-name that stand in a single document and mean a single person. The
verdict is "explained". Beside it stands how often the archive's texts bear the name elsewhere.
"""

from collections.abc import Iterable

from testimonia.contract import rule
from testimonia.model.finding import Finding, Trace
from testimonia.model.person import NameDossier
from testimonia.rules._names import asserted, by_person, finding, label_of


@rule("C240", "name-on-one-word", "name", "note", study="people")
def find_names_on_one_word(name: NameDossier) -> Iterable[Finding]:
    """One explanation for a pen-name that one text alone lifts."""
    claims = asserted(name.of("pseudonym"))
    people = by_person(claims)
    documents = {claim.document for claim in claims}
    if len(people) != 1 or len(documents) != 1:
        return
    ((entity, own),) = people.items()
    elsewhere = sum(bearer.count for bearer in name.bearers if bearer.id != entity)
    statement = f"“{name.label}” is {label_of(name, entity)} by the word of one text" + (
        f"; the name stands {elsewhere} {'time' if elsewhere == 1 else 'times'} elsewhere." if elsewhere else "."
    )
    yield finding(
        ("C240", "name-on-one-word", "note"), "explained", name, ("pseudonym", statement), own[:1],
        Trace("texts that say whose pen-name it is", {"texts": "1", "bears the name elsewhere": str(elsewhere)}),
    )  # fmt: skip
