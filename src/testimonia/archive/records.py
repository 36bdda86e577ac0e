"""Documents, authors and records read back from the published database, for what is made on demand."""

import sqlite3
from collections.abc import Iterable

import msgspec

from testimonia.exporters.record import Record
from testimonia.model.dossier import ArchiveCard

_CARD = ("title", "description", "address", "language", "licence", "contact", "interface")


def card_of(db: sqlite3.Connection) -> ArchiveCard:
    """What testimonia.toml said of the archive when it was built."""
    named = dict(db.execute("SELECT name, value FROM archive").fetchall())
    return ArchiveCard(**{name: named.get(name, "") for name in _CARD})


def records(db: sqlite3.Connection, ids: Iterable[str]) -> dict[str, Record]:
    """The records of these documents, by id; an id that the database does not know is left out."""
    found: dict[str, Record] = {}
    for id_ in ids:
        row = db.execute("SELECT record FROM records WHERE document = ?", (id_,)).fetchone()
        if row:
            found[id_] = msgspec.json.decode(row[0], type=Record)
    return found
