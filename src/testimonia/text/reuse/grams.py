"""Hashes of every n letters of a stream, as sorted packed blocks.

A posting is one uint64: the high bits are its hash, the low bits its place. Which postings belong together is
decided by
the same 44 bits of hash whatever the number of partitions, so that it never changes a result; what two hashes that
happen to be equal would join is compared letter for letter afterwards.
"""

import numpy as np
import numpy.typing as npt

from testimonia.text.reuse.fold import BOUND, I64, U8

U64 = npt.NDArray[np.uint64]

HASH_BITS = 44
# Runs of 2^20 places: 44 bits of hash and 20 of place make one word.
RUN_BITS = 20
RUN = 1 << RUN_BITS

_BASE = 0x100000001B3
_MIX = 0x9E3779B97F4A7C15
_WORD = 1 << 64


def hash_grams(letters: U8, gram: int) -> U64:
    """The hash (44 bits) of the `gram` letters at each place but the last ones: uint64[n - gram + 1]. By doubling: the
    hash of 2k letters from two of k, so that 14 letters take six passes."""
    power = letters.astype(np.uint64)
    width, base = 1, _BASE
    made: U64 | None = None
    made_width = 0
    left = gram
    while True:
        if left & 1:
            made, made_width = (
                (power, width) if made is None else (_join(made, power, made_width, base), made_width + width)
            )
        left >>= 1
        if not left:
            break
        power = _join(power, power, width, base)
        width, base = 2 * width, base * base % _WORD
    assert made is not None
    return _mixed(made[: max(0, len(letters) - gram + 1)])


def hash_places(letters: U8, places: I64, gram: int) -> U64:
    """The hash of the `gram` letters at each of these places, as `hash_grams` makes it."""
    made = np.zeros(len(places), np.uint64)
    for k in range(gram):
        made *= np.uint64(_BASE)
        made += letters[places + k]
    return _mixed(made)


def _mixed(made: U64) -> U64:
    mixed = made >> np.uint64(29)
    mixed ^= made
    mixed *= np.uint64(_MIX)
    mixed >>= np.uint64(64 - HASH_BITS)
    return mixed


def run_starts(places: int) -> range:
    """Where the runs of a stream begin."""
    return range(0, places, RUN)


def sorted_run(letters: U8, gram: int, start: int) -> U64:
    """The postings of 2^20 places from `start` on, sorted; of grams that hold no bound. About 35 ns a letter."""
    piece = letters[start : start + RUN + gram - 1]
    hashes = hash_grams(piece, gram)
    bounds = np.flatnonzero(piece == BOUND)
    whole = np.ones(len(hashes), bool)
    for k in range(gram):
        at = bounds - k
        whole[at[(at >= 0) & (at < len(hashes))]] = False
    places = np.flatnonzero(whole)
    run: U64 = (hashes[places] << np.uint64(RUN_BITS)) | places.astype(np.uint64)
    run.sort()
    return run


def place_bits(places: int) -> int:
    """Bits for a place in a stream, with room for the stream to double before an index must be made anew."""
    return max(24, int(2 * places).bit_length())


def fewest_partitions(bits: int) -> int:
    """So many hash partitions that the rest of the 44 bits and a place fit in one word."""
    return int(1 << max(0, HASH_BITS + bits - 64))


def partition(runs: list[tuple[int, U64]], number: int, of: int, bits: int) -> U64:
    """The postings of one hash partition (the number-th of `of`, a power of two), from all runs, sorted: uint64[m],
    the low
    44 - log2(of) bits of hash above `bits` bits of place."""
    begin = np.uint64(number * (_WORD // of)) if of > 1 else np.uint64(0)
    last = np.uint64((number + 1) * (_WORD // of) - 1)
    slices = []
    for start, run in runs:
        piece = run[np.searchsorted(run, begin) : np.searchsorted(run, last, "right")]
        hashes = (piece & np.uint64(_WORD // of - 1)) >> np.uint64(RUN_BITS)
        slices.append((hashes << np.uint64(bits)) | ((piece & np.uint64(RUN - 1)) + np.uint64(start)))
    postings = np.concatenate(slices) if slices else np.zeros(0, np.uint64)
    postings.sort()
    return postings


def places_of(postings: U64, bits: int) -> I64:
    """The places of postings."""
    return (postings & np.uint64((1 << bits) - 1)).astype(np.int64)


def _join(left: U64, right: U64, width: int, base: int) -> U64:
    """Hash of a left part and of the right part `width` letters on; cut to where both are."""
    size = min(len(left), len(right) - width)
    if size <= 0:
        return np.zeros(0, np.uint64)
    joined = left[:size] * np.uint64(base)
    joined += right[width : width + size]
    return joined
