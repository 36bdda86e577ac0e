"""Read-only connections to the published database: one a thread, opened anew when a build has replaced the file."""

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from testimonia.archive.database import connect

_STEPS_BETWEEN_LOOKS = 20000


class TooSlow(Exception):
    """A query that took longer than it may."""


class Reading:
    """The database, for as many threads as ask."""

    def __init__(self, path: Path, limit_s: float) -> None:
        self._path = path
        self._limit_s = limit_s
        self._local = threading.local()

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

    def _connection(self) -> sqlite3.Connection:
        status = self._path.stat()
        version = (status.st_ino, status.st_mtime_ns)
        held: tuple[tuple[int, int], sqlite3.Connection] | None = getattr(self._local, "held", None)
        if held and held[0] == version:
            return held[1]
        if held:
            held[1].close()
        db = connect(self._path)
        self._local.held = (version, db)
        return db
