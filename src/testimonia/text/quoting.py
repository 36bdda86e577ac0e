"""Whether a stretch of a text is given as somebody's words (in quotation marks, as a block, after a colon), and how
much of the quotation it is."""

import re
from collections.abc import Sequence

from msgspec import Struct

_OPENED = re.compile(r"[“”\"„«»‘]\s*(?:\[?(?:\.{3}|…|(?:\. ){2}\.)\]?\s*)?[^\w\s]{0,2}$")
_CLOSED = re.compile(r"^[\w]{0,2}\s*(?:[.,;:!?]|\[?(?:\.{3}|…|(?: \.){2,3})\]?\s*)*[”“\"»«’]")
_INTRODUCED = re.compile(r":\s*[—–-]*\s*$")
_MOSTLY = 0.5
Spans = Sequence[tuple[int, int]]


class Quoted(Struct, frozen=True):
    """How a stretch stands in its text: not quoted at all (False); and how much of the quotation it stands in is filled
    by what the other text has, 0 to 1. A quotation of which little is found there is somebody else's."""

    is_quoted: bool = False
    filled: float = 0.0

    @property
    def is_filled(self) -> bool:
        return self.is_quoted and self.filled >= _MOSTLY


def quoted_in(text: str, span: tuple[int, int], rows: Spans, shared: Spans) -> Quoted:
    """How the words [begin, end) stand: in quoted rows (merged, in order), between quotation marks of their own, or
    after a colon. `shared` are all stretches, merged and in order, that the other text has.

    >>> text = "He wrote: “The ferry is closed.”"
    >>> quoted_in(text, (11, 30), (), ()), quoted_in(text, (0, 8), (), ())
    (Quoted(is_quoted=True, filled=1.0), Quoted(is_quoted=False, filled=0.0))
    """
    begin, end = span
    around = [row for row in rows if row[0] < end and row[1] > begin]
    if overlap([span], around) >= _MOSTLY * (end - begin):
        return Quoted(True, overlap(shared, around) / max(1, sum(last - first for first, last in around)))
    before, after = text[max(0, begin - 12) : begin], text[end : end + 12]
    is_marked = bool((_OPENED.search(before) and _CLOSED.search(after)) or _INTRODUCED.search(before))
    return Quoted(is_marked, 1.0 if is_marked else 0.0)


def overlap(spans: Spans, others: Spans) -> int:
    """How many characters lie in both."""
    return sum(
        max(0, min(end, last) - max(begin, first)) for begin, end in spans for first, last in others if first < end
    )
