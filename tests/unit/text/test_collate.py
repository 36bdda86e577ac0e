"""Two witnesses, word for word: what a reader would call each difference."""

import pytest

from testimonia.model.collation import Collation
from testimonia.text.collate.collating import collate
from testimonia.text.collate.witness import witness_of

ACCOUNT = (
    "At eleven Hannah Pell, who keeps it, and Silas Crane, the cooper, put off from the hard with one lantern. "
    "They came back with seven people and a pig. The pig was not counted."
)


def compared(one: str, other: str) -> Collation:
    a, b = (witness_of(text, [(0, len(text))], [one, other]) for text in (one, other))
    return collate(a, b)


def found(one: str, other: str) -> list[tuple[str, str, str]]:
    return [(piece.kind, piece.a.of(one), piece.b.of(other)) for piece in compared(one, other).differences]


def test_a_text_does_not_differ_from_itself() -> None:
    collation = compared(ACCOUNT, ACCOUNT)
    assert not collation.differences
    assert collation.agreeing == collation.words[0] == 34


def test_line_ends_case_and_quotation_marks_are_no_difference() -> None:
    assert found("“The re-\nturn” of the FERRY – at last", '"The return" of the ferry - at last') == []


def test_a_name_left_out_of_a_sentence_that_stands_is_an_erasure() -> None:
    told = ACCOUNT.replace(", and Silas Crane, the cooper,", ",").replace("They", "She")
    assert found(ACCOUNT, told) == [
        ("erasure", "and Silas Crane, the cooper", ""),
        ("wording", "They", "She"),
    ]


def test_a_sentence_left_out_whole_is_an_omission_whoever_it_names() -> None:
    one = f"{ACCOUNT} Mr Silas Crane was thanked by the town. The rope came back. We saw Silas Crane there."
    other = f"{ACCOUNT} The rope came back. We saw Silas Crane there."
    assert found(one, other) == [("omission", "Mr Silas Crane was thanked by the town", "")]


@pytest.mark.parametrize(
    ("one", "other"),
    [("labour", "labor"), ("modern", "modem"), ("to day", "today"), ("l0,000", "10,000"), ("nineteen", "19")],
)
def test_a_word_spelled_misread_or_written_otherwise_is_spelling(one: str, other: str) -> None:
    kinds = [kind for kind, _, _ in found(f"We saw {one} there at last.", f"We saw {other} there at last.")]
    assert kinds == ["spelling"]


@pytest.mark.parametrize(
    ("one", "other", "touches"),
    [
        ("nineteen", "eighteen", "number"),
        ("1931", "1934", "number"),
        ("1931", "1981", ""),  # an easy misreading
        ("the Crane Bridge", "the Tuttle Bridge", "name"),
        ("Orloff", "Orlov", ""),
        ("quickly", "slowly", ""),
    ],
)
def test_a_difference_says_whether_it_touches_a_name_or_a_number(one: str, other: str, touches: str) -> None:
    collation = compared(f"They say that {one} was seen by us.", f"They say that {other} was seen by us.")
    assert [piece.touches for piece in collation.differences] == [touches]


def test_a_reform_is_not_several_reforms_and_legal_is_not_illegal() -> None:
    assert [kind for kind, _, _ in found("a possible reform of the bank", "an impossible reform of the bank")] == [
        "wording"
    ]
    assert [kind for kind, _, _ in found("the reform of the bank", "the reforms of the bank")] == ["wording"]


def test_words_that_change_places_in_a_sentence_are_order() -> None:
    kinds = [kind for kind, _, _ in found("he soon went to the hard", "soon he went to the hard")]
    assert kinds == ["order", "order"]


def test_a_paragraph_that_stands_elsewhere_is_one_move() -> None:
    moved = "Nobody had rung the flood bell because the rope had been lent."
    one = f"{moved} {ACCOUNT}"
    other = f"{ACCOUNT} {moved}"
    collation = compared(one, other)
    assert collation.counts == {"moved": 1}
    assert [(piece.a.of(one), piece.b.of(other), piece.move) for piece in collation.differences] == [
        (moved[:-1], "", 1),
        ("", moved[:-1], 1),
    ]


def test_marks_between_agreeing_words_are_punctuation() -> None:
    assert found("Seven people, and a pig", "Seven people and a pig") == [("punctuation", ",", "")]


def test_the_number_of_a_note_is_no_word_of_the_text() -> None:
    assert found("the colonels [2] at the hard", "the colonels at the hard") == []


def test_what_stands_between_two_stretches_of_own_words_is_not_compared() -> None:
    one, other = "The ferry ran. Last updated 2019 It was dry.", "The ferry ran. It was dry."
    a = witness_of(one, [(0, 14), (32, len(one))])
    assert not collate(a, witness_of(other, [(0, len(other))])).differences


def test_texts_that_share_nothing_are_one_rewording() -> None:
    collation = compared("red green blue", "one two three")
    assert [piece.kind for piece in collation.pieces] == ["wording"]
    assert collation.agreeing == 0


def test_an_empty_witness_is_compared_too() -> None:
    assert found("", "") == []
    assert found("seven people", "") == [("omission", "seven people", "")]
