"""Texts as the full-text search reads them, for an engine that has no tokenizer of its own: folded words, and stems.

The stems are SQLite's own: each different word is asked of an FTS5 table once.
"""

import sqlite3
import threading
from collections.abc import Sequence

from testimonia.text.searchwords import words_of

_MOST_KNOWN = 500_000


class Stemmer:
    """Stems of words, each looked up once; kept by whoever has many texts to read. Threads may share one."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}
        self._lock = threading.Lock()
        self._db: sqlite3.Connection | None = None

    def stem_of(self, word: str) -> str:
        """The stem of one folded word."""
        return self._known.get(word) or self.stems_of((word,))[0]

    def stems_of(self, words: Sequence[str]) -> list[str]:
        """The stem of each word, as FTS5's tokenizer "porter unicode61" gives it.

        >>> Stemmer().stems_of(["strikes", "striking", "ferries"])
        ['strike', 'strike', 'ferri']
        """
        known = self._known
        new = list(dict.fromkeys(word for word in words if word not in known))
        if new:
            with self._lock:
                known.update(zip(new, self._looked_up(new), strict=True))
                if len(known) > _MOST_KNOWN:
                    self._known = {}  # another thread reads on in the old one
        return [known[word] for word in words]

    def _looked_up(self, words: Sequence[str]) -> list[str]:
        if self._db is None:
            self._db = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
            self._db.execute("CREATE VIRTUAL TABLE t USING fts5 (x, tokenize = 'porter unicode61 remove_diacritics 2')")
            self._db.execute("CREATE VIRTUAL TABLE v USING fts5vocab (t, 'instance')")
        self._db.execute("BEGIN")
        self._db.executemany("INSERT INTO t (rowid, x) VALUES (?, ?)", enumerate(words, 1))
        found = dict(self._db.execute("SELECT doc, term FROM v"))
        self._db.execute("ROLLBACK")
        return [found.get(number, word) for number, word in enumerate(words, 1)]


def folded(text: str) -> str:
    """The folded words of a text, parted by blanks.

    >>> folded("L’Étincelle, n° 3")
    'l etincelle n 3'
    """
    return " ".join(words_of(text))
