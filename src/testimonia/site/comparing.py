"""Two witnesses side by side as HTML: rows of paragraphs with each difference marked, and the list that leads to them.

Where one text holds most of the other they are laid out from end to end, and what agrees for pages is folded; else each
passage stands in its context. No page grows over its limit: what does not fit is said.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from html import escape

from msgspec import Struct, field
from msgspec.structs import replace

from testimonia.comparers.sharing import Holding, holding_of
from testimonia.contract import Page
from testimonia.model.passage import paragraph_rows
from testimonia.model.sharing import SharedPassage
from testimonia.site.inline import Inline, direction_of, marked, showable
from testimonia.site.reuseviews import CompareSide, CompareView, TextView
from testimonia.text.collate.collating import collate
from testimonia.text.collate.rows import FOLDED, Cell, Mark, Row, rows_of
from testimonia.text.collate.witness import witness_of
from testimonia.text.collate.words import whole_words
from testimonia.text.phrasebook import phrasebook

LONGEST_BYTES = 200_000
MOST_PASSAGES = 12
MOST_TOLD = 80
CONTEXT_CHARS = 280
COLUMN_CHARS = 4_000
_SAID_CHARS = 90
# So many rows that agree stay beside a difference; more are folded.
_KEPT = 1
_FEWEST_FOLDED = 3


class Told(Struct, frozen=True):
    """A difference as a line of the list: its number, class, what it touches, and what either side has."""

    number: int
    kind: str
    touches: str
    a: str
    b: str


class Part(Struct, frozen=True):
    """Rows that belong together: the whole texts, or one passage with what it is."""

    passage: SharedPassage | None
    html: str


class Comparison(Struct):
    """`told` are the differences with a number, in order; `slight` counts those of spelling and of marks; `is_cut` says
    that not all rows fit, `left` how many passages are not shown."""

    parts: list[Part] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    slight: dict[str, int] = field(default_factory=dict)
    is_cut: bool = False
    left: int = 0


class _Side(Struct, frozen=True):
    """One witness as it is shown: its text, its own words, where its paragraphs begin and under which ids."""

    side: CompareSide
    holding: Holding
    text: str
    begins: tuple[int, ...]
    ids: tuple[str, ...]
    root: str

    def cell(self, cell: Cell, name: str, moves: dict[tuple[int, str], int]) -> str:
        """A cell as HTML, with the numbers of its paragraphs; each of its paragraphs by itself."""
        if cell.is_empty:
            return f'<div class="side {name} none"></div>'
        language = escape(self.side.document.language)
        tag = f'<div class="side {name}"{f" lang={language!r}" if language else ""} dir="{direction_of(language)}">'
        return tag + "".join(self._paragraphs(cell, name, moves)) + "</div>"

    def _paragraphs(self, cell: Cell, name: str, moves: dict[tuple[int, str], int]) -> Iterator[str]:
        for begin, end in self.holding.own:
            first, last = max(begin, cell.begin), min(end, cell.end)
            if first < last and self.text[first:last].strip():
                marks = [
                    _clipped_to(mark, first, last) for mark in cell.marks if mark.begin < last and mark.end > first
                ]
                spans = [_inline(mark, name, moves) for mark in marks]
                yield f"<p>{self._number(first)}{marked(self.text, first, last, spans)}</p>"

    def _number(self, at: int) -> str:
        place = bisect_right(self.begins, at) - 1
        if place < 0 or place >= len(self.ids):
            return ""
        id = escape(self.ids[place])
        return f'<a class="n" href="{self.root}{self.side.entry.path}#{id}">{id.removeprefix("p")}</a>'

    def context(self, begin: int, end: int) -> str:
        """The document's own words around a passage, in whole."""
        own = (self.text[max(begin, first) : min(end, last)] for first, last in self.holding.own if first < end)
        words = " ".join(" ".join(own).split())
        return f'<p class="context">{marked(words, 0, len(words), ())}</p>' if words else ""


def compare(view: CompareView, pages: Sequence[Page], root: str) -> Comparison:
    """The two witnesses of a view, from their pages."""
    a, b = (_side(side, page, root) for side, page in zip(view.sides, pages, strict=True))
    made = Comparison()
    if view.share.is_whole:
        _lay(made, (a, b), None, (a.holding.own, b.holding.own), view)
        return made
    told = [passage for passage in view.share.passages if passage.kind not in ("formula", "recurring")]
    largest = sorted(sorted(told, key=lambda p: -p.words)[:MOST_PASSAGES], key=lambda p: p.a)
    made.left = len(told) - len(largest)
    for passage in largest:
        spans = ((passage.a.begin, passage.a.end),), ((passage.b.begin, passage.b.end),)
        _lay(made, (a, b), passage, spans, view)
    return made


def _side(side: CompareSide, page: Page, root: str) -> _Side:
    document = side.document
    rows = paragraph_rows(page.layer("structure"), document.begin, document.end)
    begins = tuple(row.begin for row in rows)
    return _Side(side, holding_of(document, page), showable(page.text), begins, side.paragraphs, root)


def _lay(
    made: Comparison,
    sides: tuple[_Side, _Side],
    passage: SharedPassage | None,
    spans: tuple[Sequence[tuple[int, int]], Sequence[tuple[int, int]]],
    view: CompareView,
) -> None:
    texts = sides[0].text, sides[1].text
    collation = collate(witness_of(texts[0], spans[0], texts[1:]), witness_of(texts[1], spans[1], texts[:1]))
    begins = ([begin for begin, _ in sides[0].holding.own], [begin for begin, _ in sides[1].holding.own])
    rows = rows_of(collation, texts, begins, len(made.told) + 1)
    moves = {
        (mark.move, name): mark.number
        for row in rows
        for name, cell in (("a", row.a), ("b", row.b))
        for mark in cell.marks
        if mark.move
    }
    made.told += _told(rows, texts)
    for kind in ("spelling", "punctuation"):
        made.slight[kind] = made.slight.get(kind, 0) + collation.counts.get(kind, 0)
    book = phrasebook(view.card.interface)

    def folded(count: int) -> str:
        return book.count("{n} paragraph without a difference", "{n} paragraphs without a difference", count)

    html = [_context(sides, passage, 0)] if passage else []
    size = sum(len(part.html) for part in made.parts)
    for piece in _folded(rows, sides, moves, folded):
        size += len(piece)
        if size > LONGEST_BYTES:
            made.is_cut = True
            break
        html.append(piece)
    if passage:
        html.append(_context(sides, passage, 1))
    made.parts.append(Part(passage, "".join(html)))


def _context(sides: tuple[_Side, _Side], passage: SharedPassage, after: int) -> str:
    """What stands before a passage, or after it, on both sides."""
    cells = []
    for side, span, name in zip(sides, (passage.a, passage.b), "ab", strict=True):
        first, last = _paragraph_bounds(side, span.end - 1 if after else span.begin)
        if after:
            shown = side.context(span.end, min(last, span.end + CONTEXT_CHARS))
        else:
            shown = side.context(max(first, span.begin - CONTEXT_CHARS), span.begin)
        cells.append(f'<div class="side {name}" dir="auto">{shown}</div>')
    return f'<div class="row around">{"".join(cells)}</div>\n'


def _paragraph_bounds(side: _Side, at: int) -> tuple[int, int]:
    """The document's own words about a place: its paragraph with the ones before and behind."""
    own = side.holding.own
    place = bisect_right(own, (at, len(side.text))) - 1
    return (own[max(0, place - 1)][0], own[min(len(own) - 1, place + 1)][1]) if place >= 0 else (at, at + 1)


def _folded(
    rows: Sequence[Row],
    sides: tuple[_Side, _Side],
    moves: dict[tuple[int, str], int],
    say: Callable[[int], str],
) -> Iterator[str]:
    """The rows, those that agree for long under a fold."""
    plain: list[str] = []
    is_first = True
    for row in rows:
        html = _row(row, sides, moves)
        if not row.differs:
            plain.append(html)
            continue
        yield from _fold(plain, is_first, False, say)
        yield html
        plain, is_first = [], False
    yield from _fold(plain, is_first, True, say)


def _fold(plain: Sequence[str], is_first: bool, is_last: bool, say: Callable[[int], str]) -> Iterator[str]:
    head, tail = (0 if is_first else _KEPT), (0 if is_last else _KEPT)
    middle = plain[head : len(plain) - tail]
    if len(middle) < _FEWEST_FOLDED:
        yield from plain
        return
    yield from plain[:head]
    yield f'<details class="same"><summary>{escape(say(len(middle)))}</summary>{"".join(middle)}</details>\n'
    yield from plain[len(plain) - tail :]


def _row(row: Row, sides: tuple[_Side, _Side], moves: dict[tuple[int, str], int]) -> str:
    kind = "row differs" if row.differs else "row"
    return f'<div class="{kind}">{sides[0].cell(row.a, "a", moves)}{sides[1].cell(row.b, "b", moves)}</div>\n'


def _clipped_to(mark: Mark, begin: int, end: int) -> Mark:
    return replace(mark, begin=max(begin, mark.begin), end=min(end, mark.end))


def _inline(mark: Mark, name: str, moves: dict[tuple[int, str], int]) -> Inline:
    tag = {"omission": "del", "erasure": "del", "addition": "ins"}.get(mark.kind, "span")
    if mark.kind == "wording":
        tag = "del" if name == "a" else "ins"
    touched = " touched" if mark.touches else ""
    is_anchor = mark.number and (name == "a" or mark.kind in ("addition", "moved", "order"))
    id = f' id="d{mark.number}"' if is_anchor else ""
    opening = f'<{tag} class="d {mark.kind}{touched}"{id}>'
    if mark.move and (other := moves.get((mark.move, "b" if name == "a" else "a"))):
        opening += f'<a class="move" href="#d{other}">⇄&#160;{mark.move}</a> '
    return Inline(mark.begin, mark.end, opening, f"</{tag}>", f'<{tag} class="d {mark.kind}{touched}">')


def _told(rows: Sequence[Row], texts: tuple[str, str]) -> list[Told]:
    """The numbered differences in order."""
    told: dict[int, Told] = {}
    for row in rows:
        for name, cell, text in (("a", row.a, texts[0]), ("b", row.b, texts[1])):
            for mark in cell.marks:
                if mark.kind in FOLDED:
                    continue
                said = _clipped(text[mark.begin : mark.end])
                known = told.get(mark.number, Told(mark.number, mark.kind, mark.touches, "", ""))
                sides = (said, known.b) if name == "a" else (known.a, said)
                told[mark.number] = Told(mark.number, mark.kind, mark.touches, *sides)
    return [told[number] for number in sorted(told)]


def _clipped(words: str) -> str:
    line = " ".join(words.split())
    return (
        line
        if len(line) <= _SAID_CHARS
        else f"{line[: _SAID_CHARS // 2].rstrip()} … {line[-_SAID_CHARS // 3 :].lstrip()}"
    )


def columns_of(view: TextView, pages: Sequence[Page], root: str) -> list[str]:
    """A text as each of its witnesses has it, in a column each; from the second on, marked where it differs from the
    first."""
    sides = [_side(side, page, root) for side, page in zip(view.sides, pages, strict=True)]
    spans = []
    for side in sides:
        witnesses = [w.span for w in view.strand.witnesses if w.document == side.side.document.id]
        places = [whole_words(side.text, span) for span in witnesses]
        spans.append([(span.begin, min(span.end, span.begin + COLUMN_CHARS)) for span in places[:1]])
    texts = [side.text for side in sides]
    first = witness_of(texts[0], spans[0], texts[1:])
    columns = [_column(sides[0], Cell(*spans[0][0]))]
    for side, span in zip(sides[1:], spans[1:], strict=True):
        collation = collate(first, witness_of(side.text, span, texts[:1]))
        cell = Cell(*span[0])
        for row in rows_of(collation, (texts[0], side.text), ((), ())):
            cell.marks += row.b.marks
        columns.append(_column(side, cell))
    return columns


def _column(side: _Side, cell: Cell) -> str:
    return side.cell(cell, "b", {}).replace(' id="d', ' data-d="d')
