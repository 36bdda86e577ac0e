"""Dates in words: centuries, decades, days of a month in words, and dates that count from another time.

Each is sought from one rare word, then read by patterns over a bounded window around it.
"""

import re
from collections.abc import Iterator
from functools import cache

from testimonia.model.when import calendar_of
from testimonia.text.datecores import YEAR, Core, next_word
from testimonia.text.dateranges import DateMatch, Joined, value_of
from testimonia.text.dateterms import GAP, alternation, month_named, terms

WINDOW = 72
_UNITS = {"day": "days", "week": "weeks", "month": "months", "year": "years", "decade": "decades"}
_KEY = re.compile(
    r"centur|ties\b|[ \n\u00a0-](?:year|month|week|day|decade)s?\b|oing on |(?:inst|ult|prox)(?:\.|ant\b|imo\b)"
    r"|of[ \n](?:[A-Z][a-z]{2,8}|[A-Z]{3,9})\b"
)


def phrases(text: str) -> Iterator[DateMatch]:
    """Every date in words; they may overlap one another."""
    for key in _KEY.finditer(text):
        match = _read(key, text, max(0, key.start() - WINDOW), key.start())
        if match is not None:
            yield match


def _read(key: re.Match[str], text: str, low: int, at: int) -> DateMatch | None:
    first = key[0][0]
    if first in " \n\u00a0-":
        return _counted(text, low, at) or _age(text, low, at)
    if first == "o":
        return _worded_day(text, low, at) if key[0][1] == "f" else _going_on(text, low, at)
    if first in "iup":
        return _instant(text, low, at)
    return _century(text, low, at) if first == "c" else _decade(text, low, at)


@cache
def _century_pattern() -> re.Pattern[str]:
    ordinal = rf"(?:{terms().ordinal}|[0-9]{{1,2}}(?:st|nd|rd|th)|X[IVX]{{0,4}}(?:th)?)"
    return re.compile(
        rf"(?<![\w-])(?:(?:[Ee]arly|[Ll]ate|[Mm]id|[Tt]he{GAP}(?:early|late|mid)|[Tt]he)(?:{GAP}|-))?"
        rf"(?P<a>(?i:{ordinal}))(?:{GAP}(?:and|to|or){GAP}(?:the{GAP})?(?P<b>(?i:{ordinal})))?(?:{GAP}|-)\Z"
    )


_CENTURY_END = re.compile(rf"centur(?:y|ies)(?!\w)(?!{GAP}?(?:B\.?{GAP}?C|before{GAP}Christ))")
_ROMAN = {"X": 10, "XI": 11, "XII": 12, "XIII": 13, "XIV": 14, "XV": 15, "XVI": 16, "XVII": 17, "XVIII": 18, "XIX": 19,
          "XX": 20, "XXI": 21}  # fmt: skip


def _century(text: str, low: int, at: int) -> DateMatch | None:
    tail = _CENTURY_END.match(text, at)
    lead = _century_pattern().search(text, low, at) if tail else None
    if tail is None or lead is None:
        return None
    first, last = _ordinal(lead["a"]), _ordinal(lead["b"]) if lead["b"] else 0
    # "in the first century of its life": only the tenth and later are safe without A.D.
    if not 10 <= first <= 21 or (last and not first < last <= 21):
        return None
    edtf = f"{first - 1:02}XX" + (f"/{last - 1:02}XX" if last else "")
    return DateMatch(lead.start(), tail.end(), "interval" if last else "century", edtf, calendar_of(edtf))


def _ordinal(words: str) -> int:
    lower = re.sub(r"\s+", " ", words.lower())
    if lower in terms().ordinal_of:
        return terms().ordinal_of[lower]
    digits = re.match(r"[0-9]+", words)
    return int(digits[0]) if digits else _ROMAN.get(words.removesuffix("th"), 0)


@cache
def _decade_pattern() -> re.Pattern[str]:
    decades = alternation([*terms().decade_of, *(word.title() for word in terms().decade_of)])
    return re.compile(
        rf"(?<![\w-])(?:(?P<century>[Ee]ighteen|[Nn]ineteen|[Ss]eventeen)(?:{GAP}|-)"
        rf"|[Tt]he{GAP}(?:(?:early|late|mid)(?:{GAP}|-))?['’‘]?)"
        rf"(?P<decade>{decades})(?!\w)(?!{GAP}(?:of{GAP}(?:his|her|life)|per))"
    )


def _decade(text: str, low: int, at: int) -> DateMatch | None:
    """ "the nineteen-thirties"; "the 'thirties" says no century and so counts from the narrative."""
    for m in _decade_pattern().finditer(text, max(low, at - 24), at + len("ties")):
        if m.end() != at + len("ties"):
            continue
        if m["century"] is None:
            return DateMatch(m.start(), m.end(), "decade", anchor="narrative")
        century = terms().number_of[m["century"].lower()]
        edtf = f"{century}{terms().decade_of[m['decade'].lower()] // 10}X"
        return DateMatch(m.start(), m.end(), "decade", edtf, calendar_of(edtf))
    return None


@cache
def _worded_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    t = terms()
    head = re.compile(rf"(?<![\w-])(?:[Tt]he{GAP})?(?P<d>(?i:{t.ordinal})){GAP}(?:day{GAP})?\Z")
    return head, re.compile(rf"of{GAP}(?P<m>{t.month})(?!\w)(?:,?{GAP}(?P<y>{YEAR})(?![0-9\w]|[.,][0-9]))?")


def _worded_day(text: str, low: int, at: int) -> DateMatch | None:
    head, tail = _worded_patterns()
    month = tail.match(text, at)
    day = head.search(text, low, at) if month else None
    if day is None or month is None:
        return None
    number = _ordinal(day["d"])
    if number > 31:
        return None
    core = Core(day.start(), month.end(), int(month["y"] or 0), month_named(month["m"]), number)
    return value_of(Joined(core.begin, core.end, core))


_UNIT = r"(?:day|week|month|year|decade)s?"


@cache
def _count() -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\w.,$£-])(?:(?P<about>[Aa]bout|[Ss]ome|[Nn]early|[Aa]lmost|[Oo]ver|[Aa]round|[Mm]ore{GAP}than"
        rf"|[Aa]t{GAP}least|[Hh]ardly){GAP})?"
        rf"(?:(?P<span>(?:[Tt]he|[Hh]is|[Hh]er|[Tt]heir|[Oo]ur|[Tt]hese|[Tt]hose){GAP}"
        rf"(?P<which>next|following|last|past|first|ensuing|succeeding|preceding|previous){GAP}"
        rf"|(?:(?:[Aa]|[Tt]his|[Tt]he){GAP})?period{GAP}of{GAP}|[Ff]or{GAP}))?(?P<n>(?i:{terms().number}))\Z"
    )


_TAIL = re.compile(
    rf"{GAP}(?P<unit>{_UNIT})(?P<own>['’])?(?!\w)"
    rf"(?:{GAP}(?P<way>ago|later|earlier|before|previously|afterwards?|after|hence|thereafter)(?!\w)"
    rf"(?P<event>{GAP}(?:his|her|their|its|the){GAP}[a-z]+(?:{GAP}of{GAP}[A-Z]\w+)?"
    rf"(?=[,.;:)]|{GAP}(?:he|she|they|and)\b))?)?"
)
# "two or three years ago", "from five to ten years": no one number.
_EITHER = re.compile(rf"\b(?:or|to){GAP}\Z")
_BACK = frozenset(("ago", "earlier", "before", "previously"))


def _counted(text: str, low: int, at: int) -> DateMatch | None:
    tail = _TAIL.match(text, at)
    lead = _count().search(text, low, at) if tail else None
    if tail is None or lead is None:
        return None
    if _EITHER.search(text, low, lead.start()):
        return None
    number = _number(lead["n"])
    unit = _UNITS[tail["unit"].rstrip("s")]
    if unit == "decades":
        number, unit = number * 10, "years"
    begin = lead.start("about") if lead["about"] else lead.start("span") if lead["span"] else lead.start("n")
    about = lead["about"] is not None
    if tail["way"]:
        return _relative(lead, tail, number, unit)
    owned = tail["own"] is not None and tail["unit"].endswith("s")
    if (lead["span"] is None and not owned) or (lead["n"].lower() in ("a", "an") and not lead["which"]):
        return None
    anchor = ""
    # "the last ten years of his life" counts from no date.
    if lead["which"] and next_word(text, tail.end("unit")) != "of":
        anchor = "document-date" if lead["which"] in ("last", "past") else "narrative"
    return DateMatch(begin, tail.end("unit"), "duration", anchor=anchor, offset=number, unit=unit, approximate=about)


def _relative(lead: re.Match[str], tail: re.Match[str], number: int, unit: str) -> DateMatch | None:
    way, event = tail["way"], tail["event"]
    begin = lead.start("about") if lead["about"] else lead.start("n")
    end = tail.end("way")
    anchor = "document-date" if way in ("ago", "hence") else "narrative"
    if event and way in ("before", "after"):
        anchor, end = "event: " + " ".join(event.split()), tail.end()
    elif way in ("before", "after") and re.match(rf"{GAP}[\w'‘“(]", tail.string[end : end + 4]):
        # "two days after May 5", "a year before Lenin died": what it counts from is not read.
        anchor = "event"
    offset = -number if way in _BACK else number
    return DateMatch(begin, end, "relative", anchor=anchor, offset=offset, unit=unit, approximate=bool(lead["about"]))


def _number(words: str) -> int:
    return int(words) if words.isdigit() else terms().number_of[words.lower()]


@cache
def _age_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)[Ii]n{GAP}(?:his|her|their){GAP}(?P<n>{terms().ordinal}|[0-9]{{1,3}}(?:st|nd|rd|th))\Z")


def _age(text: str, low: int, at: int) -> DateMatch | None:
    """ "in his 61st year": sixty years after his birth."""
    if not re.match(rf"[ \n\u00a0-]year(?!\w)(?!{GAP}(?:of|at|as|in){GAP}(?!his|her))", text[at : at + 24]):
        return None
    lead = _age_pattern().search(text, low, at)
    if lead is None or not 1 < _ordinal(lead["n"]) <= 120:
        return None
    end = at + len(" year")
    return DateMatch(lead.start(), end, "relative", anchor="birth", offset=_ordinal(lead["n"]) - 1, unit="years")


@cache
def _going_pattern() -> re.Pattern[str]:
    return re.compile(rf"[Gg]oing{GAP}on{GAP}(?P<n>{terms().number})(?!\w)(?!{GAP}(?!years?\b)[a-z]|,[0-9])")


def _going_on(text: str, low: int, at: int) -> DateMatch | None:
    """ "going on twelve": eleven years after the birth."""
    m = _going_pattern().match(text, at - 1) if at else None
    if m is None or not 2 < _number(m["n"]) <= 120:
        return None
    return DateMatch(m.start(), m.end(), "relative", anchor="birth", offset=_number(m["n"]) - 1, unit="years")


_INSTANT = re.compile(
    rf"(?P<n>[0-9]{{1,2}})(?:st|nd|rd|th|d)?(?:{GAP}of)?{GAP}"
    r"(?P<w>inst(?:ant|\.)|ult(?:imo|\.)|prox(?:imo|\.))"
)


def _instant(text: str, low: int, at: int) -> DateMatch | None:
    """ "16th inst.", "5th ult.", "1st prox.": a day of the letter's month, the one before, the one after."""
    for m in _INSTANT.finditer(text, max(low, at - 10), at + 9):
        if m.start("w") == at and 1 <= int(m["n"]) <= 31 and not text[max(0, m.start() - 1) : m.start()].isalnum():
            offset = {"i": 0, "u": -1, "p": 1}[m["w"][0]]
            edtf = f"XXXX-XX-{int(m['n']):02}"
            return DateMatch(m.start(), m.end(), "relative", edtf, anchor="document-date", offset=offset, unit="months")
    return None
