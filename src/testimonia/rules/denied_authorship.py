"""A work that one voice gives to somebody, and another denies them.

What it looks at: claims of authorship that are asserted, and claims that are denied ("wrongly said to have been written
by", "not a line of it is mine"), of one person and one title.

Why it matters: catalogues take the assertion and lose the denial.

Example: "Hannah Pell's Rules of the Ferry" in one text, and "she did not write the Rules of the Ferry" in another.

Innocent causes: two works of one title; a denial made for safety, or out of modesty.

How it is computed: one person and one title, folded; one claim asserted, one denied, in two texts or in two voices of
one. A denial that reports the assertion of another ("the press assumed") is shown with it. A tension, never decided.
"""

from collections.abc import Iterable

from testimonia.contract import rule
from testimonia.model.claim import Claim
from testimonia.model.finding import Finding, Trace
from testimonia.model.person import NameDossier
from testimonia.rules._names import AUTHORSHIP, by_person, finding, label_of


@rule("C229", "denied-authorship", "name", "note", study="people")
def find_denied_authorships(name: NameDossier) -> Iterable[Finding]:
    """One tension for each person to whom the title is given and denied."""
    for entity, claims in sorted(by_person(name.of(*AUTHORSHIP)).items()):
        denied = [claim for claim in claims if _is_denied(claim)]
        given = [claim for claim in claims if not _is_denied(claim) and claim.mode == "asserted"]
        pairs = [(g, d) for g in given for d in denied if (g.document, g.voice) != (d.document, d.voice)]
        if pairs:
            first, second = pairs[0]
            person = label_of(name, entity)
            statement = f"“{name.label}” is given to {person} by one voice, and denied by another."
            yield finding(
                ("C229", "denied-authorship", "note"), "tension", name, ("author-of", statement), (first, second),
                Trace("asserted and denied of one person and title", {first.voice: "asserted", second.voice: "denied"}),
                ("Two works of one title: nothing tells them apart.",),
            )  # fmt: skip


def _is_denied(claim: Claim) -> bool:
    return claim.mode == "denied" or not claim.polarity
