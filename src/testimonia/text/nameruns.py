"""Runs of capitalised words: the places where a name may stand."""

from collections.abc import Iterator

from msgspec import Struct

from testimonia.text.nametokens import Tokens, is_initials
from testimonia.text.namewords import NameWords

MOST_RUN_WORDS = 9
_STOPS = frozenset(".!?:;")
_OPENING = frozenset("“\"‘'([*—–")


class Run(Struct, frozen=True):
    """Capitalised words side by side: tokens [first, last) of their row. `opens` says that the run begins a sentence,
    so that its first capital proves nothing."""

    first: int
    last: int
    opens: bool

    def __len__(self) -> int:
        return self.last - self.first


def runs_in(tokens: Tokens, names: NameWords) -> Iterator[Run]:
    """The runs of a row, without the small words that only a sentence's beginning has capitalised."""
    words, low = tokens.words, tokens.low
    count = len(words)
    joined, abbreviated, small = names["joined"], names["abbreviated"], names["not_names"] - names["keep_first"]
    at = 0
    while at < count:
        if not words[at][0].isupper():
            at += 1
            continue
        first = at
        at += 1
        while at < count and at - first < MOST_RUN_WORDS and at not in tokens.cuts:
            if words[at][0].isupper():
                at += 1
            elif words[at] == "." and low[at - 1] in abbreviated and at + 1 < count and words[at + 1][0].isupper():
                at += 2
            elif low[at] in joined:
                after = at + 1
                while after < count and low[after] in joined:
                    after += 1
                if after < count and words[after][0].isupper() and words[at - 1][0].isupper():
                    at = after + 1
                else:
                    break
            else:
                break
        opens = first == 0 or words[first - 1] in _STOPS or words[first - 1] in _OPENING
        start = first
        while (
            start < at
            and (
                low[start] in small
                or words[start] == "I"
                or low[start].endswith(("n't", "'ll", "'ve", "'re", "'d", "'m"))
            )
            and not is_initials(words[start])
        ):
            start += 1
            opens = False
        end = at
        while (
            end > start
            and (_is_small(tokens, start, end, names) or not words[end - 1][0].isupper())
            and not is_initials(words[end - 1])
        ):
            end -= 1
        if start < end:
            yield Run(start, end, opens and start == first)


def _is_small(tokens: Tokens, start: int, end: int, names: NameWords) -> bool:
    """Whether a run ends with a small word that is no surname: "Thomas More" is one name."""
    word = tokens.low[end - 1]
    if end - start > 1 and word in names["surnames"] and tokens.low[end - 2] in names.given:
        return False
    return word in names["not_names"] and word not in names["keep_first"]
