"""What decides whether words are called reused: every threshold, shown with the result and each to be overridden."""

from math import ceil

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from testimonia.text.reuse.fold import BOUND, U8
from testimonia.text.reuse.grams import RUN_BITS, hash_grams

# Chance links a letter that are worth their cost, and the letters that are asked how many there would be.
_LINKS_A_LETTER = 0.5
# A gram carries at least so many bits, at the entropy of single letters: 12 letters of English, 6 of Chinese.
_FEWEST_BITS = 48
_SAMPLE = 1 << 19
_PIECE = 1 << 13
FEWEST_LETTERS, MOST_LETTERS = 6, 20


class Settings(Struct, frozen=True):
    """gram: letters of the exact matches that are looked for; 0 lets the archive choose (see `choose_gram`).

    Linking: a gram's postings are linked with all earlier ones while fewer than `all_pairs`, then with the `near`
    before
    it, and from `most` on with none.
    Evidence: `alone`, letters that a match must have without another on its diagonal; `agreeing`, of the 12 letters
    beside
    a match, how many must agree, and `whole`, with so many letters none need; `weight`, letters of a chain's
    matches, less
    for grams that stand in many places and for what the chain leaps over; `gap`, the widest leap.
    Alignment: `shortest` in letters, `identity`, and `margin`, agreeing letters less errors.
    Relation: two passages that both agree with a third are compared with each other, where at most `related` agree
    with it.
    digits: whether digits count as letters. memory_mb: how much postings may take at a time; it never changes a result.
    """

    gram: int = 0
    all_pairs: int = 16
    near: int = 5
    most: int = 1000
    alone: int = 28
    agreeing: int = 7
    whole: int = 40
    weight: int = 20
    gap: int = 300
    shortest: int = 40
    identity: float = 0.6
    margin: int = 28
    related: int = 8
    digits: bool = False
    memory_mb: int = 512

    def __post_init__(self) -> None:
        if self.gram and not FEWEST_LETTERS <= self.gram <= MOST_LETTERS:
            raise ValueError(f"gram must be 0 (chosen) or {FEWEST_LETTERS} to {MOST_LETTERS} letters, not {self.gram}")
        if not 0.0 < self.identity <= 1.0:
            raise ValueError(f"identity must be over 0 and at most 1, not {self.identity}")


def chosen(settings: Settings, letters: U8) -> Settings:
    """The settings with all that was left to the archive chosen."""
    return settings if settings.gram else replace(settings, gram=choose_gram(letters))


def choose_gram(letters: U8) -> int:
    """The fewest letters at which this archive's language does not yet drown in chance matches.

    Fewer letters survive more noise; what they cost are links between places that have nothing to do with one another,
    and those depend on the script, the language and the size alone. They are counted in half a million letters from
    all over the archive, and grow with its size.
    """
    size = len(letters)
    pieces = max(1, min(_SAMPLE, size) // _PIECE)
    starts = np.linspace(0, max(0, size - _PIECE), pieces).astype(np.int64)
    sample = np.concatenate([letters[start : start + _PIECE] for start in starts])
    low, high = _fewest_letters(sample), MOST_LETTERS
    while low < high:
        gram = (low + high) // 2
        if _links_a_letter(sample, gram) * size / len(sample) <= _LINKS_A_LETTER:
            high = gram
        else:
            low = gram + 1
    return low


def _fewest_letters(sample: U8) -> int:
    share = np.bincount(sample[sample != BOUND], minlength=1) / max(1, int((sample != BOUND).sum()))
    entropy = float(-(share[share > 0] * np.log2(share[share > 0])).sum())
    return min(MOST_LETTERS, max(FEWEST_LETTERS, ceil(_FEWEST_BITS / max(entropy, 1.0))))


def _links_a_letter(sample: U8, gram: int) -> float:
    """How many equal grams with different letters before them there are, a letter of the sample."""
    places = np.arange(1, len(sample) - gram + 1, dtype=np.uint64)
    postings = (hash_grams(sample, gram)[1:] << np.uint64(RUN_BITS)) | places
    postings.sort()
    grams = postings >> np.uint64(RUN_BITS)
    equal = np.flatnonzero(grams[1:] == grams[:-1])
    mask = np.uint64((1 << RUN_BITS) - 1)
    first, second = ((postings[at] & mask).astype(np.int64) for at in (equal, equal + 1))
    starts = sample[second - 1] != sample[first - 1]
    return float(starts.sum()) / max(1, len(sample))
