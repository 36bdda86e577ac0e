"""Words of one sentence in another order: what is left out here and stands a few words on is not gone."""

from collections.abc import Sequence

from msgspec.structs import replace

from testimonia.model.collation import Piece
from testimonia.text.collate.witness import Witness
from testimonia.text.collate.words import words_of

# An omission and the addition that answers it have so much agreeing text between them at the most.
_NEAR_CHARS = 60
_GONE = ("omission", "erasure")


def ordered(pieces: Sequence[Piece], one: Witness, other: Witness) -> list[Piece]:
    """The pieces with each omission and addition of the same words that stand near one another called order."""
    done = list(pieces)
    for at, piece in enumerate(done):
        if piece.kind not in (*_GONE, "addition"):
            continue
        after = at + 1
        while after < len(done) and done[after].kind in ("same", "punctuation", "spelling"):
            if done[after].a.end - piece.a.end > _NEAR_CHARS:
                break
            after += 1
        if after < len(done) and _answers(piece, done[after], one, other):
            done[at] = replace(piece, kind="order", touches="")
            done[after] = replace(done[after], kind="order", touches="")
    return done


def _answers(piece: Piece, other_piece: Piece, one: Witness, other: Witness) -> bool:
    gone, come = (piece, other_piece) if piece.kind in _GONE else (other_piece, piece)
    if gone.kind not in _GONE or come.kind != "addition":
        return False
    left = words_of(one.text, [(gone.a.begin, gone.a.end)])
    return left.keys == words_of(other.text, [(come.b.begin, come.b.end)]).keys
