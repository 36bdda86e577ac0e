"""Rules about single dates, page ranges, navigation, marks and absences."""

from typing import Any

import pytest

from testimonia.rules.impossible_date import find_impossible_dates
from testimonia.rules.navigation_of_another_periodical import find_foreign_navigation
from testimonia.rules.no_author import find_missing_authors
from testimonia.rules.no_credit import find_missing_credits
from testimonia.rules.no_source import find_missing_sources
from testimonia.rules.reversed_pages import find_reversed_pages
from testimonia.rules.slip_in_date import find_slips_in_dates
from testimonia.rules.unbalanced_marks import find_unbalanced_marks
from testimonia.rules.weekday_against_date import find_wrong_weekdays

COURIER = "The Saltmarsh Courier"


@pytest.mark.parametrize(
    ("words", "edtf", "weekday", "role", "severity"),
    [
        ("Sunday, 5 May 1931", "1931-05-05", "Sunday", "narrated", "warning"),
        ("Sunday, 5 May 1931", "1931-05-05", "Sunday", "printed", "error"),
        ("Sunday, 9 January 1905", "1905-01-09", "Sunday", "narrated", "note"),
    ],
)
def test_a_wrong_weekday_is_weighed_by_place_and_calendar(
    page: Any, words: str, edtf: str, weekday: str, role: str, severity: str
) -> None:
    bench = page(f"The bridge fell on {words}.").row("day", words, edtf=edtf, weekday=weekday, role=role)
    (finding,) = bench.run(find_wrong_weekdays)
    assert finding.severity == severity


def test_the_right_weekday_is_not_reported(page: Any) -> None:
    bench = page("On Tuesday, 5 May 1931.").row("day", "Tuesday, 5 May 1931", edtf="1931-05-05", weekday="Tuesday")
    assert bench.run(find_wrong_weekdays) == []


def test_a_weekday_whose_year_was_only_inferred_is_not_reported(page: Any) -> None:
    bench = page("On Sunday, 5 May.").row("day", "Sunday, 5 May", edtf="1931-05-05", weekday="Sunday", anchor="printed")
    assert bench.run(find_wrong_weekdays) == []


def test_an_impossible_day_is_a_warning_in_running_text(page: Any) -> None:
    bench = page("Paid on 31 June 1931.").row("day", "31 June 1931", impossible="June has 30 days", role="narrated")
    (finding,) = bench.run(find_impossible_dates)
    assert (finding.code, finding.severity) == ("D105", "warning")


def test_a_julian_leap_day_is_a_note(page: Any) -> None:
    bench = page("Born 29 February 1900.").row("day", "29 February 1900", impossible="1900 has no 29 February")
    (finding,) = bench.run(find_impossible_dates)
    assert (finding.severity, finding.verdict) == ("note", "explained")


def paged(page: Any, printed: str, value: str) -> Any:
    return page(f"From the Courier, {printed}.").cited("From the Courier", ("pages", value, printed))


def test_a_page_range_that_runs_backwards_is_an_error(page: Any) -> None:
    (finding,) = paged(page, "pp. 172-164", "172-164").run(find_reversed_pages)
    assert (finding.severity, finding.trace.inputs) == ("error", {"from": "172", "to": "164"})


@pytest.mark.parametrize(("printed", "value"), [("pp. 172-4", "172-174"), ("pp. 8, 3", "8,3"), ("p. 6", "6")])
def test_shortened_ranges_and_lists_of_pages_are_not_reported(page: Any, printed: str, value: str) -> None:
    assert paged(page, printed, value).run(find_reversed_pages) == []


def navigated(page: Any, head: str, foot: str) -> Any:
    bench = page(f"{head} \nFrom The Saltmarsh Courier, p. 6.\n{'The tide came in. ' * 9}\n{foot}")
    bench.furnished("navigation", f"{head} ").furnished("navigation", foot)
    return bench.cited("From The Saltmarsh Courier", ("title", COURIER, COURIER))


def test_navigation_of_another_periodical_is_a_warning(page: Any) -> None:
    bench = navigated(page, "Main Beacon Index | Main Newspaper Index", "Main Courier Index | Main Newspaper Index")
    (finding,) = bench.run(find_foreign_navigation)
    assert [e.quote.exact for e in finding.evidence] == ["Main Beacon Index", "Main Courier Index"]


@pytest.mark.parametrize(
    ("head", "foot"),
    [
        ("Main Courier Index | Main Newspaper Index", "Main Newspaper Index"),
        ("Main Writers Index", "Main Newspaper Index"),
        ("Ada Wend Archive", "Courier Archive"),
        ("Main Courier Index | Main Beacon Index", "Main Courier Index | Main Beacon Index"),
        ("Main SC Index", "Main Courier Index"),
    ],
)
def test_navigation_that_names_no_other_periodical_is_not_reported(page: Any, head: str, foot: str) -> None:
    assert navigated(page, head, foot).run(find_foreign_navigation) == []


def test_what_a_furnished_page_does_not_say_is_a_note(page: Any) -> None:
    bench = page("The Ferry\nLast updated on 3 May 2019").furnished("updated", "Last updated on 3 May 2019")
    rules = (find_missing_authors, find_missing_sources, find_missing_credits)
    assert [bench.run(rule)[0].severity for rule in rules] == ["note"] * 3


def test_a_bare_text_is_not_expected_to_say(page: Any) -> None:
    rules = (find_missing_authors, find_missing_sources, find_missing_credits)
    assert [page("The Ferry\n").run(rule) for rule in rules] == [[], [], []]


def test_a_page_that_says_it_all_misses_nothing(page: Any) -> None:
    bench = page("The Ferry\nAda Wend\nFrom The Courier, p. 6.\nTranscribed by I. Orme")
    bench.by("Ada Wend").cited("From The Courier", ("title", COURIER, "Courier"))
    bench.furnished("transcription", "Transcribed by I. Orme")
    rules = (find_missing_authors, find_missing_sources, find_missing_credits)
    assert [bench.run(rule) for rule in rules] == [[], [], []]


def test_a_mark_without_a_partner_is_a_note(page: Any) -> None:
    (finding,) = page("the finest harbour.” No one laughed.").mark("”", "”").run(find_unbalanced_marks)
    assert (finding.code, finding.severity, finding.evidence[0].quote.exact) == ("T301", "note", "the finest harbour.”")


def test_an_opening_mark_is_shown_with_the_words_that_follow(page: Any) -> None:
    (finding,) = (
        page("He said, (as one does on the ferry in the rain of a Sunday\n").mark("(", "(").run(find_unbalanced_marks)
    )
    assert finding.evidence[0].quote.exact == "(as one does on the ferry in the rain of"


def test_a_source_cited_in_another_line_of_the_pages_head_counts(page: Any) -> None:
    bench = page("The Ferry\nWritten: 1931 and published in the Courier, p. 6.\n")
    bench.furnished("written", "Written: 1931 and published in the Courier, p. 6.")
    bench.cited("the Courier, p. 6", ("title", COURIER, "Courier"), role="mention")
    assert bench.run(find_missing_sources) == []


def test_a_suspected_slip_is_suggested_and_not_read(page: Any) -> None:
    bench = page("born on Febmary 24, 1906.").row("day", "Febmary 24, 1906", suggestion="February 24, 1906")
    (finding,) = bench.run(find_slips_in_dates)
    assert (finding.code, finding.verdict) == ("T302", "textual")
