"""publish: the static site's full-text index, made from the published database, segment by segment.

A segment's words are kept in .testimonia/search, so that a changed document costs its own segment (some 300 documents)
and the joining of all; a file is written only where its bytes change. A small archive has the whole index in one file.
"""

import hashlib
import os
import re
import sqlite3
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import msgspec

from testimonia.archive.errors import ArchiveError
from testimonia.archive.search import fold
from testimonia.engine.executors import Executor
from testimonia.engine.run import Failure
from testimonia.engine.step import code_digest
from testimonia.model.canon import digest_of, pack, unpack
from testimonia.site.searchindex.pairs import LEAST_SEGMENTS
from testimonia.site.searchindex.segment import Indexed, Segment, segments_of
from testimonia.site.searchindex.shards import shards
from testimonia.site.searchindex.slots import Slot, segments_for, slots_of
from testimonia.site.searchindex.texts import Shown, text_scripts
from testimonia.text.datepoints import in_words

FOLDER = "search"
# An archive of so few letters has its whole index in search/index.js: one file to load.
SMALL = 250_000
_DATE = re.compile(r"(\d[\dX]{3})(?:-(\d\d)(?:-(\d\d))?)?")
# A year as twelve months of 31 days, with one more for the year itself and one for each month itself.
_DAYS = 12 * 32 + 1
_LAST_YEAR = 2088


@dataclass(frozen=True, slots=True)
class Card:
    """What the index says of a document beside its words. `version` changes with its text."""

    place: int
    id: str
    href: str
    title: str
    by: str
    where: str
    date: str
    kind: str
    keys: tuple[str, ...]
    version: str


@dataclass(frozen=True, slots=True)
class SegmentTask:
    """The documents of a segment, in order of place; `key` is a digest of all that its files are made from."""

    number: int
    key: str
    cards: tuple[Card, ...]
    has_pairs: bool


@dataclass(frozen=True, slots=True)
class Bindery:
    """Where the index is made from, kept and written to."""

    database: Path
    kept: Path
    public: Path
    executor: Executor

    def write(self, addresses: Mapping[str, str], before: Mapping[str, str]) -> tuple[dict[str, str], int]:
        """Bring the index to the database; every file of it with its key, and how many were written. `addresses` are
        the documents' pages by id; `before` is what the last build published."""
        with closing(sqlite3.connect(f"{self.database.resolve().as_uri()}?mode=ro", uri=True)) as db:
            cards, dates = _cards(db, addresses)
            size = db.execute("SELECT coalesce(sum(length(text)), 0) FROM paragraphs").fetchone()[0]
        code = code_digest(search_chunk, shards)
        has_pairs = segments_for(sum(map(len, cards.values()))) >= LEAST_SEGMENTS
        tasks = [
            SegmentTask(number, digest_of(code.encode(), pack((own, has_pairs))), own, has_pairs)
            for number, own in sorted(cards.items())
        ]
        if size <= SMALL:
            return self._write_whole(tasks, dates, before)
        return self._write_parts(tasks, dates, before)

    def _write_whole(
        self, tasks: Sequence[SegmentTask], dates: Mapping[int, int], before: Mapping[str, str]
    ) -> tuple[dict[str, str], int]:
        segments: dict[int, tuple[Segment, ...]] = {}
        scripts: list[str] = []
        for task in tasks:
            segments[task.number], texts = _segment(self.database, task)
            scripts += [script for _, script in texts]
        scripts += [script for _, script in shards(segments, dates)]
        return self._write({f"{FOLDER}/index.js": "".join(scripts)}.items(), before)

    def _write_parts(
        self, tasks: Sequence[SegmentTask], dates: Mapping[int, int], before: Mapping[str, str]
    ) -> tuple[dict[str, str], int]:
        by_key: dict[str, list[str]] = defaultdict(list)
        for path, key in before.items():
            by_key[key].append(path)
        now: dict[str, str] = {}
        stale = []
        for task in tasks:
            paths = by_key.get(task.key, [])
            if self._is_kept(task) and paths and all(os.path.exists(f"{self.public}/{path}") for path in paths):  # noqa: PTH110
                now.update(dict.fromkeys(paths, task.key))
            else:
                stale.append(task)
        written = 0
        for task, (paths, count) in self._make(stale):
            now.update(dict.fromkeys(paths, task.key))
            written += count
        segments = {task.number: _kept(self.kept, task) for task in tasks}
        joined, count = self._write(((f"{FOLDER}/{name}.js", text) for name, text in shards(segments, dates)), before)
        self._forget(tasks)
        return now | joined, written + count

    def _make(self, tasks: Sequence[SegmentTask]) -> Iterator[tuple[SegmentTask, tuple[list[str], int]]]:
        work = partial(search_chunk, self.database, self.kept, self.public)
        if len(tasks) <= 2:
            yield from zip(tasks, work(tasks), strict=True)
            return
        for task, made in self.executor.run(work, tasks):
            if isinstance(made, Failure):
                raise ArchiveError(f"the search index could not be written: {made.kind} {made.detail}")
            yield task, made

    def _write(self, files: Iterable[tuple[str, str]], before: Mapping[str, str]) -> tuple[dict[str, str], int]:
        """Write the files whose bytes are not those that stand there."""
        now: dict[str, str] = {}
        written = 0
        for path, text in files:
            body = text.encode()
            now[path] = hashlib.blake2b(body, digest_size=16).hexdigest()
            if before.get(path) != now[path] or not os.path.exists(f"{self.public}/{path}"):  # noqa: PTH110
                _put(f"{self.public}/{path}", body)
                written += 1
        return now, written

    def _is_kept(self, task: SegmentTask) -> bool:
        return _kept_path(self.kept, task).is_file()

    def _forget(self, tasks: Sequence[SegmentTask]) -> None:
        """Delete the kept segments that are no longer of use."""
        wanted = {_kept_path(self.kept, task).name for task in tasks}
        for path in self.kept.iterdir():
            if path.name not in wanted:
                path.unlink()


def search_chunk(database: Path, kept: Path, public: Path, tasks: Sequence[SegmentTask]) -> list[tuple[list[str], int]]:
    """What a worker does: make segments, keep them, write their documents' texts where they changed; for each segment
    the paths of these, and how many were written."""
    kept.mkdir(parents=True, exist_ok=True)
    return [_made(database, kept, public, task) for task in tasks]


def _made(database: Path, kept: Path, public: Path, task: SegmentTask) -> tuple[list[str], int]:
    segments, scripts = _segment(database, task)
    folder = public / FOLDER / str(task.number)
    is_new = not folder.exists()
    paths = [f"{FOLDER}/{name}.js" for name, _ in scripts]
    written = 0
    for path, (_, script) in zip(paths, scripts, strict=True):
        body = script.encode()
        if is_new or _is_other(f"{public}/{path}", body):
            _put(f"{public}/{path}", body)
            written += 1
    _put(str(_kept_path(kept, task)), msgspec.msgpack.encode(segments))
    return paths, written


def _segment(database: Path, task: SegmentTask) -> tuple[tuple[Segment, ...], list[tuple[str, str]]]:
    """A segment, and the scripts of its documents' texts by name."""
    texts = _texts(database, [card.id for card in task.cards])
    indexed = [
        Indexed(card.place, card.title, tuple(text for _, text in texts[card.id]), card.keys) for card in task.cards
    ]
    segments = segments_of(task.number, indexed, task.has_pairs)
    about = [document for segment in segments for document in segment.documents]
    shown = (
        Shown(
            name=f"{task.number}/{card.place}",
            href=card.href,
            title=card.title,
            by=card.by,
            where=card.where,
            date=card.date,
            kind=card.kind,
            paragraphs=tuple(texts[card.id]),
            begins=begins,
        )
        for card, (_, _, begins) in zip(task.cards, about, strict=True)
    )
    return segments, list(text_scripts(shown))


def _texts(database: Path, ids: Sequence[str]) -> dict[str, list[tuple[str, str]]]:
    """The paragraphs of documents, (id, text), without the letter that parts paragraphs in the database's own index."""
    query = "SELECT id, text FROM paragraphs WHERE document = ? ORDER BY position"
    with closing(sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)) as db:
        found = {document: db.execute(query, (document,)).fetchall() for document in ids}
    return {
        document: [(id, text.replace("\ue000", " ")) if "\ue000" in text else (id, text) for id, text in rows]
        for document, rows in found.items()
    }


def _cards(db: sqlite3.Connection, addresses: Mapping[str, str]) -> tuple[dict[int, tuple[Card, ...]], dict[int, int]]:
    """The cards of each segment's documents, and a number that grows with the date for each slot that has one."""
    names: dict[str, set[str]] = defaultdict(set)
    forms = (
        "SELECT document, form FROM bylines"
        " UNION SELECT document, label FROM author_names JOIN authors ON authors.id = author_names.author"
    )
    for document, form in db.execute(forms):
        names[document].add(form)
    rows = db.execute(
        "SELECT id, title, authors, periodical, date, kind, first_year, last_year, version FROM documents"
    ).fetchall()
    slots = slots_of(row[0] for row in rows)
    cards: dict[int, list[Card]] = defaultdict(list)
    dates: dict[int, int] = {}
    for row in rows:
        slot = slots[row[0]]
        cards[slot.segment].append(_card(row, slot, names[row[0]], addresses))
        if row[4]:
            dates[slot.number] = date_number(row[4])
    return {n: tuple(sorted(own, key=lambda card: card.place)) for n, own in cards.items()}, dates


def _card(row: Sequence[str], slot: Slot, names: Iterable[str], addresses: Mapping[str, str]) -> Card:
    id, title, authors, periodical, date, kind, first_year, last_year, version = row
    keys = [key for name in names for key in _name_keys("by", name)] + _name_keys("in", periodical)
    if first_year is not None:
        keys.append(f"_year_{first_year}_{last_year}")
    by = ", ".join(msgspec.json.decode(authors, type=list[str]))
    return Card(
        slot.place, id, addresses[id], title, by, periodical, in_words(date), kind, tuple(sorted(set(keys))), version
    )


def _name_keys(field: str, name: str) -> list[str]:
    """The keys under which a name is found by the beginning of any of its words.

    >>> _name_keys("by", "Jane Marsh")
    ['_by_jane_jane_marsh', '_by_marsh_jane_marsh']
    """
    words = fold(name).split()
    return [f"_{field}_{word}_{'_'.join(words)}" for word in dict.fromkeys(words)]


def date_number(edtf: str) -> int:
    """A date as a number for sorting, which three letters of the index hold up to the year 2088.

    >>> date_number("1938-02-16") > date_number("1938-02") > date_number("1937")
    True
    """
    match = _DATE.match(edtf)
    if match is None:
        return 0
    if "X" in match[1]:
        return (min(int(match[1].replace("X", "9")), _LAST_YEAR) + 1) * _DAYS - 1
    month, day = min(int(match[2] or 0), 12), min(int(match[3] or 0), 31)
    return min(int(match[1]), _LAST_YEAR) * _DAYS + (1 + (month - 1) * 32 + day if month else 0)


def _kept_path(kept: Path, task: SegmentTask) -> Path:
    return kept / f"{task.number}-{task.key}"


def _kept(kept: Path, task: SegmentTask) -> tuple[Segment, ...]:
    """A segment's pieces; its words shared with the other segments', which have most of them too."""
    pieces = unpack(_kept_path(kept, task).read_bytes(), tuple[Segment, ...])
    return tuple(replace(piece, words=tuple(map(sys.intern, piece.words))) for piece in pieces)


def _is_other(path: str, body: bytes) -> bool:
    """Whether a file is not there with just these bytes."""
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - no Path made for each of 100,000 files
            return file.read() != body
    except FileNotFoundError:
        return True


def _put(path: str, body: bytes) -> None:
    """Write a file in one stroke, in a folder that may have to be made."""
    folder, _, name = path.rpartition("/")
    temporary = f"{folder}/.{name}.tmp"
    how = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    try:
        handle = os.open(temporary, how, 0o666)
    except FileNotFoundError:
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103
        handle = os.open(temporary, how, 0o666)
    with open(handle, "wb", buffering=0) as file:  # noqa: PTH123
        file.write(body)
    os.replace(temporary, path)  # noqa: PTH105
