"""A collation as rows to be read side by side: a row begins where a paragraph of the first witness does, or where the
second has a stretch of its own."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from testimonia.model.collation import Collation, Piece, Touched
from testimonia.model.span import Span
from testimonia.text.collate.words import words_of

# An addition of so many characters that opens a paragraph has a row to itself.
_OWN_ROW_CHARS = 60
# What a reader is not led to: the same word, otherwise spelled or pointed.
FOLDED = ("same", "spelling", "punctuation")


class Mark(Struct, frozen=True):
    """A difference in one cell; `number` is its place among those that a reader is led to, from 1, else 0."""

    begin: int
    end: int
    kind: str
    touches: Touched = ""
    move: int = 0
    number: int = 0


class Cell(Struct):
    """Words [begin, end) of one witness, with the differences in them; begin == end where it has none."""

    begin: int = -1
    end: int = -1
    marks: list[Mark] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return self.end <= self.begin

    def add(self, span: Span, mark: Mark | None) -> None:
        if span.begin == span.end:
            return
        self.begin = span.begin if self.begin < 0 else self.begin
        self.end = span.end
        if mark:
            self.marks.append(mark)


class Row(Struct):
    a: Cell = field(default_factory=Cell)
    b: Cell = field(default_factory=Cell)

    @property
    def differs(self) -> bool:
        return any(mark.number for mark in (*self.a.marks, *self.b.marks))


def rows_of(
    collation: Collation, texts: tuple[str, str], begins: tuple[Sequence[int], Sequence[int]], first: int = 1
) -> list[Row]:
    """The rows of a collation; `begins` are the places where paragraphs begin, in order; differences are numbered from
    `first` on."""
    rows: list[Row] = [Row()]
    number = first
    behind = -1
    for piece in _cut(collation.pieces, texts, begins):
        is_own = _is_own_row(piece, begins[1])
        if is_own or (piece.a.begin < piece.a.end and _begins_between(begins[0], behind, piece.a.begin)):
            rows.append(Row())
        told = 0 if piece.kind in FOLDED else number
        number += told > 0
        for cell, span in ((rows[-1].a, piece.a), (rows[-1].b, piece.b)):
            mark = Mark(span.begin, span.end, piece.kind, piece.touches, piece.move, told)
            cell.add(span, None if piece.kind == "same" else mark)
        if is_own:
            rows.append(Row())
        behind = max(behind, piece.a.begin) if piece.a.begin < piece.a.end else behind
    kept = [row for row in rows if not (row.a.is_empty and row.b.is_empty)]
    return [_with_marks(row, texts) for row in kept]


def _cut(
    pieces: Sequence[Piece], texts: tuple[str, str], begins: tuple[Sequence[int], Sequence[int]]
) -> Iterator[Piece]:
    """The pieces, cut where a paragraph begins within them."""
    for piece in pieces:
        if piece.kind == "same":
            yield from _cut_same(piece, texts, begins[0])
        elif piece.b.begin == piece.b.end:
            yield from (replace(piece, a=span) for span in _cut_span(piece.a, begins[0], texts[0]))
        elif piece.a.begin == piece.a.end:
            yield from (replace(piece, b=span) for span in _cut_span(piece.b, begins[1], texts[1]))
        else:
            yield piece


def _cut_same(piece: Piece, texts: tuple[str, str], begins: Sequence[int]) -> Iterator[Piece]:
    inner = begins[bisect_right(begins, piece.a.begin) : bisect_left(begins, piece.a.end)]
    if not inner:
        yield piece
        return
    a = words_of(texts[0], [(piece.a.begin, piece.a.end)])
    b = words_of(texts[1], [(piece.b.begin, piece.b.end)])
    if len(a) != len(b):
        yield piece
        return
    cuts = sorted({bisect_left(a.begins, place) for place in inner} - {0, len(a)})
    for first, last in zip([0, *cuts], [*cuts, len(a)], strict=True):
        yield replace(piece, a=Span(a.begins[first], a.ends[last - 1]), b=Span(b.begins[first], b.ends[last - 1]))


def _cut_span(span: Span, begins: Sequence[int], text: str) -> list[Span]:
    """A span, cut where a paragraph begins; no part ends in white space."""
    inner = begins[bisect_right(begins, span.begin) : bisect_left(begins, span.end)]
    parts = zip([span.begin, *inner], [*inner, span.end], strict=True)
    return [Span(begin, begin + len(text[begin:end].rstrip())) for begin, end in parts]


def _begins_between(begins: Sequence[int], behind: int, at: int) -> bool:
    """Whether a paragraph begins behind one place and up to another (marks may stand before its first word)."""
    return behind >= 0 and bisect_right(begins, behind) < bisect_right(begins, at)


def _is_own_row(piece: Piece, begins: Sequence[int]) -> bool:
    if piece.kind != "addition" or piece.b.end - piece.b.begin < _OWN_ROW_CHARS:
        return False
    at = bisect_right(begins, piece.b.begin) - 1
    return at >= 0 and piece.b.begin - begins[at] <= 2


def _with_marks(row: Row, texts: tuple[str, str]) -> Row:
    """The row with the marks that stand directly before its first and behind its last words."""
    for cell, text in ((row.a, texts[0]), (row.b, texts[1])):
        if not cell.is_empty:
            while cell.begin > 0 and not text[cell.begin - 1].isspace() and not text[cell.begin - 1].isalnum():
                cell.begin -= 1
            while cell.end < len(text) and not text[cell.end].isspace() and not text[cell.end].isalnum():
                cell.end += 1
    return row
