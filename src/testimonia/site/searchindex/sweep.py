"""All words of a text in one sweep over its bytes: the hot loop of the index.

Letters above ASCII are folded run by run, each run once; then a table folds ASCII and turns the rest into blanks, and
numpy finds where words begin and end. A word is known by a 64-bit digest of its bytes, summed up along the text, so
that no Python object is made for any but one of its occurrences. (Two words of one digest: one chance in 10^8 for a
million different words.)
"""

import functools

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from testimonia.site.searchindex.codes import Bytes, Ints
from testimonia.text.searchwords import DOCUMENT, PARAGRAPH, fold_letters

Digests = npt.NDArray[np.uint64]
_MARKS = f"{PARAGRAPH}{DOCUMENT}".encode()
_BLANK = 0x20
# So many words' letters and their products stay in the processor's nearest memory.
_STRETCH = 8192
PARAGRAPH_MARK, DOCUMENT_MARK = 1, 2
_FOLD = bytes(
    c if c >= 0x80 or c in _MARKS else ord(chr(c).lower()) if chr(c).isalnum() else _BLANK for c in range(256)
)
_BASE = 0x9E3779B97F4A7C15  # odd, so that it has an inverse
_INVERSE = pow(_BASE, -1, 1 << 64)


class Sweep(Struct, frozen=True):
    """The words and marks of a text in order: `body[begin:end]` is a word's bytes. `mark` is 0 for a word, 1 for the
    end of a paragraph, 2 for that of a document."""

    body: bytes
    begin: Ints
    end: Ints
    digest: Digests
    mark: npt.NDArray[np.uint8]


def sweep(text: str) -> Sweep:
    """Find the words of a text whose marks stand between blanks."""
    raw = text.encode("utf-8", "replace")
    body = b" " + (raw if raw.isascii() else _folded(raw)).translate(_FOLD) + b" " * 4
    letters = np.frombuffer(body, dtype=np.uint8)
    is_blank = letters == _BLANK
    edge = np.flatnonzero(is_blank[1:] != is_blank[:-1]) + 1
    begin, end = edge[::2], edge[1::2]
    stretches = [
        _digests(letters, begin[at : at + _STRETCH], end[at : at + _STRETCH]) for at in range(0, len(begin), _STRETCH)
    ]
    digest = np.concatenate([np.zeros(0, dtype=np.uint64), *stretches])
    first = letters[begin]
    mark = PARAGRAPH_MARK * (first == _MARKS[0]).view(np.uint8) + DOCUMENT_MARK * (first == _MARKS[1]).view(np.uint8)
    return Sweep(body, begin, end, digest, mark)


def _digests(letters: Bytes, begin: Ints, end: Ints) -> Digests:
    """The digests of some words in a row: their letters' weights times the base's powers, and the powers taken back."""
    if not len(begin):
        return np.zeros(0, dtype=np.uint64)
    before = begin[0] - 1
    own = letters[before : end[-1]]
    powers, inverses = _powers(1 << (len(own) - 1).bit_length())
    total = np.cumsum(_weights()[own] * powers[: len(own)])
    made: Digests = (total[end - before - 1] - total[begin - before - 1]) * inverses[begin - before]
    return made


def _folded(raw: bytes) -> bytes:
    """The text with its letters above ASCII folded, each different run of them looked at once."""
    is_high = np.frombuffer(b"\0" + raw + b"\0", dtype=np.uint8) >= 0x80
    edge = np.flatnonzero(is_high[1:] != is_high[:-1]).tolist()
    known: dict[bytes, bytes] = {}
    parts: list[bytes] = []
    at = 0
    for begin, end in zip(edge[::2], edge[1::2], strict=True):
        run = raw[begin:end]
        if run not in known:
            known[run] = fold_letters(run.decode("utf-8")).encode()
        parts += (raw[at:begin], known[run])
        at = end
    return b"".join([*parts, raw[at:]])


@functools.lru_cache(maxsize=2)
def _powers(count: int) -> tuple[Digests, Digests]:
    """The base's powers and their inverses, modulo 2^64."""
    made = []
    for base in (_BASE, _INVERSE):
        powers = np.full(count, base, dtype=np.uint64)
        powers[0] = 1
        made.append(np.cumprod(powers, dtype=np.uint64))
    return made[0], made[1]


@functools.cache
def _weights() -> Digests:
    """A number for each byte, without pattern (SplitMix64)."""
    made = []
    for byte in range(256):
        mixed = (byte + 1) * _BASE % (1 << 64)
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9 % (1 << 64)
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB % (1 << 64)
        made.append(mixed ^ (mixed >> 31))
    return np.array(made, dtype=np.uint64)


def heads(swept: Sweep) -> npt.NDArray[np.uint32]:
    """The first four bytes of each word, as a number; those of words that share a stem are mostly the same."""
    letters = np.frombuffer(swept.body, dtype=np.uint8)
    made = np.zeros(len(swept.begin), dtype=np.uint32)
    for at in range(4):
        made |= letters[swept.begin + at].astype(np.uint32) << np.uint32(8 * at)
    keep = np.array([0, 0xFF, 0xFFFF, 0xFFFFFF, 0xFFFFFFFF], dtype=np.uint32)
    kept: npt.NDArray[np.uint32] = keep[np.minimum(swept.end - swept.begin, 4)]
    return made & kept


def grouped(digest: Digests) -> Ints:
    """The order that brings equal digests together, each group in the order of the text.

    Sorted as 44 bits of the digest over 20 of the position, which is several times as fast as a sort by keys; where two
    words agree in these bits, or the text is longer, by the whole digest.
    """
    count = len(digest)
    if count < 1 << 20:
        packed = np.sort((digest & np.uint64(0xFFFFFFFFFFF00000)) | np.arange(count, dtype=np.uint64))
        order = (packed & np.uint64(0xFFFFF)).astype(np.int64)
        found = digest[order]
        is_clash = (found[1:] != found[:-1]) & (packed[1:] >> np.uint64(20) == packed[:-1] >> np.uint64(20))
        if not is_clash.any():
            return order
    return np.argsort(digest, kind="stable")
