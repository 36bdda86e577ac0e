"""A witness of a text, as the kernel sees it."""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from testimonia.text.collate.proper import names_of
from testimonia.text.collate.words import Words, words_of

Spans = Sequence[tuple[int, int]]


class Witness(Struct, frozen=True):
    """A text, where its own words stand in it, and which of its words (by number) are names."""

    text: str
    words: Words
    names: frozenset[int] = frozenset()


def witness_of(text: str, spans: Spans, others: Iterable[str] = ()) -> Witness:
    """The words within these spans of a text, as a witness; the texts it is held against help to tell its names."""
    words = words_of(text, spans)
    return Witness(text, words, names_of(text, words, tuple(others)))
