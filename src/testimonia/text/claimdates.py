"""The date that a claim's words carry: our own grammar, and the few shapes that only a life table has.

"1560?", "714", "24 September, 768" and "26th of April O.S. in the year 1711" are no dates in running prose,
but they are  # noqa: E501
after "born" or in the brackets of a life. Whatever stands here is re-derived by `read_claim_date` when a claim is
checked: a value that its quote does not yield is not licensed.
"""

import re

from msgspec import Struct

from testimonia.model.when import When
from testimonia.text.dategrammar import find_dates, read_date

_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan\.?|Feb\.?|Mar\.?|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?)"  # noqa: E501
_DAY_THEN_YEAR = re.compile(
    rf"(?:(?P<day>\d{{1,2}})(?!\d)(?:st|nd|rd|th|d)?\s+(?:day\s+)?(?:of\s+)?(?P<month>{_MONTH})"
    rf"|(?P<month2>{_MONTH})\s+(?:the\s+)?(?P<day2>\d{{1,2}})(?!\d)(?:st|nd|rd|th|d)?)"
    r",?\s*(?P<style>\(?\s*[ON]\.\s?S\.\s*\)?)?,?\s*(?:in\s+the\s+year(?:\s+of\s+our\s+Lord)?\s+|in\s+|of\s+the\s+year\s+|A\.D\.\s*|anno\s+)?(?P<year>\d{3,4})"
    r"(?:[-/](?P<dual>\d{1,4}))?(?:,?\s*(?P<style2>\(?\s*[ON]\.\s?S\.\s*\)?))?(?![\d])"
)
_EARLY = re.compile(
    r"(?P<circa>c(?:a|irca)?\.?\s*|about\s+(?:the\s+year\s+)?)?(?P<year>[3-9]\d\d|1\d\d\d)(?P<sure>\?)?(?![\d])"
)
_OR = re.compile(
    r"(?:either\s+(?:in\s+)?)?(?P<a>1\d{3})\s*(?:,\s*)?or(?:\s+(?:in|perhaps|possibly|early\s+in|the\s+beginning\s+of))?\s*(?P<b>1\d{3}|\d{1,2})(?!\d)"
)
_LEAD = re.compile(
    r"(?:(?:on|or|in|upon|about|towards?|before|after|early|late|soon|by|the|end|beginning|close|latter|part|of|"
    r"year|spring|summer|autumn|winter|month|probably|perhaps|possibly|circa|c\.|ca\.|A\.D\.|at|supposed|to|have|been|is|some\s*time)\s+)*",
    re.I,
)


class ClaimDate(Struct, frozen=True):
    """A date in a claim's words: where it stands, its value, calendar, and the slip that was read as it ("" for
    none)."""

    begin: int
    end: int
    edtf: str
    calendar: str = "unknown"
    slip: str = ""


def date_at(text: str, begin: int, end: int) -> ClaimDate | None:
    """The date that begins at text[begin], after words that only lead up to it ("on the", "in the year").

    >>> date_at("on the 26th of April O.S. in the year 1711;", 0, 43).edtf
    '1711-04-26'
    """
    lead = _LEAD.match(text, begin, end)
    start = lead.end() if lead else begin
    return _pieced(text, start, end) or _found(text, begin, start, end) or _early(text, start, end)


def read_claim_date(phrase: str) -> ClaimDate | None:
    """The date of a phrase as a whole: the licence of a claim's value.

    >>> read_claim_date("1560?").edtf, read_claim_date("c. 1422").edtf, read_claim_date("714").edtf
    ('1560?', '1422~', '0714')
    """
    found = date_at(phrase, 0, len(phrase))
    return found if found and not phrase[found.end :].strip(" .,;)") else None


def _pieced(text: str, start: int, end: int) -> ClaimDate | None:
    either = _OR.match(text, start, end)
    if either:
        a, b = either["a"], either["b"]
        last = a[: 4 - len(b)] + b
        return ClaimDate(start, either.end(), f"{a}/{last}") if int(a) < int(last) < int(a) + 30 else None
    found = _DAY_THEN_YEAR.match(text, start, end)
    if not found:
        return None
    year = found["year"]
    if found["dual"]:
        last = year[: 4 - len(found["dual"])] + found["dual"]
        if not last.isdigit() or int(last) != int(year) + 1:
            return None
        plain = read_date(found[0])
        if plain and plain.edtf:
            return ClaimDate(start, found.end(), plain.edtf, plain.calendar)
        year = last
    day = read_date(f"{found['day'] or found['day2']} {(found['month'] or found['month2']).rstrip('.')} 1700")
    if day is None or not day.edtf.startswith("1700-") or day.kind != "day":
        return None
    style = (found["style"] or found["style2"] or "").replace(" ", "")
    calendar = "julian" if "O" in style else "gregorian" if "N" in style else "unknown"
    return _checked(start, found.end(), f"{int(year):04}{day.edtf[4:]}", calendar)


def _checked(begin: int, end: int, edtf: str, calendar: str = "unknown", slip: str = "") -> ClaimDate | None:
    try:
        When(edtf, calendar)  # type: ignore[arg-type]
    except ValueError:
        return None
    return ClaimDate(begin, end, edtf, calendar, slip)


def _found(text: str, begin: int, start: int, end: int) -> ClaimDate | None:
    for match in find_dates(text, begin, min(end, start + 60), loose=True):
        if match.begin > start:
            return None
        if match.end <= start or match.kind in ("relative", "duration", "partial") or match.impossible:
            continue
        edtf = match.edtf or match.suggestion
        tail = text[match.end : match.end + 1]
        if tail == "?" and match.kind == "year" and "?" not in edtf and "~" not in edtf:
            return _checked(match.begin, match.end + 1, edtf + "?")
        return _checked(match.begin, match.end, edtf, match.calendar, match.suggestion)
    return None


def _early(text: str, start: int, end: int) -> ClaimDate | None:
    found = _EARLY.match(text, start, end)
    if not found or (
        text[found.end() : found.end() + 1] in ("-", "/", "\u2013")
        and text[found.end() + 1 : found.end() + 2].isdigit()
    ):
        return None
    if re.match(r"\s*(?:l\.|pounds|copies|pages|lines|verses|men|years|vol)", text[found.end() : found.end() + 12]):
        return None
    mark = "~" if found["circa"] else "?" if found["sure"] else ""
    return _checked(start, found.end(), f"{int(found['year']):04}{mark}")
