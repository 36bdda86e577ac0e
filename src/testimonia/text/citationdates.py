"""The dates of issues in a citation: the common date grammar, and lists of days ("14, 15, 16 April 1897")."""

import re

from testimonia.model.edtf import parse_point
from testimonia.model.when import When
from testimonia.text.citationparts import Found
from testimonia.text.citationwords import words_of
from testimonia.text.dategrammar import DateMatch, find_dates

KINDS = ("day", "month", "season", "year", "interval")
# A winter may be that of either end of its year.
LONGEST_DAYS = 500
# A bare year is a date where punctuation or a place stands before it and punctuation after it.
_YEAR = re.compile(
    r"(?:\A|[,.;:()\]]|(?P<word>[^\W\d_][\w.’'-]*))\s*(?P<year>1[5-9]\d\d|20\d\d)(?P<doubt>\s?\(?\?\)?)?(?=\s*(?:[,.;:()\[\]]|\Z))"
)
_DAYS_BEFORE = re.compile(r"(?<![\d.])(\d{1,2})(?:\s*(?:,|&|and)\s*\d{1,2}){0,6}\s*(?:,|&|and)\s*\Z")


def find_printed_dates(text: str, begin: int, end: int) -> list[Found]:
    """The dates in [begin, end) that an issue or a book can bear; a bare year between commas is one. Several years
    ("1951-1954") belong to a title, and a date without its year says too little: neither is read.

    >>> [(f.value, f.begin) for f in find_printed_dates("No. 5, 14, 15, 16 April 1897.", 5, 29)]
    [('1897-04-14/1897-04-16', 7)]
    """
    words = text[begin:end]
    found = []
    for match in find_dates(words, loose=True):
        if match.kind in KINDS and match.edtf and not match.impossible and _is_short(match.edtf):
            at, edtf = _with_days_before(words, match)
            found.append(Found(begin + at, begin + match.end, "date", edtf))
    return sorted([*found, *_years(words, begin, found)])


def _years(words: str, begin: int, found: list[Found]) -> list[Found]:
    years = []
    for match in _YEAR.finditer(words):
        at, end = begin + match.start("year"), begin + match.end()
        is_free = not any(f.begin < end and at < f.end for f in found)
        if is_free and (match["word"] is None or match["word"].casefold().strip(".") in words_of("places")):
            years.append(Found(at, end, "date", match["year"] + ("?" if match["doubt"] else "")))
    return years


def _is_short(edtf: str) -> bool:
    first, last = When(edtf).plain()
    return first is not None and last is not None and last - first < LONGEST_DAYS


def _with_days_before(words: str, match: DateMatch) -> tuple[int, str]:
    before = _DAYS_BEFORE.search(words, 0, match.begin)
    if not before or match.kind != "day" or not words[match.begin].isdigit():
        return match.begin, match.edtf
    point = parse_point(match.edtf)
    first = int(before[1])
    if not 0 < first < point.day:
        return match.begin, match.edtf
    return before.start(), f"{match.edtf[:8]}{first:02}/{match.edtf}"
