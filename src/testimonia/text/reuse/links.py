"""From postings to the starts of maximal exact matches between documents.

Which postings of one gram are linked depends only on those before them in the archive's order: a posting is linked
to all
earlier ones while there are fewer than 16, then to the 5 before it, and from 1,000 on to none. So a hard cap erases
no text
that hundreds reprint, and a document added at the end never changes what older ones have to do with one another.

A match is emitted once, where it starts: if the letters before both places are equal and that gram is linked too, the
match began earlier.
"""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from testimonia.text.reuse.fold import BOUND, I64, U8, Letters
from testimonia.text.reuse.grams import U64, places_of
from testimonia.text.reuse.settings import Settings

U16 = npt.NDArray[np.uint16]
Bools = npt.NDArray[np.bool_]


_COARSE_BITS = 8
_COARSE = 1 << _COARSE_BITS
_WINDOW = 32
# Postings of one gram in one document that are linked.
_A_DOCUMENT = 4


class Ranked(Struct, frozen=True):
    """What linking asks of the whole stream. noted: uint16[n], rank + 1 of the posting at each place (0: alone);
    coarse: see
    `coarse_documents`; bits: of a place in a posting."""

    noted: U16
    coarse: I64
    bits: int


def shared(postings: U64, bits: int) -> U64:
    """Those postings of a sorted partition whose gram stands in more than one place."""
    hashes = postings >> np.uint64(bits)
    equal = hashes[1:] == hashes[:-1]
    kept = np.zeros(len(postings), bool)
    kept[1:] |= equal
    kept[:-1] |= equal
    return postings[kept]


def few_a_document(stream: Letters, coarse: I64, postings: U64, bits: int) -> U64:
    """The postings of a sorted partition without those whose gram stood four times before in the same document: a
    litany or a table must not use up the links that its gram has with other documents."""
    hashes = postings >> np.uint64(bits)
    again = np.flatnonzero(hashes[_A_DOCUMENT:] == hashes[:-_A_DOCUMENT])
    places = places_of(postings[again], bits), places_of(postings[again + _A_DOCUMENT], bits)
    first, last = (documents_of(stream.starts, coarse, some) for some in places)
    return np.delete(postings, again[first == last] + _A_DOCUMENT)


def ranks_of(postings: U64, bits: int) -> I64:
    """How many postings of the same gram stand before each, in a sorted partition."""
    hashes = postings >> np.uint64(bits)
    first = np.ones(len(postings), bool)
    first[1:] = hashes[1:] != hashes[:-1]
    starts = np.flatnonzero(first)
    places = np.arange(len(postings), dtype=np.int64)
    return places - np.repeat(starts, np.diff(np.append(starts, len(postings))))


def note_ranks(noted: U16, postings: U64, bits: int) -> None:
    """Write each posting's rank + 1 at its place (0: its gram stands nowhere else)."""
    noted[places_of(postings, bits)] = np.minimum(ranks_of(postings, bits) + 1, 65535)


def starts_of_matches(
    stream: Letters, ranked: Ranked, postings: U64, linking: Settings, looked: Bools | None = None
) -> Iterator[tuple[I64, I64, I64]]:
    """(a, b, rank of b) for each start of a maximal match among the postings of a partition, a lag at a time; only for
    places b that are `looked` at (bool[n], by place), where that is given."""
    place = places_of(postings, ranked.bits)
    wanted = None if looked is None else looked[place]
    rank = ranks_of(postings, ranked.bits)
    doc = documents_of(stream.starts, ranked.coarse, place)
    before = stream.letters[place - 1]
    rank_before = ranked.noted[place - 1].astype(np.int64)
    for at, earlier in _linked(rank, linking, wanted):
        fresh = before[at] != before[earlier]
        fresh |= before[at] == BOUND
        later_rank, earlier_rank = rank_before[at], rank_before[earlier]
        linked = later_rank <= linking.all_pairs
        linked |= (later_rank - earlier_rank <= linking.near) & (later_rank <= linking.most)
        fresh |= ~(linked & (later_rank > 0) & (earlier_rank > 0))
        fresh &= doc[at] != doc[earlier]
        chosen = at[fresh]
        yield place[earlier[fresh]], place[chosen], rank[chosen]


def linked_places(stream: Letters, coarse: I64, postings: U64, bits: int, linking: Settings) -> tuple[I64, I64, I64]:
    """(a, b, rank of b) of all postings of a partition that are linked, whether a match starts there or not."""
    place, rank = places_of(postings, bits), ranks_of(postings, bits)
    doc = documents_of(stream.starts, coarse, place)
    lags = [(np.zeros(0, np.int64),) * 3]
    for at, earlier in _linked(rank, linking):
        apart = doc[at] != doc[earlier]
        lags.append((place[earlier[apart]], place[at[apart]], rank[at[apart]]))
    a, b, ranks = (np.concatenate(column) for column in zip(*lags, strict=True))
    return a, b, ranks


def starts_among(letters: U8, a: I64, b: I64) -> I64:
    """The numbers of those linked places (a, b) of some documents at which a match starts, as `starts_of_matches` tells
    from ranks: no letters before them are equal and linked too."""
    order = np.lexsort((b, b - a))
    a, b = a[order], b[order]
    goes_on = np.zeros(len(a), bool)
    goes_on[1:] = (a[1:] == a[:-1] + 1) & (b[1:] == b[:-1] + 1)
    goes_on &= (letters[a - 1] == letters[b - 1]) & (letters[b - 1] != BOUND)
    found: I64 = order[~goes_on]
    return found


def _linked(rank: I64, linking: Settings, wanted: Bools | None = None) -> Iterator[tuple[I64, I64]]:
    """The numbers of the postings that are linked, and of those they are linked with, a lag at a time."""
    is_linked = (rank >= 1) & (rank < linking.most)
    at = np.flatnonzero(is_linked if wanted is None else is_linked & wanted)
    for lag in range(1, linking.all_pairs):
        reached = rank[at] >= lag
        if lag > linking.near:
            reached &= rank[at] < linking.all_pairs
        at = at[reached]
        if not at.size:
            return
        yield at, at - lag


def coarse_documents(stream: Letters) -> I64:
    """The document of each 256th place: a first guess for `documents_of`."""
    return coarse_of(stream.starts, len(stream.letters))


def coarse_of(starts: I64, places: int) -> I64:
    """The document of each 256th of so many places."""
    coarse: I64 = np.searchsorted(starts, np.arange(0, places, _COARSE), "right") - 1
    return coarse


def documents_of(starts: I64, coarse: I64, places: I64) -> I64:
    """The number of the document that each place stands in; by the coarse table, four times faster than by
    bisection."""
    found: I64 = coarse[places >> _COARSE_BITS]
    behind = np.flatnonzero(starts[found + 1] <= places)
    while behind.size:
        found[behind] += 1
        behind = behind[starts[found[behind] + 1] <= places[behind]]
    return found


def match_lengths(letters: U8, a: I64, b: I64) -> I64:
    """How many letters are equal from a and b on, to the next bound; 32 letters at a time. The stream must end in 32
    bounds (see `padded`)."""
    windows = np.lib.stride_tricks.sliding_window_view(letters, _WINDOW)
    length = np.zeros(len(a), np.int64)
    going = np.arange(len(a))
    while going.size:
        x = windows[a[going] + length[going]]
        unequal = (x != windows[b[going] + length[going]]) | (x == BOUND)
        first = unequal.argmax(axis=1)
        whole = ~unequal[np.arange(len(first)), first]
        length[going] += np.where(whole, _WINDOW, first)
        going = going[whole]
    return length


def padded(letters: U8) -> U8:
    """The letters with a window of bounds behind them, so that no window reaches over the end."""
    return np.concatenate([letters, np.full(_WINDOW, BOUND, np.uint8)])
