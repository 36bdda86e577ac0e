"""The documents of an examined archive as they are compared for reuse: each one's own words, dates and periodical."""

import datetime
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from msgspec import Struct

from testimonia.archive.memo import Memo, SourceRow
from testimonia.comparers.compared import Bounds
from testimonia.contract import Page
from testimonia.exporters.record import printings_of
from testimonia.model.canon import digest_of
from testimonia.model.document import Document
from testimonia.model.passage import PARAGRAPH_KINDS
from testimonia.pipeline import Archive, Examined
from testimonia.pipeline.mapping import open_page
from testimonia.pipeline.plan import READ
from testimonia.text.appearing import appeared

# A document's own words: neither furniture nor what names it (title, byline, dateline).
_COMPARED = PARAGRAPH_KINDS | {"heading"}
_LAYERS = ("structure",)
# Pages that are kept open at a time.
_OPEN = 256


class ArchiveText(Struct, frozen=True):
    """A document of an archive as it is compared (`Compared`): its source is opened only where its words are asked
    for. inputs: the digests of what its words are taken from."""

    about: Document
    group: str
    dated: Bounds
    inputs: tuple[str, ...]
    open: Callable[[str], Page]

    @property
    def document(self) -> str:
        return self.about.id

    @property
    def base(self) -> int:
        return self.about.begin

    @property
    def text(self) -> str:
        return self.open(self.about.source).text[self.about.begin : self.about.end]

    @property
    def excluded(self) -> tuple[tuple[int, int], ...]:
        begin, end = self.about.begin, self.about.end
        rows = self.open(self.about.source).layer("structure").within(begin, end)
        own = [(row.begin - begin, row.end - begin) for row in rows if row.kind in _COMPARED]
        return tuple(excluded_of(self.text, own))

    @property
    def digest(self) -> str:
        span = f"{self.about.begin}:{self.about.end}"
        return digest_of(span.encode(), *(part.encode() for part in self.inputs))


def reuse_texts(archive: Archive, examined: Examined, memo: Memo) -> list[ArchiveText]:
    """Each document as it is compared, sorted by id; the memo must stay open while words are asked for."""
    groups = {document: printing.run.id for document, printing in printings_of(examined.dossier).items()}
    rows, plan = examined.rows, examined.plan

    @lru_cache(_OPEN)
    def opened(source: str) -> Page:
        return open_page(memo, plan, rows[source], _LAYERS)

    return [
        ArchiveText(one, groups.get(one.id, ""), bounds_of(one), _inputs(rows[one.source]), opened)
        for one in sorted(examined.dossier.documents, key=lambda one: one.id)
    ]


def _inputs(row: SourceRow) -> tuple[str, ...]:
    return tuple(row.steps[name][1] if name in row.steps else "" for name in (READ, *_LAYERS))


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
