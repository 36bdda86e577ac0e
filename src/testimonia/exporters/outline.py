"""A document laid out in blocks, from its layers: what TEI, Markdown and EPUB are written from.

Every character of the document that is not a blank lies in exactly one block: in a row of the structure, in a piece of
furniture, or, where no layer claims it, in a loose paragraph. So nothing is lost where an analyser saw nothing.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from msgspec import Struct

from testimonia.contract import Page
from testimonia.model.document import Document
from testimonia.model.layer import Annotation, Layer
from testimonia.model.passage import PARAGRAPH_KINDS
from testimonia.text.nesting import Stretch

FURNITURE, LOOSE = "furniture", "loose"
_EMPHASIS = {"em": "italic", "i": "italic", "cite": "italic", "strong": "bold", "b": "bold", "sup": "sup", "sub": "sub"}


class Block(Struct, frozen=True):
    """A block [begin, end) of the source's text. `kind` is that of the structure layer, "furniture" or "loose"; `id` is
    frozen, or empty; `level` is a heading's; `label` is the kind of furniture, or a note's number as printed; `cells`
    are those of a row of a table (one row a block), as spans of the text; none where the mark-up shows none."""

    kind: str
    begin: int
    end: int
    id: str = ""
    level: int = 0
    label: str = ""
    cells: tuple[tuple[int, int], ...] = ()


class Outline(Struct, frozen=True):
    """The blocks of a document in the order of the page, and the stretches within their words, sorted by begin."""

    text: str
    blocks: tuple[Block, ...]
    stretches: tuple[Stretch, ...]
    begins: tuple[int, ...]

    def within(self, begin: int, end: int) -> Sequence[Stretch]:
        """The stretches that begin in [begin, end); a stretch begins in the block that it belongs to."""
        return self.stretches[bisect_left(self.begins, begin) : bisect_left(self.begins, end)]


def outline(page: Page, document: Document, ids: Sequence[str]) -> Outline:
    """Lay out a document; `ids` are the frozen ids of its paragraphs, in the order of `paragraph_rows`."""
    begin, end = document.begin, document.end
    rows = page.layer("structure").within(begin, end)
    frozen = iter(ids)
    named = [(row, next(frozen, "") if row.kind in PARAGRAPH_KINDS else "") for row in rows]
    furniture = [(row, None) for row in page.layer("furniture").within(begin, end)]
    items = sorted([*named, *furniture], key=lambda item: (item[0].begin, -item[0].end))
    blocks = tuple(_blocks(page, begin, end, items))
    stretches = sorted(_stretches(page, begin, end, blocks), key=lambda s: (s.begin, -s.end))
    return Outline(page.text, blocks, tuple(stretches), tuple(s.begin for s in stretches))


def _blocks(page: Page, begin: int, end: int, items: Sequence[tuple[Annotation, str | None]]) -> Iterator[Block]:
    """Each row as a block, cut where the one before it reaches into it; what lies between as loose paragraphs."""
    at = begin
    for row, id_ in items:
        first = max(at, row.begin)
        if at < row.begin:
            yield from _loose(page.text, at, row.begin)
        if first < row.end or row.kind == "divider":
            yield _block(page, row, first, id_)
        at = max(at, row.end)
    yield from _loose(page.text, at, end)


def _loose(text: str, begin: int, end: int) -> Iterator[Block]:
    if text[begin:end].strip():
        yield Block(LOOSE, begin, end)


def _block(page: Page, row: Annotation, begin: int, id_: str | None) -> Block:
    if id_ is None:
        return Block(FURNITURE, begin, row.end, label=row.kind)
    cells = _cells(page, begin, row.end) if row.kind == "table" else ()
    return Block(row.kind, begin, max(begin, row.end), id_, row.number("level") or 0, row.get("number"), cells)


def _cells(page: Page, begin: int, end: int) -> tuple[tuple[int, int], ...]:
    """The cells that the mark-up shows; none where it shows none, or leaves words outside of them."""
    cells: list[tuple[int, int]] = []
    at = begin
    for row in page.layer("markup").within(begin, end):
        if row.kind in ("td", "th") and row.begin >= at:
            if page.text[at : row.begin].strip():
                return ()
            cells.append((row.begin, row.end))
            at = row.end
    return () if page.text[at:end].strip() else tuple(cells)


def _stretches(page: Page, begin: int, end: int, blocks: Sequence[Block]) -> Iterator[Stretch]:
    """Emphasis, links to the web and dates, cut at the ends of the blocks."""
    edges = [block.begin for block in blocks]
    for stretch in (*_marked(page.layer("markup"), begin, end), *_dates(page.layer("dates"), begin, end)):
        at = stretch.begin
        index = max(0, bisect_left(edges, at + 1) - 1)
        while at < stretch.end and index < len(blocks):
            block = blocks[index]
            first, last = max(at, block.begin), min(stretch.end, block.end)
            if first < last and page.text[first:last].strip():
                yield Stretch(first, last, stretch.kind, stretch.value, stretch.more)
            at, index = block.end, index + 1


def _marked(markup: Layer, begin: int, end: int) -> Iterator[Stretch]:
    hrefs = markup.columns.get("href", ())
    for index in _rows(markup, begin, end):
        kind, first, last = markup.kind[index], int(markup.begin[index]), int(markup.end[index])
        if kind in _EMPHASIS:
            yield Stretch(first, min(last, end), "hi", _EMPHASIS[kind])
        elif kind == "a" and hrefs and str(hrefs[index] or "").startswith(("https://", "http://")):
            yield Stretch(first, min(last, end), "link", str(hrefs[index]))


def _dates(dates: Layer, begin: int, end: int) -> Iterator[Stretch]:
    """The dates read, of nested ones the outermost."""
    at = begin
    for index in _rows(dates, begin, end):
        row = dates[index]
        if row.begin >= at and row.get("edtf") and row.end <= end:
            yield Stretch(row.begin, row.end, "date", row.get("edtf"), row.get("calendar"))
            at = row.end


def _rows(layer: Layer, begin: int, end: int) -> range:
    """The numbers of the rows that begin in [begin, end)."""
    return range(int(layer.begin.searchsorted(begin)), int(layer.begin.searchsorted(end)))
