"""Notes that bear a mark and no link ("[1]" in the text, "[1] In a letter." below): which mark is whose.

A mark is a number or letter in brackets, a star or dagger, or a number set high. Only where a note and one place
in the words before it bear the same mark, and nothing else does, are they a pair; in doubt there is none.
"""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from testimonia.contract import Page
from testimonia.model.layer import Annotation
from testimonia.site.strokes import rows_in

_MARK = re.compile(r"\s*(\[\s?(?:\d{1,3}|\*{1,3}|[a-z])\s?\]|[*†‡]{1,3}(?=[^*†‡])|\d{1,3}(?=[.)]?\s))")


class Pair(Struct, frozen=True):
    """A place in the text and the note that it leads to: where either mark stands."""

    begin: int
    end: int
    note_begin: int
    note_end: int


def pairs_of(page: Page, begin: int, end: int, blocks: Sequence[Annotation]) -> Iterator[Pair]:
    """The pairs in the document [begin, end), in the order of the notes."""
    marks = [(match[1], match.start(1), match.end(1), note) for note in blocks if (match := _mark(page, note))]
    if not marks:
        return
    notes = [block for block in blocks if block.kind == "note"]
    raised = _raised(page, begin, end)
    since: dict[str, int] = {}
    for mark, first, last, note in marks:
        places = [
            place
            for place in _places(page.text, mark, since.get(mark, begin), note.begin, raised)
            if not any(other.begin <= place[0] < other.end for other in notes)
        ]
        since[mark] = note.end
        if len(places) == 1:
            yield Pair(*places[0], first, last)


def _mark(page: Page, block: Annotation) -> re.Match[str] | None:
    return _MARK.match(page.text, block.begin, block.end) if block.kind == "note" else None


def _places(text: str, mark: str, begin: int, end: int, raised: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Where a mark stands in [begin, end): a bare number only where it is set high."""
    if mark.isdecimal():
        return [(a, b) for a, b in raised if begin <= a and b <= end and text[a:b].strip("[]() ") == mark]
    own = re.escape(mark) if mark.startswith("[") else rf"(?<=[^\s*†‡]){re.escape(mark)}(?![*†‡])"
    return [match.span() for match in re.compile(own).finditer(text, begin, end)]


def _raised(page: Page, begin: int, end: int) -> list[tuple[int, int]]:
    markup = page.layer("markup")
    return [
        (int(markup.begin[row]), int(markup.end[row]))
        for row in rows_in(markup, begin, end)
        if markup.kind[row] == "sup"
    ]
