"""A phrase that is a date as a whole."""

import pytest

from testimonia.text.dategrammar import find_dates, read_date
from testimonia.text.daterelative import common_date
from testimonia.text.dateterms import slips, terms


@pytest.mark.parametrize(
    ("phrase", "edtf"),
    [
        ("16 February 1946", "1946-02-16"),
        ("Sept. 25, 1925", "1925-09-25"),
        ("16th Feb. 1946.", "1946-02-16"),
        ("Saturday, 16 February 1946", "1946-02-16"),
        ("July-August 1940", "1940-07/1940-08"),
        ("Winter 1956", "1956-24"),
        ("Autumn, 1936", "1936-23"),
        ("15.2.2006", "2006-02-15"),
        ("31.12.2012", "2012-12-31"),
        ("3/5/1936", "1936"),
        ("2003-04-05", "2003-04-05"),
        ("1936", "1936"),
        ("1936-37", "1936/1937"),
        ("(January 1944)", "1944-01"),
        ("the 1930s", "193X"),
        ("16 February", "XXXX-02-16"),
    ],
)
def test_a_phrase_that_is_a_date_is_read_whole(phrase: str, edtf: str) -> None:
    match = read_date(phrase)
    assert match is not None
    assert match.edtf == edtf
    assert phrase[match.begin : match.end].strip("().") == phrase.strip("().").removeprefix("the ")


@pytest.mark.parametrize(
    "phrase", ["", "February", "1905 workers", "No. 5, May 1936", "16 February 1946, p. 6", "May 5 or so", "5", "()"]
)
def test_a_phrase_that_says_more_or_less_than_a_date_is_not_read(phrase: str) -> None:
    assert read_date(phrase) is None


def test_a_named_day_of_the_week_is_kept_in_english() -> None:
    match = read_date("Montag, 4. Juni 1923")
    assert match is not None and match.weekday == "Monday"


def test_the_month_words_of_all_languages_agree() -> None:
    assert terms().month_of["mars"] == 3
    assert terms().month_of["ноября"] == 11
    assert len(terms().month_of) > 90


def test_no_slip_is_a_month_or_a_word_of_its_own() -> None:
    made = slips()
    assert made["Febmary"] == 2 and made["Juue"] == 6 and made["0ctober"] == 10
    assert not {"Match", "Jane", "March", "Mai", "Juni", "Juin"} & set(made)


def test_dates_that_disagree_have_no_common_date() -> None:
    assert common_date(["1944", "1944-01", "1944-01-15"]) == "1944-01-15"
    assert common_date(["1945-02-24", "1946-02-16"]) == ""


def test_the_year_that_opens_a_credit_is_read_where_labels_are() -> None:
    credit = "2016 by Ada Pike."
    assert [match.edtf for match in find_dates(credit, loose=True)] == ["2016"]
    assert find_dates(credit) == []
