"""The head and foot that Project Gutenberg puts around a text: its own markers say where they end and begin."""

import re

_START = re.compile(
    r"\*\*\*\s?START OF (?:THE|THIS) PROJECT GUTENBERG.{0,250}?\*\*\*|\*END\*?\s?THE SMALL PRINT.{0,120}?\*END\*", re.S
)
_END = re.compile(r"\*\*\*\s?END OF (?:THE|THIS) PROJECT GUTENBERG")
_END_LINE = re.compile(r"(?m)^[ \t]*End of (?:the |this )?Project Gutenberg.{0,120}$")
_NEAR_CHARS = 400
_FIRST_CHARS = 40_000


def body_bounds(text: str) -> tuple[int, int]:
    """[begin, end) of the text between Gutenberg's head and foot; the whole text where there is none."""
    if "GUTENBERG" not in text and "Project Gutenberg" not in text and "SMALL PRINT" not in text:
        return 0, len(text)
    start = _START.search(text, 0, _FIRST_CHARS)
    begin = start.end() if start else 0
    end = _END.search(text, begin)
    finish = end.start() if end else len(text)
    line = _END_LINE.search(text, max(begin, finish - _NEAR_CHARS if end else begin), finish)
    return begin, line.start() if line and (start or end) else finish
