"""The search of a server: what it asks of every question is held as arrays, and SQLite is asked for new words alone.

For each document its place in the order of dates, its periodical, its years and its authors; for each term lately asked
for, the documents that have it with their BM25 scores. A question is then sums and counts over arrays. BM25 adds up
term by term, so that what is found, its order and its facets are those of `search` without an engine.
"""

import sqlite3
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from typing import Generic, TypeVar

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from testimonia.archive.search import (
    TITLE_WEIGHT,
    Facet,
    Found,
    Window,
    condition_of,
    match_text,
    table_of,
)
from testimonia.text.query import And, Named, Node, Not, Or, Term, Years, positive_terms

I32 = NDArray[np.int32]
F64 = NDArray[np.float64]
Flags = NDArray[np.bool_]
T = TypeVar("T")
# What the scores of terms may take together.
_HELD_BYTES = 96 << 20
# A set of authors and people asked for by name is one byte a document.
_HELD_SETS = 256


class Labelled(Struct, frozen=True):
    """One value of a facet for each of many rows: `codes[i]` is the number of a label for `rows[i]`."""

    rows: I32
    codes: I32
    labels: Sequence[str]

    def counted(self, chosen: Flags, most: int) -> tuple[tuple[str, int], ...]:
        """The commonest labels of the chosen rows with their counts; ties by label."""
        counts = np.bincount(self.codes[chosen[self.rows]], minlength=len(self.labels))
        named = np.flatnonzero(counts)
        if len(named) > most:
            least = np.partition(counts[named], -most)[-most]
            named = named[counts[named] >= least]
        pairs = [(self.labels[code], int(counts[code])) for code in named.tolist()]
        return tuple(sorted(pairs, key=lambda pair: (-pair[1], pair[0]))[:most])


class Columns:
    """An engine for `search`, for many threads, over one state of a database."""

    def __init__(self, db: sqlite3.Connection) -> None:
        rows = db.execute(
            "SELECT row, periodical, first_year, last_year FROM documents ORDER BY date = '', date, id"
        ).fetchall()
        self._size = max((row[0] for row in rows), default=0) + 1
        at = np.array([row[0] for row in rows], np.int32)
        # The place of each row in the order of dates; no document has that of a row that does not exist.
        self._place = np.full(self._size, len(rows), np.int32)
        self._place[at] = np.arange(len(rows), dtype=np.int32)
        self._all = np.zeros(self._size, np.bool_)
        self._all[at] = True
        self._first = np.full(self._size, np.iinfo(np.int32).max, np.int32)
        self._last = np.full(self._size, np.iinfo(np.int32).min, np.int32)
        dated = [row for row in rows if row[2] is not None]
        self._first[[row[0] for row in dated]] = [row[2] for row in dated]
        self._last[[row[0] for row in dated]] = [row[3] for row in dated]
        # An author's label stands for all the forms of the name, so that no author is counted in pieces.
        authors = db.execute(
            "SELECT DISTINCT row, coalesce(label, bylines.form) FROM bylines"
            " JOIN documents ON documents.id = bylines.document"
            " LEFT JOIN author_names ON author_names.document = bylines.document AND author_names.form = bylines.form"
            " LEFT JOIN authors ON authors.id = author_names.author"
        )
        self._facets = (
            ("in", _labelled((row[0], row[1]) for row in rows if row[1])),
            ("by", _labelled((row[0], row[1]) for row in authors if row[1])),
            ("year", _labelled((row[0], str(row[2])) for row in rows if row[2] and row[2] == row[3])),
        )
        self._scores: Held[tuple[I32, F64]] = Held(_HELD_BYTES, lambda pair: pair[0].nbytes + pair[1].nbytes)
        self._sets: Held[Flags] = Held(_HELD_SETS * self._size, lambda flags: flags.nbytes)

    def found(self, db: sqlite3.Connection, node: Node, window: Window) -> Found:
        """The documents of a window, the number of all, and how they divide."""
        chosen = self._matching(db, node)
        rows = np.flatnonzero(chosen)
        shown = self._best(db, node, rows, window)[window.offset :]
        return Found(len(rows), [int(row) for row in shown], self._divided(chosen, window))

    def divided(self, rows: Sequence[int], window: Window) -> tuple[Facet, ...]:
        """How documents divide."""
        return self._divided(self._flags(rows), window)

    def in_order(self, rows: Sequence[int]) -> list[int]:
        """Rows by date, then id."""
        return sorted(rows, key=self._place.__getitem__)

    def _divided(self, chosen: Flags, window: Window) -> tuple[Facet, ...]:
        return tuple(Facet(name, of.counted(chosen, window.facet_values)) for name, of in self._facets)

    def _flags(self, rows: Sequence[int] | I32) -> Flags:
        chosen = np.zeros(self._size, np.bool_)
        chosen[np.asarray(rows, np.int32)] = True
        return chosen

    def _best(self, db: sqlite3.Connection, node: Node, rows: NDArray[np.int64], window: Window) -> NDArray[np.int64]:
        """The first rows, up to the end of the window, in its order: ties by date, then id."""
        wanted = window.offset + window.shown
        place = self._place[rows]
        terms = dict.fromkeys(positive_terms(node)) if window.order == "relevance" else {}
        if not terms:
            return _first(rows, place, place, wanted)
        score = np.zeros(self._size)
        for term in dict.fromkeys((table_of(term), match_text(term)) for term in terms):
            at, values = self._scored(db, term)
            score[at] += values  # a row stands once in a term's list
        return _first(rows, score[rows], place, wanted)

    def _matching(self, db: sqlite3.Connection, node: Node) -> Flags:
        """Which rows a query finds."""
        match node:
            case Term():
                return self._flags(self._scored(db, (table_of(node), match_text(node)))[0])
            case Not():
                return self._all & ~self._matching(db, node.child)
            case Years():
                return self._between(node)
            case Named():
                return self._sets.get((node.field, node.value), lambda: self._asked(db, node))
        assert isinstance(node, And | Or)
        join = np.logical_and if isinstance(node, And) else np.logical_or
        chosen: Flags = join.reduce([self._matching(db, child) for child in node.children])
        return chosen

    def _between(self, node: Years) -> Flags:
        chosen: Flags = self._last > np.iinfo(np.int32).min
        if node.first is not None:
            chosen &= self._last >= node.first
        if node.last is not None:
            chosen &= self._first <= node.last
        return chosen

    def _asked(self, db: sqlite3.Connection, node: Named) -> Flags:
        condition, parameters = condition_of(db, node)
        return self._flags([row[0] for row in db.execute(f"SELECT row FROM documents WHERE {condition}", parameters)])

    def _scored(self, db: sqlite3.Connection, term: tuple[str, str]) -> tuple[I32, F64]:
        """The rows that have a term (its table, its MATCH), and how well each shows it: the less, the better."""

        def asked() -> tuple[I32, F64]:
            table, match = term
            # As two texts in one row: row by row, threads would wait for one another at each.
            rows, scores = db.execute(
                "SELECT group_concat(row, ' '), group_concat(score, ' ') FROM (SELECT rowid AS row, rank AS score"
                f" FROM {table} WHERE {table} MATCH ? AND rank MATCH 'bm25({TITLE_WEIGHT}, 1.0)')",
                (match,),
            ).fetchone()
            return np.fromstring(rows or "", np.int32, sep=" "), np.fromstring(scores or "", np.float64, sep=" ")

        return self._scores.get(term, asked)


def _labelled(pairs: Iterable[tuple[int, str]]) -> Labelled:
    """Rows with their labels."""
    codes: dict[str, int] = {}
    rows: list[int] = []
    numbers: list[int] = []
    for row, label in pairs:
        rows.append(row)
        numbers.append(codes.setdefault(label, len(codes)))
    return Labelled(np.array(rows, np.int32), np.array(numbers, np.int32), tuple(codes))


def _first(rows: NDArray[np.int64], key: NDArray[np.generic], place: I32, wanted: int) -> NDArray[np.int64]:
    """The first rows by key, then place, in this order."""
    if 0 < wanted < len(rows):
        near = np.flatnonzero(key <= np.partition(key, wanted - 1)[wanted - 1])
        rows, key, place = rows[near], key[near], place[near]
    return rows[np.lexsort((place, key))][:wanted]


class Held(Generic[T]):
    """What was lately asked for, up to so many bytes."""

    def __init__(self, most_bytes: int, size_of: Callable[[T], int]) -> None:
        self._most, self._size_of, self._bytes = most_bytes, size_of, 0
        self._values: OrderedDict[object, T] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: object, make: Callable[[], T]) -> T:
        """The value of a key, made where it is not held; two threads may make it at once."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                return self._values[key]
        value = make()
        with self._lock:
            if key not in self._values:
                self._values[key] = value
                self._bytes += self._size_of(value)
            while self._bytes > self._most and len(self._values) > 1:
                self._bytes -= self._size_of(self._values.popitem(last=False)[1])
        return value
