"""What `doctor` looks at: the machine, and an archive on it. Each check says ok, warn or fail, and what to do."""

import locale
import os
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

from msgspec import Struct

from testimonia.archive.config import load_config
from testimonia.archive.database import check_integrity
from testimonia.archive.errors import ArchiveError
from testimonia.archive.layout import Layout, layout_of

_NEEDED_PYTHON = (3, 11)
_NEEDED_SQLITE = (3, 34, 0)
_LEAST_FREE_MIB = 500


class Check(Struct, frozen=True):
    """One line of the report; `help` is what to do, empty where all is well."""

    name: str
    status: Literal["ok", "warn", "fail"]
    said: str
    help: str = ""


def check_machine() -> Iterator[Check]:
    """Python, SQLite with FTS5, the encoding of the terminal, the server's packages."""
    version = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info >= _NEEDED_PYTHON:
        yield Check("python", "ok", version)
    else:
        yield Check("python", "fail", version, "install Python 3.11 or newer")
    yield _sqlite()
    encoding = (sys.stdout.encoding or locale.getpreferredencoding(False)).lower()
    if encoding.replace("-", "").startswith("utf8"):
        yield Check("encoding", "ok", encoding)
    else:
        yield Check("encoding", "warn", f"the terminal speaks {encoding}", "set PYTHONUTF8=1, or LC_ALL=C.UTF-8")
    missing = [name for name in ("starlette", "uvicorn") if find_spec(name) is None]
    if missing:
        said = f"{' and '.join(missing)} not installed"
        yield Check("server", "warn", said, "for `testimonia serve`: pip install 'testimonia[serve]'")
    else:
        yield Check("server", "ok", "starlette and uvicorn")


def check_archive(folder: Path, out: Path | None) -> Iterator[Check]:
    """Configuration, room and permission to write, memo and database of an archive."""
    try:
        layout = layout_of(folder, out, look_only=True)
        load_config(layout.config, layout.folder.name)
    except ArchiveError as error:
        yield Check("archive", "fail", str(error), "mend that, then run `testimonia doctor` again")
        return
    yield Check(
        "archive", "ok", f"{layout.folder}" + ("" if layout.config.exists() else " (no testimonia.toml: defaults)")
    )
    yield _writable(layout)
    yield _room(layout)
    yield from _derived(layout)


def _sqlite() -> Check:
    with closing(sqlite3.connect(":memory:")) as db:
        try:
            db.execute(
                "CREATE VIRTUAL TABLE probe USING fts5 (text, tokenize = 'porter unicode61 remove_diacritics 2')"
            )
        except sqlite3.OperationalError:
            said = f"{sqlite3.sqlite_version} without FTS5"
            return Check("sqlite", "fail", said, "use a Python whose SQLite has FTS5, such as your system's own")
    if sqlite3.sqlite_version_info < _NEEDED_SQLITE:
        return Check("sqlite", "fail", sqlite3.sqlite_version, "SQLite 3.34 or newer is needed")
    return Check("sqlite", "ok", f"{sqlite3.sqlite_version} with FTS5")


def _nearest(path: Path) -> Path:
    """The path, or the first of its parents that exists."""
    return next(each for each in (path, *path.parents) if each.exists())


def _writable(layout: Layout) -> Check:
    place = _nearest(layout.home)
    try:
        with tempfile.TemporaryFile(dir=place):
            return Check("writing", "ok", f"{place} may be written to")
    except OSError as error:
        return Check("writing", "warn", f"{place}: {error.strerror}", "build with --out FOLDER to write elsewhere")


def _room(layout: Layout) -> Check:
    free = shutil.disk_usage(_nearest(layout.home)).free >> 20
    if free < _LEAST_FREE_MIB:
        return Check("room", "warn", f"{free:,} MiB free", "free some space: a site takes some ten times its texts")
    return Check("room", "ok", f"{free:,} MiB free")


def _derived(layout: Layout) -> Iterator[Check]:
    """What builds have made; all of it can be deleted and made again."""
    if not layout.memo.exists():
        yield Check("memo", "ok", "never built")
    else:
        verdict = _quick_check(layout.memo)
        size = layout.memo.stat().st_size >> 20
        if verdict == "ok":
            yield Check("memo", "ok", f"{size:,} MiB, holds together")
        else:
            yield Check("memo", "fail", verdict, f"delete {layout.hidden} and build again: nothing of yours is in it")
    if layout.database.exists():
        if not os.access(layout.database, os.W_OK):
            yield Check(
                "database", "warn", "is read-only, so its search tables were not checked", "check it where it is"
            )
            return
        try:
            check_integrity(layout.database)
            yield Check("database", "ok", f"{layout.database.stat().st_size >> 20:,} MiB, holds together")
        except ArchiveError as error:
            yield Check("database", "fail", str(error), f"delete {layout.database} and build again")


def _quick_check(path: Path) -> str:
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as db:
            return str(db.execute("PRAGMA quick_check(1)").fetchone()[0])
    except sqlite3.DatabaseError as error:
        return str(error)
