"""Laws of collation: nothing is lost, nothing is shown twice, and sides may be exchanged."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from testimonia.model.collation import Collation
from testimonia.text.collate.collating import collate
from testimonia.text.collate.witness import Witness, witness_of

WORDS = st.sampled_from("the ferry Pell Crane nineteen 1931 1937 and a pig labour labor rope. bell, “hard” [2]".split())
TEXTS = st.lists(WORDS, max_size=40).map(" ".join)


def pair(one: str, other: str) -> tuple[Witness, Witness]:
    return witness_of(one, [(0, len(one))], [other]), witness_of(other, [(0, len(other))], [one])


def compared(one: str, other: str) -> Collation:
    return collate(*pair(one, other))


@given(TEXTS, TEXTS)
def test_every_word_of_both_witnesses_stands_in_exactly_one_piece(one: str, other: str) -> None:
    a, b = pair(one, other)
    pieces = [piece for piece in collate(a, b).pieces if piece.kind != "punctuation"]
    for words, spans in ((a.words, [piece.a for piece in pieces]), (b.words, [piece.b for piece in pieces])):
        for begin, end in zip(words.begins, words.ends, strict=True):
            assert sum(span.begin <= begin and end <= span.end for span in spans) == 1


@given(TEXTS, TEXTS)
def test_pieces_stand_in_the_order_of_both_texts(one: str, other: str) -> None:
    pieces = compared(one, other).pieces
    for sides in ([piece.a for piece in pieces], [piece.b for piece in pieces]):
        assert all(before.end <= after.begin for before, after in pairwise(sides))


@given(TEXTS)
def test_a_text_agrees_with_itself(text: str) -> None:
    collation = compared(text, text)
    assert not collation.differences
    assert collation.agreeing == collation.words[0]


@given(TEXTS, TEXTS)
def test_a_move_has_two_places_of_the_same_words(one: str, other: str) -> None:
    moved = [piece for piece in compared(one, other).pieces if piece.kind == "moved"]
    for number in {piece.move for piece in moved}:
        places = [piece for piece in moved if piece.move == number]
        assert len(places) == 2
        left = next(piece.a for piece in places if piece.a.begin < piece.a.end)
        right = next(piece.b for piece in places if piece.b.begin < piece.b.end)
        keys = [witness_of(text, [(span.begin, span.end)]).words.keys for text, span in ((one, left), (other, right))]
        assert keys[0] == keys[1]
