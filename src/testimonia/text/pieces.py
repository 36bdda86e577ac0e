"""The pieces of a text that are not furniture, block by block, so that every character but white space is in one."""

from collections.abc import Iterable, Sequence
from itertools import zip_longest

from testimonia.model.layer import Layer
from testimonia.text.headshape import Piece

Range = tuple[int, int]


def pieces_of(text: str, blocks: Layer, furniture: Layer) -> list[Piece]:
    """The innermost blocks without what is furniture, in order, trimmed of white space; text in no block is a piece
    too (with no element). Together they hold every character of the text that is neither furniture nor space."""
    free = list(without(0, len(text), zip(furniture.begin.tolist(), furniture.end.tolist(), strict=True)))
    pieces: list[Piece] = []
    cursor, place = 0, 0
    rows = _innermost(blocks)
    for begin, end in free:
        cursor = begin
        while place < len(rows) and rows[place][1] <= begin:
            place += 1
        at = place
        while at < len(rows) and rows[at][0] < end:
            block_begin, block_end, tag, css = rows[at]
            _add(pieces, text, (cursor, max(cursor, block_begin)))
            _add(pieces, text, (max(cursor, block_begin), min(block_end, end)), (tag, css))
            cursor = max(cursor, min(block_end, end))
            at += 1
        _add(pieces, text, (cursor, end))
    return pieces


def without(begin: int, end: int, holes: Iterable[Range]) -> Iterable[Range]:
    """The parts of [begin, end) outside the holes, which come sorted by their beginnings.

    >>> list(without(0, 10, [(2, 4), (3, 5), (9, 12)]))
    [(0, 2), (5, 9)]
    """
    for hole_begin, hole_end in holes:
        if hole_begin >= end:
            break
        if hole_begin > begin:
            yield begin, hole_begin
        begin = max(begin, hole_end)
    if begin < end:
        yield begin, end


def trimmed(text: str, begin: int, end: int) -> Range:
    """The range without the white space at its ends; an empty range where there is nothing else."""
    words = text[begin:end]
    left = len(words) - len(words.lstrip())
    return (begin + left, begin + len(words.rstrip())) if left < len(words) else (begin, begin)


def _add(pieces: list[Piece], text: str, where: Range, element: tuple[str, str] = ("", "")) -> None:
    if where[0] >= where[1]:
        return
    begin, end = trimmed(text, *where)
    if begin < end:
        pieces.append(Piece(begin, end, text[begin:end], *element))


def _innermost(blocks: Layer) -> Sequence[tuple[int, int, str, str]]:
    """(begin, end, tag, class) of the blocks that hold no other block."""
    count = len(blocks)
    none: tuple[None, ...] = (None,) * count
    tags, classes = blocks.columns.get("tag", none), blocks.columns.get("class", none)
    columns = zip(blocks.begin.tolist(), blocks.end.tolist(), blocks.kind, tags, classes, strict=True)
    rows = [(b, e, str(t or ""), str(c or "")) for b, e, k, t, c in columns if k == "block" and b < e]
    return [row for row, after in zip_longest(rows, rows[1:]) if after is None or after[0] >= row[1]]
