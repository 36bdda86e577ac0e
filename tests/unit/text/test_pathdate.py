"""The date in a path."""

import pytest

from testimonia.text.pathdate import date_of_path


@pytest.mark.parametrize(
    ("path", "edtf"),
    [
        ("harrow/1946/02/16/ferry.htm", "1946-02-16"),
        ("harrow/1925/09/25.htm", "1925-09-25"),
        ("harrow/works/1929/apr/15.htm", "1929-04-15"),
        ("harrow/1929/April/15.htm", "1929-04-15"),
        ("1931/sept/ferry.htm", "1931-09"),
        ("letters/1938.htm", "1938"),
    ],
)
def test_year_month_and_day_are_read_where_each_is_a_component(path: str, edtf: str) -> None:
    assert date_of_path(path) == edtf


@pytest.mark.parametrize(
    "path", ["1922/x01.htm", "1922/xx/14.htm", "1922/14.htm", "1922/ferry/04.htm", "1922/3/04.htm"]
)
def test_a_number_after_an_unknown_month_is_no_day(path: str) -> None:
    assert date_of_path(path) == "1922"


@pytest.mark.parametrize("path", ["1922/02/30.htm", "1922/02/x01.htm", "1922/02/ferry01.htm"])
def test_an_impossible_or_lettered_day_leaves_the_month(path: str) -> None:
    assert date_of_path(path) == "1922-02"


@pytest.mark.parametrize(
    "path", ["ferry.htm", "gazette-1939/ferry.htm", "1939-40/01.htm", "0999/01/01.htm", "9999.htm", ""]
)
def test_no_year_of_its_own_gives_no_date(path: str) -> None:
    assert date_of_path(path) == ""


def test_two_different_years_are_not_decided_between() -> None:
    assert date_of_path("1930/reprints/1935/01.htm") == ""
