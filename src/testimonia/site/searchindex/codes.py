"""Numbers as printable ASCII, so that a script's string carries them: the browser reads the same (search-index.js).

A number is some continuing letters, then a stopping one: 60 letters stop, 33 continue ("dense codes", as in Brisaboa et
al., Lightweight natural language text compression, 2007). 0 to 59 take one letter, up to 2,039 two, up to 67,379 three.
The alphabet is printable ASCII without the quotation mark and the backslash, so that no string needs an escape.
"""

import functools
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

ALPHABET = bytes(code for code in range(0x20, 0x7F) if code not in b'"\\')
STOP = 60
MORE = len(ALPHABET) - STOP
# Two letters carry 13 bits: 91 * 91 is a little more than 8,192.
_PAIR = 91
Ints = npt.NDArray[np.int64]
Bytes = npt.NDArray[np.uint8]


def encode(values: Ints) -> tuple[Bytes, Ints]:
    """The letters of many numbers (each >= 0) in a row, and where each number's letters end.

    >>> encode(np.array([0, 59, 60, 2040]))[0].tobytes()
    b' ]^ ^^ '
    """
    size_of, columns = _table()
    if len(values) and values.max() >= len(size_of):
        return _encode_large(values)
    size = size_of.take(values)
    ends = np.cumsum(size, dtype=np.int64)
    letters = np.empty(int(ends[-1]) if len(ends) else 0, dtype=np.uint8)
    letters[ends - 1] = columns[2].take(values)
    longer = np.flatnonzero(size > 1)
    for column in (1, 0):
        letters[ends[longer] - (3 - column)] = columns[column][values[longer]]
        longer = longer[size[longer] > 2]
    return letters, ends


def _encode_large(values: Ints) -> tuple[Bytes, Ints]:
    """The same for numbers of any size, one at a time."""
    written = [_letters(int(value)) for value in values]
    return np.frombuffer(b"".join(written), dtype=np.uint8), np.cumsum([len(own) for own in written])


def _letters(value: int) -> bytes:
    """The letters of one number."""
    rest, last = divmod(value, STOP)
    made = [ALPHABET[last]]
    while rest:
        rest, digit = divmod(rest - 1, MORE)
        made.append(ALPHABET[STOP + digit])
    return bytes(reversed(made))


@functools.cache
def _table() -> tuple[Bytes, tuple[Bytes, Bytes, Bytes]]:
    """For each number of up to three letters, how many it takes; and its last letter but two, its last but one, its
    last."""
    alphabet = np.frombuffer(ALPHABET, dtype=np.uint8)
    rest, last = np.divmod(np.arange(STOP * (1 + MORE + MORE * MORE)), STOP)
    columns, size = [alphabet[last]], np.ones(len(last), dtype=np.uint8)
    for _ in range(2):
        is_more = rest > 0
        rest, digit = np.divmod(rest - 1, MORE)
        columns.append(np.where(is_more, alphabet[STOP + digit], ord(" ")).astype(np.uint8))
        size += is_more
        rest = np.maximum(rest, 0)
    return size, (columns[2], columns[1], columns[0])


def encode_bytes(bodies: Sequence[bytes]) -> list[str]:
    """Any bytes, thirteen bits in two letters; the browser knows their number from the length before the first blank.

    >>> encode_bytes([b"", b"a"])
    ['0 ', '1 C+']
    """
    padded = b"".join(body.ljust(-(-len(body) // 13) * 13, b"\0") for body in bodies)
    columns = np.frombuffer(padded, dtype=np.uint8).reshape(-1, 13).astype(np.uint32).T
    numbers = np.empty((columns.shape[1], 8), dtype=np.uint32)
    for turn in range(8):
        byte, bit = divmod(13 * turn, 8)
        word = (columns[byte] << 16) | (columns[byte + 1] << 8)
        if byte + 2 < 13:
            word = word | columns[byte + 2]
        numbers[:, turn] = (word >> (11 - bit)) & 8191
    letters = _pairs()[numbers].tobytes().decode("ascii")
    made = []
    at = 0
    for body in bodies:
        taken = -(-len(body) * 8 // 13)
        made.append(f"{len(body)} {letters[at : at + 2 * taken]}")
        at += -(-len(body) // 13) * 16
    return made


@functools.cache
def _pairs() -> npt.NDArray[np.uint16]:
    """The two letters of each thirteen bits, as one number of two bytes."""
    pairs = bytes(ALPHABET[part] for number in range(8192) for part in divmod(number, _PAIR))
    return np.frombuffer(pairs, dtype=np.uint16)
