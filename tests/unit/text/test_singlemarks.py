"""Single quotation marks are told from apostrophes, and what is unsure is left."""

import pytest

from testimonia.text.singlemarks import single_quotations


def quoted_in(*rows: str) -> list[str]:
    text, spans = "", []
    for row in rows:
        spans.append((len(text), len(text) + len(row)))
        text += row + "\n"
    return [text[begin:end] for begin, end in single_quotations(text, spans)]


@pytest.mark.parametrize(
    ("row", "quotations"),
    [
        ("‘The ferry is closed,’ said Ada Cray.", ["‘The ferry is closed,’"]),
        ("'Is the ferry closed?' she asked.", ["'Is the ferry closed?'"]),
        ("It was ‘a day of mourning’ for the town.", ["‘a day of mourning’"]),
        ("‘The boys’ ferry isn’t here,’ he said.", ["‘The boys’ ferry isn’t here,’"]),
        ("He means ‘the ruin of the ferrymen’s masters’—as he says.", ["‘the ruin of the ferrymen’s masters’"]),
        ("“Hale told me: ‘The mill did it.’”", ["‘The mill did it.’"]),
        ("He wrote: ‘I saw “The Ferry” and left.’", ["‘I saw “The Ferry” and left.’"]),
    ],
)
def test_a_sure_pair_is_a_quotation(row: str, quotations: list[str]) -> None:
    assert quoted_in(row) == quotations


@pytest.mark.parametrize(
    "row",
    [
        "The miners' boat and the boys' ferry.",
        "'Twas the miners' boat in the 'nineties of the last century.'",
        "’Tis said the Hales’ mill isn’t the mill’s.",
        "Rock 'n' roll and o' the mill.",
        "He was 5' 11\" tall and stood 6' from the mill.",
        "‘Only half of “a pair is here,’ it said.”",
        "Le Conte de l'ame qui a faim et l'ombre d'un moulin.",
        "‘Never closed at all, said Ada Cray.",
    ],
)
def test_apostrophes_and_what_is_unsure_are_none(row: str) -> None:
    assert quoted_in(row) == []


def test_a_quotation_of_several_paragraphs_opens_each_of_them() -> None:
    assert quoted_in("‘The mill burned.", "‘It burned all night.’ So he wrote.") == [
        "‘The mill burned.",
        "‘It burned all night.’",
    ]


def test_many_marks_end_in_good_time() -> None:
    assert quoted_in("'a " * 20_000) == []
    assert quoted_in("a" * 300_000 + "'") == []
