"""Rules that compare the dates which a page gives of itself."""

from typing import Any

import pytest

from testimonia.rules.date_after_update import find_future_dates
from testimonia.rules.first_published_after_source import find_late_first_printings
from testimonia.rules.made_before_written import find_work_before_writing
from testimonia.rules.masthead_against_source import find_masthead_contradictions
from testimonia.rules.path_date_against_page import find_path_contradictions
from testimonia.rules.title_date_against_dateline import find_title_dates_off_dateline
from testimonia.rules.title_date_against_source import find_title_date_contradictions
from testimonia.rules.updated_before_transcribed import find_updates_before_transcription
from testimonia.rules.written_after_printed import find_writing_after_print

COURIER = "The Saltmarsh Courier"


def masthead(page: Any, header: str, edtf: str, printed: tuple[str, str]) -> Any:
    bench = page(f"{COURIER}, {header}\nThe Ferry\nFrom The Courier of Saltmarsh, {printed[0]}, p. 6.\n")
    bench.cited(f"{COURIER}, {header}", ("title", COURIER, COURIER), ("date", edtf, header), role="header")
    return bench.cited("From The", ("title", COURIER, "Courier of"), ("date", printed[1], printed[0]))


def titled(page: Any, title: tuple[str, str], printed: tuple[str, str], path: str = "ferry.txt") -> Any:
    bench = page(f"The Ferry\n({title[0]})\nFrom the Courier, [{printed[0]}], p. 6.\n", path)
    bench.dated("written", "title", title[0], title[1])
    bench.cited("From the Courier", ("title", COURIER, "Courier"), ("date", printed[1], f"{printed[0]}"))
    return bench.dated("path", "path", "", path[:7].replace("/", "-")) if path[0].isdigit() else bench


def test_a_masthead_of_another_year_is_an_error(page: Any) -> None:
    bench = masthead(page, "24 February 1930", "1930-02-24", ("16 February 1931", "1931-02-16"))
    (finding,) = bench.run(find_masthead_contradictions)
    assert (finding.code, finding.severity, finding.trace.inputs["days apart"]) == ("D101", "error", "357")
    assert [e.quote.exact for e in finding.evidence] == ["24 February 1930", "16 February 1931"]


def test_a_masthead_that_is_only_coarser_is_not_reported(page: Any) -> None:
    assert (
        masthead(page, "February 1931", "1931-02", ("16 February 1931", "1931-02-16")).run(find_masthead_contradictions)
        == []
    )


@pytest.mark.parametrize(
    ("title", "printed", "path", "severity"),
    [
        (("16 June 1928", "1928-06-16"), ("16 June 1931", "1931-06-16"), "ferry.txt", "error"),
        (("June 1928", "1928-06"), ("16 June 1931", "1931-06-16"), "1931/06/ferry.txt", "error"),
        (("June 1928", "1928-06"), ("16 June 1931", "1931-06-16"), "1928/06/ferry.txt", "warning"),
        (("16 June 1921", "1921-06-16"), ("16 June 1931", "1931-06-16"), "1921/06/ferry.txt", "warning"),
        (("June 1931", "1931-06"), ("9 January 1931", "1931-01-09"), "ferry.txt", "error"),
        (("18 May 1931", "1931-05-18"), ("1-15 May 1931", "1931-05-01/1931-05-15"), "ferry.txt", "warning"),
        (("16 May 1931", "1931-05-16"), ("16 June 1931", "1931-06-16"), "ferry.txt", "warning"),
    ],
)
def test_a_title_date_that_cannot_stand_beside_the_print(
    page: Any, title: tuple[str, str], printed: tuple[str, str], path: str, severity: str
) -> None:
    (finding,) = titled(page, title, printed, path).run(find_title_date_contradictions)
    assert finding.severity == severity


@pytest.mark.parametrize(
    ("title", "printed"),
    [
        (("June 1931", "1931-06"), ("16 June 1931", "1931-06-16")),
        (("3 June 1931", "1931-06-03"), ("16 June 1931", "1931-06-16")),
        (("September 1927", "1927-09"), ("29 July 1933", "1933-07-29")),
        (("5 May 1931", "1931-05-05"), ("1-15 May 1931", "1931-05-01/1931-05-15")),
        (("25 October 1907", "1907-10-25"), ("20 October 1907", "1907-10-20")),
        (("February 1938", "1938-02"), ("16 February 1946", "1946-02-16")),
    ],
)
def test_a_date_of_writing_before_the_print_is_not_reported(
    page: Any, title: tuple[str, str], printed: tuple[str, str]
) -> None:
    """Among them reprints years later, one in the month of an anniversary; a double issue; days no farther apart than
    the calendars."""
    assert titled(page, title, printed).run(find_title_date_contradictions) == []


def test_a_date_inside_a_titles_sentence_is_what_the_text_is_about(page: Any) -> None:
    bench = page("The Floods of 1935\nFrom the Courier, 16 June 1931.\n")
    bench.dated("header", "title", "1935", "1935")
    bench.cited("From the Courier", ("title", COURIER, "Courier"), ("date", "1931-06-16", "16 June 1931"))
    assert bench.run(find_title_date_contradictions) == []


def path_page(page: Any, path_edtf: str, extra: str = "") -> Any:
    bench = page(f"The Ferry\nWritten: 12 June 1931\nCourier, 18 June 1931\n{extra}")
    bench.dated("path", "path", "", path_edtf).dated("written", "label", "12 June 1931", "1931-06-12")
    return bench.dated("printed", "source-line", "18 June 1931", "1931-06-18")


def test_a_path_of_another_year_or_month_is_a_warning(page: Any) -> None:
    severities = [path_page(page, edtf).run(find_path_contradictions)[0].severity for edtf in ("1928", "1931-02")]
    assert severities == ["warning", "warning"]


def test_a_path_that_agrees_with_any_date_of_the_page_is_not_reported(page: Any) -> None:
    signed = path_page(page, "1927-09", "Hythe, 6 September 1927\n")
    signed.row("day", "6 September 1927", edtf="1927-09-06", role="written")
    assert path_page(page, "1931-06").run(find_path_contradictions) == []
    assert signed.run(find_path_contradictions) == []


def test_a_print_after_the_pages_own_update_is_an_error(page: Any) -> None:
    bench = page("The Ferry\nCourier, 16 June 2931\nLast updated on 3 May 2019\n")
    bench.dated("printed", "source-line", "16 June 2931", "2931-06-16").dated(
        "updated", "foot", "3 May 2019", "2019-05-03"
    )
    (finding,) = bench.run(find_future_dates)
    assert (finding.code, finding.severity) == ("D106", "error")


def credited(page: Any, made: str, updated: tuple[str, str]) -> Any:
    bench = page(f"The Ferry\nTranscription: {made} by Ada Wend\nLast updated on {updated[0]}\n")
    return bench.dated("transcribed", "label", made, made).dated("updated", "foot", *updated)


def test_an_update_before_the_transcription_is_a_warning(page: Any) -> None:
    (finding,) = credited(page, "2015", ("5 March 2006", "2006-03-05")).run(find_updates_before_transcription)
    assert (finding.code, finding.severity) == ("D107", "warning")


def test_an_update_in_the_year_of_the_transcription_is_not_reported(page: Any) -> None:
    assert credited(page, "2006", ("5.3.2006", "2006-03-05")).run(find_updates_before_transcription) == []


def test_figures_whose_order_is_unknown_count_as_their_year(page: Any) -> None:
    assert credited(page, "2006-04", ("5.3.2006", "2006-03-05")).run(find_updates_before_transcription) == []


def labelled(page: Any, written: tuple[str, str], printed: tuple[str, str]) -> Any:
    bench = page(f"The Ferry\nWritten: {written[0]}\nCourier, [{printed[0]}]\n")
    return bench.dated("written", "label", *written).dated("printed", "source-line", *printed)


def test_writing_after_the_print_is_an_error_and_a_warning_within_a_month(page: Any) -> None:
    printed = ("16 February 1931", "1931-02-16")
    found = [
        labelled(page, written, printed).run(find_writing_after_print)[0].severity
        for written in (("March 1932", "1932-03"), ("1 March 1931", "1931-03-01"))
    ]
    assert found == ["error", "warning"]


def test_writing_in_the_month_of_the_print_is_not_reported(page: Any) -> None:
    bench = labelled(page, ("February 1931", "1931-02"), ("16 February 1931", "1931-02-16"))
    assert bench.run(find_writing_after_print) == []


def first_published(page: Any, first: tuple[str, str]) -> Any:
    bench = page(f"The Ferry\nFirst published: Norwick Beacon, {first[0]}\nSource: The Courier, 16 February 1931\n")
    bench.cited(
        "Norwick Beacon", ("title", "Norwick Beacon", "Norwick"), ("date", first[1], first[0]), role="first-published"
    )
    return bench.cited("The Courier", ("title", COURIER, "Courier"), ("date", "1931-02-16", "16 February 1931"))


def test_a_first_publication_after_its_source_is_an_error(page: Any) -> None:
    (finding,) = first_published(page, ("3 March 1934", "1934-03-03")).run(find_late_first_printings)
    assert (finding.code, finding.severity) == ("D121", "error")


def test_a_first_publication_before_its_source_is_not_reported(page: Any) -> None:
    assert first_published(page, ("3 March 1930", "1930-03-03")).run(find_late_first_printings) == []


def translated(page: Any, made: str) -> Any:
    bench = page(f"The Ferry\nWritten: May 1931\nTranslated: {made} by H. Orme\n")
    return bench.dated("written", "label", "May 1931", "1931-05").dated("translated", "label", made, made)


def test_a_translation_before_the_writing_is_an_error(page: Any) -> None:
    (finding,) = translated(page, "1913").run(find_work_before_writing)
    assert (finding.code, finding.severity) == ("D122", "error")


def test_a_translation_in_the_year_of_the_writing_is_not_reported(page: Any) -> None:
    assert translated(page, "1931").run(find_work_before_writing) == []


def test_a_dateline_that_repeats_the_titles_date_confirms_it(page: Any) -> None:
    """A dispatch of 10 January printed on 10 February: the same day of another month, by chance."""
    bench = page("The Ferry\n(10 January 1931)\nFrom the Courier, 10 February 1931.\nHythe, January 10, 1931\n")
    bench.dated("header", "title", "10 January 1931", "1931-01-10")
    bench.cited("From the Courier", ("title", COURIER, "Courier"), ("date", "1931-02-10", "10 February 1931"))
    bench.row("day", "January 10, 1931", edtf="1931-01-10", role="narrated")
    assert bench.run(find_title_date_contradictions) == []


def test_a_path_older_than_the_book_from_which_the_text_was_taken_is_not_reported(page: Any) -> None:
    bench = page("The Ferry\nSource: Collected Papers, Hythe, 1980, p. 9\n").dated("path", "path", "", "1920")
    bench.cited("Collected Papers", ("date", "1980", "1980"), kind="book")
    assert bench.run(find_path_contradictions) == []


def test_a_span_of_years_in_a_head_is_no_date_of_printing(page: Any) -> None:
    bench = page("The Ferry\n1877-1938\n").dated("header", "title", "1877-1938", "1877/1938")
    assert bench.dated("path", "path", "", "1945").run(find_path_contradictions) == []


@pytest.mark.parametrize(("path", "found"), [("1931/06/ferry.txt", ["warning"]), ("1931/01/ferry.txt", [])])
def test_a_title_of_an_earlier_month_is_reported_where_the_path_sides_with_the_print(
    page: Any, path: str, found: list[str]
) -> None:
    bench = titled(page, ("January 1931", "1931-01"), ("16 June 1931", "1931-06-16"), path)
    assert [finding.severity for finding in bench.run(find_title_date_contradictions)] == found


def test_the_reference_of_a_quotation_does_not_confirm_a_path(page: Any) -> None:
    bench = path_page(page, "1927-09", "(Norwick Beacon, 6 September 1927)\n")
    bench.row("day", "6 September 1927", edtf="1927-09-06", role="narrated")
    assert len(bench.run(find_path_contradictions)) == 1


def dated_twice(page: Any, title: tuple[str, str], own: tuple[str, str], path: str = "well.txt") -> Any:
    bench = page(f"My Well\n({title[0]})\nHythe, {own[0]}\nIt is salt.\n", path)
    bench.dated("header", "title", title[0], title[1])
    bench.dated("written", "title", own[0], own[1])
    return bench.dated("path", "path", "", path[:7].replace("/", "-")) if path[0].isdigit() else bench


@pytest.mark.parametrize(("path", "severity"), [("well.txt", "warning"), ("1931/06/well.txt", "error")])
def test_a_title_a_year_off_its_own_dateline(page: Any, path: str, severity: str) -> None:
    bench = dated_twice(page, ("June 1932", "1932-06"), ("2 June 1931", "1931-06-02"), path)
    (finding,) = bench.run(find_title_dates_off_dateline)
    assert (finding.code, finding.severity) == ("D123", severity)
    assert [e.quote.exact for e in finding.evidence] == ["June 1932", "2 June 1931"]


@pytest.mark.parametrize(
    ("title", "own", "path"),
    [
        (("June 1931", "1931-06"), ("2 June 1931", "1931-06-02"), "well.txt"),
        (("July 1932", "1932-07"), ("2 June 1931", "1931-06-02"), "well.txt"),
        (("June 1936", "1936-06"), ("2 June 1931", "1931-06-02"), "well.txt"),
        (("June 1932", "1932-06"), ("2 June 1931", "1931-06-02"), "1932/06/well.txt"),
    ],
    ids=["agrees", "another month", "an anniversary", "the path sides with the title"],
)
def test_a_title_that_may_be_the_printing_is_left_alone(
    page: Any, title: tuple[str, str], own: tuple[str, str], path: str
) -> None:
    assert dated_twice(page, title, own, path).run(find_title_dates_off_dateline) == []
