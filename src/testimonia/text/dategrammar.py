"""Dates in English historical prose, read to EDTF.

`find_dates` looks at numbers first (nearly every date has one) and at a few words (ago, century, thirties, year), then
reads around each: a month that leads up to it, a partner in a range, what stands before (since, circa, early) and after
(O.S.). A bare year is a date only where its place says so: 1905 workers, page 1905 and $1905 are none. Every step looks
at a bounded window, so that cost is linear in the text (measured: some 800,000 words of prose a second and core).
"""

import re
from collections.abc import Iterator
from functools import cache

from msgspec.structs import replace

from testimonia.text.datecores import core_begin, slip_at, word_before
from testimonia.text.datephrases import phrases
from testimonia.text.dateranges import DateMatch, Joined, joined_at, value_of
from testimonia.text.dateterms import GAP, slips, terms
from testimonia.text.dateyears import is_labelled, is_year

__all__ = ["DateMatch", "find_dates", "read_date"]

_NUMBER = re.compile(r"[0-9]+")
_BEFORE_NUMBER = frozenset("$£€¥#§.,:/-+=*_&@\u00bd'’")
# A question mark that ends its sentence doubts no date.
_QUESTION = re.compile(r"\?(?=[,;)\u2013-])")


def find_dates(text: str, begin: int = 0, end: int | None = None, *, loose: bool = False) -> list[DateMatch]:
    """The dates in text[begin:end], in order, never overlapping. `loose` takes a bare year between commas too, as it
    stands in a citation.

    >>> [m.edtf for m in find_dates("He came on 16th February, 1938, and left in 1940 with 1905 workers.")]
    ['1938-02-16', '1940']
    """
    if begin or end is not None:
        found = find_dates(text[begin:end], loose=loose)
        return [replace(match, begin=match.begin + begin, end=match.end + begin) for match in found]
    return _without_overlaps([*_numbered(text, loose), *phrases(text)])


def read_date(phrase: str) -> DateMatch | None:
    """The date that a phrase is as a whole, but for blanks and brackets around it; None where it says more or less.

    >>> read_date("(July-August 1940)").edtf
    '1940-07/1940-08'
    """
    begin = len(phrase) - len(phrase.lstrip(" \t\r\n\u00a0(["))
    end = len(phrase.rstrip(" \t\r\n\u00a0)].,"))
    body = phrase[:end]
    if begin >= end:
        return None
    candidates = [*_number_candidates(body, begin, begin), *phrases(body)]
    article = begin + 4 if body[begin : begin + 4].lower() == "the " else begin
    whole = [match for match in candidates if match.begin in (begin, article) and match.end >= end]
    return whole[0] if whole else None


def _number_candidates(text: str, begin: int, low: int) -> Iterator[DateMatch]:
    number = _NUMBER.search(text, begin)
    if number and len(number[0]) in (1, 2, 4):
        at = core_begin(text, low, number.start())
        joined = joined_at(text, at) or _slipped(text, low, number.start())
        match = _with_prefix(text, low, joined) if joined else None
        if match:
            yield match


def _numbered(text: str, loose: bool) -> list[DateMatch]:
    found: list[DateMatch] = []
    low = 0
    for number in _NUMBER.finditer(text):
        at, length = number.start(), number.end() - number.start()
        if at < low or length > 4 or length == 3:
            continue
        match = _match_at(text, low, at, loose, found[-1] if found else None)
        if match is not None:
            found.append(match)
            low = match.end
    return found


def _match_at(text: str, low: int, at: int, loose: bool, previous: DateMatch | None) -> DateMatch | None:
    before = text[at - 1] if at > low else " "
    if before.isalnum():
        return _slip_match(text, low, at)
    start = core_begin(text, low, at)
    if start == at and before in _BEFORE_NUMBER and not _quoted_or_dashed(text, at, before):
        return None
    if start == at and is_labelled(text, low, at):
        return None
    joined = joined_at(text, start)
    if joined is None or joined.end <= at:
        joined = _slipped(text, low, at) or (joined_at(text, at) if start < at else None)
    if joined is None:
        return None
    if start == at and joined.first.slip == "" and (slip := _slipped(text, low, at)):
        joined = slip
    if joined.first.grain and not _is_dated(text, low, joined, loose, previous):
        return None
    return _with_prefix(text, low, joined)


def _quoted_or_dashed(text: str, at: int, before: str) -> bool:
    """A dash or a point before the number may be punctuation: "Paris.-16 May", "on Monday,16 May"."""
    return before in ".,:-" and at >= 2 and not text[at - 2].isdigit() and not text[at - 2 : at - 1].isspace()


def _slip_match(text: str, low: int, at: int) -> DateMatch | None:
    start = at
    while start > low and at - start < 10 and text[start - 1].isalnum():
        start -= 1
    core = slip_at(text, start)
    return value_of(Joined(core.begin, core.end, core)) if core else None


_WORD_BEFORE = re.compile(rf"(?<![\w'’])([A-Z0-9][A-Za-z0-9]{{2,9}})\.?,?{GAP}(?:the{GAP})?\Z")


def _slipped(text: str, low: int, at: int) -> Joined | None:
    """A date whose month, misread, stands right before the number."""
    if word_before(text, low, at) not in slips():
        return None
    word = _WORD_BEFORE.search(text, max(low, at - 16), at)
    if word is None or word[1] not in slips():
        return None
    core = slip_at(text, word.start())
    return Joined(core.begin, core.end, core) if core else None


def _is_dated(text: str, low: int, joined: Joined, loose: bool, previous: DateMatch | None) -> bool:
    """Whether bare years are dates by their place."""
    first, last = joined.first, joined.last
    if first.ambiguous:
        return True
    if last and len(last.other) != 1:
        return True
    if first.grain in ("decade", "century") and text[first.end - 1] == "s":
        return True
    if previous and previous.kind in ("year", "interval") and previous.end <= low:
        between = text[previous.end : joined.begin]
        if between in (", ", " and ", " or ", ", and ", ", or ", " & ", "/") and previous.edtf[-4:].isdigit():
            return 0 < first.year - int(previous.edtf[-4:]) <= 120
    return is_year(text, low, joined.begin, joined.end, first.year, loose)


@cache
def _prefix() -> re.Pattern[str]:
    """What leads up to a date: what it bounds (since), how sure it is (circa), what part of it is meant (early)."""
    return re.compile(
        rf"(?<![\w'’-])(?:(?P<between>[Bb]etween)|(?P<span>[Ff]rom)"
        rf"|(?P<after>[Ss]ince|(?:[Bb]eginning|[Ss]tarting){GAP}(?:with|from|in))"
        rf"|(?P<before>[Uu]ntil|[Tt]ill|[Uu]p{GAP}(?:to|until|till)|[Pp]rior{GAP}to)"
        rf"|(?P<loosely>[Bb]efore|[Aa]fter)"
        rf"|(?P<circa>[Cc]irca|[Cc]a?\.|[Cc]a|[Aa]bout|[Aa]round|[Ff]l\.|[Ff]lourished|[Aa]bt\.?)"
        rf"|(?P<unsure>[Pp]robably|[Pp]erhaps|[Pp]ossibly)"
        rf"|(?P<part>(?:[Vv]ery{GAP})?(?:[Ee]arly|[Ll]ate|[Mm]id)(?:{GAP}in(?:{GAP}the)?)?|[Mm]iddle|[Ll]atter))"
        rf"(?:{GAP}|(?<=mid)-|(?<=Mid)-|(?<=\.))(?:the{GAP})?(?:year{GAP})?\Z"
    )


_LAST_OF_PREFIX = frozenset(
    "between from since with in until till to before after circa ca c about around fl flourished abt probably perhaps"
    " possibly early late mid middle latter the year".split()
)


@cache
def _weekday() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?P<w>{terms().weekday})(?!\w)\.?,?{GAP}(?:the{GAP}|den{GAP}|le{GAP})?\Z")


_RELATED = re.compile(
    rf"(?:days?|weeks?|months?|years?|hours?|eve|soon|shortly|immediately|long|even|ever|just|sometime){GAP}\Z"
)


def _with_prefix(text: str, low: int, joined: Joined) -> DateMatch | None:
    begin, weekday = joined.begin, ""
    if joined.first.day and (named := _weekday().search(text, max(low, begin - 24), begin)):
        begin, weekday = named.start(), terms().weekday_of[named["w"].lower()]
    qualifier = ""
    lead = None
    if word_before(text, low, begin).lower() in _LAST_OF_PREFIX:
        lead = _prefix().search(text, max(low, begin - 28), begin)
    role = lead.lastgroup if lead else None
    if role in ("circa", "unsure") and joined.first.year:
        qualifier = "~" if role == "circa" else "?"
    elif joined.last is None and (sure := _QUESTION.match(text, joined.end)) and joined.first.grain == "year":
        qualifier, joined = "?", replace(joined, end=sure.end())
    match = value_of(joined, qualifier)
    if match is None:
        return None
    match = replace(match, begin=begin, end=joined.end, weekday=weekday)
    return _led(text, match, joined, lead) if lead else match


def _led(text: str, match: DateMatch, joined: Joined, lead: re.Match[str]) -> DateMatch:
    """The match with what leads up to it: "since 1928" is open, "between 1923 and 1928" one interval."""
    role, begin = lead.lastgroup, lead.start()
    if role in ("circa", "unsure", "part"):
        return replace(match, begin=begin) if joined.first.year else match
    if match.kind == "partial" or match.impossible or not match.edtf:
        return match
    if role in ("between", "span"):
        return _between(text, match, joined, begin)
    if joined.last is not None:
        return match
    if role == "loosely":
        # "two days after 16 May" is another day: the date is then only what it counts from.
        if _RELATED.search(text, max(0, begin - 14), begin):
            return match
        role = "after" if lead[0].lower().startswith("after") else "before"
    edtf = f"{match.edtf}/.." if role == "after" else f"../{match.edtf}"
    return replace(match, begin=begin, kind="interval", edtf=edtf)


_TO = re.compile(rf",?{GAP}(?P<and>and)?(?P<to>to|until|till|through|up{GAP}to)?{GAP}(?:the{GAP})?(?:year{GAP})?")
_ONWARD = re.compile(rf"{GAP}(?:on|onwards?)(?![\w-])(?!{GAP}(?:the|a|an|his|her|this|that|it)\b)")


def _between(text: str, match: DateMatch, joined: Joined, begin: int) -> DateMatch:
    """ "from X to Y", "between X and Y", "from X onwards"."""
    if joined.last is not None:
        return replace(match, begin=begin)
    is_from = text[begin] in "Ff"
    if is_from and (onward := _ONWARD.match(text, match.end)):
        return replace(match, begin=begin, end=onward.end(), kind="interval", edtf=f"{match.edtf}/..")
    to = _TO.match(text, match.end)
    if to is None or bool(to["to"]) != is_from or bool(to["and"]) == is_from:
        return match
    other = joined_at(text, core_begin(text, match.end, to.end()))
    last = value_of(other) if other and other.begin == to.end() and other.last is None else None
    if last is None or not last.edtf or last.impossible or last.kind == "partial":
        return match
    if joined.first.year * 10000 > (other.first.year if other else 0) * 10000 or last.edtf[:4] < match.edtf[:4]:
        return match
    return replace(match, begin=begin, end=last.end, kind="interval", edtf=f"{match.edtf}/{last.edtf}")


def _without_overlaps(matches: list[DateMatch]) -> list[DateMatch]:
    kept: list[DateMatch] = []
    for match in sorted(matches, key=lambda match: (match.begin, -match.end)):
        if not kept or match.begin >= kept[-1].end:
            kept.append(match)
        elif match.end - match.begin > kept[-1].end - kept[-1].begin:
            kept[-1] = match
    return kept
