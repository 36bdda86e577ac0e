"""archive.sqlite: the published database, with every layer as a table and full text by exact word and by stem.

It is an output, never the truth: delete it and the next build writes the same again (the same `logical_dump`; row
numbers and free pages may differ). One document is one row of each search table, not one paragraph: measured on 870
pages, that is a quarter faster to write, "a AND b" means the same document, and the paragraph of a hit is found when
it is shown.
"""

import hashlib
import json
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from importlib import resources
from pathlib import Path
from typing import Any

from msgspec import Struct

from testimonia.archive import small_tables
from testimonia.archive.errors import ArchiveError
from testimonia.exporters.record import Printing, printings_of, record_of
from testimonia.exporters.rows import citation_rows, date_rows, document_row
from testimonia.model.canon import digest_of, pack
from testimonia.model.document import Document
from testimonia.model.dossier import ArchiveCard, Dossier
from testimonia.model.passage import DocumentText
from testimonia.text.years import years_of

SEARCH_TABLES = ("search_exact", "search_stem")
# The voices of a page's own furniture: whoever makes the passages leaves them out, and here they cannot come in.
_NEVER_SEARCHED = frozenset(("site", "source-line"))
_PER_DOCUMENT = ("paragraphs", "bylines", "dates", "citations")
_CACHE_KIB = 65536
Texts = Callable[[Iterable[str]], Iterable[DocumentText]]


class _Held(Struct, frozen=True):
    """What the database holds of a document."""

    row: int
    digest: str
    version: str


def _held(path: Path) -> dict[str, _Held]:
    if not path.is_file():
        return {}
    try:
        with closing(connect(path)) as db:
            return _held_in(db)
    except (sqlite3.DatabaseError, ArchiveError):
        return {}


def _held_in(db: sqlite3.Connection) -> dict[str, _Held]:
    return {row[0]: _Held(*row[1:]) for row in db.execute("SELECT id, row, digest, version FROM documents")}


def _is_same(held: _Held, digest: str) -> bool:
    """Whether the document itself is as held, whatever became of its issue."""
    return held.digest.partition(":")[0] == digest.partition(":")[0]


def update_database(path: Path, dossier: Dossier, versions: Mapping[str, str], texts: Texts) -> None:
    """Bring the database to the dossier in one transaction: a reader sees the old state or the new one.

    `versions` gives the version of each document's text, by document id. `texts` is asked once, for the ids of the
    documents that are new, changed or held in another version (all of them where there is no usable database: no file,
    another schema, a damaged one), and only these are indexed anew. Documents that the dossier no longer has leave.
    """
    if _held(path):
        with closing(sqlite3.connect(path, isolation_level=None)) as db:
            _apply(db, dossier, versions, texts)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_suffix(".new")
    temporary.unlink(missing_ok=True)
    with closing(sqlite3.connect(temporary, isolation_level=None)) as db:
        _create(db)
        _apply(db, dossier, versions, texts)
        for table in SEARCH_TABLES:
            db.execute(f"INSERT INTO {table} ({table}) VALUES ('optimize')")
        db.execute("VACUUM")
    with temporary.open("rb") as file:
        os.fsync(file.fileno())
    temporary.replace(path)


def connect(path: Path) -> sqlite3.Connection:
    """A read-only connection; ArchiveError where the file is missing or of another version."""
    if not path.is_file():
        raise ArchiveError(f"there is no {path}; run `testimonia build` first")
    db = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, check_same_thread=False)
    try:
        version = db.execute("PRAGMA user_version").fetchone()[0]
    except sqlite3.DatabaseError as error:
        db.close()
        raise ArchiveError(f"{path} is damaged ({error}); delete it and run `testimonia build`") from error
    if version != _schema_version():
        db.close()
        raise ArchiveError(f"{path} was written by another version; run `testimonia build` again")
    db.row_factory = sqlite3.Row
    return db


def check_integrity(path: Path) -> None:
    """Compare both search tables with the text they index, and the file with itself; ArchiveError where they differ."""
    with closing(sqlite3.connect(path)) as db:
        try:
            for table in SEARCH_TABLES:
                db.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('integrity-check', 1)")
            verdict = db.execute("PRAGMA quick_check").fetchone()[0]
        except sqlite3.DatabaseError as error:
            verdict = str(error)
        finally:
            db.rollback()
    if verdict != "ok":
        raise ArchiveError(f"{path} does not hold together ({verdict}); delete it and run `testimonia build`")


def logical_dump(path: Path) -> Iterator[str]:
    """Every row of every table as a line of JSON, sorted, then every term of the search tables with its documents.

    Row numbers stay out: two databases with equal dumps say the same, however they came about.
    """
    with closing(connect(path)) as db:
        names = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'search%' ORDER BY name"
        for (table,) in db.execute(names).fetchall():
            columns = [c[1] for c in db.execute(f"PRAGMA table_info({table})") if c[1] != "row"]
            picked = ", ".join(f'"{column}"' for column in columns)
            rows = (
                json.dumps([table, *row], ensure_ascii=False) for row in db.execute(f"SELECT {picked} FROM {table}")
            )
            yield from sorted(rows)
        for table in SEARCH_TABLES:
            yield from _dump_terms(db, table)


def documented_tables() -> Mapping[str, Mapping[str, str]]:
    """The tables that readers use: table -> column -> what it means; under "about", what the table is."""
    return small_tables.documented()


def _dump_terms(db: sqlite3.Connection, table: str) -> Iterator[str]:
    db.execute(f"CREATE VIRTUAL TABLE temp.terms_{table} USING fts5vocab(main, {table}, instance)")
    rows = db.execute(
        f"SELECT term, id, col, offset FROM temp.terms_{table} JOIN documents ON documents.row = doc"
        " ORDER BY term, id, col, offset"
    )
    for row in rows:
        yield json.dumps([table, *row], ensure_ascii=False)


def _schema() -> str:
    return resources.files(__package__).joinpath("schema.sql").read_text(encoding="utf-8")


def _schema_version() -> int:
    return int.from_bytes(hashlib.sha256(_schema().encode()).digest()[:3]) + 1


def _create(db: sqlite3.Connection) -> None:
    db.execute("PRAGMA page_size = 8192")
    db.execute("PRAGMA journal_mode = OFF")
    db.execute("PRAGMA synchronous = OFF")
    db.executescript(_schema())
    db.execute(f"PRAGMA user_version = {_schema_version()}")


def _apply(db: sqlite3.Connection, dossier: Dossier, versions: Mapping[str, str], texts: Texts) -> None:
    db.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
    with _transaction(db):
        _replace_documents(db, dossier, versions, texts)
        small_tables.write(db, dossier)


@contextmanager
def _transaction(db: sqlite3.Connection) -> Iterator[None]:
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        db.execute("ROLLBACK")
        raise
    db.execute("COMMIT")


def _replace_documents(db: sqlite3.Connection, dossier: Dossier, versions: Mapping[str, str], texts: Texts) -> None:
    held = _held_in(db)
    gone = held.keys() - {document.id for document in dossier.documents}
    for id_ in sorted(gone):
        _unindex(db, held[id_].row)
        _delete(db, id_, ("documents", *_PER_DOCUMENT))
    printings = printings_of(dossier)
    wanted = {}
    for document in dossier.documents:
        old, printing = held.get(document.id), printings.get(document.id)
        digest = _digest(document, printing)
        is_same_text = old is not None and old.version == versions[document.id] and _is_same(old, digest)
        if old and is_same_text and old.digest == digest:
            continue
        if old and not is_same_text:
            _unindex(db, old.row)
            _delete(db, document.id, _PER_DOCUMENT)
        row = {"row": old.row if old else None, **_document_row(document, printing, dossier.card)}
        row |= {"version": versions[document.id], "digest": digest}
        small_tables.insert(db, "documents", [row], "INSERT OR REPLACE")
        if not is_same_text:
            wanted[document.id] = document
    _write_texts(db, wanted, texts)


def _write_texts(db: sqlite3.Connection, wanted: dict[str, Document], texts: Texts) -> None:
    if not wanted:
        return
    for text in texts(list(wanted)):
        _write_text(db, wanted.pop(text.document), text)
    if wanted:
        raise ValueError(f"the text of {len(wanted)} documents was not given, first {next(iter(wanted))!r}")


def _document_row(document: Document, printing: Printing | None, card: ArchiveCard) -> dict[str, Any]:
    record = record_of(document, printing, card)
    date = record.printed or record.written or next((dated.edtf for dated in document.dated("path")), "")
    first_year, last_year = years_of(date) or (None, None)
    return document_row(document, printing) | {"date": date, "first_year": first_year, "last_year": last_year}


def _write_text(db: sqlite3.Connection, document: Document, text: DocumentText) -> None:
    """Everything of a document that hangs on its words, and its entries in the search tables."""
    _write_paragraphs(db, text)
    small_tables.insert(db, "dates", date_rows(document, text))
    small_tables.insert(db, "citations", citation_rows(document))
    bylines = [
        {"document": document.id, "position": i, "form": b.form, "kind": b.kind, "where": b.where}
        | {"quote": b.quote.exact if b.quote else None}
        for i, b in enumerate(document.bylines)
    ]
    small_tables.insert(db, "bylines", bylines)
    _index(db, document.id)


def _write_paragraphs(db: sqlite3.Connection, text: DocumentText) -> None:
    kept = [passage for passage in text.passages if passage.voice not in _NEVER_SEARCHED]
    db.executemany(
        "INSERT INTO paragraphs VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (text.document, i, p.id, p.begin, p.end, p.kind, p.voice, small_tables.storable(p.text))
            for i, p in enumerate(kept)
        ],
    )


def _digest(document: Document, printing: Printing | None) -> str:
    """The digest of a document's row: the document, a colon, and the issue in which it was printed."""
    issue = (printing.run.label, printing.issue.volume, printing.issue.number, printing.issue.edtf) if printing else ()
    return f"{digest_of(pack(document))}:{digest_of(pack(issue))}"


def _index(db: sqlite3.Connection, document: str) -> None:
    row = db.execute(
        "SELECT row, title, body FROM document_text WHERE row = (SELECT row FROM documents WHERE id = ?)", (document,)
    ).fetchone()
    for table in SEARCH_TABLES:
        db.execute(f"INSERT INTO {table} (rowid, title, body) VALUES (?, ?, ?)", tuple(row))


def _unindex(db: sqlite3.Connection, row: int) -> None:
    """Take a document out of the search tables: external content wants to be told the words that go."""
    words = db.execute("SELECT row, title, body FROM document_text WHERE row = ?", (row,)).fetchone()
    for table in SEARCH_TABLES:
        db.execute(f"INSERT INTO {table} ({table}, rowid, title, body) VALUES ('delete', ?, ?, ?)", tuple(words))


def _delete(db: sqlite3.Connection, document: str, tables: Iterable[str]) -> None:
    for table in tables:
        column = "id" if table == "documents" else "document"
        db.execute(f"DELETE FROM {table} WHERE {column} = ?", (document,))
