"""The cores of dates: a day, month, season or year as written, before it is joined into ranges and judged.

A core is read at a place where a number, a month or a season begins. It may lack what its partner in a range has
("17" in "17-18 December 1936").
"""

import re
from functools import cache

from msgspec import Struct

from testimonia.text.dateterms import DASH, GAP, month_named, slips, terms, words_of

YEAR = r"(?:1[0-9]|20)[0-9]{2}"
_ORDINAL = r"(?:st|nd|rd|th|ST|ND|RD|TH|d|er|\u00ba|\u00b0)?"
# After a year: no digit, no decimal, no letter; and no B.C.
_YEAR_END = rf"(?![0-9\w]|[.,][0-9]|{GAP}?B\.?{GAP}?C\b)"


class Core(Struct, frozen=True):
    """A date as written over [begin, end); 0 or "" where a part is not there. `other` is the second, two- or one-digit
    year of "1931/32"; `slip` is a month's misread form."""

    begin: int
    end: int
    year: int = 0
    month: int = 0
    day: int = 0
    grain: str = ""
    other: str = ""
    slip: str = ""
    ambiguous: bool = False


class _Patterns(Struct, frozen=True):
    day_month: re.Pattern[str]
    month_day: re.Pattern[str]
    month_year: re.Pattern[str]
    season_year: re.Pattern[str]
    month: re.Pattern[str]
    day: re.Pattern[str]
    year: re.Pattern[str]
    iso: re.Pattern[str]
    numeric: re.Pattern[str]
    slip_day_month: re.Pattern[str]
    slip_month_day: re.Pattern[str]
    slip_month_year: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    t = terms()
    tail = rf"(?:,?{GAP}(?:of{GAP}|del?{GAP})?|,|{DASH}|\.{GAP}?)(?P<y>{YEAR}){_YEAR_END}"
    day = rf"(?P<d>[0-9]{{1,2}}){_ORDINAL}(?![0-9\w])"
    joint = rf"(?:{GAP}(?:day{GAP})?(?:of|OF|de|di){GAP}|{GAP}|\.{GAP}?|-)"
    english, foreign = rf"(?P<m>{t.month})(?!\w)", rf"(?P<m>{t.any_month})(?!\w)"
    word = r"(?P<m>[A-Z0-9][A-Za-z0-9]{2,9})(?!\w)\.?"
    return _Patterns(
        day_month=re.compile(rf"{day}{joint}(?:{foreign}{tail}|{english.replace('<m>', '<m2>')})"),
        month_day=re.compile(rf"{english},?{GAP}(?:the{GAP})?{day}(?![.:/][0-9]|,[0-9]{{1,3}}(?![0-9]))(?:{tail})?"),
        month_year=re.compile(
            rf"{foreign}(?:,?{GAP}(?:of{GAP}(?:the{GAP}year{GAP})?)?|{DASH}|,)(?P<y>{YEAR}){_YEAR_END}"
        ),
        season_year=re.compile(
            rf"(?P<s>{t.season})(?!\w)(?:,?{GAP}(?:of{GAP})?(?:the{GAP}year{GAP})?|{DASH})(?P<y>{YEAR}){_YEAR_END}"
            rf"(?:[-/\u2013](?P<o>[0-9]{{2}}|{YEAR})(?![0-9\w]))?"
        ),
        month=re.compile(rf"(?:(?P<m>{t.month})|(?P<s>{t.season}))(?!\w)"),
        day=re.compile(rf"{day}(?:,?{GAP}(?P<y>{YEAR}){_YEAR_END})?"),
        year=re.compile(rf"(?P<y>{YEAR})(?:(?P<s>['’]?s)(?!\w)|{_YEAR_END})"),
        iso=re.compile(r"(?P<y>(?:1[0-9]|20)[0-9]{2})-(?P<m>0[1-9]|1[0-2])-(?P<d>[0-3][0-9])(?![0-9\w-])"),
        numeric=re.compile(
            rf"(?P<a>[0-9]{{1,2}})(?P<sep>[./-]){GAP}?(?P<b>[0-9]{{1,2}})(?P=sep){GAP}?"
            rf"(?P<y>{YEAR})(?![0-9\w/-]|\.[0-9])"
        ),
        slip_day_month=re.compile(rf"{day}{joint}{word}{tail}"),
        slip_month_day=re.compile(rf"{word},?{GAP}{day}{tail}"),
        slip_month_year=re.compile(rf"{word},?{GAP}(?P<y>{YEAR}){_YEAR_END}"),
    )


@cache
def _lead() -> re.Pattern[str]:
    t = terms()
    names = rf"(?:{t.any_month}|{t.season})(?!\w)"
    return re.compile(
        rf"(?<![\w'’])(?:{names}(?:{GAP}?(?:{DASH}|/|,){GAP}?|{GAP}(?:and|to){GAP})){{0,2}}{names}"
        rf"(?:,?{GAP}(?:the{GAP}|of{GAP}(?:the{GAP}year{GAP})?)?|{DASH}|,)?\Z"
    )


_WORD_BEFORE = re.compile(r"([^\W_]+)\.?[,\s\u2010-\u2015-]{0,3}\Z")


@cache
def _leading() -> frozenset[str]:
    return frozenset({*terms().month_of, *terms().season_of, "of", "the", "year"})


def word_before(text: str, low: int, at: int) -> str:
    """The word right before a place, dots and dashes aside; empty where there is none. It decides cheaply which of the
    dearer patterns can match there."""
    m = _WORD_BEFORE.search(text, max(low, at - 14), at)
    return m[1] if m else ""


def core_begin(text: str, low: int, at: int) -> int:
    """Where the date begins that has its first number at `at`: at a month or season that leads up to it, else there."""
    if word_before(text, low, at).lower() not in _leading():
        return at
    lead = _lead().search(text, max(low, at - 48), at)
    return lead.start() if lead else at


def core_at(text: str, at: int) -> Core | None:
    """The core that begins at `at`, the longest reading first."""
    if at >= len(text):
        return None
    return _digit_core(text, at) if text[at] in "0123456789" else _word_core(text, at)


def _digit_core(text: str, at: int) -> Core | None:
    p = _patterns()
    if m := p.iso.match(text, at):
        return Core(at, m.end(), int(m["y"]), int(m["m"]), int(m["d"]))
    if m := p.year.match(text, at):
        year = int(m["y"])
        # "1930's" is the decade after "the"; else it may be what belongs to the year.
        owned = bool(m["s"]) and len(m["s"]) == 2 and (year % 10 != 0 or not _THE.search(text, max(0, at - 12), at))
        if not m["s"] or owned:
            return Core(at, m.end("y"), year, grain="year")
        return Core(at, m.end(), year, grain=("century" if year % 100 == 0 else "decade" if year % 10 == 0 else "none"))
    if m := p.numeric.match(text, at):
        return _numeric(m)
    if m := p.day_month.match(text, at):
        return _core(m, m["m"] or m["m2"], m["d"], m["y"])
    if (m := p.slip_day_month.match(text, at)) and (core := _slipped(m, m["d"])):
        return core
    if m := p.day.match(text, at):
        return Core(at, m.end(), int(m["y"] or 0), 0, int(m["d"])) if 1 <= int(m["d"]) <= 31 else None
    return None


def _numeric(m: re.Match[str]) -> Core | None:
    """Points say day first, as on the Continent; after a slash or hyphen the order is known only where one number is
    over 12 or both are equal: else only the year is read."""
    a, b, year = int(m["a"]), int(m["b"]), int(m["y"])
    if not (1 <= a <= 31 and 1 <= b <= 31) or (a > 12 and b > 12):
        return None
    if a > 12 or a == b or (m["sep"] == "." and b <= 12):
        return Core(m.start(), m.end(), year, b, a)
    if b > 12:
        return Core(m.start(), m.end(), year, a, b)
    return Core(m.start(), m.end(), year, grain="year", ambiguous=True)


def _word_core(text: str, at: int) -> Core | None:
    p = _patterns()
    if m := p.month_day.match(text, at):
        core = _core(m, m["m"], m["d"], m["y"])
        if core and core.year:
            return core if not is_quantity(text, core.end, core.year) else _core_without_year(m)
        return core if core is None or core.year or not is_unit(text, core.end) else None
    if m := p.month_year.match(text, at):
        year = int(m["y"])
        month = month_named(m["m"])
        return None if is_quantity(text, m.end(), year) else Core(at, m.end(), year, month)
    if m := p.season_year.match(text, at):
        # The years of "the winter of 1936-37" are the two that it lies in.
        return Core(at, m.end(), int(m["y"]), terms().season_of[m["s"].lower()])
    if m := p.month.match(text, at):
        return Core(at, m.end(), 0, month_named(m["m"]) if m["m"] else terms().season_of[m["s"].lower()])
    return slip_at(text, at)


def slip_at(text: str, at: int) -> Core | None:
    """A date whose month is misread, at the month: "Febmary 24, 1906", "Juue 1920"."""
    p = _patterns()
    if m := p.slip_month_day.match(text, at):
        return _slipped(m, m["d"])
    if m := p.slip_month_year.match(text, at):
        return _slipped(m, "0")
    return None


def _slipped(m: re.Match[str], day: str) -> Core | None:
    month = slips().get(m["m"])
    if month is None or int(day) > 31:
        return None
    return Core(m.start(), m.end(), int(m["y"]), month, int(day), slip=m["m"])


def _core(m: re.Match[str], month: str, day: str, year: str | None) -> Core | None:
    if not 1 <= int(day) <= 31:
        return None
    return Core(m.start(), m.end(), int(year or 0), month_named(month), int(day))


def _core_without_year(m: re.Match[str]) -> Core:
    end = m.end("d")
    while m.string[end : end + 1].isalpha():
        end += 1
    return Core(m.start(), end, 0, month_named(m["m"]), int(m["d"]))


_THE = re.compile(rf"\b[Tt]he(?:{GAP}(?:early|late|mid))?(?:{GAP}|-)\Z")
_NEXT_WORD = re.compile(rf"{GAP}([A-Za-z%]+)")


def next_word(text: str, at: int) -> str:
    """The word after a gap; empty where punctuation comes first."""
    m = _NEXT_WORD.match(text, at)
    return m[1] if m else ""


@cache
def _units() -> frozenset[str]:
    return words_of("units")


def is_unit(text: str, at: int) -> bool:
    """Whether the next word counts things: what stands before it is a quantity."""
    return text[at : at + 1] == "%" or next_word(text, at) in _units()


def is_quantity(text: str, at: int, year: int) -> bool:
    """Whether a number that could be a year is a quantity, by what follows: round or early, and a unit after it."""
    if year < 1600 and (noun := next_word(text, at)).islower() and noun.endswith("s"):
        return True
    return is_unit(text, at) and (year % 100 == 0 or year < 1600 or year > 2029)
