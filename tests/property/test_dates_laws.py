"""Laws of dates: values, and the grammar on any text."""

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from testimonia.model.calendar import CALENDARS, month_days, ordinal_of
from testimonia.model.edtf import Point, format_point, parse_point
from testimonia.model.when import When, disjoint, gap_days, holds
from testimonia.text.dategrammar import find_dates, read_date

YEARS = st.integers(1, 9999)


@st.composite
def points(draw: st.DrawFn) -> Point:
    year, qualifier = draw(YEARS), draw(st.sampled_from(["", "~", "?", "%"]))
    precision = draw(st.sampled_from(["day", "month", "season", "year", "decade", "century"]))
    if precision == "day":
        month = draw(st.integers(1, 12))
        return Point("day", year, month, draw(st.integers(1, month_days(year, month, "gregorian"))), qualifier)
    if precision == "month":
        return Point("month", year, draw(st.integers(1, 12)), 0, qualifier)
    if precision == "season":
        return Point("season", year, draw(st.integers(21, 24)), 0, qualifier)
    if precision == "decade":
        return Point("decade", year - year % 10, 0, 0, qualifier)
    if precision == "century":
        return Point("century", year - year % 100, 0, 0, qualifier)
    return Point("year", year, 0, 0, qualifier)


DAYS = st.dates(date(1000, 1, 1), date(2099, 12, 31))
WHENS = st.builds(lambda point, calendar: When(format_point(point), calendar), points(), st.sampled_from(CALENDARS))
_WORDS = st.sampled_from(
    "May June Febmary 3 16th 31 1905 1917 1683/4 1918-1921 in the of since from to between until and ( ) , .".split()
    + "– - / c. early summer century nineteenth years ago ten next his 61st year inst. ult. 'thirties 1930s".split()
    + ["Saturday", "O.S.", "page", "No.", "$", "\n", "\n\n", ""]
)
PROSE = st.lists(_WORDS, max_size=40).map(" ".join) | st.text(max_size=200)


@given(points())
def test_a_date_written_and_read_again_is_the_same(point: Point) -> None:
    assert parse_point(format_point(point)) == point


@given(WHENS)
def test_bounds_are_in_order(when: When) -> None:
    first, last = when.bounds()
    assert first is not None and last is not None and first <= last


@given(WHENS, WHENS)
def test_disjoint_dates_are_apart_both_ways_and_hold_neither_other(a: When, b: When) -> None:
    assert gap_days(a, b) == gap_days(b, a)
    if disjoint(a, b):
        assert not holds(a, b)


@given(WHENS)
def test_a_date_holds_itself_and_is_not_disjoint_from_itself(when: When) -> None:
    assert holds(when, when)
    assert not disjoint(when, when)


@given(st.integers(1, 9998), st.integers(1, 12), st.sampled_from(["gregorian", "julian"]))
def test_the_days_of_a_year_follow_one_another(year: int, month: int, calendar: str) -> None:
    assert calendar in ("gregorian", "julian")
    kind = CALENDARS[0] if calendar == "gregorian" else CALENDARS[1]
    last = ordinal_of(year, month, month_days(year, month, kind), kind)
    following = ordinal_of(year + month // 12, month % 12 + 1, 1, kind)
    assert following == last + 1


@given(PROSE)
def test_matches_are_in_order_apart_and_carry_values_that_parse(text: str) -> None:
    end = 0
    for match in find_dates(text):
        assert end <= match.begin < match.end <= len(text)
        end = match.end
        if match.edtf:
            When(match.edtf, match.calendar)


@given(PROSE, st.text(max_size=30))
def test_a_span_is_searched_as_if_the_text_ended_there(text: str, more: str) -> None:
    assert find_dates(text + more, 0, len(text)) == find_dates(text)


@given(DAYS)
def test_an_iso_day_is_read_as_itself(day: date) -> None:
    match = read_date(day.isoformat())
    assert match is not None and match.edtf == day.isoformat()


@given(DAYS, st.sampled_from(["{d} {m} {y}", "{m} {d}, {y}", "the {d}. {m} {y}"]))
def test_a_day_is_read_in_every_usual_order(day: date, order: str) -> None:
    match = read_date(order.format(d=day.day, m=f"{day:%B}", y=day.year))
    assert match is not None and match.edtf == day.isoformat()


@pytest.mark.parametrize(
    "unit",
    ["1", "1905 ", "May ", "May-", "1-", "16, ", "the ", "five years ", "of May ", "12/", "nineteenth and ",
     "in 1905, ", "1918-", "(", " year", "ult. 1 ", "Mon. ", "  ", "\n", "seventy-", "May and May "],
)  # fmt: skip
def test_the_time_grows_as_the_text_does(unit: str) -> None:
    def seconds(length: int) -> float:
        text = (unit * length)[:length]
        start = time.process_time()
        find_dates(text)
        return time.process_time() - start

    seconds(1000)
    # Eight times the text: 8 where linear, 64 where quadratic.
    assert seconds(80_000) < 24 * max(seconds(10_000), 0.02)
