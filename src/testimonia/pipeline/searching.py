"""publish: the static site's full-text index, made from the published database, segment by segment.

A segment's words are kept in .testimonia/search, with the contents of the whole index, so that a changed document costs
its own segment and those leaves whose words changed; a file is written only where its bytes change. A small archive has
the whole index in one file.
"""

import os
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path

from msgspec import Struct

from testimonia.archive.errors import ArchiveError
from testimonia.engine.executors import Executor
from testimonia.engine.run import Failure
from testimonia.engine.step import code_digest
from testimonia.model.canon import digest_of, pack
from testimonia.pipeline.files import write_scripts
from testimonia.pipeline.searchcards import Card, cards_of
from testimonia.pipeline.searchjoin import Kept, join_again
from testimonia.pipeline.searchsegments import FOLDER, SegmentTask, Written, segment_and_texts, segment_chunk
from testimonia.site.searchindex.pairs import LEAST_DOCUMENTS
from testimonia.site.searchindex.segment import Segment
from testimonia.site.searchindex.shards import shards
from testimonia.site.searchindex.texts import text_scripts

# An archive of so few letters has its whole index in search/index.js: one file to load.
SMALL = 250_000


class Bindery(Struct, frozen=True):
    """Where the index is made from, kept and written to."""

    database: Path
    kept: Path
    public: Path
    executor: Executor

    def write(self, addresses: Mapping[str, str], before: Mapping[str, str]) -> tuple[dict[str, str], int]:
        """Bring the index to the database; every file of it with its key, and how many were written. `addresses` are
        the documents' pages by id; `before` is what the last build published."""
        with closing(sqlite3.connect(f"{self.database.resolve().as_uri()}?mode=ro", uri=True)) as db:
            cards, dates = cards_of(db, addresses)
            is_small = _is_small(db)
        code = code_digest(segment_chunk, shards, join_again).encode()
        keys = {card.id: digest_of(code, pack((number, card))) for number, own in cards.items() for card in own}
        has_pairs = len(keys) > LEAST_DOCUMENTS
        tasks = [_task(number, own, keys, has_pairs) for number, own in sorted(cards.items())]
        if is_small:
            return self._write_whole(tasks, dates, before)
        return self._write_parts(tasks, keys, dates, before)

    def _write_whole(
        self, tasks: Sequence[SegmentTask], dates: Mapping[int, int], before: Mapping[str, str]
    ) -> tuple[dict[str, str], int]:
        segments: dict[int, tuple[Segment, ...]] = {}
        scripts: list[str] = []
        for task in tasks:
            segments[task.number], shown = segment_and_texts(self.database, task)
            scripts += [script for _, script in text_scripts(shown)]
        scripts += [script for _, script in shards(segments, dates)]
        return write_scripts(self.public, [(f"{FOLDER}/index.js", "".join(scripts))], before)

    def _write_parts(
        self,
        tasks: Sequence[SegmentTask],
        keys: Mapping[str, str],
        dates: Mapping[int, int],
        before: Mapping[str, str],
    ) -> tuple[dict[str, str], int]:
        held = self._held(before)
        now: dict[str, str] = {}
        stale = []
        for task in tasks:
            missing = []
            for card in task.cards:
                paths = held.get(keys[card.id])
                if paths:
                    now.update(dict.fromkeys(paths, keys[card.id]))
                else:
                    missing.append(card.place)
            if missing or not (self.kept / task.name).is_file():
                stale.append(SegmentTask(task.number, task.key, task.cards, task.has_pairs, frozenset(missing)))
        written = 0
        for task, made in self._make(stale):
            ids = {card.place: card.id for card in task.cards}
            for document in made:
                now.update(dict.fromkeys(document.paths, keys[ids[document.place]]))
                written += document.count
        names = {task.number: task.name for task in tasks}
        joined, count = join_again(Kept(self.kept, self.public, names), dates, before)
        return now | joined, written + count

    def _held(self, before: Mapping[str, str]) -> dict[str, list[str]]:
        """The files of the last build by their key, where all of one key are still there."""
        by_key: dict[str, list[str]] = defaultdict(list)
        for path, key in before.items():
            if path.startswith(FOLDER):
                by_key[key].append(path)
        return {
            key: paths
            for key, paths in by_key.items()
            if all(os.path.exists(f"{self.public}/{path}") for path in paths)  # noqa: PTH110 - no Path for each of 100,000
        }

    def _make(self, tasks: Sequence[SegmentTask]) -> Iterator[tuple[SegmentTask, tuple[Written, ...]]]:
        work = partial(segment_chunk, self.database, self.kept, self.public)
        if len(tasks) <= 2:
            yield from zip(tasks, work(tasks), strict=True)
            return
        for task, made in self.executor.run(work, tasks):
            if isinstance(made, Failure):
                raise ArchiveError(f"the search index could not be written: {made.kind} {made.detail}")
            yield task, made


def _task(number: int, cards: tuple[Card, ...], keys: Mapping[str, str], has_pairs: bool) -> SegmentTask:
    return SegmentTask(number, digest_of(pack(([keys[card.id] for card in cards], has_pairs))), cards, has_pairs)


def _is_small(db: sqlite3.Connection) -> bool:
    letters = 0
    for (length,) in db.execute("SELECT length(text) FROM paragraphs"):
        letters += length
        if letters > SMALL:
            return False
    return True
