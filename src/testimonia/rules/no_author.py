"""The page names no author.

What it looks at: bylines, signatures, the title, and what the file declares of itself.

Why it matters: an unsigned text cannot be found by its author, and readers will guess.

Example: a page with a source line and a credit, and a title with no name above or below it.

Innocent causes: unsigned editorials, news items and documents of an organisation.

How it is computed: a note where nothing names a person, editors or an organisation, on pages that carry the
archive's own furniture (a source line, a credit, navigation); a bare text is not expected to say.
"""

from collections.abc import Iterable

from testimonia.contract import Page, rule
from testimonia.model.document import Document
from testimonia.model.finding import Finding
from testimonia.text.absence import absence, has_furniture


@rule("N201", "no-author", "document", "note", needs=("documents",))
def find_missing_authors(page: Page, document: Document) -> Iterable[Finding]:
    """A note for a furnished page without any byline."""
    if has_furniture(document) and not document.bylines:
        yield absence(page.source, document, ("N201", "no-author", "author-of"), "The page names no author.")
