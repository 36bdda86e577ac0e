"""From a page's layers to the passages that are searched, cited and shown."""

from collections.abc import Sequence

from testimonia.contract import Page
from testimonia.model.document import Document
from testimonia.model.layer import Layer
from testimonia.model.passage import PARAGRAPH_KINDS, DocumentText, NarratedDate, Passage
from testimonia.model.span import quote_at

SHOWN_KINDS = PARAGRAPH_KINDS | {"heading", "subtitle"}


def document_text(page: Page, document: Document, ids: Sequence[str], version: str) -> DocumentText:
    """A document's passages in the order of the page: paragraphs with their frozen ids, headings without."""
    frozen = iter(ids)
    voices = page.layer("voices")
    passages = []
    for row in page.layer("structure").within(document.begin, document.end):
        if row.kind not in SHOWN_KINDS or row.begin == row.end:
            continue
        id_ = next(frozen, "") if row.kind in PARAGRAPH_KINDS else ""
        voice = voice_at(voices, row.begin)
        passages.append(Passage(id_, row.begin, row.end, row.kind, voice, page.text[row.begin : row.end]))
    dates = tuple(
        NarratedDate(
            quote_at(page.text, row.begin, row.end),
            row.get("edtf"),
            row.get("role") or "narrated",
            row.get("calendar") or "unknown",
            row.get("anchor"),
        )
        for row in page.layer("dates").within(document.begin, document.end)
    )
    return DocumentText(document.id, document.title, version, tuple(passages), dates)


def voice_at(voices: Layer, offset: int) -> str:
    """The innermost voice at an offset; the author's where no layer says otherwise."""
    covering = voices.covering(offset)
    return covering[-1].kind if covering else "author"
