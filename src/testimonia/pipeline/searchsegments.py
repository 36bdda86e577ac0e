"""One segment of the static index after another: its words kept in .testimonia/search, its documents' texts written."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import msgspec
from msgspec import Struct

from testimonia.model.canon import unpack
from testimonia.pipeline.files import is_other, put
from testimonia.pipeline.searchcards import Card
from testimonia.site.searchindex.segment import Indexed, Segment, segments_of
from testimonia.site.searchindex.texts import Shown, text_scripts

FOLDER = "search"


class SegmentTask(Struct, frozen=True):
    """The documents of a segment, in order of place; `key` is a digest of all that it is made from. `stale` are the
    places of the documents whose texts may have to be written."""

    number: int
    key: str
    cards: tuple[Card, ...]
    has_pairs: bool
    stale: frozenset[int] = frozenset()

    @property
    def name(self) -> str:
        """The file in which the segment is kept."""
        return f"{self.number}-{self.key}"


class Written(Struct, frozen=True):
    """The files of one document's texts, below public/, and how many of them had to be written."""

    place: int
    paths: tuple[str, ...]
    count: int


def segment_chunk(database: Path, kept: Path, public: Path, tasks: Sequence[SegmentTask]) -> list[tuple[Written, ...]]:
    """What a worker does: make segments, keep them, write their stale documents' texts."""
    kept.mkdir(parents=True, exist_ok=True)
    return [_made(database, kept, public, task) for task in tasks]


def _made(database: Path, kept: Path, public: Path, task: SegmentTask) -> tuple[Written, ...]:
    segments, shown = segment_and_texts(database, task)
    is_new = not (public / FOLDER / str(task.number)).exists()
    written = []
    for card, own in zip(task.cards, shown, strict=True):
        if card.place not in task.stale:
            continue
        paths, count = [], 0
        for name, script in text_scripts([own]):
            path, body = f"{FOLDER}/{name}.js", script.encode()
            paths.append(path)
            if is_new or is_other(f"{public}/{path}", body):
                put(f"{public}/{path}", body)
                count += 1
        written.append(Written(card.place, tuple(paths), count))
    put(f"{kept}/{task.name}", msgspec.msgpack.encode(segments))
    return tuple(written)


def segment_and_texts(database: Path, task: SegmentTask) -> tuple[tuple[Segment, ...], list[Shown]]:
    """A segment's pieces, and its documents as lines of the results."""
    texts = _texts(database, [card.id for card in task.cards])
    indexed = [
        Indexed(card.place, card.title, tuple(text for _, text in texts[card.id]), card.keys) for card in task.cards
    ]
    segments = segments_of(task.number, indexed, task.has_pairs)
    about = [document for segment in segments for document in segment.documents]
    shown = [
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
    ]
    return segments, shown


def kept_segment(path: Path) -> tuple[Segment, ...]:
    return unpack(path.read_bytes(), tuple[Segment, ...])


def _texts(database: Path, ids: Sequence[str]) -> dict[str, list[tuple[str, str]]]:
    """The paragraphs of documents, (id, text), without the letter that parts paragraphs in the database's own index."""
    query = "SELECT id, text FROM paragraphs WHERE document = ? ORDER BY position"
    with closing(sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)) as db:
        found = {document: db.execute(query, (document,)).fetchall() for document in ids}
    return {
        document: [(id, text.replace("\ue000", " ")) if "\ue000" in text else (id, text) for id, text in rows]
        for document, rows in found.items()
    }
