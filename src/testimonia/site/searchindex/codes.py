"""Numbers as printable ASCII, so that a script's string carries them: the browser reads the same (search-index.js).

A number is some continuing letters, then a stopping one: 60 letters stop, 33 continue ("dense codes", as in Brisaboa et
al., Lightweight natural language text compression, 2007). 0 to 59 take one letter, up to 2,039 two, up to 67,379 three.
The alphabet is printable ASCII without the quotation mark and the backslash, so that no string needs an escape.
"""

from typing import Any

import numpy as np
import numpy.typing as npt

ALPHABET = bytes(code for code in range(0x20, 0x7F) if code not in b'"\\')
STOP = 60
MORE = len(ALPHABET) - STOP
# Two letters carry 13 bits: 91 * 91 is a little more than 8,192.
_PAIR = 91
Ints = npt.NDArray[np.int64]
Bytes = npt.NDArray[np.uint8]
_LETTERS = np.frombuffer(ALPHABET, dtype=np.uint8)


def encode(values: Ints) -> tuple[Bytes, Ints]:
    """The letters of many numbers (each >= 0) in a row, and where each number's letters end.

    >>> encode(np.array([0, 59, 60, 2040]))[0].tobytes()
    b' ]^ ^^ '
    """
    first = values % STOP
    rest = values // STOP
    size = np.ones(len(values), dtype=np.int64)
    left = rest
    while left.any():
        size += left > 0
        left = np.where(left > 0, (left - 1) // MORE, 0)
    ends = np.cumsum(size)
    letters = np.empty(int(ends[-1]) if len(ends) else 0, dtype=np.uint8)
    letters[ends - 1] = _LETTERS[first]
    at, back = ends - 2, np.flatnonzero(rest)
    while len(back):
        more = rest[back] - 1
        letters[at[back]] = _LETTERS[STOP + more % MORE]
        rest[back] = more // MORE
        at[back] -= 1
        back = back[rest[back] > 0]
    return letters, ends


def encode_bytes(body: bytes) -> str:
    """Any bytes, thirteen bits in two letters; the browser knows their number from the length before the first blank.

    >>> encode_bytes(b"")
    '0 '
    """
    bits: npt.NDArray[Any] = np.unpackbits(np.frombuffer(body, dtype=np.uint8))
    bits = np.concatenate([bits, np.zeros(-len(bits) % 13, dtype=np.uint8)]).reshape(-1, 13)
    numbers = bits @ (1 << np.arange(12, -1, -1))
    pairs = np.stack([numbers // _PAIR, numbers % _PAIR], axis=1)
    letters: bytes = _LETTERS[pairs.ravel()].tobytes()
    return f"{len(body)} {letters.decode('ascii')}"
