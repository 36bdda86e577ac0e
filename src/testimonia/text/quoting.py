"""Whether a stretch of a text is given as somebody's words: in quotation marks, as a block, or after a colon."""

import re
from collections.abc import Iterable

_OPENED = re.compile(r"[“”\"„«»‘]\s*(?:\[?(?:\.{3}|…|(?:\. ){2}\.)\]?\s*)?[^\w\s]{0,2}$")
_CLOSED = re.compile(r"^[\w]{0,2}\s*(?:[.,;:!?]|\[?(?:\.{3}|…|(?: \.){2,3})\]?\s*)*[”“\"»«’]")
_INTRODUCED = re.compile(r":\s*[—–-]*\s*$")
_MOSTLY = 0.8


def is_quoted(text: str, span: tuple[int, int], rows: Iterable[tuple[int, int]]) -> bool:
    """Whether the words [begin, end) are mostly within quoted rows, or stand between quotation marks of their own, or
    open after a colon.

    >>> text = "He wrote: “The ferry is closed.”"
    >>> is_quoted(text, (11, 30), ()), is_quoted(text, (0, 8), ())
    (True, False)
    """
    begin, end = span
    inside = sum(max(0, min(end, last) - max(begin, first)) for first, last in _merged(rows))
    if inside >= _MOSTLY * (end - begin):
        return True
    before, after = text[max(0, begin - 12) : begin], text[end : end + 12]
    return bool((_OPENED.search(before) and _CLOSED.search(after)) or _INTRODUCED.search(before))


def _merged(rows: Iterable[tuple[int, int]]) -> Iterable[tuple[int, int]]:
    """Rows within rows counted once."""
    behind = 0
    for first, last in sorted(rows):
        if last > behind:
            yield max(first, behind), last
            behind = last
