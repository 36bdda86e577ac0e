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
