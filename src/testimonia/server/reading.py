"""Read-only connections to the published database: one a thread, opened anew when a build has replaced the file."""

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from testimonia.archive.columns import Columns
from testimonia.archive.database import connect
from testimonia.archive.search import Engine
from testimonia.archive.tantivy_search import open_tantivy

_STEPS_BETWEEN_LOOKS = 20000
_SEARCHES_AT_A_TIME = 2


class TooSlow(Exception):
    """A query that took longer than it may."""


class Reading:
    """The database, for as many threads as ask."""

    def __init__(self, path: Path, limit_s: float) -> None:
        self._path = path
        self._limit_s = limit_s
        self._local = threading.local()
        self._lock = threading.Lock()
        self._turn = threading.Semaphore(_SEARCHES_AT_A_TIME)
        self._engine: tuple[tuple[int, int], Engine] | None = None

    @contextmanager
    def open(self) -> Iterator[sqlite3.Connection]:
        """This thread's connection; TooSlow where what is done with it takes longer than the limit."""
        db = self._connection()
        deadline = time.monotonic() + self._limit_s
        db.set_progress_handler(lambda: time.monotonic() > deadline, _STEPS_BETWEEN_LOOKS)
        try:
            yield db
        except sqlite3.OperationalError as error:
            if "interrupted" in str(error):
                raise TooSlow(f"the query takes longer than {self._limit_s:g} seconds; ask for less at once") from error
            raise
        finally:
            db.set_progress_handler(None, 0)

    @contextmanager
    def searching(self) -> Iterator[sqlite3.Connection]:
        """The same for a search, when it has its turn: more at a time would only wait for one another, for most of a
        search is work of this one interpreter. Waiting is not counted."""
        with self._turn, self.open() as db:
            yield db

    def engine(self) -> Engine:
        """What answers searches of the database as it is, one for all threads: tantivy's index where there is one."""
        version = self._version()
        with self._lock:
            if not self._engine or self._engine[0] != version:
                columns = Columns(self._connection())
                self._engine = (version, open_tantivy(self._path, columns) or columns)
            return self._engine[1]

    def sections(self) -> tuple[str, ...]:
        """The parts of the site beside the database: its folders, and the pages at its root."""
        return tuple(sorted(path.stem for path in self._path.parent.parent.iterdir()))

    def _version(self) -> tuple[int, int]:
        status = self._path.stat()
        return (status.st_ino, status.st_mtime_ns)

    def _connection(self) -> sqlite3.Connection:
        version = self._version()
        held: tuple[tuple[int, int], sqlite3.Connection] | None = getattr(self._local, "held", None)
        if held and held[0] == version:
            return held[1]
        if held:
            held[1].close()
        db = connect(self._path)
        self._local.held = (version, db)
        return db
