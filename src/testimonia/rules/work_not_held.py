"""A book that texts cite and the archive does not hold: the wants list, for works.

What it looks at: books, pamphlets and collections that a document names as a source, cites or answers, beside the
titles of the documents that the archive holds and the source lines of their pages.

Why it matters: they are what to look for next; each is a door to the text that answers, quotes or began the matter.

Example: four letters cite "A History of the Lower Wend, Vol. II", and no page was taken from it.

Innocent causes: the archive may hold the work under another title, or leave such works out on purpose. This is never an
error.

How it is computed: citations with one folded title and volume that no source line bears, and whose title is no held
document's. One note for a work, with its first three citations.
"""

from collections.abc import Iterable

from testimonia.contract import rule
from testimonia.model.finding import Evidence, Finding, Subject, Trace
from testimonia.model.work import CitedWork

CITED_MAX = 3


@rule("L402", "work-not-held", "work", "note")
def find_works_not_held(work: CitedWork) -> Iterable[Finding]:
    """One note for a work that texts cite and of which the archive holds no page."""
    if work.held or work.kind == "periodical":
        return
    texts = len({attestation.document for attestation in work.attestations})
    count = "1 text cites it" if texts == 1 else f"{texts} texts cite it"
    evidence = tuple(
        Evidence(a.source, a.document, a.citation.quote, 0, work.title, "author") for a in work.attestations[:CITED_MAX]
    )
    yield Finding(
        "L402",
        "work-not-held",
        "note",
        "absent",
        Subject("work", work.id, work.title),
        "held",
        f"“{work.title}” is cited and not held: {count}.",
        evidence,
        Trace("works cited in texts, less those that a source line or a title names", {"texts": str(texts)}),
        ("The same work under another title: titles were compared folded, without their articles.",),
    )
