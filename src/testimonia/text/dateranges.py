"""Cores joined: ranges, dual and double dates; and what they come to in EDTF."""

import re
from functools import cache

from msgspec import Struct
from msgspec.structs import replace

from testimonia.model.calendar import Calendar, month_days, ordinal_of
from testimonia.model.when import calendar_of
from testimonia.text.datecores import Core, core_at
from testimonia.text.dateterms import DASH, GAP, month_name, month_named, terms


class DateMatch(Struct, frozen=True):
    """A date in a text. `kind` is as in the layer "dates", or "partial" (a day without its year: `XXXX-05-03`).

    `edtf` is empty where the words alone give no value (a relative date, an impossible one). `weekday` is the English
    name of the day that the text names. `anchor` says from where a relative date counts ("document-date", "narrative",
    "birth", "event: his arrest"), `offset` and `unit` how far ("years", "months", "weeks", "days"; `approximate` where
    the text says about). `suggestion` is the month for which its word was misread: then `edtf` rests on a guess, and no
    claim may rest on it alone. `impossible` says why there is no such day.
    """

    begin: int
    end: int
    kind: str
    edtf: str = ""
    calendar: Calendar = "unknown"
    weekday: str = ""
    anchor: str = ""
    suggestion: str = ""
    impossible: str = ""
    offset: int = 0
    unit: str = ""
    approximate: bool = False


class Joined(Struct, frozen=True):
    """One core, or two as the ends of a range; `calendar` is set only where the writing itself shows it."""

    begin: int
    end: int
    first: Core
    last: Core | None = None
    calendar: Calendar | None = None


_SEP = re.compile(rf"{GAP}?{DASH}{GAP}?|/|{GAP}(?P<word>to|until|till|through|and){GAP}(?:the{GAP})?")
# "April 28, 29 and 30, 1958", "25, 26 or 27 February": the days between are passed over.
_DAYS = re.compile(rf"(?:,{GAP}?[0-9]{{1,2}}(?:st|nd|rd|th)?(?![0-9])){{0,6}},?{GAP}(?:and|or|&){GAP}(?:the{GAP})?")
_DUAL = re.compile(r"[/\u2013-](?P<o>[0-9]{4}|[0-9]{2}|[0-9])(?![0-9\w/-]|[.,][0-9])")
_STYLE = re.compile(
    rf",?{GAP}?(?P<b>[(\[])?(?:(?P<o>O\.?{GAP}?S\b\.?|[Oo]ld{GAP}[Ss]tyle)"
    rf"|(?P<n>N\.?{GAP}?S\b\.?|[Nn]ew{GAP}[Ss]tyle))(?(b)[)\]])"
)


@cache
def _double() -> tuple[re.Pattern[str], ...]:
    """A day in both styles: "25 October (7 November) 1917", "9 (22) January 1905", "January 9 (22), 1905"."""
    month, year = terms().month, r"(?P<y>1[0-9]{3})(?![0-9\w])"
    day = r"(?P<{0}>[0-9]{{1,2}})(?:st|nd|rd|th)?"
    d1, d2 = day.format("d1"), day.format("d2")
    m1, m2 = rf"(?P<m1>{month})(?!\w)", rf"(?P<m2>{month})(?!\w)"
    return (
        re.compile(rf"{d1}{GAP}{m1}{GAP}?[(\[/]{GAP}?{d2}{GAP}{m2}{GAP}?[)\]]?,?{GAP}{year}"),
        re.compile(rf"{d1}{GAP}?[(\[/]{GAP}?{d2}[)\]]?{GAP}(?:of{GAP})?{m1},?{GAP}{year}"),
        re.compile(rf"{m1}{GAP}{d1}{GAP}?[(\[/]{GAP}?{m2}{GAP}{d2}{GAP}?[)\]]?,?{GAP}{year}"),
        re.compile(rf"{m1}{GAP}{d1}{GAP}?[(\[/]{GAP}?{d2}[)\]]?,?{GAP}{year}"),
        re.compile(rf"{d1}{GAP}{m1},?{GAP}{year}{GAP}?[(\[]{GAP}?{d2}{GAP}{m2}[)\]]"),
    )


def joined_at(text: str, at: int) -> Joined | None:
    """What begins at `at`: a date in both styles, a range, or one core; then a mark of its style."""
    found = _double_at(text, at) or _range_at(text, at)
    if found is None:
        return None
    style = _STYLE.match(text, found.end)
    if style and found.first.grain == "" and found.calendar is None:
        return replace(found, end=style.end(), calendar="julian" if style["o"] else "gregorian")
    return found


def _double_at(text: str, at: int) -> Joined | None:
    for pattern in _double():
        m = pattern.match(text, at)
        if m is None:
            continue
        year, day, other = int(m["y"]), int(m["d1"]), int(m["d2"])
        month = month_named(m["m1"])
        named = m.groupdict().get("m2")
        second = month_named(named) if named else month
        if not (_is_day(year, month, day) and _is_day(year, second, other)):
            continue
        # Only the two calendars' distance makes two days one; else they are two days.
        for y in (year, year + 1):
            if ordinal_of(year, month, day, "julian") == ordinal_of(y, second, other, "gregorian"):
                return Joined(at, m.end(), Core(at, m.end(), y, second, other), None, "gregorian")
    return None


def _is_day(year: int, month: int, day: int) -> bool:
    return 1 <= day <= month_days(year, month, "julian")


def _range_at(text: str, at: int) -> Joined | None:
    first = core_at(text, at)
    if first is None:
        return None
    if first.year and first.grain != "none" and (dual := _dual(text, first)):
        return dual
    sep = _SEP.match(text, first.end)
    if first.day and not first.year and (days := _DAYS.match(text, first.end)):
        last = core_at(text, days.end())
        pair = _filled(first, last) if last and last.day else None
        return Joined(at, pair[1].end, *pair) if pair and pair[0].year else Joined(at, first.end, first)
    if sep is None:
        return Joined(at, first.end, first)
    last = core_at(text, sep.end())
    pair = _filled(first, last) if last else None
    if pair is None or (sep["word"] == "and" and first.year):
        return Joined(at, first.end, first)
    return Joined(at, pair[1].end, *pair)


def _dual(text: str, first: Core) -> Joined | None:
    """A second year: of the Old Style and ours ("10 February 1683/4"), or a range ("1931/32", "1886-94")."""
    m = _DUAL.match(text, first.end)
    if m is None or first.ambiguous:
        return None
    digits = m["o"]
    other = int(digits) if len(digits) == 4 else first.year - first.year % 10 ** len(digits) + int(digits)
    if other == first.year - first.year % 10 ** len(digits) and len(digits) < 4:
        other += 10 ** len(digits)
    if not 0 < other - first.year <= 150:
        return None
    if first.grain == "year":
        return Joined(first.begin, m.end(), first, Core(m.start("o"), m.end(), other, grain="year", other=digits))
    if first.month > 20 and other == first.year + 1:
        return Joined(first.begin, m.end(), replace(first, end=m.end()))
    if first.day and (first.month, first.day) < (3, 25) and other == first.year + 1 and first.year < 1752:
        return Joined(first.begin, m.end(), replace(first, year=other, end=m.end()), None, "julian")
    return None


def _filled(first: Core, last: Core) -> tuple[Core, Core] | None:
    """Both ends with what one borrows from the other; None where they make no range."""
    if first.grain or last.grain:
        same = first.grain == last.grain and first.grain != "none" and not (first.ambiguous or last.ambiguous)
        return (first, last) if same and first.year < last.year else None
    if last.day and not last.month and first.month and first.day and not (first.year and last.year):
        last = replace(last, month=first.month)
    if first.day and not first.month and last.day and last.month:
        first = replace(first, month=last.month)
    if not first.year and last.year and first.month:
        turn = first.month <= 12 and last.month <= 12 and first.month > last.month
        first = replace(first, year=last.year - turn)
    shape = (bool(first.day), bool(first.month), first.month > 20, bool(first.year))
    if shape != (bool(last.day), bool(last.month), last.month > 20, bool(last.year)) or not first.month:
        return None
    in_order = (first.year, first.month, first.day) < (last.year, last.month, last.day)
    return (first, last) if in_order else None


def value_of(joined: Joined, qualifier: str = "") -> DateMatch | None:
    """The EDTF value of what was joined; None where it is no date by itself (a bare day, month or season)."""
    first, last = joined.first, joined.last
    if first.grain == "none" or (first.day and not first.month):
        return None
    if not first.year:
        return _partial(joined)
    slip = next((core for core in (first, last) if core and core.slip), None)
    match = DateMatch(joined.begin, joined.end, _kind(joined), suggestion=month_name(slip.month) if slip else "")
    for core in (first, last):
        if core and (why := _impossible(core, joined.calendar)):
            return replace(match, impossible=why, calendar=joined.calendar or "unknown")
    edtf = edtf_of(first) + qualifier + (f"/{edtf_of(last)}{qualifier}" if last else "")
    calendar = joined.calendar or calendar_of(edtf)
    if joined.calendar is None and first.day == 29 and first.month == 2 and first.year % 100 == 0 and first.year % 400:
        calendar = "julian"
    return replace(match, edtf=edtf, calendar=calendar)


def _kind(joined: Joined) -> str:
    core = joined.first
    if joined.last:
        return "interval"
    if core.grain:
        return core.grain
    return "day" if core.day else "season" if core.month > 20 else "month"


def _partial(joined: Joined) -> DateMatch | None:
    first, last = joined.first, joined.last
    if not (first.day and first.month):
        return None
    for core in (first, last):
        if core and core.day > month_days(4, core.month, "gregorian"):
            why = f"{month_name(core.month)} has no day {core.day}"
            return DateMatch(joined.begin, joined.end, "partial", impossible=why)
    edtf = "" if last else f"XXXX-{first.month:02}-{first.day:02}"
    return DateMatch(joined.begin, joined.end, "partial", edtf)


def _impossible(core: Core, calendar: Calendar | None) -> str:
    if not core.day or core.month > 12:
        return ""
    used = calendar or calendar_of(f"{core.year:04}-{core.month:02}")
    if core.day <= month_days(core.year, core.month, used):
        return ""
    if core.day <= month_days(4, core.month, "gregorian"):
        return f"{core.year} was no leap year: its February had 28 days"
    return f"{month_name(core.month)} has no day {core.day}"


def edtf_of(core: Core) -> str:
    """A core with a year as EDTF."""
    year = f"{core.year:04}"
    if core.grain == "decade":
        return year[:3] + "X"
    if core.grain == "century":
        return year[:2] + "XX"
    month = f"-{core.month:02}" if core.month else ""
    return year + month + (f"-{core.day:02}" if core.day else "")
