"""Which starts of matches may belong to a reuse, before anything is aligned.

Three questions, each asked only of what the one before left:

1. *Company.* A match that is long by itself, or another of the same two documents on about the same diagonal.
2. *Continuation.* Do the letters beside the match go on agreeing, an error of one letter aside? Two phrases of the
language
   that two documents share by chance do not; two printings of one text do, whatever the noise.
3. *Weight* (in `chain`). Letters count less where their gram stood already in many earlier places.
"""

import numpy as np
import numpy.typing as npt

from testimonia.text.reuse.fold import BOUND, I64, U8
from testimonia.text.reuse.links import Bools

_BAND = 96
_SIDE = 12
_PAD = 16


def in_company(pair: I64, diagonal: I64) -> Bools:
    """Whether another match of the same pair stands within 96 diagonals; sorted by pair and diagonal."""
    company = np.zeros(len(pair), bool)
    near = (pair[1:] == pair[:-1]) & (diagonal[1:] - diagonal[:-1] <= _BAND)
    company[1:] |= near
    company[:-1] |= near
    return company


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
    after = _windows(letters, a + length), _windows(letters, b + length)
    before = _windows(letters, a - _PAD), _windows(letters, b - _PAD)
    _close(*after)
    _close(*(window[:, ::-1] for window in before))
    return _agreeing(*after), _agreeing(*before)


def _windows(letters: U8, at: I64) -> U8:
    """The 16 letters from each place on; bounds before the first."""
    windows: U8 = np.lib.stride_tricks.sliding_window_view(letters, _PAD)[np.maximum(at, 0)]
    for row in np.flatnonzero(at < 0):
        windows[row] = np.roll(windows[row], -at[row])
        windows[row, : -at[row]] = BOUND
    return windows


def _close(x: U8, y: U8) -> None:
    """Let nothing agree beyond a bound: what stands there is another document's."""
    rows = np.flatnonzero(((x == BOUND) | (y == BOUND)).any(axis=1))
    beyond = np.logical_or.accumulate((x[rows] == BOUND) | (y[rows] == BOUND), axis=1)
    x[rows] = np.where(beyond, BOUND, x[rows])
    y[rows] = np.where(beyond, 0, y[rows])


def _agreeing(x: U8, y: U8) -> npt.NDArray[np.int8]:
    y = y[:, 2 : 2 + _SIDE]
    counts = [(x[:, 2 + shift : 2 + shift + _SIDE] == y).sum(axis=1, dtype=np.int8) for shift in (0, 1, -1)]
    best: npt.NDArray[np.int8] = np.maximum(np.maximum(counts[0], counts[1]), counts[2])
    return best
