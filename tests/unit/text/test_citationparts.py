"""Numbered parts of citations, and the shapes that must not be read as such."""

import pytest

from testimonia.text.citationgrammar import read_citation
from testimonia.text.citationmentions import find_mentions
from testimonia.text.citationparts import find_parts
from testimonia.text.numbering import numbers_of


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Vol. VI No. No. 37", [("volume", "6"), ("number", "37")]),
        ("Vol. 2 No. 32/33, 5 May", [("volume", "2"), ("number", "32-33")]),
        ("No. 11, 15 August", [("number", "11")]),
        ("No. 4, 1950", [("number", "4")]),
        ("No. 1,069", [("number", "1069")]),
        ("No. 1,1069", []),
        ("No. ?", []),
        ("pp. 98, 125-127", [("pages", "98,125-127")]),
        ("p. 4, 12 May 1940", [("pages", "4")]),
        ("pp. 172-164", [("pages", "172-164")]),
        ("Volume 4 of 4", [("volume", "4")]),
    ],
)
def test_numbered_parts_are_read_and_their_neighbours_left(line: str, expected: list[tuple[str, str]]) -> None:
    assert [(found.part, found.value) for found in find_parts(line, 0, len(line))] == expected


def test_a_date_that_begins_with_the_volume_number_keeps_to_itself() -> None:
    (citation,) = read_citation("Tidal Review, Vol. 1 November 1929, No. 11.", 0, 43, "source")
    assert (citation.value("volume"), citation.value("date")) == ("1", "1929-11")


def test_a_note_on_the_next_line_is_no_part_of_the_citation() -> None:
    line = "The Echo, No. 76, 15 May 1909, p. 4.\nThe text appears by courtesy of the Harbour Board, 3 June 1999."
    (citation,) = read_citation(line, 0, len(line), "source")
    assert citation.quote.exact == "The Echo, No. 76, 15 May 1909, p. 4"


def test_a_line_left_open_goes_on_below() -> None:
    line = "The Echo, Vol. 3\n No. 4, 5 May 1909"
    assert [c.value("number") for c in read_citation(line.replace("3\n", "3,\n"), 0, len(line) + 1, "source")] == ["4"]


def test_a_title_with_volume_and_number_is_a_mention() -> None:
    text = "He answered in The Tidal Review, Vol. 1 No. 3, July 1940, p. 33, and sailed on 5 May 1941."
    (citation,) = find_mentions(text, 0, len(text), [])
    assert citation.quote.exact == "The Tidal Review, Vol. 1 No. 3, July 1940, p. 33"


def test_a_title_set_off_before_an_exact_date_is_a_mention() -> None:
    text = "As the Echo (5 May 1941) said, order No. 1 of the port was void."
    (citation,) = find_mentions(text, 0, len(text), [(7, 11)])
    assert (citation.role, citation.quote.exact) == ("mention", "Echo (5 May 1941)")


@pytest.mark.parametrize(
    "text", ["Order No. 1 of the port", "Crane, Tides, Vol. I", "See Memorandum No. 46, April 1934."]
)
def test_a_number_after_any_name_is_no_mention(text: str) -> None:
    assert list(find_mentions(text, 0, len(text), [])) == []


def test_a_date_says_its_days_and_its_unit() -> None:
    n = numbers_of("3", "", "1946-02-16")
    assert (n.volume, n.low, n.first == n.last, n.unit) == (3, None, True, "day")
