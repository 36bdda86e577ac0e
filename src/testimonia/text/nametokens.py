"""Words as the reading of names needs them: initials with their stop, possessives apart, with their places."""

import re
from bisect import bisect_left, bisect_right

from msgspec import Struct

_TOKEN = re.compile(
    r"(?:[^\W\d_]\.)+(?=[\s,;:)\]’'\-–—]|[^\W\d_]{2}|$)"  # initials: "N.", "J.P."
    r"|[’']s\b"
    r"|[^\W_]+(?:[’'](?!s\b)[^\W_]+|-[^\W_]+)*"
    r"|\.\.\.|[^\w\s]|_"
)
# So many blanks in a line are the gap between two columns, not between two words.
_COLUMN = re.compile(r"(?<=\S)[ \u00a0]{4,99}(?=\S)")
_LINE = re.compile(r"[^\n]+")
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
    """The tokens of text[begin:end]. `wrapped` says that single line ends are the printer's, not the author's, but for
    those of a line in columns.

    >>> tokens_of("N. Markham’s U.S. ship-yard.", 0, 28).words
    ['N.', 'Markham', '’s', 'U.S.', 'ship-yard', '.']
    """
    words: list[str] = []
    begins: list[int] = []
    ends: list[int] = []
    cuts: list[int] = []
    breaks = _BREAK if not wrapped else _GAP
    has_breaks = breaks.search(text, begin, end) is not None
    edges = _columns(text, begin, end) if "    " in text[begin:end] else []
    for match in _TOKEN.finditer(text, begin, end):
        if (
            ends
            and (has_breaks or edges)
            and (
                breaks.search(text, ends[-1], match.start())
                or bisect_left(edges, ends[-1]) < bisect_right(edges, match.start())
            )
        ):
            cuts.append(len(words))
        words.append(match[0])
        begins.append(match.start())
        ends.append(match.end())
    return Tokens(words, [word.lower().replace("’", "'") for word in words], begins, ends, frozenset(cuts))


def _columns(text: str, begin: int, end: int) -> list[int]:
    """Where the columns of lines begin and end, and these lines."""
    edges: list[int] = []
    for line in _LINE.finditer(text, begin, end):
        gaps = [gap.start() for gap in _COLUMN.finditer(text, *line.span())]
        if gaps:
            edges += (line.start(), *gaps, line.end())
    return edges


def is_capitalised(word: str) -> bool:
    """Whether a token opens with a capital letter and is more than the pronoun I."""
    return word[0].isupper() and word != "I"


def is_initials(word: str) -> bool:
    """Whether a token is one or more initials with their stops."""
    return word[-1] == "." and len(word) > 1 and word[0].isalpha()
