"""Paragraph identity through edits."""

from testimonia.text.realign import Frozen, mark_of, realign, similarity

FERRY = "The ferry from Saltmarsh stopped running on the fourth of March, and the town was cut off for eleven days."
MILL = "At the mill they burned the fences first, then the stalls, and the council looked the other way."
CHURCH = "Nobody in Harrow End remembers who rang the church bell on the night the dyke gave way."


def frozen() -> list[Frozen]:
    return [Frozen(f"p{n}", mark_of(text)) for n, text in enumerate((FERRY, MILL, CHURCH), start=1)]


def test_a_corrected_word_keeps_the_id() -> None:
    edited = FERRY.replace("fourth", "fifth")
    assert realign(frozen(), [mark_of(t) for t in (edited, MILL, CHURCH)]).ids == ("p1", "p2", "p3")


def test_a_paragraph_with_other_words_takes_a_fresh_number() -> None:
    other = "The price of rye doubled in a week, says the Gazette, and no inquiry was ever opened into it."
    assert realign(frozen(), [mark_of(t) for t in (FERRY, other, CHURCH)]).ids == ("p1", "p4", "p3")


def test_a_paragraph_moved_whole_keeps_its_id() -> None:
    assert realign(frozen(), [mark_of(t) for t in (MILL, CHURCH, FERRY)]).ids == ("p2", "p3", "p1")


def test_a_deleted_number_is_not_used_again() -> None:
    shorter = realign(frozen(), [mark_of(FERRY), mark_of(MILL)])
    kept = frozen()[:2]
    assert realign(kept, [mark_of(t) for t in (FERRY, MILL, CHURCH)], shorter.next_number).ids == ("p1", "p2", "p4")


def test_unlike_paragraphs_are_far_apart_and_a_corrected_one_near() -> None:
    near = similarity(mark_of(FERRY).simhash, mark_of(FERRY.replace("eleven", "twelve")).simhash)
    far = similarity(mark_of(FERRY).simhash, mark_of(MILL).simhash)
    assert near > 0.8
    assert far < 0.4
