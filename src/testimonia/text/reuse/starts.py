"""Starts of matches by pair of documents: as they are looked at, and as they are kept between searches.

A pair is looked at again only where one of its starts came, went or became commoner; then all its starts are asked for,
and those that have not changed come from here.
"""

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from testimonia.text.reuse.arrays import among, ranges, sorted_set
from testimonia.text.reuse.blocks import Blocks
from testimonia.text.reuse.fold import I64, U8

# How common a gram is: it stood in fewer than 2, 4, 16 earlier places, or more.
_RANKS = np.array([2, 4, 16])
_SERIAL_BITS = 31
_PLACE = np.uint32
U32 = npt.NDArray[np.uint32]


class Starts(Struct, frozen=True):
    """Starts of matches: the pair of documents, places a (earlier document) and b, and how common the gram is (0 to 3);
    sorted by pair and then by diagonal."""

    pair: I64
    a: I64
    b: I64
    common: U8

    def __len__(self) -> int:
        return len(self.pair)

    def some(self, which: npt.NDArray[np.bool_]) -> "Starts":
        """Those that `which` says."""
        return Starts(self.pair[which], self.a[which], self.b[which], self.common[which])

    def and_(self, other: "Starts") -> "Starts":
        """These and others, in order."""
        return in_order(
            np.concatenate([self.pair, other.pair]),
            np.concatenate([self.a, other.a]),
            np.concatenate([self.b, other.b]),
            np.concatenate([self.common, other.common]),
        )


def commonness(rank: I64) -> U8:
    """How common a gram is that stood in so many earlier places: 0 to 3."""
    return np.searchsorted(_RANKS, rank, "right").astype(np.uint8)


def in_order(pair: I64, a: I64, b: I64, common: U8) -> Starts:
    """Starts sorted by pair and diagonal: by one key of 64 bits where both fit."""
    diagonal = b - a
    if not len(pair):
        return Starts(pair, a, b, common)
    least_pair, least = int(pair.min()), int(diagonal.min())
    bits = (int(diagonal.max()) - least).bit_length()
    if (int(pair.max()) - least_pair).bit_length() + bits < 63:
        order = np.argsort(((pair - least_pair) << np.int64(bits)) | (diagonal - least))
    else:
        order = np.lexsort((diagonal, pair))
    return Starts(pair[order], a[order], b[order], common[order])


class Kept(Struct, frozen=True):
    """Starts of some pairs as they are kept. key: of each pair, by serial numbers, sorted; first: int64[pairs + 1],
    where its starts begin; a, b: places in the earlier and the later document; common."""

    key: I64
    first: I64
    a: U32
    b: U32
    common: U8


def key_of(serial: I64, other: I64) -> I64:
    """The key of a pair of documents, by their serial numbers, whichever is the earlier."""
    key: I64 = (np.maximum(serial, other) << np.int64(_SERIAL_BITS)) | np.minimum(serial, other)
    return key


def kept_of(key: I64, a: I64, b: I64, common: U8, also: I64 | None = None) -> Kept:
    """Starts with the keys of their pairs, in any order, as they are kept; `also` are keys of pairs that have none."""
    order = np.argsort(key, kind="stable")
    key = key[order]
    keys = key[np.flatnonzero(np.diff(key, prepend=-1))]
    if also is not None:
        keys = sorted_set(np.concatenate([keys, also]))
    first = np.append(np.searchsorted(key, keys), len(key))
    return Kept(keys, first, a[order].astype(_PLACE), b[order].astype(_PLACE), common[order])


def put_kept(blocks: Blocks, name: str, kept: Kept) -> None:
    for part in Kept.__struct_fields__:
        blocks.put(f"{name}.{part}", getattr(kept, part))


def get_kept(blocks: Blocks, name: str) -> Kept:
    return Kept(*(blocks.get(f"{name}.{part}") for part in Kept.__struct_fields__))


def names_of_kept(name: str) -> list[str]:
    """The names of the blocks of one part that is kept."""
    return [f"{name}.{part}" for part in Kept.__struct_fields__]


def looked_up(parts: list[Kept], keys: I64) -> tuple[I64, I64, I64, U8]:
    """The kept starts of the pairs with these keys (sorted, each once): key, a, b, common. A pair that several parts
    hold has those of the first."""
    left = keys
    columns: list[tuple[I64, I64, I64, U8]] = []
    for kept in parts:
        if not len(kept.key) or not len(left):
            continue
        at = np.minimum(np.searchsorted(kept.key, left), len(kept.key) - 1)
        here = kept.key[at] == left
        begin, end = kept.first[at[here]], kept.first[at[here] + 1]
        rows = ranges(begin, end)
        key = np.repeat(left[here], end - begin)
        columns.append((key, kept.a[rows].astype(np.int64), kept.b[rows].astype(np.int64), kept.common[rows]))
        left = left[~here]
    if not columns:
        empty = np.zeros(0, np.int64)
        return empty, empty, empty, np.zeros(0, np.uint8)
    key, a, b, common = (np.concatenate(column) for column in zip(*columns, strict=True))
    return key, a, b, common


def renewed(newer: Kept, older: Kept, dead: I64) -> Kept:
    """Two parts as one, in which the pairs of `newer` are as it says; without those of dead serial numbers (sorted)."""
    serials = older.key >> np.int64(_SERIAL_BITS), older.key & np.int64((1 << _SERIAL_BITS) - 1)
    stays = ~(among(older.key, newer.key) | among(serials[0], dead) | among(serials[1], dead))
    rows = ranges(older.first[:-1][stays], older.first[1:][stays])
    key = np.concatenate([np.repeat(newer.key, np.diff(newer.first)), np.repeat(older.key, np.diff(older.first))[rows]])
    return kept_of(
        key,
        np.concatenate([newer.a, older.a[rows]]).astype(np.int64),
        np.concatenate([newer.b, older.b[rows]]).astype(np.int64),
        np.concatenate([newer.common, older.common[rows]]),
        np.concatenate([newer.key, older.key[stays]]),
    )
