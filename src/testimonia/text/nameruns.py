"""Runs of capitalised words: the places where a name may stand."""

from collections.abc import Iterator

from msgspec import Struct

from testimonia.text.nametokens import Tokens, is_initials
from testimonia.text.namewords import NameWords

MOST_RUN_WORDS = 9
_STOPS = frozenset(".!?:;")
_SHORTENED = ("n't", "'ll", "'ve", "'re", "'d", "'m")
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
    words = tokens.words
    small = names["not_names"] - names["keep_first"]
    at, count = 0, len(words)
    while at < count:
        if not words[at][0].isupper():
            at += 1
            continue
        first, at = at, _end_of(tokens, at, names)
        start = _without_small_words(tokens, first, at, small)
        end = at
        while (
            end > start
            and (_is_small(tokens, start, end, names) or not words[end - 1][0].isupper())
            and not is_initials(words[end - 1])
        ):
            end -= 1
        if start < end:
            opens = first == 0 or words[first - 1] in _STOPS or words[first - 1] in _OPENING
            yield Run(start, end, opens and start == first)


def _end_of(tokens: Tokens, first: int, names: NameWords) -> int:
    """Where the run ends that begins at `first`: after its capitals, with stops of abbreviations, and with particles
    that a capital follows."""
    words, low, count = tokens.words, tokens.low, len(tokens.words)
    joined, abbreviated = names["joined"], names["abbreviated"]
    at = first + 1
    while at < count and at - first < MOST_RUN_WORDS and at not in tokens.cuts:
        if words[at][0].isupper():
            at += 1
        elif words[at] == "." and low[at - 1] in abbreviated and at + 1 < count and words[at + 1][0].isupper():
            at += 2
        elif low[at] in joined:
            after = at + 1
            while after < count and low[after] in joined:
                after += 1
            if after >= count or not words[after][0].isupper() or not words[at - 1][0].isupper():
                break
            at = after + 1
        else:
            break
    return at


def _without_small_words(tokens: Tokens, first: int, last: int, small: frozenset[str]) -> int:
    """Where a run begins without "The", "I" or "Don't"."""
    words, low = tokens.words, tokens.low
    while (
        first < last
        and (low[first] in small or words[first] == "I" or low[first].endswith(_SHORTENED))
        and not is_initials(words[first])
    ):
        first += 1
    return first


def _is_small(tokens: Tokens, start: int, end: int, names: NameWords) -> bool:
    """Whether a run ends with a small word that is no surname: "Thomas More" is one name."""
    word = tokens.low[end - 1]
    if end - start > 1 and word in names["surnames"] and tokens.low[end - 2] in names.given:
        return False
    return word in names["not_names"] and word not in names["keep_first"]
