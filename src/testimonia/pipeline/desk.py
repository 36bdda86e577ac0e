"""The desk: one document's edition made on demand from the last build's memo, for the server.

The published database says what the site shows; the memo, which may be gone or may have moved on, holds the layers. An
edition is given only where every paragraph of the database stands letter for letter in the memo's text: what the server
hands out is what the site shows, or nothing.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

import msgspec

from testimonia.archive.memo import Memo
from testimonia.archive.records import card_of, records
from testimonia.archive.small_tables import storable
from testimonia.contract import Page
from testimonia.exporters.annotations import Assessed
from testimonia.exporters.outline import outline
from testimonia.model.canon import unpack
from testimonia.model.document import Document
from testimonia.model.layer import Layer
from testimonia.model.passage import paragraph_rows
from testimonia.model.source import Source
from testimonia.pipeline.editions import LAYERS, Edition
from testimonia.pipeline.plan import READ

_NEEDED = (READ, "documents", *LAYERS)


class Stale(Exception):
    """The memo does not hold the text that the site shows; the message is for people."""


def edition_from(memo_path: Path, db: sqlite3.Connection, id_: str) -> Edition | None:
    """The edition of a document; None where the database has none of that id. Stale where the memo has another text."""
    row = db.execute('SELECT source, begin, "end" FROM documents WHERE id = ?', (id_,)).fetchone()
    record = records(db, [id_]).get(id_)
    if row is None or record is None:
        return None
    held = _held(memo_path, row["source"], id_)
    if held is None:
        raise Stale("the texts have changed since this site was built; run `testimonia build` again")
    page, document = held
    shown = db.execute(
        'SELECT id, begin, "end", text FROM paragraphs WHERE document = ? ORDER BY position', (id_,)
    ).fetchall()
    if any(storable(page.text[p["begin"] : p["end"]]) != p["text"] for p in shown):
        raise Stale("the texts have changed since this site was built; run `testimonia build` again")
    names = {(p["begin"], p["end"]): p["id"] for p in shown if p["id"]}
    rows = paragraph_rows(page.layer("structure"), document.begin, document.end)
    ids = tuple(names.get((row.begin, row.end), "") for row in rows)
    laid = outline(page, document, ids)
    return Edition(document, record, card_of(db), page, laid, tuple(_assessed(db, id_)))


def _held(memo_path: Path, source: str, id_: str) -> tuple[Page, Document] | None:
    """The page and the document in the memo; None where there is no memo, or none of them in it."""
    try:
        with closing(Memo(memo_path, read_only=True)) as memo:
            row = memo.source(source)
            if row is None or not all(name in row.steps for name in _NEEDED):
                return None
            found = unpack(memo.body(row.steps["documents"][1]), tuple[Document, ...])
            document = next((document for document in found if document.id == id_), None)
            layers = {name: unpack(memo.body(row.steps[name][1]), Layer) for name in LAYERS}
            page = Page(unpack(memo.body(row.steps[READ][1]), Source), layers)
    except (sqlite3.OperationalError, KeyError, msgspec.MsgspecError):
        return None
    return (page, document) if document else None


def _assessed(db: sqlite3.Connection, id_: str) -> list[Assessed]:
    rows = db.execute(
        "SELECT e.*, f.code, f.name, f.statement FROM evidence e JOIN findings f ON f.id = e.finding"
        " WHERE e.document = ? ORDER BY f.position, e.position",
        (id_,),
    )
    return [
        Assessed(
            f"{row['finding']}-{row['position']}",
            row["begin"],
            row["end"],
            f"{row['code']} {row['name']}: {row['statement']}",
            row["value"],
        )
        for row in rows
    ]
