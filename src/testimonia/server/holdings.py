"""What the archive holds and once held, by day: the ledger of identity/ joined with the published database."""

import sqlite3
import threading
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from msgspec import Struct

from testimonia.archive.changes import CHANGES, load_changes


class Holding(Struct, frozen=True):
    """A document, the day on which it was first seen as it is (or missed), and the set that it is in, or ""."""

    id: str
    day: str
    set: str = ""
    gone: bool = False


class Snapshot(Struct, frozen=True):
    """All holdings sorted by (day, id); `sets` are the names of the sets by their spec."""

    holdings: tuple[Holding, ...]
    by_id: dict[str, Holding]
    sets: dict[str, str]
    days: tuple[str, ...]

    @property
    def earliest(self) -> str:
        return self.days[0] if self.days else datetime.now(UTC).date().isoformat()

    def between(self, since: str, until: str, set_: str) -> Sequence[Holding]:
        """The holdings of these days (both ends included) and this set; "" sets no bound."""
        first = bisect_left(self.days, since) if since else 0
        last = bisect_right(self.days, until) if until else len(self.days)
        found = self.holdings[first:last]
        return [holding for holding in found if holding.set == set_] if set_ else found

    def after(self, found: Sequence[Holding], day: str, id_: str) -> int:
        """The index of the first holding after that one."""
        return bisect_right(found, (day, id_), key=lambda holding: (holding.day, holding.id))


class Holdings:
    """The snapshot, made anew when the database or the ledger is another."""

    def __init__(self, database: Path, identity: Path | None) -> None:
        self._database = database
        self._identity = identity
        self._lock = threading.Lock()
        self._held: tuple[tuple[int, ...], Snapshot] | None = None

    def now(self, db: sqlite3.Connection) -> Snapshot:
        """The snapshot of the database and ledger as they are."""
        version = (*_version(self._database), *(_version(self._identity / CHANGES) if self._identity else ()))
        with self._lock:
            if self._held is None or self._held[0] != version:
                self._held = (version, self._snapshot(db))
            return self._held[1]

    def _snapshot(self, db: sqlite3.Connection) -> Snapshot:
        changes = load_changes(self._identity) if self._identity else {}
        fallback = datetime.fromtimestamp(self._database.stat().st_mtime, UTC).date().isoformat()
        specs = {row["label"]: row["id"] for row in db.execute("SELECT id, label FROM periodicals ORDER BY id DESC")}
        made = []
        here = set()
        for row in db.execute("SELECT id, periodical FROM documents"):
            here.add(row["id"])
            change = changes.get(row["id"])
            day = change.day if change and not change.gone else fallback
            made.append(Holding(row["id"], day, specs.get(row["periodical"], "")))
        made += [Holding(c.document, c.day, "", gone=True) for c in changes.values() if c.document not in here]
        made.sort(key=lambda holding: (holding.day, holding.id))
        used = {holding.set for holding in made}
        sets = {spec: label for label, spec in sorted(specs.items(), key=lambda pair: pair[1]) if spec in used}
        return Snapshot(tuple(made), {h.id: h for h in made}, sets, tuple(h.day for h in made))


def _version(path: Path) -> tuple[int, ...]:
    if not path.is_file():
        return (0, 0)
    status = path.stat()
    return status.st_ino, status.st_mtime_ns
