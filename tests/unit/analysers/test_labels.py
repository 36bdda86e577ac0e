"""Labels as volunteers type them."""

import pytest

from testimonia.analysers._labels import read_label


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Source: The Echo", "source-line"),
        ("FIRST PUBLISHED: 1912", "first-published"),
        ("Written/First Published: 1912", "first-published"),
        ("Transcription\\HTML Mark-up: Ada", "transcription"),
        ("Editing and Proofreading: Ada", "proofreading"),
        ("Transcribed by: Ada", "transcription"),
        ("CopyLeft: free", "licence"),
        ("Section : Our Marsh", "section"),
    ],
)
def test_a_label_of_one_or_more_terms_is_read(line: str, kind: str) -> None:
    label = read_label(line)
    assert label and (label.kind, label.exact) == (kind, True)


@pytest.mark.parametrize(
    "line", ["First Publshed: 1912", "Trasncription: Ada", "Pubic Domain: free", "Sorce: The Echo"]
)
def test_a_slip_of_the_typist_is_read_and_marked_as_inexact(line: str) -> None:
    label = read_label(line)
    assert label and not label.exact


@pytest.mark.parametrize(
    "line",
    [
        "Course: north by east",
        "Dear Comrades: hold",
        "He wrote: no",
        "http://example.org",
        "A",
        "",
        "Secretion: salt",
        ":",
    ],
)
def test_other_words_before_a_colon_are_no_label(line: str) -> None:
    assert read_label(line) is None
