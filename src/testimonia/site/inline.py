"""Words with marks in them, as HTML: spans may cross; the tags never do.

A span's `opening` may carry an id; where a span has to be cut because another crosses it, it goes on under `again`,
without one.
"""

import re
from collections.abc import Sequence
from html import escape

from msgspec import Struct

# Characters that no page may carry as they are: HTML has no NUL, XML no other control, UTF-8 no lone surrogate.
_UNSHOWABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# Right-to-left letters and the controls of direction and width.
_DIRECTION = re.compile("[\u0590-\u08ff\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufeff]")

_RIGHT_TO_LEFT = frozenset("ar arc ckb dv fa he ps sd syr ug ur yi".split())


class Inline(Struct, frozen=True):
    """A stretch [begin, end) of the text, and the tags around it; begin == end is a place."""

    begin: int
    end: int
    opening: str
    closing: str
    again: str


def plain(text: str) -> str:
    """Text as HTML, controls made visible.

    >>> plain("Bread & \\x07Roses")
    'Bread &amp; ␇Roses'
    """
    return escape(showable(text), quote=False)


def showable(text: str) -> str:
    """Text that UTF-8 and HTML can carry, not yet escaped; each character has its place as before."""
    return _UNSHOWABLE.sub(_visible, text) if _UNSHOWABLE.search(text) else text


def needs_direction(text: str) -> bool:
    """Whether the words may run from right to left, or hide a control that would turn their neighbours round."""
    return _DIRECTION.search(text) is not None


def direction_of(language: str) -> str:
    """How a text in a language runs: "rtl", "ltr", "auto" where nobody said the language."""
    return "rtl" if language in _RIGHT_TO_LEFT else "ltr" if language and language != "und" else "auto"


def marked(text: str, begin: int, end: int, spans: Sequence[Inline]) -> str:
    """The words [begin, end) of a showable text with their spans, which lie within and come sorted by (begin, -end)."""
    if not spans:
        return _escaped(text[begin:end])
    out: list[str] = []
    stack: list[Inline] = []
    at = begin
    for span in spans:
        if stack:
            at = _close(text, out, stack, at, span.begin)
        if at < span.begin:
            out.append(_escaped(text[at : span.begin]))
            at = span.begin
        out.append(span.opening)
        if span.end > span.begin:
            stack.append(span)
        else:
            out.append(span.closing)
    at = _close(text, out, stack, at, end)
    out.append(_escaped(text[at:end]))
    return "".join(out)


def _escaped(text: str) -> str:
    """`html.escape` without its five passes over text that needs none."""
    return escape(text, quote=False) if "&" in text or "<" in text or ">" in text else text


def _close(text: str, out: list[str], stack: list[Inline], at: int, limit: int) -> int:
    """Close what ends at or before `limit`; what lies above it in the stack is closed and opened again."""
    while stack:
        top = stack[-1]
        end = top.end if len(stack) == 1 else min(span.end for span in stack)
        if end > limit:
            break
        out.append(_escaped(text[at:end]))
        at = end
        if top.end == end:
            out.append(top.closing)
            stack.pop()
            continue
        lowest = next(i for i, span in enumerate(stack) if span.end == end)
        above = stack[lowest:]
        out.extend(span.closing for span in reversed(above))
        stack[lowest:] = [span for span in above if span.end > end]
        out.extend(span.again for span in stack[lowest:])
    return at


def _visible(match: re.Match[str]) -> str:
    code = ord(match[0])
    return chr(0x2400 + code) if code < 0x20 else "\u2421" if code == 0x7F else "\ufffd"
