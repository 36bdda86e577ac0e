"""The day on which a document was first seen as it is: kept in identity, read by harvesters and feeds.

The only wall clock of a build is here, and it can be given.
"""

from collections.abc import Mapping
from datetime import UTC, datetime

from testimonia.archive.changes import Change, record_changes
from testimonia.archive.layout import Layout
from testimonia.archive.memo import SourceRow
from testimonia.exporters.atom import MOST_ENTRIES
from testimonia.exporters.record import printings_of, record_of
from testimonia.model.canon import digest_of, pack
from testimonia.model.dossier import Dossier


def utc_today() -> str:
    return datetime.now(UTC).date().isoformat()


def note_changes(layout: Layout, rows: Mapping[str, SourceRow], dossier: Dossier, today: str) -> dict[str, Change]:
    """Write down which documents are new, changed or gone; the ledger as it then stands. A document has changed where
    the bytes of its file, or its own record, have: a new version of this program changes none."""
    printings = printings_of(dossier)
    now = {}
    for document in dossier.documents:
        record = record_of(document, printings.get(document.id), dossier.card)
        capture = rows[document.source].capture
        now[document.id] = (digest_of(capture.encode(), pack(record))[:16], record.title)
    return record_changes(layout.identity, now, today)


def latest(changes: Mapping[str, Change]) -> tuple[tuple[str, str], ...]:
    """(day, document id) of the documents that changed last, the newest first; those that are gone are in no feed."""
    here = [(change.day, change.document) for change in changes.values() if not change.gone]
    here.sort(key=lambda pair: pair[1])
    here.sort(key=lambda pair: pair[0], reverse=True)
    return tuple(here[:MOST_ENTRIES])
