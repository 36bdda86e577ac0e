"""Which document a person means: an id, the path of a source, or the end of either."""

import difflib
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click


@contextmanager
def opened(folder: Path, out: Path | None) -> Iterator[sqlite3.Connection]:
    """The published database of an archive, to read."""
    from testimonia.archive.database import connect

    db = connect(database_of(folder, out))
    try:
        yield db
    finally:
        db.close()


def database_of(folder: Path, out: Path | None) -> Path:
    """Where the published database of an archive stands."""
    from testimonia.archive.layout import layout_of

    return layout_of(folder, out, look_only=True).database


def choose(wanted: str, pairs: Sequence[tuple[str, str]]) -> str:
    """The id of the one document meant, of (id, source) pairs; a usage error that names near ones otherwise.

    >>> choose("strike.html", [("echo-strike", "echo/strike.html")])
    'echo-strike'
    """
    if any(wanted == id_ for id_, _ in pairs):
        return wanted
    wanted = wanted.removeprefix("./").removesuffix("/")
    found = [id_ for id_, source in pairs if wanted == source]
    found = found or [id_ for id_, source in pairs if source.endswith("/" + wanted) or id_.endswith("-" + wanted)]
    if len(found) == 1:
        return found[0]
    if found:
        shown = ", ".join(found[:5]) + (", ..." if len(found) > 5 else "")
        raise click.UsageError(f"{wanted!r} may be {len(found):,} documents: {shown}. Name one.")
    near = difflib.get_close_matches(wanted, [id_ for id_, _ in pairs], 3, 0.5)
    meant = f" Did you mean {' or '.join(near)}?" if near else " `testimonia find WORDS` shows the ids."
    raise click.UsageError(f"there is no document {wanted!r}.{meant}")
