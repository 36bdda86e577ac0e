"""The memo: values by digest, digests by key, and what the last build saw; SQLite in WAL mode. Always deletable."""

import sqlite3
import zlib
from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec
from msgspec import Struct

from testimonia.model.problem import Problem

SCHEMA_VERSION = 5
# Level 1: three times as fast as the default for a tenth more bytes (measured on 870 pages).
_LEVEL = 1
_SCHEMA = """
CREATE TABLE IF NOT EXISTS value (digest TEXT PRIMARY KEY, body BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS memo (key TEXT PRIMARY KEY, digest TEXT NOT NULL, remarks BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS source (path TEXT PRIMARY KEY, row BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS published (path TEXT PRIMARY KEY, key TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS last (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""


class SourceRow(Struct, frozen=True):
    """What the last build saw of a file: its state on disk, the digest of its bytes, its frozen id, the key and the
    value's digest of each step, the facts that it was taught, the problems met in either wave, the failure that
    ended its chain as (step, kind, detail), "" if none, and the like of each step that plug-ins cost it."""

    path: str
    id: str
    size_bytes: int
    mtime_ns: int
    capture: str
    facts: tuple[str, ...]
    steps: dict[str, tuple[str, str]]
    problems: tuple[Problem, ...] = ()
    later_problems: tuple[Problem, ...] = ()
    failure: tuple[str, str, str] = ("", "", "")
    lost: tuple[tuple[str, str, str], ...] = ()


class DamagedMemo(Exception):
    """A value that the memo keeps cannot be had again; the memo is derived, so it is deleted and made anew."""


class Memo:
    """An open memo. One writer; any number of readers (`read_only`)."""

    def __init__(self, path: Path, read_only: bool = False) -> None:
        target = f"file:{_quoted(path)}?mode=ro" if read_only else f"file:{_quoted(path)}"
        self._db = sqlite3.connect(target, uri=True, isolation_level=None, timeout=30)
        self._db.execute("PRAGMA mmap_size=268435456")
        if not read_only:
            self._open_for_writing()

    def _open_for_writing(self) -> None:
        self._db.execute("PRAGMA journal_mode=WAL")
        # The memo is derived: a power cut may cost its newest rows, never its consistency.
        self._db.execute("PRAGMA synchronous=NORMAL")
        (version,) = self._db.execute("PRAGMA user_version").fetchone()
        if version not in (0, SCHEMA_VERSION):
            for (name,) in self._db.execute("SELECT name FROM sqlite_master WHERE type='table'").fetchall():
                self._db.execute(f"DROP TABLE {name}")
        self._db.executescript(_SCHEMA)
        self._db.execute(f"PRAGMA user_version={SCHEMA_VERSION}")

    def close(self) -> None:
        self._db.close()

    def look(self, key: str) -> tuple[str, bytes] | None:
        """The digest of the value stored under a key, and the remarks made with it; None where there is none."""
        try:
            row: tuple[str, bytes] | None = self._db.execute(
                "SELECT digest, remarks FROM memo WHERE key=?", (key,)
            ).fetchone()
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError as error:
            raise DamagedMemo(str(error)) from error
        return row

    def body(self, digest: str) -> bytes:
        """The packed value with that digest; DamagedMemo where it is gone or broken."""
        try:
            row = self._db.execute("SELECT body FROM value WHERE digest=?", (digest,)).fetchone()
            if row is not None:
                return zlib.decompress(row[0])
        except sqlite3.OperationalError:
            raise
        except (sqlite3.DatabaseError, zlib.error) as error:
            raise DamagedMemo(str(error)) from error
        raise DamagedMemo(f"the value {digest} is gone")

    def store(self, values: Iterable[tuple[str, str, bytes, bytes]]) -> None:
        """Store (key, digest, packed value, packed remarks) rows, in one transaction."""
        self.store_squeezed((key, digest, squeeze(body), remarks) for key, digest, body, remarks in values)

    def store_squeezed(self, values: Iterable[tuple[str, str, bytes, bytes]]) -> None:
        """Store rows whose values `squeeze` has made small already (in a worker, where it costs the writer nothing)."""
        rows = list(values)
        self._db.execute("BEGIN IMMEDIATE")
        try:
            self._db.executemany("INSERT OR IGNORE INTO value VALUES (?, ?)", ((d, b) for _, d, b, _ in rows))
            self._db.executemany("INSERT OR REPLACE INTO memo VALUES (?, ?, ?)", ((k, d, r) for k, d, _, r in rows))
            self._db.execute("COMMIT")
        except BaseException:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            raise

    def sources(self) -> dict[str, SourceRow]:
        """What the last build saw, by path."""
        decode = msgspec.msgpack.Decoder(SourceRow).decode
        return {str(path): decode(row) for path, row in self._db.execute("SELECT path, row FROM source ORDER BY path")}

    def source(self, path: str) -> SourceRow | None:
        """What the last build saw of one source; None where it saw none of that path."""
        row = self._db.execute("SELECT row FROM source WHERE path=?", (path,)).fetchone()
        return msgspec.msgpack.decode(row[0], type=SourceRow) if row else None

    def save_sources(self, rows: Iterable[SourceRow], gone: Iterable[str] = ()) -> None:
        """Replace the rows of these sources, and drop those that are gone."""
        self._db.execute("BEGIN IMMEDIATE")
        self._db.executemany(
            "INSERT OR REPLACE INTO source VALUES (?, ?)", ((r.path, msgspec.msgpack.encode(r)) for r in rows)
        )
        self._db.executemany("DELETE FROM source WHERE path=?", ((path,) for path in gone))
        self._db.execute("COMMIT")

    def published(self) -> dict[str, str]:
        """The key of each published file, by path below public/."""
        return dict(self._db.execute("SELECT path, key FROM published"))

    def save_published(self, keys: Mapping[str, str], gone: Iterable[str] = ()) -> None:
        """Record what was published, and what was deleted."""
        self._db.execute("BEGIN IMMEDIATE")
        self._db.executemany("INSERT OR REPLACE INTO published VALUES (?, ?)", keys.items())
        self._db.executemany("DELETE FROM published WHERE path=?", ((path,) for path in gone))
        self._db.execute("COMMIT")

    def last(self, name: str) -> str:
        """A remark of the last build; the empty string where there is none."""
        row = self._db.execute("SELECT value FROM last WHERE name=?", (name,)).fetchone()
        return "" if row is None else str(row[0])

    def save_last(self, **remarks: str) -> None:
        """Keep remarks for the next build."""
        self._db.execute("BEGIN IMMEDIATE")
        self._db.executemany("INSERT OR REPLACE INTO last VALUES (?, ?)", remarks.items())
        self._db.execute("COMMIT")

    def sweep(self, keys: Iterable[str]) -> int:
        """Forget every value that none of these keys leads to; how many were forgotten. The memo holds one build."""
        self._db.execute("CREATE TEMP TABLE live (key TEXT PRIMARY KEY) WITHOUT ROWID")
        self._db.execute("BEGIN IMMEDIATE")
        self._db.executemany("INSERT OR IGNORE INTO live VALUES (?)", ((key,) for key in keys))
        self._db.execute("DELETE FROM memo WHERE key NOT IN (SELECT key FROM live)")
        gone = self._db.execute("DELETE FROM value WHERE digest NOT IN (SELECT digest FROM memo)").rowcount
        self._db.execute("COMMIT")
        self._db.execute("DROP TABLE live")
        return gone

    def is_sound(self) -> bool:
        """SQLite's own quick check."""
        return bool(self._db.execute("PRAGMA quick_check").fetchone() == ("ok",))


def forget(path: Path) -> None:
    """Delete a memo: the next build makes it anew."""
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def squeeze(body: bytes) -> bytes:
    """A packed value as the memo keeps it."""
    return zlib.compress(body, _LEVEL)


def _quoted(path: Path) -> str:
    """A path as the inside of a SQLite URI."""
    return str(path).replace("%", "%25").replace("?", "%3f").replace("#", "%23")
