"""A document laid out for a terminal."""

import json
import sqlite3
from collections.abc import Iterator

from testimonia.exporters.terminal import Ink, one_line
from testimonia.text.datepoints import in_words

_MARGIN = 8
_HEADINGS = frozenset(("title", "subtitle", "heading"))


def reading(db: sqlite3.Connection, document: str, ink: Ink, paragraph: str | None) -> str | None:
    """The document's head and its passages, or one passage; None where it has no such paragraph."""
    rows = db.execute("SELECT * FROM paragraphs WHERE document = ? ORDER BY position", (document,)).fetchall()
    if paragraph is not None:
        rows = [row for row in rows if row["id"] == paragraph]
        if not rows:
            return None
    head = db.execute("SELECT * FROM documents WHERE id = ?", (document,)).fetchone()
    lines = [*_head(head, ink), ""]
    for row in rows:
        lines += [*_passage(row, ink), ""]
    return "\n".join(lines[:-1])


def _head(row: sqlite3.Row, ink: Ink) -> Iterator[str]:
    yield ink.styled(one_line(row["title"]), "strong")
    authors = " and ".join(json.loads(row["authors"]))
    if authors:
        yield f"by {one_line(authors)}"
    numbers = [f"vol. {row['volume']}" if row["volume"] else "", f"no. {row['number']}" if row["number"] else ""]
    pages = [f"pp. {row['pages']}" if row["pages"] else ""]
    printed = ", ".join(part for part in (row["periodical"], *numbers, in_words(row["date"]), *pages) if part)
    if printed:
        yield one_line(printed)
    yield ink.styled(f"{row['id']}  {one_line(row['source'])}  {row['words']:,} words  {row['language']}", "faint")


def _passage(row: sqlite3.Row, ink: Ink) -> Iterator[str]:
    margin = f"{row['id']:>{_MARGIN - 2}}  "
    if row["voice"] not in ("author", ""):
        yield " " * _MARGIN + ink.styled(f"[{row['voice']}]", "faint")
    if row["kind"] in _HEADINGS:
        yield " " * _MARGIN + ink.styled(one_line(row["text"]), "strong")
        return
    for number, line in enumerate(row["text"].splitlines() or [""]):
        yield from ink.wrapped(line, margin if number == 0 else " " * _MARGIN, " " * _MARGIN)
