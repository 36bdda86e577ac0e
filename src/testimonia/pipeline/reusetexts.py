"""The documents of an examined archive as they are compared for reuse: each one's own words, dates and periodical."""

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence

from testimonia.archive.memo import Memo
from testimonia.comparers.reuse import Bounds, ReuseText
from testimonia.exporters.record import printings_of
from testimonia.model.document import Document
from testimonia.model.passage import PARAGRAPH_KINDS
from testimonia.pipeline import Archive, Examined
from testimonia.pipeline.mapping import open_page
from testimonia.text.appearing import appeared

# A document's own words: neither furniture nor what names it (title, byline, dateline).
_COMPARED = PARAGRAPH_KINDS | {"heading"}


def reuse_texts(archive: Archive, examined: Examined) -> list[ReuseText]:
    """Each document as it is compared, sorted by id."""
    groups = {document: printing.run.id for document, printing in printings_of(examined.dossier).items()}
    by_source: dict[str, list[Document]] = {}
    for document in examined.dossier.documents:
        by_source.setdefault(document.source, []).append(document)
    memo = Memo(archive.layout.memo, read_only=True)
    try:
        texts = list(_texts(memo, examined, by_source, groups))
    finally:
        memo.close()
    return sorted(texts, key=lambda text: text.document)


def _texts(
    memo: Memo, examined: Examined, by_source: Mapping[str, Sequence[Document]], groups: Mapping[str, str]
) -> Iterator[ReuseText]:
    for source, documents in by_source.items():
        page = open_page(memo, examined.plan, examined.rows[source], ("structure",))
        for document in documents:
            begin, end = document.begin, document.end
            rows = page.layer("structure").within(begin, end)
            own = [(row.begin - begin, row.end - begin) for row in rows if row.kind in _COMPARED]
            text = page.text[begin:end]
            group, dated = groups.get(document.id, ""), bounds_of(document)
            yield ReuseText(document.id, text, tuple(excluded_of(text, own)), group, dated, begin)


def excluded_of(text: str, own: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """What lies between the spans that are a text's own, where letters stand there."""
    behind = 0
    for begin, end in sorted(own):
        if any(char.isalnum() for char in text[behind:begin]):
            yield behind, begin
        behind = max(behind, end)
    if any(char.isalnum() for char in text[behind:]):
        yield behind, len(text)


def bounds_of(document: Document) -> Bounds:
    """The first day on which a document's words may have been written, and that on which they surely had appeared."""
    when = appeared(document)
    first, last = (datetime.date.fromisoformat(day) if day else None for day in (when.first, when.last))
    return first, last
