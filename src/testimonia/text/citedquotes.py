"""Which quotation a citation in running text gives the source of, and which printed pages it names."""

import re
from collections.abc import Iterable

# Between a quotation and the citation of its source stand marks, brackets and "see" or "from".
_BETWEEN = re.compile(r"[\s”\"’'»)\]]*[\s.,;:—–(\[*_-]*(?:(?:[Ss]ee|[Ii]n|[Ff]rom|[Cc]f\.?)\s+)?(?:[Tt]he\s+)?[*_“\"]?")
_NEAR_CHARS = 40
_PAGES = re.compile(r"(\d+)(?:-(\d+))?$")


def quotation_before(text: str, quoted: Iterable[tuple[int, int]], citation: int) -> tuple[int, int] | None:
    """The quotation [begin, end) that a citation beginning at `citation` follows with nothing but marks between; None
    where another word stands between them.

    >>> text = "He says “the rope is hemp” (The Antiquary, p. 3)."
    >>> quotation_before(text, [(8, 26)], text.index("The"))
    (8, 26)
    """
    for begin, end in quoted:
        if end <= citation <= end + _NEAR_CHARS and _BETWEEN.fullmatch(text, end, citation):
            return begin, end
    return None


def pages_of(value: str) -> range:
    """The pages of a citation ("173", "172-174"); none where it names them otherwise.

    >>> 173 in pages_of("172-174"), list(pages_of("173")), list(pages_of("iv"))
    (True, [173], [])
    """
    found = _PAGES.match(value)
    if not found:
        return range(0)
    first, last = int(found[1]), int(found[2] or found[1])
    return range(first, last + 1) if first <= last else range(0)
