"""The search: a stream of letters -> sorted runs -> linked postings -> starts of matches -> passages.

All that is large goes through `Blocks` under names: `run/…` and `starts/…`. Three passes over the hash partitions
and one
over buckets of documents; how many there are of either changes what is held at a time, never what is found.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from testimonia.text.reuse.blocks import Block, Blocks
from testimonia.text.reuse.closure import related_passages
from testimonia.text.reuse.fold import I64, Letters
from testimonia.text.reuse.grams import (
    HASH_BITS,
    RUN,
    RUN_BITS,
    U64,
    fewest_partitions,
    partition,
    place_bits,
    sorted_runs,
)
from testimonia.text.reuse.links import (
    Ranked,
    coarse_documents,
    few_a_document,
    note_ranks,
    padded,
    shared,
    starts_of_matches,
)
from testimonia.text.reuse.passages import Passage, Texts, in_order, passages_of, promising
from testimonia.text.reuse.settings import Settings

# `map`, or the map of a pool of threads: (function, arguments) -> results in the same order.
Spread = Callable[[Callable[[Any], Any], Iterable[Any]], Iterable[Any]]

# Bytes that a posting takes while its partition is linked, and matches that one bucket holds.
_POSTING_BYTES = 100
# A partition is never cut smaller than this.
_FEWEST_POSTINGS = 256
_BUCKET = 1 << 20
_HISTOGRAM_BITS = 12


@dataclass(frozen=True, slots=True)
class Runs:
    """The sorted runs of an archive's postings: the place where each begins, and the name of its block."""

    named: tuple[tuple[int, str], ...] = ()

    def loaded(self, blocks: Blocks) -> list[tuple[int, Block]]:
        return [(start, blocks.get(name)) for start, name in self.named]


def texts_of(stream: Letters) -> Texts:
    """A stream in the forms that the kernels ask for."""
    return Texts(Letters(padded(stream.letters), stream.starts), stream.letters.tobytes(), stream.starts.tolist())


def add_runs(stream: Letters, runs: Runs, settings: Settings, store: tuple[Blocks, str], first: int = 0) -> Runs:
    """Sort the postings from place `first` on into runs of their own, in a store under names that bear a tag: what two
    searches add to one index must not have one name."""
    blocks, tag = store
    named = list(runs.named)
    for start, run in sorted_runs(stream.letters, settings.gram, first):
        named.append((start, f"run/{start}-{tag}"))
        blocks.put(named[-1][1], run)
    return Runs(tuple(named))


def find_passages(
    stream: Letters,
    runs: Runs,
    settings: Settings,
    blocks: Blocks,
    known: tuple[int, Sequence[Passage]] = (0, ()),
    spread: Spread = map,
) -> list[Passage]:
    """All passages of the archive, sorted. `known`: how many documents at the stream's beginning were compared with
    each
    other before, and what was found there."""
    old, passages = known
    texts = texts_of(stream)
    first = texts.starts[old] if old else 0
    bits = place_bits(len(texts.raw))
    coarse = coarse_documents(stream)
    linked = _linked_postings(runs, first, bits, settings, blocks, spread)
    for number, postings in enumerate(linked):
        linked[number] = few_a_document(stream, coarse, postings, bits)
    noted = np.zeros(len(texts.raw), np.uint16)
    for postings in linked:
        note_ranks(noted, postings, bits)
    ranked = Ranked(noted, coarse, bits, first)
    counts = _put_starts(texts, ranked, linked, settings, blocks)
    linked.clear()

    def passages_in(bucket: tuple[int, int]) -> list[Passage]:
        seeds = promising(texts, ranked, _bucket(blocks, len(counts), *bucket), settings)
        return list(passages_of(texts, seeds, settings))

    found = list(passages)
    for some in spread(passages_in, _buckets(texts, counts)):
        found += some
    for number in range(len(counts)):
        blocks.drop(f"starts/{number}")
    found += list(related_passages(texts, found, settings, old))
    return sorted(found, key=in_order)


def _linked_postings(
    runs: Runs, first: int, bits: int, settings: Settings, blocks: Blocks, spread: Spread
) -> list[U64]:
    """The postings of each partition whose gram stands in more than one place; where there are known documents, only of
    grams that stand in a new one too."""
    loaded = runs.loaded(blocks)
    if first:
        loaded = _touched(loaded, first)
    of = fewest_partitions(bits)
    postings = sum(len(run) for _, run in loaded)
    while postings // of * _POSTING_BYTES > settings.memory_mb << 20 and postings // of > _FEWEST_POSTINGS:
        of *= 2
    return list(spread(lambda number: shared(partition(loaded, number, of, bits), bits), range(of)))


def postings_with(grams: U64, runs: Runs, blocks: Blocks, bits: int) -> list[U64]:
    """The postings of the grams with these hashes, by partition."""
    loaded = runs.loaded(blocks)
    wanted = np.unique(grams)
    some = [(start, _with_hashes(run, wanted)) for start, run in loaded]
    of = fewest_partitions(bits)
    return [shared(partition(some, number, of, bits), bits) for number in range(of)]


def _touched(runs: list[tuple[int, Block]], first: int) -> list[tuple[int, Block]]:
    """New runs whole; of old ones the postings whose gram is in a new one."""
    shift = np.uint64(RUN_BITS)
    new = np.unique(np.concatenate([run >> shift for start, run in runs if start >= first] or [np.zeros(0, np.uint64)]))
    return [(start, run if start >= first else _with_hashes(run, new)) for start, run in runs]


def _with_hashes(run: Block, hashes: U64) -> Block:
    """The postings of a run whose hash is among these, which are sorted."""
    least = hashes << np.uint64(RUN_BITS)
    begin = np.searchsorted(run, least)
    end = np.searchsorted(run, least | np.uint64(RUN - 1), "right")
    return run[_ranges(begin, end)]


def _ranges(begin: I64, end: I64) -> I64:
    """The numbers of all half-open ranges, one after the other."""
    size = end - begin
    before = np.cumsum(size) - size
    return np.repeat(begin - before, size) + np.arange(int(size.sum()))


def _put_starts(texts: Texts, ranked: Ranked, linked: list[U64], settings: Settings, blocks: Blocks) -> list[I64]:
    """Put the starts of matches of each partition into a block; how many there are in each 4,096 places of b."""
    counts = []
    size = (len(texts.raw) >> _HISTOGRAM_BITS) + 1
    place = np.uint32 if len(texts.raw) < 1 << 32 else np.int64
    for number, postings in enumerate(linked):
        lags = list(starts_of_matches(texts.stream, ranked, postings, settings))
        a, b, rank = (np.concatenate(column) for column in zip(*lags, strict=True)) if lags else _NO_STARTS
        block = np.empty((3, len(a)), place)
        block[0], block[1], block[2] = a, b, rank
        blocks.put(f"starts/{number}", block)
        counts.append(np.bincount(b >> _HISTOGRAM_BITS, minlength=size))
    return counts


_NO_STARTS = (np.zeros(0, np.int64),) * 3


def _buckets(texts: Texts, counts: list[I64]) -> Iterator[tuple[int, int]]:
    """Ranges of places of b, cut between documents, of about a million matches each."""
    total = np.cumsum(np.sum(counts, axis=0))
    begin = 0
    for number in range(1, int(total[-1]) // _BUCKET + 1):
        wanted = int(np.searchsorted(total, number * _BUCKET)) << _HISTOGRAM_BITS
        edge = int(np.searchsorted(texts.stream.starts, wanted))
        end = texts.starts[min(edge, len(texts.starts) - 1)]
        if end > begin:
            yield begin, end
            begin = end
    yield begin, len(texts.raw)


def _bucket(blocks: Blocks, number: int, begin: int, end: int) -> tuple[I64, I64, I64]:
    parts = []
    for n in range(number):
        block = blocks.get(f"starts/{n}")
        parts.append(block[:, np.flatnonzero((block[1] >= begin) & (block[1] < end))])
    joined = np.concatenate(parts, axis=1).astype(np.int64)
    return joined[0], joined[1], joined[2]


assert HASH_BITS + RUN_BITS == 64
