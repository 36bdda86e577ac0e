"""Words as the reading of names needs them: initials with their stop, possessives apart, with their places."""

import re

from msgspec import Struct

_TOKEN = re.compile(
    r"(?:[^\W\d_]\.)+(?=[\s,;:)\]’'\-–—]|[^\W\d_]{2}|$)"  # initials: "N.", "J.P."
    r"|[’']s\b"
    r"|[^\W_]+(?:[’'](?!s\b)[^\W_]+|-[^\W_]+)*"
    r"|\.\.\.|[^\w\s]|_"
)
_BREAK, _GAP = re.compile(r"[\n\t]"), re.compile(r"\n\s*\n|\t")


class Tokens(Struct, frozen=True):
    """The words and marks of a stretch of text: `words`, folded `low`, `begin` and `end` in the whole text; `cuts` are
    the tokens before which a line or a cell ends."""

    words: list[str]
    low: list[str]
    begin: list[int]
    end: list[int]
    cuts: frozenset[int]

    def __len__(self) -> int:
        return len(self.words)


def tokens_of(text: str, begin: int, end: int, wrapped: bool = False) -> Tokens:
    """The tokens of text[begin:end]. `wrapped` says that single line ends are the printer's, not the author's.

    >>> tokens_of("N. Markham’s U.S. ship-yard.", 0, 28).words
    ['N.', 'Markham', '’s', 'U.S.', 'ship-yard', '.']
    """
    words: list[str] = []
    begins: list[int] = []
    ends: list[int] = []
    cuts: list[int] = []
    breaks = _BREAK if not wrapped else _GAP
    has_breaks = breaks.search(text, begin, end) is not None
    for match in _TOKEN.finditer(text, begin, end):
        if has_breaks and ends and breaks.search(text, ends[-1], match.start()):
            cuts.append(len(words))
        words.append(match[0])
        begins.append(match.start())
        ends.append(match.end())
    return Tokens(words, [word.lower().replace("’", "'") for word in words], begins, ends, frozenset(cuts))


def is_capitalised(word: str) -> bool:
    """Whether a token opens with a capital letter and is more than the pronoun I."""
    return word[0].isupper() and word != "I"


def is_initials(word: str) -> bool:
    """Whether a token is one or more initials with their stops."""
    return word[-1] == "." and len(word) > 1 and word[0].isalpha()
