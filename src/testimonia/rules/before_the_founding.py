"""A member, or an editor, of what had not yet been founded.

What it looks at: dated memberships, offices and editorships in a body or a periodical, beside the years in which texts
say that somebody founded it.

Why it matters: the body existed before under another name, or one of the two years is wrong.

Example: "founded the Saltmarsh Reading Union in 1874" and "joined the Saltmarsh Reading Union in 1869".

Innocent causes: a body founded again; a branch and its parent; a namesake in another town.

How it is computed: the latest day of the membership comes more than a year before the earliest day of every founding
that a text asserts. The name must have two words that tell it from others. It is a tension.
"""

from collections.abc import Iterable

from testimonia.contract import rule
from testimonia.model.finding import Finding, Trace
from testimonia.model.person import NameDossier
from testimonia.model.when import When
from testimonia.rules._names import asserted, content_words, finding, label_of
from testimonia.text.verdicts import days_after

TOLERANCE_DAYS = 366
INSIDE = ("member-of", "leader-of", "editor-of")


@rule("C225", "before-the-founding", "name", "note", study="people")
def find_early_members(name: NameDossier) -> Iterable[Finding]:
    """One tension for each member before every founding."""
    founded = [claim for claim in asserted(name.of("founder-of", "founded")) if claim.when and "/" not in claim.when]
    if not founded or len(content_words(name.label)) < 2:
        return
    for held in asserted(name.of(*INSIDE)):
        if not held.when or "/" in held.when:
            continue
        late = [(days_after(When(first.when), When(held.when)), first) for first in founded]
        if all(days > TOLERANCE_DAYS for days, _ in late):
            days, first = min(late, key=lambda item: (item[0], item[1].id))
            statement = (
                f"{label_of(name, held.subject.entity) or held.subject.value} is in {name.label} in {held.when}; "
                f"by another text it was founded in {first.when}."
            )
            yield finding(
                ("C225", "before-the-founding", "note"), "tension", name, (held.property, statement), (held, first),
                Trace(
                    "founding - membership",
                    {"founded": first.when, "member": held.when, "days": str(days)},
                    "one year",
                ),
                ("A body founded again under its old name.", "A namesake elsewhere: the names are the same."),
            )  # fmt: skip
