"""Editions on demand, where the archive's memo is beside the site."""

import sqlite3
from pathlib import Path

from testimonia.pipeline.desk import edition_from
from testimonia.pipeline.editions import Edition


class Editions:
    """What the server makes TEI, EPUB, Markdown and annotations from."""

    def __init__(self, memo: Path | None) -> None:
        self._memo = memo

    @property
    def are_there(self) -> bool:
        return self._memo is not None and self._memo.is_file()

    def edition(self, db: sqlite3.Connection, id_: str) -> Edition | None:
        """The edition of a document; None where there is none of that id; Stale where the memo has another text."""
        return edition_from(self._memo, db, id_) if self._memo is not None else None
