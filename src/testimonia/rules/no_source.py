"""The page does not say where its text was printed or found.

What it looks at: the source line, lines such as "First published", "Published" and "Publisher", and citations
that stand in any other such line.

Why it matters: without a source nobody can check the transcription, and the text cannot be cited.

Example: a page with a transcription credit and no source line.

Innocent causes: a page written for the archive itself; a chapter whose book is described on its contents
page.

How it is computed: a note where there is no such line and no citation of a source, on pages that carry the
archive's own furniture.
"""

from collections.abc import Iterable

from testimonia.contract import Page, rule
from testimonia.model.document import Document
from testimonia.model.finding import Finding
from testimonia.text.absence import absence, has_furniture


@rule("N202", "no-source", "document", "note", needs=("documents",))
def find_missing_sources(page: Page, document: Document) -> Iterable[Finding]:
    """A note for a furnished page that cites no place of printing."""
    if has_furniture(document) and not _names_a_source(document):
        yield absence(page.source, document, ("N202", "no-source", "published-in"), "The page names no source.")


def _names_a_source(document: Document) -> bool:
    lines = document.fixture("source-line", "first-published", "published", "publisher")
    inside = (c for c in document.citations for f in document.fixtures if f.quote.span.holds(c.quote.span))
    return bool(lines or document.source_citations() or next(inside, None))
