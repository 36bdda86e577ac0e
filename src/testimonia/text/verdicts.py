"""How two claims about one person stand to each other: agree, compatible, tension, contradiction, explained or
incomparable; never who is right.

A contradiction needs disjoint bounds after every tolerance, between two claims that their texts assert. What could
explain it innocently is tried first: Old Style and New Style, a year that began on Lady Day, "about", a claim that the
article itself gives to somebody else.
"""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Literal

from msgspec import Struct, field

from testimonia.model.claim import Claim
from testimonia.model.when import When, disjoint, gap_days, holds, plain_gap_years
from testimonia.text.claimdates import read_claim_date

Relation = Literal[
    "contradiction", "tension", "explained", "incomparable", "compatible", "agree-dependent", "agree"
]  # the gravest first; agree-dependent is said of texts that share the words (text/standings)
OUTLIER_YEARS = 12
NAMESAKE_YEARS = 30
LAST_LADY_DAY = 1752
STYLE_DAYS = range(10, 14)


class Comparison(Struct, frozen=True):
    """A verdict with its trace: why, the gap in days, and the inputs of the computation."""

    relation: Relation
    why: str
    gap_days: int = 0
    inputs: dict[str, str] = field(default_factory=dict)


def when_of(claim: Claim) -> When:
    """The date of a dated claim, with the calendar that its own words give it."""
    return _when_said(claim.value.quote.exact if claim.value.quote else "", claim.value.value)


@lru_cache(maxsize=65536)
def _when_said(words: str, edtf: str) -> When:
    """Each rule asks for the same few dates again and again, and reading one takes half a millisecond."""
    read = read_claim_date(words.replace("_", " ").replace("\n", " "))
    calendar = read.calendar if read and read.edtf == edtf else "unknown"
    return When(edtf, calendar)  # type: ignore[arg-type]


def compare_dates(a: Claim, b: Claim) -> Comparison:
    """Two dates of one event of one life."""
    x, y = when_of(a), when_of(b)
    inputs = {"a": f"{x.edtf} ({x.calendar})", "b": f"{y.edtf} ({y.calendar})"}
    if "denied" in (a.mode, b.mode) or "inferred" in (a.mode, b.mode):
        return Comparison("incomparable", "one of the two is not asserted", 0, inputs)
    if x.edtf == y.edtf and x.calendar == y.calendar:
        return Comparison("agree", "the same date", 0, inputs)
    style = _style(x, y)
    if style:
        return Comparison("explained", style, int((plain_gap_years(x.edtf, y.edtf) or 0) * 365.25), inputs)
    if not disjoint(x, y) and not _are_two_days(x, y):
        apart = plain_gap_years(x.edtf, y.edtf)
        if apart and not x.is_qualified and not y.is_qualified:
            return Comparison(
                "explained", "calendar: the two meet where the year or the day was counted in the Old Style", 0, inputs
            )
        return Comparison("compatible", "the bounds of the two dates share a day", 0, inputs)
    gap = gap_days(x, y) or int((plain_gap_years(x.edtf, y.edtf) or 0) * 365.25)
    if a.mode != "asserted" or b.mode != "asserted":
        return Comparison(
            "tension", "the bounds are disjoint, but one of the two is only reported or hedged", gap, inputs
        )
    return Comparison("contradiction", "the bounds are disjoint", gap, inputs)


def _are_two_days(x: When, y: When) -> bool:
    """Whether two exact days, or an exact day and a month, are different in every calendar: their bounds may meet only
    because one of them may lie a year on (Lady Day), which the other rules out by standing in another part of the
    year."""
    if {x.precision, y.precision} - {"day", "month"} or x.is_qualified or y.is_qualified:
        return False
    gap = plain_gap_years(x.edtf, y.edtf)
    months = {int(when.edtf[5:7]) for when in (x, y)}
    year_on = len({when.edtf[:4] for when in (x, y)}) == 2 and len(months) == 1
    return gap is not None and gap * 365.25 > max(STYLE_DAYS) and not year_on


def _style(x: When, y: When) -> str:
    """Whether two different days are one in two calendars, or in two beginnings of the year."""
    if x.precision != "day" or y.precision != "day" or x.edtf == y.edtf:
        return ""
    p, q = _day(x), _day(y)
    if p is None or q is None:
        return ""
    apart = abs((p - q).days)
    same_day = (p.month, p.day) == (q.month, q.day)
    if same_day and abs(p.year - q.year) == 1 and (p.month, p.day) < (3, 25) and max(p.year, q.year) <= LAST_LADY_DAY:
        return "dual dating: the same day, in a year that began on 25 March or on 1 January"
    if apart in STYLE_DAYS and min(p.year, q.year) < 1924 and apart in (_shift(p.year), _shift(p.year) - 1):
        return f"calendar: the days lie {apart} apart, as Old Style and New Style do in that century"
    return ""


def _shift(year: int) -> int:
    """Days by which the Gregorian calendar was ahead."""
    return 10 if year < 1700 else 11 if year < 1800 else 12 if year < 1900 else 13


def _day(when: When) -> date | None:
    try:
        return date.fromisoformat(when.edtf.rstrip("~?%"))
    except ValueError:
        return None


def is_strong(claim: Claim) -> bool:
    """Whether a claim's subject is printed with it: a head, or a name; not a pronoun."""
    return claim.extractor in ("patterns:head", "patterns:name")


def is_named(claim: Claim) -> bool:
    """Whether the clause itself names its subject, if only by surname."""
    return claim.extractor in ("patterns:head", "patterns:name", "patterns:surname")


def outliers(claims: tuple[Claim, ...]) -> frozenset[str]:
    """Ids of dated claims that most likely mean somebody else of the same article: a pronoun's date over a dozen years
    off the one that head or name gives, or off another pronoun's where the article gives no life at its head."""
    groups: dict[tuple[str, str, str], list[Claim]] = {}
    for claim in claims:
        if claim.property.endswith("-date"):
            groups.setdefault((claim.document, claim.property, claim.subject.value), []).append(claim)
    return frozenset(
        claim.id for group in groups.values() if len(group) > 1 for claim in group if _is_off(claim, group)
    )


def _is_off(claim: Claim, group: list[Claim]) -> bool:
    """Whether a date lies too far off what its own article says at its head, or by a name."""
    if claim.extractor == "patterns:head":
        return False
    most = NAMESAKE_YEARS if is_strong(claim) else OUTLIER_YEARS
    others = [other for other in group if other is not claim]
    if is_strong(claim):
        others = [other for other in others if other.extractor == "patterns:head"]
    gaps = (plain_gap_years(claim.value.value, other.value.value) for other in others)
    return any(gap is not None and gap > most for gap in gaps)


def age_bounds(birth: When, death: When) -> tuple[int, int] | None:
    """The least and the greatest age in whole years between two dates; None where a bound is open.

    >>> age_bounds(When("1906-02-24"), When("1938-02-16"))
    (31, 31)
    """
    (b_first, b_last), (d_first, d_last) = birth.bounds(), death.bounds()
    if b_first is None or b_last is None or d_first is None or d_last is None:
        return None
    return _years(b_last, d_first), _years(b_first, d_last)


def _years(begin: date, end: date) -> int:
    return end.year - begin.year - ((end.month, end.day) < (begin.month, begin.day))


def days_short(birth: When, death: When, age: int) -> int:
    """How many days the stated age is off the nearest possible one; 0 where it is possible."""
    bounds = age_bounds(birth, death)
    if bounds is None or bounds[0] <= age <= bounds[1]:
        return 0
    (b_first, b_last), (d_first, d_last) = birth.bounds(), death.bounds()
    if b_first is None or b_last is None or d_first is None or d_last is None:
        return 0
    if age > bounds[1]:
        return max(1, int(age * 365.2425) - (d_last - b_first).days)
    return max(1, (d_first - b_last).days - int((age + 1) * 365.2425))


def finest(claims: Iterable[Claim]) -> list[Claim]:
    """Of dated claims of one property, those of which no other is a finer date: "1938" says nothing against, and adds
    nothing to, "16 February 1938" (compatible), and must not make room for what the day itself refuses."""
    dated = [(claim, when_of(claim)) for claim in claims]
    whens = {when for _, when in dated}
    if len(whens) < 2:
        return [claim for claim, _ in dated]
    coarse = {w for w in whens if any(holds(w, other) and not holds(other, w) for other in whens if other != w)}
    return [claim for claim, when in dated if when not in coarse]


def days_after(a: When, b: When) -> int:
    """By how many days a surely comes after b: from the latest day of b to the earliest of a; 0 where it need not.

    >>> days_after(When("1814"), When("1811")), days_after(When("1811"), When("1814"))
    (731, 0)
    """
    first, last = a.bounds()[0], b.bounds()[1]
    return max(0, (first - last).days) if first is not None and last is not None else 0
