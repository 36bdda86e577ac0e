"""Dates as values: what they bound, and when two of them exclude each other."""

from datetime import date

import pytest

from testimonia.model.calendar import Calendar
from testimonia.model.when import When, calendar_of, disjoint, gap_days, holds


@pytest.mark.parametrize(
    ("edtf", "first", "last"),
    [
        ("1938-02-16", date(1938, 2, 16), date(1938, 2, 16)),
        ("1936-02", date(1936, 2, 1), date(1936, 2, 29)),
        ("1936", date(1936, 1, 1), date(1936, 12, 31)),
        ("193X", date(1930, 1, 1), date(1939, 12, 31)),
        ("18XX", date(1800, 1, 1), date(1899, 12, 31)),
        ("1936-22", date(1936, 6, 1), date(1936, 9, 23)),
        ("1956-24", date(1955, 12, 1), date(1957, 3, 21)),
        ("1923/1928-05", date(1923, 1, 1), date(1928, 5, 31)),
        ("1928/..", date(1928, 1, 1), None),
        ("/1929", None, date(1929, 12, 31)),
        ("XXXX-05-03", None, None),
    ],
)
def test_a_date_is_bounded_by_its_first_and_last_day(edtf: str, first: date | None, last: date | None) -> None:
    assert When(edtf).bounds() == (first, last)


def test_an_approximate_year_reaches_five_years_on_each_side() -> None:
    assert not disjoint(When("1930~"), When("1925"))
    assert not disjoint(When("1930~"), When("1935"))
    assert disjoint(When("1930~"), When("1936-06"))


@pytest.mark.parametrize(
    ("edtf", "reason"),
    [
        ("-0043", "before 0001"),
        ("Y17000", "more than four digits"),
        ("0000", "0001 to 9999"),
        ("1938-13", "no month or season 13"),
        ("1931-06-31", "no day 31"),
        ("1931-02-29", "no day 29"),
        ("1928/1923", "ends before it begins"),
        ("../..", "needs a date"),
        ("1923/1924/1925", "two ends"),
        ("1985-XX-05", "leave an unspecified month out"),
        ("193X-05", "has no month"),
        ("XXXX-05-03/1928", "need their years"),
        ("since 1928", "no date in the EDTF"),
        ("", "no date in the EDTF"),
        ("１９３８", "no date in the EDTF"),
    ],
)
def test_what_is_no_such_date_is_refused_with_its_reason(edtf: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        When(edtf)


def test_a_calendar_of_another_name_is_refused() -> None:
    with pytest.raises(ValueError, match="no calendar 'french'"):
        When("1793", "french")  # type: ignore[arg-type]


def test_an_old_style_day_is_bounded_in_the_gregorian_calendar() -> None:
    assert When("1917-10-25", "julian").bounds() == (date(1917, 11, 7), date(1917, 11, 7))


@pytest.mark.parametrize(
    ("edtf", "days"),
    [("1905-01-09", 13), ("1883-05-01", 12), ("1783-05-01", 11), ("1683-05-01", 10), ("1918-02-13", 13)],
)
def test_a_day_of_unknown_calendar_may_be_later_by_the_calendars_distance(edtf: str, days: int) -> None:
    first, last = When(edtf, "unknown").bounds()
    assert first is not None and last is not None
    assert (last - first).days == days


def test_a_day_after_the_last_old_style_day_has_one_reading() -> None:
    assert When("1918-02-14", "unknown").bounds() == (date(1918, 2, 14), date(1918, 2, 14))


def test_a_february_before_1752_may_be_of_the_next_year() -> None:
    assert When("1683-02-10", "unknown").bounds() == (date(1683, 2, 10), date(1684, 2, 20))


def test_two_neighbouring_years_before_1918_can_disagree() -> None:
    assert disjoint(When("1905", "unknown"), When("1906", "unknown"))
    assert not disjoint(When("1683", "unknown"), When("1684", "unknown"))
    assert disjoint(When("1683", "unknown"), When("1685", "unknown"))


def test_the_leap_day_of_1900_is_julian_only() -> None:
    assert When("1900-02-29", "julian").bounds() == (date(1900, 3, 13), date(1900, 3, 13))
    with pytest.raises(ValueError, match="1900 has no 29 February in the gregorian calendar"):
        When("1900-02-29")


@pytest.mark.parametrize(
    ("edtf", "calendar", "days"),
    [
        ("1946-02-16", "gregorian", ("Saturday",)),
        ("1917-10-25", "julian", ("Wednesday",)),
        ("1905-01-09", "unknown", ("Monday", "Sunday")),
        ("1946-02", "gregorian", ()),
        ("1946-02-16/1946-02-17", "gregorian", ()),
    ],
)
def test_an_exact_day_has_its_days_of_the_week(edtf: str, calendar: Calendar, days: tuple[str, ...]) -> None:
    when = When(edtf, calendar)
    assert when.weekdays == days
    assert when.weekday == (days[0] if len(days) == 1 else "")


@pytest.mark.parametrize(
    ("edtf", "precision"),
    [("1938-02-16", "day"), ("1938-02", "month"), ("1938-22", "season"), ("1938", "year"), ("193X", "decade"),
     ("19XX", "century"), ("1923/1928", "interval"), ("XXXX-XX-16", "partial")],
)  # fmt: skip
def test_a_date_says_how_fine_it_is(edtf: str, precision: str) -> None:
    assert When(edtf).precision == precision


def test_the_gap_between_two_dates_is_counted_in_days() -> None:
    assert gap_days(When("1945-02-24"), When("1946-02-16")) == 357
    assert gap_days(When("1946-02-16"), When("1945-02-24")) == 357
    assert gap_days(When("1945"), When("1946")) == 1
    assert gap_days(When("1945/.."), When("1946")) == 0


def test_a_coarse_date_holds_a_fine_one() -> None:
    assert holds(When("1938"), When("1938-02-16"))
    assert not holds(When("1938-02-16"), When("1938"))
    assert holds(When("1905", "unknown"), When("1905-12-28", "unknown"))
    assert holds(When("1917-11"), When("1917-10-25", "julian"))
    assert holds(When("1928/.."), When("1930"))
    assert not holds(When("XXXX-05-03"), When("XXXX-05-03"))


def test_a_text_names_no_calendar_for_a_day_before_1918() -> None:
    assert calendar_of("1905-01-09") == "unknown"
    assert calendar_of("1938-02-16") == "gregorian"
    assert calendar_of("../1905") == "unknown"
    assert calendar_of("XXXX-05-03") == "unknown"


def test_a_doubted_date_says_so() -> None:
    assert When("1540~").is_qualified
    assert not When("1540").is_qualified
