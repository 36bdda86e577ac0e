"""A collation laid out in rows: paragraphs beside what answers them."""

from testimonia.text.collate.collating import collate
from testimonia.text.collate.rows import Row, rows_of
from testimonia.text.collate.witness import witness_of

ONE = "The ferry ran all night.\nSilas Crane held the lantern very well.\nNobody was paid."
OTHER = "The ferry ran all night.\nSilas Crane held the candle very well.\nNobody was paid."


def begins(text: str) -> list[int]:
    return [0, *(at + 1 for at, char in enumerate(text) if char == "\n")]


def laid(one: str, other: str) -> list[Row]:
    a, b = (witness_of(text, [(0, len(text))], [one, other]) for text in (one, other))
    return rows_of(collate(a, b), (one, other), (begins(one), begins(other)))


def words(rows: list[Row], one: str, other: str) -> list[tuple[str, str]]:
    return [(one[row.a.begin : row.a.end], other[row.b.begin : row.b.end]) for row in rows]


def test_a_row_is_a_paragraph_beside_the_one_that_answers_it() -> None:
    rows = laid(ONE, OTHER)
    assert words(rows, ONE, OTHER) == list(zip(ONE.split("\n"), OTHER.split("\n"), strict=True))
    assert [row.differs for row in rows] == [False, True, False]


def test_a_difference_has_one_number_on_both_sides() -> None:
    row = laid(ONE, OTHER)[1]
    assert [(mark.kind, mark.number) for mark in (*row.a.marks, *row.b.marks)] == [("wording", 1), ("wording", 1)]


def test_a_paragraph_of_the_second_alone_has_a_row_of_its_own() -> None:
    added = "Mr Tuttle of the almshouse wishes it to be known that he was asleep the whole time."
    other = OTHER.replace("\nNobody", f"\n{added}\nNobody")
    assert ("", added) in words(laid(ONE, other), ONE, other)


def test_a_paragraph_left_out_has_nothing_beside_it() -> None:
    other = OTHER.replace("Silas Crane held the candle very well.\n", "")
    assert ("Silas Crane held the lantern very well.", "") in words(laid(ONE, other), ONE, other)


def test_spelling_and_marks_are_shown_and_lead_nowhere() -> None:
    other = ONE.replace("lantern", "lanthern").replace("paid.", "paid!")
    rows = laid(ONE, other)
    assert not any(row.differs for row in rows)
    assert [mark.kind for row in rows for mark in row.b.marks] == ["spelling", "punctuation"]
