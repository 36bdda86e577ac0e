"""A tantivy index of the published database: optional, disposable, and only ever a second way to the same answers.

It stands in .testimonia/tantivy and is brought up to date by `build` where testimonia.toml asks for it. Words are
folded and stemmed here as FTS5 does it, so that tantivy has nothing to decide but to split at blanks. A document is
known by its id in a text field: deleting by a term of a number silently does nothing.
"""

import importlib.util
import shutil
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from testimonia.archive.database import connect
from testimonia.archive.errors import ArchiveError
from testimonia.archive.folded import Stemmer, folded
from testimonia.archive.search import PEOPLE
from testimonia.model.canon import digest_of, pack

if TYPE_CHECKING:
    from tantivy import Document, Schema

FOLDER = "tantivy"
_STAMP = "stamp.json"
_FORMAT = 2
# Tokenizer by field: "row" and the years are numbers.
TEXTS = ("title", "body", "title_stem", "body_stem")
NAMES = ("id", "in", "by", "named", "people", "year")
NUMBERS = ("row", "first_year", "last_year")
_HEAP_BYTES = 64_000_000


class Stamp(Struct, frozen=True):
    """Which database an index was made from (its size and time), and the key of each document in it."""

    format: int
    size: int
    mtime_ns: int
    keys: dict[str, str]


def is_installed() -> bool:
    return importlib.util.find_spec("tantivy") is not None


def schema() -> "Schema":
    from tantivy import SchemaBuilder

    builder = SchemaBuilder()
    for name in TEXTS:
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="position")
    for name in NAMES:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    for name in NUMBERS:
        builder.add_integer_field(name, indexed=True, fast=True)
    return builder.build()


def update_index(database: Path, folder: Path) -> int:
    """Bring the index to the database; how many documents were written. ArchiveError where tantivy is not installed."""
    if not is_installed():
        raise ArchiveError(
            "testimonia.toml asks for the search engine tantivy, which is not installed:"
            " pip install 'testimonia[tantivy]', or remove [search] engine"
        )
    held = stamp_of(folder)
    if held and is_of(held, database):
        return 0
    if held is None:
        shutil.rmtree(folder, ignore_errors=True)
    with closing(connect(database)) as db:
        keys = _keys(db)
        before = held.keys if held else {}
        stale = [id for id, key in keys.items() if before.get(id) != key]
        if held is None or stale or before.keys() != keys.keys():
            # Whoever finds no stamp takes SQLite; so no reader meets an index in the making.
            (folder / _STAMP).unlink(missing_ok=True)
            _write(db, folder, stale, before.keys() - keys.keys() | (set(stale) & before.keys()))
    state = database.stat()
    (folder / _STAMP).write_bytes(msgspec.json.encode(Stamp(_FORMAT, state.st_size, state.st_mtime_ns, keys)))
    return len(stale)


def stamp_of(folder: Path) -> Stamp | None:
    """The stamp of a usable index; None where there is none."""
    try:
        stamp = msgspec.json.decode((folder / _STAMP).read_bytes(), type=Stamp)
    except (OSError, msgspec.DecodeError):
        return None
    return stamp if stamp.format == _FORMAT else None


def is_of(stamp: Stamp, database: Path) -> bool:
    """Whether an index was made from the database as it is now."""
    state = database.stat()
    return (stamp.size, stamp.mtime_ns) == (state.st_size, state.st_mtime_ns)


def _write(db: sqlite3.Connection, folder: Path, stale: Iterable[str], gone: Iterable[str]) -> None:
    from tantivy import Index

    folder.mkdir(parents=True, exist_ok=True)
    index: Index = Index(schema(), str(folder))
    stemmer, names = Stemmer(), _names(db)
    with index.writer(_HEAP_BYTES, 1) as writer:
        for id in sorted(gone):
            writer.delete_documents_by_term("id", id)
        for id in stale:
            writer.add_document(_document(db, id, names, stemmer))


def _document(db: sqlite3.Connection, id: str, names: Mapping[str, "_Names"], stemmer: Stemmer) -> "Document":
    from tantivy import Document

    row = db.execute(
        "SELECT d.row, d.title, t.body, d.periodical, d.first_year, d.last_year FROM documents d"
        " JOIN document_text t ON t.row = d.row WHERE d.id = ?",
        (id,),
    ).fetchone()
    document = Document(id=id, row=row[0])
    for name, text in (("title", row[1]), ("body", row[2])):
        words = folded(text)
        document.add_text(name, words)
        document.add_text(f"{name}_stem", " ".join(stemmer.stems_of(words.split(" "))) if words else "")
    document.add_text("in", row[3])
    for name, values in (("by", names[id].shown), ("named", names[id].known), ("people", names[id].people)):
        for value in sorted(values):
            document.add_text(name, value)
    if row[4] is not None:
        document.add_integer("first_year", row[4])
        document.add_integer("last_year", row[5])
        if row[4] == row[5] and row[4]:
            document.add_text("year", str(row[4]))
    return document


class _Names(Struct, frozen=True):
    """The names of a document's authors, as they are counted, and all by which they are asked for; those of the people
    whom it names."""

    shown: set[str]
    known: set[str]
    people: set[str]

    @property
    def all(self) -> tuple[set[str], ...]:
        return self.shown, self.known, self.people


def _names(db: sqlite3.Connection) -> Mapping[str, _Names]:
    made: defaultdict[str, _Names] = defaultdict(lambda: _Names(set(), set(), set()))
    counted = (
        "SELECT bylines.document, coalesce(label, bylines.form) FROM bylines"
        " LEFT JOIN author_names ON author_names.document = bylines.document AND author_names.form = bylines.form"
        " LEFT JOIN authors ON authors.id = author_names.author"
    )
    for document, name in db.execute(counted):
        made[document].shown.add(name)
    asked = (
        "SELECT document, form FROM bylines"
        " UNION SELECT document, label FROM author_names JOIN authors ON authors.id = author_names.author"
    )
    for document, name in db.execute(asked):
        made[document].known.add(name)
    for document, label, quote in db.execute(PEOPLE):
        made[document].people.update((label, quote))
    return made


def _keys(db: sqlite3.Connection) -> dict[str, str]:
    """A digest of all that the index has of each document."""
    names = _names(db)
    return {
        row[0]: digest_of(pack((tuple(row), *map(sorted, names[row[0]].all))))
        for row in db.execute("SELECT id, row, digest, version, periodical, first_year, last_year FROM documents")
    }
