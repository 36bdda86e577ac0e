"""Collation: what became of each word of one witness in another."""

from typing import Literal

from msgspec import Struct, field

from testimonia.model.span import Span

# spelling: the same word, written or misread otherwise; order: the same words in another order; moved: a stretch that
# stands elsewhere in the other witness; erasure: a name that is left out of a sentence which otherwise stands.
DifferenceClass = Literal["wording", "spelling", "punctuation", "order", "moved", "omission", "addition", "erasure"]
Touched = Literal["", "name", "number", "date"]


class Piece(Struct, frozen=True, order=True):
    """A stretch of the first witness and what stands for it in the second; a side without words is the empty span where
    they would stand. `kind` is "same" or a DifferenceClass; `move` numbers the two places of a moved stretch, from 1;
    `touches` says that a name, a number or a date is another one, or is gone."""

    a: Span
    b: Span
    kind: str
    move: int = 0
    touches: Touched = ""


class Collation(Struct, frozen=True):
    """Two witnesses from end to end: pieces in the order of the text; a moved stretch is one piece in each place.

    `words` are those of either witness, `agreeing` how many are the same word in the same order.
    """

    pieces: tuple[Piece, ...]
    words: tuple[int, int] = (0, 0)
    agreeing: int = 0
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def differences(self) -> tuple[Piece, ...]:
        return tuple(piece for piece in self.pieces if piece.kind != "same")
