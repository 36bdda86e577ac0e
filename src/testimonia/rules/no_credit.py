"""The page does not say who transcribed it.

What it looks at: the lines of transcription, mark-up and proofreading.

Why it matters: whoever transcribed it can say which copy was used, and deserves to be named.

Example: a page with a source line and no "Transcribed by".

Innocent causes: the credit stands on a contents page for all chapters of a work.

How it is computed: a note where there is no such line, on pages that carry the archive's own furniture.
"""

from collections.abc import Iterable

from testimonia.contract import Page, rule
from testimonia.model.document import Document
from testimonia.model.finding import Finding
from testimonia.text.absence import absence, has_furniture


@rule("N203", "no-credit", "document", "note", needs=("documents",))
def find_missing_credits(page: Page, document: Document) -> Iterable[Finding]:
    """A note for a furnished page without a line of credit."""
    if has_furniture(document) and not document.fixture("transcription", "proofreading"):
        named = ("N203", "no-credit", "transcribed-by")
        yield absence(page.source, document, named, "The page does not say who transcribed it.")
