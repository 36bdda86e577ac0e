"""Sorted postings that are kept between searches, by hash partition, with the documents whose they are.

An archive has a segment of the documents of its last whole search and one of those that came since. Places in a segment
are its own; a document is known by its serial number, which it keeps until it changes or vanishes.
"""

import numpy as np
from msgspec import Struct

from testimonia.text.reuse.arrays import ranges, sorted_set
from testimonia.text.reuse.blocks import Blocks
from testimonia.text.reuse.fold import BOUND, I64, U8
from testimonia.text.reuse.grams import HASH_BITS, U64, hash_places, places_of
from testimonia.text.reuse.links import coarse_of, documents_of


class Segment(Struct, frozen=True):
    """serials: of its documents, in its order; starts: int64[documents + 1], their places; bits: of a place in a
    posting; names: the block of each hash partition, a power of two of them."""

    serials: tuple[int, ...]
    starts: tuple[int, ...]
    bits: int
    names: tuple[str, ...]


def gathered(segment: Segment, blocks: Blocks, hashes: U64) -> tuple[I64, I64, I64]:
    """The postings of a segment whose hash is among these (sorted, each once): the number of the hash, the number of
    the document in the segment, and the place in the document."""
    of = len(segment.names)
    low_bits = HASH_BITS - of.bit_length() + 1
    split = np.searchsorted((hashes >> np.uint64(low_bits)).astype(np.int64), np.arange(of + 1))
    low, places_of_one = np.uint64((1 << low_bits) - 1), np.uint64((1 << segment.bits) - 1)
    numbers, places = [], []
    for number, name in enumerate(segment.names):
        begin, end = int(split[number]), int(split[number + 1])
        if begin == end:
            continue
        postings = blocks.get(name)
        wanted = (hashes[begin:end] & low) << np.uint64(segment.bits)
        first = np.searchsorted(postings, wanted)
        last = np.searchsorted(postings, wanted | places_of_one, "right")
        size = last - first
        found = postings[ranges(first, last)]
        numbers.append(np.repeat(np.arange(begin, end), size))
        places.append(places_of(found, segment.bits))
    if not places:
        return (np.zeros(0, np.int64),) * 3
    place = np.concatenate(places)
    starts = np.array(segment.starts, np.int64)
    document = documents_of(starts, coarse_of(starts, int(starts[-1])), place)
    return np.concatenate(numbers), document, place - starts[document]


def hashes_at(letters: U8, places: I64, gram: int) -> U64:
    """The hashes of the grams at these places, each once, sorted; a gram that holds a bound has none."""
    held = np.zeros(len(letters), bool)  # to mark and to look for marks is faster than to sort
    held[places[(places >= 0) & (places + gram <= len(letters))]] = True
    some = np.flatnonzero(held)
    whole = np.ones(len(some), bool)
    for k in range(gram):
        whole &= letters[some + k] != BOUND
    return sorted_set(hash_places(letters, some[whole], gram))
