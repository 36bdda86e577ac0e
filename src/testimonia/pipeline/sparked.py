"""The search for reuse on Spark: the kernels of `text/reuse` by `mapInArrow`, on rows that are packed blocks.

    runs (a row some runs of 2^20 places) -> postings (a row a hash bucket of those) -> linked places (a row a bucket of
    documents of a hash bucket) -> passages (a row a bucket of documents)

Two shuffles, of packed blocks, never of single postings (40 times slower, measured). The letters, a byte each, are a
file that is copied once to every executor. Which bucket a posting or a document falls into, and how many buckets there
are, changes nothing in what is found.
"""

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import numpy as np
from msgspec import Struct

from testimonia.archive.errors import ArchiveError
from testimonia.text.reuse.fold import I64, Letters
from testimonia.text.reuse.grams import RUN, U64, fewest_partitions, partition, place_bits, sorted_run
from testimonia.text.reuse.links import (
    coarse_documents,
    documents_of,
    few_a_document,
    linked_places,
    shared,
    starts_among,
)
from testimonia.text.reuse.passages import Texts, passages_of, promising, rows_of
from testimonia.text.reuse.search import starts_between, texts_of
from testimonia.text.reuse.settings import Settings
from testimonia.text.reuse.starts import commonness

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

# Letters of the documents of one bucket, and postings of one hash bucket, about.
_BUCKET_LETTERS = 1 << 22
_BUCKET_POSTINGS = 1 << 22
_BLOCK_POSTINGS = 1 << 12
_SCHEMA = "bucket bigint, block binary"


class Shared(Struct, frozen=True):
    """What every task knows: the names of the files of letters and of documents' starts, and how to divide."""

    letters: str
    starts: str
    settings: Settings
    places: int
    buckets: int

    @property
    def bits(self) -> int:
        return place_bits(self.places)

    @property
    def step(self) -> int:
        """Places of one row of the first step: so many runs that a hash bucket gets some 4,096 postings of each row."""
        return RUN * max(1, self.partitions * _BLOCK_POSTINGS // RUN)

    @property
    def partitions(self) -> int:
        of = fewest_partitions(self.bits)
        while self.places // of > _BUCKET_POSTINGS:
            of *= 2
        return of


def session(master: str) -> "SparkSession":
    """A session of Spark; ArchiveError where Spark or Java is not installed."""
    try:
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise ArchiveError("Spark is not installed; install it with: pip install 'testimonia[spark]'") from error
    # Workers on this machine must be the Python that has us.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    try:
        builder = SparkSession.builder.master(master).appName("testimonia")
        for key, value in _OPTIONS.items():
            builder = builder.config(key, value)
        started = builder.getOrCreate()
    except (PySparkException, OSError, RuntimeError) as error:
        raise ArchiveError(f"Spark did not start ({error}); it needs Java 17, and a master such as local[2]") from error
    started.sparkContext.setLogLevel("ERROR")
    return started


_OPTIONS = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.execution.arrow.maxRecordsPerBatch": "1",
}


def search_on(spark: "SparkSession", stream: Letters, settings: Settings) -> I64:
    """All direct passages of a stream, as `search_all` finds them: int64[n, 9], in order."""
    with TemporaryDirectory() as folder:
        for name, array in (("letters", stream.letters), ("starts", stream.starts)):
            np.save(Path(folder) / f"{name}.npy", array)
            spark.sparkContext.addFile(str(Path(folder) / f"{name}.npy"))
        places = len(stream.letters)
        known = Shared("letters.npy", "starts.npy", settings, places, max(1, places // _BUCKET_LETTERS))
        rows = spark.createDataFrame([(start, b"") for start in range(0, places, known.step)], _SCHEMA)
        slots = spark.sparkContext.defaultParallelism
        postings = rows.repartition(slots).mapInArrow(_by_row(partial(_postings, known)), _SCHEMA)
        linked = postings.repartition(known.partitions, "bucket").mapInArrow(
            _by_bucket(partial(_linked, known)), _SCHEMA
        )
        found = linked.repartition(known.buckets, "bucket").mapInArrow(_by_bucket(partial(_passages, known)), _SCHEMA)
        blocks = [np.frombuffer(row.block, np.int64).reshape(-1, 9) for row in found.collect()]
    passages = np.concatenate([np.zeros((0, 9), np.int64), *blocks])
    return passages[np.lexsort(passages.T[::-1])]


def _postings(known: Shared, start: int, _: list[bytes]) -> Iterator[tuple[int, bytes]]:
    """The postings of some runs by hash bucket."""
    letters = _texts(known.letters, known.starts).stream.letters[: known.places]
    firsts = range(start, min(start + known.step, known.places), RUN)
    runs = [(first, sorted_run(letters, known.settings.gram, first)) for first in firsts]
    for number in range(known.partitions):
        block = partition(runs, number, known.partitions, known.bits)
        if len(block):
            yield number, block.tobytes()


def _linked(known: Shared, _: int, blocks: list[bytes]) -> Iterator[tuple[int, bytes]]:
    """The linked places of a hash bucket by bucket of documents: int64[3, n] of a, b and commonness."""
    texts = _texts(known.letters, known.starts)
    coarse = coarse_documents(texts.stream)
    postings: U64 = np.concatenate([np.frombuffer(block, np.uint64) for block in blocks])
    postings.sort()
    some = few_a_document(texts.stream, coarse, shared(postings, known.bits), known.bits)
    a, b, rank = linked_places(texts.stream, coarse, some, known.bits, known.settings)
    bucket = documents_of(texts.stream.starts, coarse, b) % known.buckets
    order = np.argsort(bucket, kind="stable")
    columns = np.stack([a[order], b[order], commonness(rank[order]).astype(np.int64)])
    edges = np.searchsorted(bucket[order], np.arange(known.buckets + 1))
    for number in range(known.buckets):
        if edges[number] < edges[number + 1]:
            yield number, columns[:, edges[number] : edges[number + 1]].tobytes()


def _passages(known: Shared, bucket: int, blocks: list[bytes]) -> Iterator[tuple[int, bytes]]:
    """The passages whose later document is in a bucket."""
    texts = _texts(known.letters, known.starts)
    columns = np.concatenate([np.frombuffer(block, np.int64).reshape(3, -1) for block in blocks], axis=1)
    a, b, common = columns[:, starts_among(texts.stream.letters, columns[0], columns[1])]
    starts = starts_between(texts, a, b, common.astype(np.uint8))
    found = rows_of(list(passages_of(texts, promising(texts, starts, known.settings), known.settings)))
    if len(found):
        yield bucket, found.tobytes()


@lru_cache(maxsize=1)
def _texts(letters: str, starts: str) -> Texts:
    """The stream, from the files that came with the job."""
    from pyspark import SparkFiles

    folder = Path(SparkFiles.getRootDirectory())
    return texts_of(Letters(np.load(folder / letters), np.load(folder / starts)))


Step = Callable[[int, list[bytes]], Iterator[tuple[int, bytes]]]
Batches = Iterable[Any]


def _by_row(step: Step) -> Callable[[Batches], Batches]:
    """A step over each row by itself."""

    def mapped(batches: Batches) -> Batches:
        for batch in batches:
            for row in batch.to_pylist():
                yield from _packed(step(row["bucket"], [row["block"]]))

    return mapped


def _by_bucket(step: Step) -> Callable[[Batches], Batches]:
    """A step over all rows of a bucket together; a task may have several buckets."""

    def mapped(batches: Batches) -> Batches:
        blocks: dict[int, list[bytes]] = {}
        for batch in batches:
            for row in batch.to_pylist():
                blocks.setdefault(row["bucket"], []).append(row["block"])
        for bucket in sorted(blocks):
            yield from _packed(step(bucket, blocks.pop(bucket)))

    return mapped


def _packed(rows: Iterator[tuple[int, bytes]]) -> Iterator[Any]:
    import pyarrow

    for bucket, block in rows:
        yield pyarrow.RecordBatch.from_pydict(
            {"bucket": pyarrow.array([bucket], pyarrow.int64()), "block": pyarrow.array([block], pyarrow.binary())}
        )
