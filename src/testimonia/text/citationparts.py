"""The numbered parts of a citation: volume, number, whole number, pages, series, edition. Each is found by its mark
("Vol.", "No.", "pp.") and read to a normal form; titles are what is left, and `text.citationgrammar` reads those."""

import re
from collections.abc import Iterator

from msgspec import Struct

from testimonia.model.citation import Part
from testimonia.text.roman import read_number

_NUM = r"(?:\d{1,3}(?:,\d{3})++(?![\d,]*\d)|\d{1,6}+(?!,\d)|(?-i:[IVXLCDM]{1,9})\b)"
_DASH = r"\s?[-\u2010-\u2015/&+]\s?"
_PAGE = r"\d{1,4}+(?:\s?[-\u2010-\u2015]+\s?\d{1,4}+)?"
# A number after the comma of a page list may be the day of a date ("p. 4, 12 May 1940").
_NOT_DAY = r"(?!(?:st|nd|rd|th)?(?:\s?[-\u2010-\u2015]\s?\d{1,2})?\s+(?:of\s+)?[A-Z][a-z]{2})"

_NOT_YEAR = r"(?!(?:1[4-9]|20)\d\d\b)"

VOLUME = re.compile(
    r"\b(?:vol(?:ume)?s?|tome|jahrgang|jg|bd)\b\.?,?\s*(?P<value>\d{1,4}+|[ivxlcdm]{1,9})\b(?P<of>\s+of\s+\d+)?",
    re.I,
)
NUMBER = re.compile(
    rf"(?P<whole>\bwhole\s+)?(?:\b(?:nos?|numbers?|nr|n[°º]|issues?)\b\.?|№|\bn[°º])\s*(?:no\.\s*)?"
    rf"(?P<value>{_NUM}(?:(?:{_DASH}|,\s+|\s+and\s+){_NOT_YEAR}{_NUM}{_NOT_DAY}){{0,9}})",
    re.I,
)
PAGES = re.compile(
    rf"\b(?:pp?|pages?|pgs?)\b\.?\s*(?P<value>{_PAGE}(?:(?:\s*,\s*|\s*&\s*|\s+and\s+)(?:pp?\.\s*)?{_PAGE}{_NOT_DAY})"
    r"{0,30})",
    re.I,
)
SERIES = re.compile(r"\b(?P<value>(?:new|old|first|second|third|fourth|fifth|\d+(?:st|nd|rd|th))\s+series)\b", re.I)
EDITION = re.compile(
    r"\b(?P<value>(?:special\s+)?supplement(?:\s+(?:no\.?|number)\s*\d+)?"
    r"|(?:special|extra|double|anniversary)\s+(?:[A-Z]\w+\s+){0,2}(?:number|issue|edition)"
    r"|(?:first|second|third|fourth|revised|\d+(?:st|nd|rd|th))\s+(?:edition|ed\.))",
    re.I,
)
_PARTS: tuple[tuple[Part, re.Pattern[str]], ...] = (
    ("edition", EDITION),
    ("series", SERIES),
    ("volume", VOLUME),
    ("number", NUMBER),
    ("pages", PAGES),
)


class Found(Struct, frozen=True, order=True):
    """A part with its span; `part_of` is true of "Volume 4 of 4", which counts the parts of a work, not years;
    `bracketed` is true inside square brackets, where editors put what the line should have said."""

    begin: int
    end: int
    part: Part
    value: str
    part_of: bool = False
    bracketed: bool = False


def find_parts(text: str, begin: int, end: int) -> list[Found]:
    """The numbered parts in [begin, end), in order, none overlapping another.

    >>> [(f.part, f.value) for f in find_parts("Vol. X No. 7 (Whole No. 136), pp. 140–43", 0, 40)]
    [('volume', '10'), ('number', '7'), ('whole', '136'), ('pages', '140-143')]
    """
    taken: list[Found] = []
    for name, pattern in _PARTS:
        for found in _matches(name, pattern, text[begin:end]):
            placed = Found(
                found.begin + begin,
                found.end + begin,
                found.part,
                found.value,
                found.part_of,
                _is_bracketed(text, begin, found.begin + begin),
            )
            if not any(placed.begin < other.end and other.begin < placed.end for other in taken):
                taken.append(placed)
    return sorted(taken)


def _matches(name: Part, pattern: re.Pattern[str], text: str) -> Iterator[Found]:
    for match in pattern.finditer(text):
        part, value = _value(name, match)
        if value:
            yield Found(match.start(), match.end(), part, value, name == "volume" and bool(match["of"]))


def _value(name: Part, match: re.Match[str]) -> tuple[Part, str]:
    printed = match["value"]
    if name == "pages":
        return name, read_pages(printed)
    if name == "number":
        return "whole" if match["whole"] else name, read_numbers(printed)
    if name == "volume":
        volume = read_number(printed)
        return name, "" if volume is None else str(volume)
    return name, " ".join(printed.lower().replace(".", "").split())


def _is_bracketed(text: str, begin: int, offset: int) -> bool:
    opened = text.rfind("[", begin, offset)
    return opened >= 0 and "]" not in text[opened:offset]


def read_numbers(printed: str) -> str:
    """One number, or the first and last of a range or an unbroken list; the empty string where a list has holes.

    >>> read_numbers("9–10"), read_numbers("32/33"), read_numbers("7670, 7671, 7672"), read_numbers("3, 9")
    ('9-10', '32-33', '7670-7672', '')
    """
    words = re.split(rf"{_DASH}|,\s+|\s+and\s+", printed)
    numbers = [read_number(word) for word in words]
    read = [number for number in numbers if number is not None]
    if len(read) < len(numbers) or not read:
        return ""
    if len(read) == 1:
        return str(read[0])
    is_run = len(read) == 2 and re.search(r"[-\u2010-\u2015]", printed)
    low, high = read[0], _fill(read[0], read[-1])
    if high <= low or not (is_run or [*range(low, high + 1)] == read):
        return ""
    return f"{low}-{high}"


def read_pages(printed: str) -> str:
    """Pages and ranges, with commas; the second half of a shortened range is filled from the first.

    >>> read_pages("pp. 140–43"), read_pages("1 & 4"), read_pages("98, 125-127"), read_pages("172-164")
    ('140-143', '1,4', '98,125-127', '172-164')
    """
    ranges = []
    for first, last in re.findall(r"(\d+)(?:\s?[-\u2010-\u2015]+\s?(\d+))?", printed):
        ranges.append(f"{int(first)}-{_fill(int(first), int(last))}" if last else str(int(first)))
    return ",".join(ranges)


def _fill(first: int, last: int) -> int:
    """The end of a range that prints only the digits that change: 140-43 is 140-143, 172-164 stays as it is."""
    low, high = str(first), str(last)
    if len(high) >= len(low):
        return last
    filled = int(low[: len(low) - len(high)] + high)
    return filled if filled > first else last
