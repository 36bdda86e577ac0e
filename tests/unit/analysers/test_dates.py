"""The layer of dates: roles by place, and dates that count from the document's own."""

from collections.abc import Sequence

import pytest

from testimonia.analysers.dates import analyse_dates
from testimonia.contract import Page
from testimonia.model.layer import Annotation, Layer
from testimonia.model.source import Capture, OffsetMap, Source

Lines = Sequence[tuple[str, str]]
FURNITURE = ("source-line", "first-published", "published", "masthead", "written", "updated", "transcription", "site")


def page_of(lines: Lines) -> Page:
    """A page of lines, each with its kind of furniture or structure."""
    text = "\n".join(words for _, words in lines)
    rows: dict[str, list[Annotation]] = {"furniture": [], "structure": []}
    begin = 0
    for kind, words in lines:
        layer = "furniture" if kind in FURNITURE else "structure"
        rows[layer].append(Annotation(begin, begin + len(words), kind))
        begin += len(words) + 1
    capture = Capture("page.txt", "0" * 64, len(text), "text/plain")
    offsets = OffsetMap.identity("utf-8", len(text))
    source = Source("page", capture, text, "0" * 32, "plain", "utf-8", {}, offsets, Layer.of("markup", ()))
    return Page(source, {name: Layer.of(name, found) for name, found in rows.items()})


def roles_of(lines: Lines) -> list[tuple[str, str]]:
    return [(row.get("edtf"), row.get("role")) for row in analyse_dates(page_of(lines))]


@pytest.mark.parametrize(
    ("kind", "words", "role"),
    [
        ("source-line", "From The Lantern, Vol. X No. 7, 16 February 1946, p. 6.", "printed"),
        ("published", "The Lantern, 16 February 1946", "printed"),
        ("first-published", "The Lantern, 16 February 1946", "first-printed"),
        ("masthead", "The Lantern, 16 February 1946", "header"),
        ("written", "16 February 1946", "written"),
        ("updated", "16 February 1946", "updated"),
        ("transcription", "by Ann Hale, 16 February 1946", "transcribed"),
        ("subtitle", "(16 February 1946)", "header"),
        ("dateline", "(16 February 1946)", "header"),
        ("dateline", "Saltmarsh, 16 February 1946", "written"),
        ("signature", "Ann Hale, 16 February 1946", "written"),
        ("paragraph", "On 16 February 1946 the mill closed.", "narrated"),
        ("title", "The Flood of 16 February 1946", "narrated"),
    ],
)
def test_a_date_has_the_role_of_its_place(kind: str, words: str, role: str) -> None:
    assert roles_of([(kind, words)]) == [("1946-02-16", role)]


def test_a_year_in_a_subtitle_is_its_subject() -> None:
    assert roles_of([("subtitle", "The Flood of 1905")]) == [("1905", "narrated")]


def test_a_bare_year_between_the_commas_of_a_source_line_is_read() -> None:
    assert roles_of([("source-line", "Saltmarsh Review, Vol. 5, 1939, p. 3.")]) == [("1939", "printed")]


def test_the_years_of_a_title_in_a_source_line_are_its_subject() -> None:
    assert roles_of([("source-line", "Notebooks (1936–1947), Hale, Saltmarsh 2012;")])[0] == ("1936/1947", "narrated")


def test_six_years_ago_counts_from_the_documents_own_date() -> None:
    lines = [("subtitle", "(January 1944)"), ("paragraph", "Six years ago, on a wet day, he died.")]
    rows = list(analyse_dates(page_of(lines)))
    assert rows[1].kind == "relative"
    assert (rows[1].get("edtf"), rows[1].get("anchor"), rows[1].number("offset")) == ("1938", "document-date", -6)


def test_a_date_of_writing_goes_before_one_of_printing() -> None:
    lines = [
        ("written", "May 1920"),
        ("source-line", "The Lantern, 5 March 1931"),
        ("paragraph", "Two months ago it rained."),
    ]
    assert roles_of(lines)[-1] == ("1920-03", "narrated")


def test_six_years_ago_is_not_worked_out_where_the_dates_disagree() -> None:
    lines = [
        ("masthead", "The Lantern, 24 February 1945"),
        ("source-line", "The Lantern, 16 February 1946"),
        ("paragraph", "Six years ago it rained."),
    ]
    rows = list(analyse_dates(page_of(lines)))
    assert (rows[-1].get("edtf"), rows[-1].get("anchor")) == ("", "document-date")


@pytest.mark.parametrize(
    ("words", "edtf"),
    [
        ("Yours of the 16th inst. is to hand.", "1905-01-16"),
        ("Yours of the 30th ult. is to hand.", "1904-12-30"),
        ("Yours of the 31st ult. is to hand.", "1904-12-31"),
        ("We sail on the 30th prox. with the tide.", ""),
        ("Ten days ago it rained.", "1905-01-10"),
        ("Two weeks ago it rained.", "1905-01-06~"),
        ("About six years ago it rained.", "1899~"),
    ],
)
def test_a_letters_days_count_from_its_date(words: str, edtf: str) -> None:
    lines = [("dateline", "Saltmarsh, 20 January 1905"), ("paragraph", words)]
    assert list(analyse_dates(page_of(lines)))[1].get("edtf") == edtf


def test_a_date_before_the_year_one_is_not_worked_out() -> None:
    lines = [
        ("dateline", "Saltmarsh, 20 January 1905"),
        ("paragraph", "The tomb of 999 decades ago was made 400 decades ago."),
    ]
    assert [edtf for edtf, role in roles_of(lines) if role == "narrated"] == ["", ""]


def test_a_misread_month_is_suggested() -> None:
    row = analyse_dates(page_of([("paragraph", "He was born on Febmary 24, 1906.")]))[0]
    assert (row.get("edtf"), row.get("suggestion"), row.get("calendar")) == ("1906-02-24", "February", "unknown")


def test_an_impossible_day_has_a_reason_and_no_value() -> None:
    row = analyse_dates(page_of([("source-line", "The Lantern, 31 June 1931")]))[0]
    assert (row.get("edtf"), row.get("impossible"), row.get("role")) == ("", "June has no day 31", "printed")


def test_a_named_weekday_is_kept() -> None:
    row = analyse_dates(page_of([("masthead", "The Lantern, Saturday, 16 February 1946")]))[0]
    assert row.get("weekday") == "Saturday"
