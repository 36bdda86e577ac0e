"""Which starts of matches may belong to a reuse, before anything is aligned.

Three questions, each asked only of what the one before left:

1. *Company.* A match that is long by itself, or another of the same two documents on about the same diagonal.
2. *Continuation.* Do the letters beside the match go on agreeing, an error of one letter aside? Two phrases of the
language
   that two documents share by chance do not; two printings of one text do, whatever the noise.
3. *Weight* (in `chain`). Letters count less where their gram stood already in many earlier places.
"""

from typing import Any

import numpy as np
import numpy.typing as npt

from testimonia.text.reuse.fold import BOUND, I64, U8
from testimonia.text.reuse.grams import U64
from testimonia.text.reuse.links import Bools

BAND_BITS = 7
_HALF_BAND = 1 << (BAND_BITS - 1)
_INDEX_BITS = 24
_SIDE = 12
_PAD = 16


def in_company(pair: I64, diagonal: I64) -> Bools:
    """Whether another match stands in the same band of 128 diagonals of the same pair; bands overlap by half. Bands are
    first compared by some 40 bits of hash, those that agree then exactly, so that what else is in the bucket never
    matters."""
    bits = np.uint64(max(_INDEX_BITS, len(pair).bit_length()))
    company = np.zeros(len(pair), bool)
    places = np.arange(len(pair), dtype=np.uint64)
    for shift in (0, _HALF_BAND):
        band = (diagonal + shift) >> BAND_BITS
        hashed = _mixed((pair << np.int64(24) ^ band).view(np.uint64)) >> bits
        packed = (hashed << bits) | places
        packed.sort()
        maybe = (packed[_repeated(packed >> bits)] & ((np.uint64(1) << bits) - np.uint64(1))).astype(np.int64)
        order = maybe[np.lexsort((band[maybe], pair[maybe]))]
        company[order[_repeated(pair[order], band[order])]] = True
    return company


def _repeated(*columns: npt.NDArray[Any]) -> Bools:
    """Whether a row of sorted columns equals the one before it or after it."""
    size = len(columns[0])
    equal = np.ones(max(0, size - 1), bool)
    for column in columns:
        equal &= column[1:] == column[:-1]
    repeated = np.zeros(size, bool)
    repeated[1:] |= equal
    repeated[:-1] |= equal
    return repeated


def is_long(letters: U8, matches: tuple[I64, I64], gram: int, alone: int) -> Bools:
    """Whether a match of `gram` letters goes on to `alone`; the last letter is asked first, which settles most."""
    a, b = matches
    going = np.flatnonzero(b + alone <= len(letters))
    for k in range(alone - 1, gram - 1, -1):
        x = letters[a[going] + k]
        going = going[(x == letters[b[going] + k]) & (x != BOUND)]
    long = np.zeros(len(a), bool)
    long[going] = True
    return long


def agreeing_sides(letters: U8, matches: tuple[I64, I64, I64]) -> tuple[npt.NDArray[np.int8], npt.NDArray[np.int8]]:
    """Of the 12 letters after a match's first error, and of the 12 before it, how many agree on the best of its
    diagonal and
    the two beside it."""
    a, b, length = matches
    return _agreeing(letters, a + length, b + length), _agreeing(letters, a - _PAD, b - _PAD)


def _agreeing(letters: U8, a: I64, b: I64) -> npt.NDArray[np.int8]:
    windows = np.lib.stride_tricks.sliding_window_view(letters, _PAD)
    last = len(windows) - 1
    x = windows[np.clip(a, 0, last)]
    y = windows[np.clip(b, 0, last), 2 : 2 + _SIDE]
    counts = [(x[:, 2 + shift : 2 + shift + _SIDE] == y).sum(axis=1, dtype=np.int8) for shift in (0, 1, -1)]
    best: npt.NDArray[np.int8] = np.maximum(np.maximum(counts[0], counts[1]), counts[2])
    return best


def _mixed(key: U64) -> U64:
    mixed = key * np.uint64(0x9E3779B97F4A7C15)
    mixed ^= mixed >> np.uint64(31)
    mixed *= np.uint64(0xBF58476D1CE4E5B9)
    mixed ^= mixed >> np.uint64(29)
    return mixed
