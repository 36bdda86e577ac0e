"""The texts of an examined archive, one document at a time, for what is written outside a build."""

from collections.abc import Iterator

from testimonia.archive.memo import Memo
from testimonia.model.passage import DocumentText
from testimonia.pipeline import Archive, Examined
from testimonia.pipeline.mapping import open_page
from testimonia.pipeline.passages import document_text


def texts_of(archive: Archive, examined: Examined) -> Iterator[DocumentText]:
    """Each document's passages and dates, in the dossier's order; paragraph ids stay empty (a build gives them)."""
    memo = Memo(archive.layout.memo, read_only=True)
    try:
        for document in examined.dossier.documents:
            row = examined.rows[document.source]
            page = open_page(memo, examined.plan, row, ("structure", "voices", "dates"))
            yield document_text(page, document, (), "")
    finally:
        memo.close()
