"""Texts as the full-text search reads them, for an engine that has no tokenizer of its own: folded words, and stems.

The stems are SQLite's own: each different word is asked of an FTS5 table once.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing

from testimonia.text.searchwords import words_of


class Stemmer:
    """Stems of words, each looked up once; kept by whoever has many texts to read."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    def stems_of(self, words: Sequence[str]) -> list[str]:
        """The stem of each word, as FTS5's tokenizer "porter unicode61" gives it.

        >>> Stemmer().stems_of(["strikes", "striking", "ferries"])
        ['strike', 'strike', 'ferri']
        """
        new = list(dict.fromkeys(word for word in words if word not in self._known))
        if new:
            self._known.update(zip(new, _stems(new), strict=True))
        return [self._known[word] for word in words]


def _stems(words: Iterable[str]) -> list[str]:
    with closing(sqlite3.connect(":memory:")) as db:
        db.execute("CREATE VIRTUAL TABLE t USING fts5 (x, tokenize = 'porter unicode61 remove_diacritics 2')")
        db.execute("CREATE VIRTUAL TABLE v USING fts5vocab (t, 'instance')")
        db.executemany("INSERT INTO t (rowid, x) VALUES (?, ?)", enumerate(words, 1))
        return [row[0] for row in db.execute("SELECT term FROM v ORDER BY doc, offset")]


def folded(text: str) -> str:
    """The folded words of a text, parted by blanks.

    >>> folded("L’Étincelle, n° 3")
    'l etincelle n 3'
    """
    return " ".join(words_of(text))
