"""Quotation marks and brackets that have a fellow, and those that have none."""

import pytest

from testimonia.text.quotemarks import TURNED_CLOSING, TURNED_OPENING, UNCLOSED, UNOPENED, match_marks


def faults(*paragraphs: str) -> list[tuple[str, str]]:
    """(the text up to and with the mark, why) of each fault in a text of these paragraphs."""
    text, rows = "", []
    for paragraph in paragraphs:
        rows.append((len(text), len(text) + len(paragraph)))
        text += paragraph + "\n"
    return [(text[f.end - 6 : f.end], f.why) for f in match_marks(text, rows).faults]


@pytest.mark.parametrize(
    "paragraphs",
    [
        ["“The ferry,” said Ada Cray, “will not run.”"],
        ["’Tis the ’30s again, and the workers’ boats lie at the dealers’ quay; it is Cray’s doing."],
        ["He wrote: “The ferry stopped.", "“The mill burned.", "“The bell rang.”"],
        ["He wrote: “The ferry stopped.", "The mill burned, and nobody came.", "The bell rang.”"],
        ["Three things: a) the ferry, b) the mill, and 1) the bell; (c) nothing else."],
        ["1) The ferry.", "ii) The mill.", "B.) The bell."],
        ['The plank was 6’ 10” long and 4" wide.'],
        ["Er sagte: „Die Fähre fährt nicht.“ Und ging."],
        ["Er sagte: »Die Fähre fährt nicht.« Und ging."],
        ["Il dit : « Le bac ne passe pas. » Puis il partit."],
        ["”Färjan går inte”, sade han. ”Kvarnen brann”, sade hon."],
        ['"The ferry," she said, "stopped (as it had before) at noon."'],
        ["The editors [whose names are lost] wrote (see page 4 [or 5]) nothing."],
        ["[A note by the editors begins here.", "It goes on in a second paragraph.]"],
        ["“The bell,\n“The mill,\n“The ferry run no more!”"],
        ["“It is the principle “ to each his boat” that failed,” she said."],
        ["She asked: “Did he say ‘never’?” He did."],
        ['Fares " two pence " were doubled.'],
    ],
)
def test_marks_that_belong_together_are_left_alone(paragraphs: list[str]) -> None:
    assert faults(*paragraphs) == []


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        (["It stands in The Saltmarsh School of Ruin.” Nobody read it."], [("Ruin.”", UNOPENED)]),
        (["He wrote: “The ferry stopped. Nobody came.", "The mill burned."], [("ote: “", UNCLOSED)]),
        (["He came (as he had promised. The mill burned."], [("came (", UNCLOSED)]),
        (["He came as he had promised). The mill burned."], [("mised)", UNOPENED)]),
        (["He came [as he had promised. The mill burned."], [("came [", UNCLOSED)]),
        (["He said “the ferry “ and “the mill” were lost."], [("erry “", TURNED_OPENING)]),
        (["He wrote: ”The ferry stopped.”"], [("ote: ”", TURNED_CLOSING)]),
        (['The ferry" stopped at noon.'], [('ferry"', UNOPENED)]),
        (['He wrote: "The ferry stopped.', "The mill burned."], [('ote: "', UNCLOSED)]),
    ],
)
def test_a_mark_without_its_fellow_is_found_where_it_stands(
    paragraphs: list[str], expected: list[tuple[str, str]]
) -> None:
    assert faults(*paragraphs) == expected


def test_a_quotation_of_several_paragraphs_is_a_pair_in_each() -> None:
    text = "He wrote: “The ferry stopped.\n“The bell rang.” So it did."
    pairs = match_marks(text, [(0, 29), (30, len(text))]).pairs
    assert [text[p.begin : p.end] for p in pairs] == ["“The ferry stopped.", "“The bell rang.”"]


def marks_with_alone(*rows: str, alone: int) -> list[str]:
    """The four characters up to each fault, where one row is judged by itself."""
    text, spans = "", []
    for row in rows:
        spans.append((len(text), len(text) + len(row)))
        text += row + "\n"
    body = [span for place, span in enumerate(spans) if place != alone]
    return [text[f.end - 4 : f.end] for f in match_marks(text, body, [spans[alone]]).faults]


def test_a_quotation_goes_on_under_a_heading_between_its_paragraphs() -> None:
    rows = ("“The ferry sank.", "The “Cause”", "“Nobody had looked at it.”")
    assert marks_with_alone(*rows, alone=1) == []


def test_a_heading_is_judged_by_itself() -> None:
    assert marks_with_alone("The ferry sank.", "The Cause”", "Nobody had looked.", alone=1) == ["use”"]


def test_the_names_under_a_quoted_letter_come_before_its_closing_mark() -> None:
    assert faults("“The ferry sank.", "(Signed)", "ADA CRAY.”") == []


def test_an_enumeration_that_opens_a_quotation_has_no_opening_bracket() -> None:
    assert faults("“1) The ferry; 2) the mill; 3) the bell.”") == []


def test_a_closing_mark_glued_to_the_word_it_opens_is_one_fault_and_not_two() -> None:
    assert faults("It was”precisely this ferry” that sank.") == [("t was”", UNOPENED)]
