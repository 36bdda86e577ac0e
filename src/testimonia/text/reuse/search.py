"""The whole search: a stream of letters -> sorted runs -> linked postings -> starts of matches -> passages.

Every step reads blocks and puts blocks, each named after what is searched: so steps may be done by threads, by
processes or after an interruption, and whoever does them makes the same blocks. Three steps over the hash partitions
and one over buckets of documents; how many there are of either changes what is held at a time, never what is found.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache, partial
from typing import Any

import numpy as np
from msgspec import Struct

from testimonia.text.reuse.blocks import Blocks
from testimonia.text.reuse.fold import I64, U8, Letters
from testimonia.text.reuse.grams import (
    HASH_BITS,
    RUN_BITS,
    fewest_partitions,
    partition,
    place_bits,
    run_starts,
    sorted_run,
)
from testimonia.text.reuse.links import (
    Ranked,
    coarse_documents,
    documents_of,
    few_a_document,
    note_ranks,
    padded,
    shared,
    starts_of_matches,
)
from testimonia.text.reuse.passages import Texts, passages_of, promising, rows_of
from testimonia.text.reuse.segments import Segment
from testimonia.text.reuse.settings import Settings
from testimonia.text.reuse.starts import Starts, commonness, in_order, kept_of, key_of, put_kept

# `map`, or the map of a pool of threads or processes: (function, arguments) -> results in the same order.
Spread = Callable[[Callable[[Any], Any], Iterable[Any]], Iterable[Any]]

# Bytes that a posting takes while its partition is linked, and matches that one bucket holds.
_POSTING_BYTES = 100
# A partition is never cut smaller than this.
_FEWEST_POSTINGS = 256
_BUCKET = 1 << 20
_HISTOGRAM_BITS = 12


class Job(Struct, frozen=True):
    """A search under way. tag: what all its blocks are named after; keep: whether what a later search starts from is
    kept."""

    blocks: Blocks
    tag: str
    settings: Settings
    places: int
    documents: int
    keep: bool

    @property
    def bits(self) -> int:
        return place_bits(self.places)

    @property
    def partitions(self) -> int:
        of = fewest_partitions(self.bits)
        while (
            self.places // of * _POSTING_BYTES > self.settings.memory_mb << 20 and self.places // of > _FEWEST_POSTINGS
        ):
            of *= 2
        return of

    def name(self, kind: str, number: int | str = "") -> str:
        return f"{self.tag}/{kind}{number}"


class Searched(Struct, frozen=True):
    """What a whole search found: direct passages in order, as rows; what it kept for a later one (empty names if
    nothing)."""

    rows: I64
    segment: Segment
    kept: tuple[str, ...]


def texts_of(stream: Letters) -> Texts:
    """A stream in the forms that the kernels ask for."""
    return Texts(Letters(padded(stream.letters), stream.starts), stream.letters.tobytes(), stream.starts.tolist())


def search_all(stream: Letters, settings: Settings, store: tuple[Blocks, str], spread: Spread, keep: bool) -> Searched:
    """All direct passages of a stream, by steps whose blocks a store takes under names that bear a tag. Where an
    earlier search under the same tag was interrupted, its blocks are gone on from."""
    blocks, tag = store
    job = Job(blocks, tag, settings, len(stream.letters), len(stream.starts) - 1, keep)
    for kind, array in (("letters", stream.letters), ("starts", stream.starts)):
        if not blocks.has(job.name(kind)):
            blocks.put(job.name(kind), array)
    try:
        _link(job, spread)
        numbers = _find(job, spread)
    finally:
        _loaded.cache_clear()
        _ranked.cache_clear()
    found = np.concatenate([blocks.get(job.name("passages", number)) for number in numbers])
    _drop(job, "passages", numbers)
    blocks.drop(job.name("buckets"))
    names = tuple(job.name("postings", n) for n in range(job.partitions)) if keep else ()
    segment = Segment(tuple(range(job.documents)), tuple(stream.starts.tolist()) if keep else (), job.bits, names)
    return Searched(
        found[np.lexsort(found.T[::-1])], segment, tuple(job.name("kept", n) for n in numbers) if keep else ()
    )


def _link(job: Job, spread: Spread) -> None:
    """Runs, then linked postings by partition, then the ranks of all."""
    if job.blocks.has(job.name("noted")) or job.blocks.has(job.name("buckets")):
        return
    runs = list(run_starts(job.places))
    if not all(job.blocks.has(job.name("linked", n)) for n in range(job.partitions)):
        _do(spread, partial(_put_run, job), runs)
        _do(spread, partial(_put_linked, job), range(job.partitions))
    noted = np.zeros(job.places, np.uint16)
    for number in range(job.partitions):
        note_ranks(noted, job.blocks.get(job.name("linked", number)), job.bits)
    job.blocks.put(job.name("noted"), noted)
    _drop(job, "run", runs)


def _find(job: Job, spread: Spread) -> range:
    """Starts of matches by partition, then passages by bucket; the numbers of the buckets."""
    if not job.blocks.has(job.name("buckets")):
        _do(spread, partial(_put_starts, job), range(job.partitions))
        counts = np.sum([job.blocks.get(job.name("count", n)) for n in range(job.partitions)], axis=0)
        starts = job.blocks.get(job.name("starts"))
        job.blocks.put(job.name("buckets"), np.array(list(_buckets(starts, counts, job.places)), np.int64))
    _drop(job, "linked", range(job.partitions))
    numbers = range(len(job.blocks.get(job.name("buckets"))))
    _do(spread, partial(_put_passages, job), numbers)
    for kind in ("starts-", "count"):
        _drop(job, kind, range(job.partitions))
    job.blocks.drop(job.name("noted"))
    return numbers


def _do(spread: Spread, step: Callable[[int], None], numbers: Iterable[int]) -> None:
    for _ in spread(step, numbers):
        pass


def _drop(job: Job, kind: str, numbers: Iterable[int]) -> None:
    for number in numbers:
        job.blocks.drop(job.name(kind, number))


@lru_cache(maxsize=1)
def _loaded(job: Job) -> Texts:
    return texts_of(
        Letters(np.asarray(job.blocks.get(job.name("letters"))), np.asarray(job.blocks.get(job.name("starts"))))
    )


@lru_cache(maxsize=1)
def _ranked(job: Job) -> Ranked:
    texts = _loaded(job)
    return Ranked(job.blocks.get(job.name("noted")), coarse_documents(texts.stream), job.bits)


def _put_run(job: Job, start: int) -> None:
    if not job.blocks.has(job.name("run", start)):
        job.blocks.put(
            job.name("run", start), sorted_run(job.blocks.get(job.name("letters")), job.settings.gram, start)
        )


def _put_linked(job: Job, number: int) -> None:
    """The postings of a partition whose gram stands in more than one place."""
    if job.blocks.has(job.name("linked", number)):
        return
    runs = [(start, job.blocks.get(job.name("run", start))) for start in run_starts(job.places)]
    postings = partition(runs, number, job.partitions, job.bits)
    if job.keep:
        job.blocks.put(job.name("postings", number), postings)
    texts = _loaded(job)
    coarse = coarse_documents(texts.stream)
    some = few_a_document(texts.stream, coarse, shared(postings, job.bits), job.bits)
    job.blocks.put(job.name("linked", number), some)


def _put_starts(job: Job, number: int) -> None:
    """The starts of matches of a partition, and how many there are in each 4,096 places of b."""
    if job.blocks.has(job.name("count", number)):
        return
    texts, ranked = _loaded(job), _ranked(job)
    lags = list(starts_of_matches(texts.stream, ranked, job.blocks.get(job.name("linked", number)), job.settings))
    place = np.uint32 if job.places < 1 << 32 else np.int64
    block = np.empty((3, sum(len(a) for a, _, _ in lags)), place)
    at = 0
    for a, b, rank in lags:
        block[0, at : at + len(a)], block[1, at : at + len(a)] = a, b
        block[2, at : at + len(a)] = commonness(rank)
        at += len(a)
    job.blocks.put(job.name("starts-", number), block)
    counts = np.bincount(block[1] >> _HISTOGRAM_BITS, minlength=(job.places >> _HISTOGRAM_BITS) + 1)
    job.blocks.put(job.name("count", number), counts)


def _buckets(starts: I64, counts: I64, places: int) -> Iterator[tuple[int, int]]:
    """Ranges of places of b, cut between documents, of about a million matches each."""
    total = np.cumsum(counts)
    begin = 0
    for number in range(1, int(total[-1]) // _BUCKET + 1):
        wanted = int(np.searchsorted(total, number * _BUCKET)) << _HISTOGRAM_BITS
        edge = int(np.searchsorted(starts, wanted))
        end = int(starts[min(edge, len(starts) - 1)])
        if end > begin:
            yield begin, end
            begin = end
    yield begin, places


def _put_passages(job: Job, number: int) -> None:
    """The passages whose later document is in a bucket."""
    if job.blocks.has(job.name("passages", number)):
        return
    texts = _loaded(job)
    begin, end = job.blocks.get(job.name("buckets"))[number].tolist()
    starts = _starts_in(job, texts, begin, end)
    if job.keep:
        _put_kept(job, texts, starts, number)
    found = list(passages_of(texts, promising(texts, starts, job.settings), job.settings))
    job.blocks.put(job.name("passages", number), rows_of(found))


def _starts_in(job: Job, texts: Texts, begin: int, end: int) -> Starts:
    parts = []
    for n in range(job.partitions):
        block = job.blocks.get(job.name("starts-", n))
        parts.append(block[:, np.flatnonzero((block[1] >= begin) & (block[1] < end))])
    joined = np.concatenate(parts, axis=1)
    a, b = joined[0].astype(np.int64), joined[1].astype(np.int64)
    return starts_between(texts, a, b, joined[2].astype(np.uint8))


def starts_between(texts: Texts, a: I64, b: I64, common: U8) -> Starts:
    """Starts of matches with the pairs of documents that they are between, in order."""
    coarse = coarse_documents(texts.stream)
    pair = documents_of(texts.stream.starts, coarse, b) * np.int64(len(texts.starts))
    pair += documents_of(texts.stream.starts, coarse, a)
    return in_order(pair, a, b, common)


def _put_kept(job: Job, texts: Texts, starts: Starts, number: int) -> None:
    later, earlier = np.divmod(starts.pair, len(texts.starts))
    first = texts.stream.starts
    kept = kept_of(key_of(later, earlier), starts.a - first[earlier], starts.b - first[later], starts.common)
    put_kept(job.blocks, job.name("kept", number), kept)


assert HASH_BITS + RUN_BITS == 64
