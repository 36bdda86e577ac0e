"""Full-text search by a tantivy index: the same query language, and the same documents, as by SQLite's FTS5.

Queries are built as objects: a string of tantivy's own language would read "a AND b AND NOT c" as nothing. What tantivy
cannot say exactly (a phrase that ends in a prefix) SQLite answers, and its rows go into the query as a set.
"""

import json
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from testimonia.archive.columns import Columns
from testimonia.archive.folded import Stemmer
from testimonia.archive.search import Facet, Found, Window, fts5_rows, names_asked
from testimonia.archive.tantivy_index import FOLDER, is_installed, is_of, stamp_of
from testimonia.text.query import And, Named, Node, Not, Or, Term, Years
from testimonia.text.searchwords import words_of

if TYPE_CHECKING:
    from tantivy import Query, Schema, Searcher

_TITLE_WEIGHT = 6.0
# More different names than a facet has: all are counted, so that the commonest are the true ones.
_MOST_BUCKETS = 65_000
_FACETS = ("in", "by", "year")
_FEW = 4000
# So many more hits are fetched than are shown, for ties.
_TIED = 32
_STEMMER = Stemmer()


class Tantivy(Struct, frozen=True):
    """An index that is open, and fits the database beside it; `columns` of that database save it many questions."""

    searcher: "Searcher"
    schema: "Schema"
    columns: Columns | None = None

    def found(self, db: sqlite3.Connection, node: Node, window: Window) -> Found:
        """The documents of a window, the number of all, and how they divide."""
        query = self._query(db, node)
        total, facets = self._divided(query, window) or self._counted(query, window)
        if not total:
            return Found(0, (), facets)
        if window.order == "date":
            rows = self._by_date(db, query, total)
        else:
            rows = self._by_score(db, query, min(total, window.offset + window.shown))
        return Found(total, rows[window.offset : window.offset + window.shown], facets)

    def _by_date(self, db: sqlite3.Connection, query: "Query", total: int) -> Sequence[int]:
        hits = self.searcher.search(query, total, count=False, order_by_field="row").hits
        return self._in_order(db, [int(row) for row, _ in hits])

    def _by_score(self, db: sqlite3.Connection, query: "Query", wanted: int) -> Sequence[int]:
        """The best rows, ties by date, then id: where a tie begins inside what is wanted, all of it is fetched."""
        count = wanted + _TIED
        while True:
            hits = self.searcher.search(query, count + 1, count=False).hits
            if len(hits) <= count or hits[-1][0] != hits[wanted - 1][0]:
                break
            count *= 4
        rows = self.searcher.fast_field_values("row", [address for _, address in hits])
        scores = {int(row or 0): round(float(score), 4) for row, (score, _) in zip(rows, hits, strict=True)}
        place = {row: at for at, row in enumerate(self._in_order(db, list(scores)))}
        return sorted(scores, key=lambda row: (-scores[row], place[row]))[:wanted]

    def _divided(self, query: "Query", window: Window) -> tuple[int, tuple[Facet, ...]] | None:
        """How many documents, and how they divide, where they are so few that it is soonest told row by row."""
        if self.columns is None:
            return None
        hits = self.searcher.search(query, _FEW, count=False, order_by_field="row").hits
        if len(hits) == _FEW:
            return None
        return len(hits), self.columns.divided([int(row) for row, _ in hits], window)

    def _counted(self, query: "Query", window: Window) -> tuple[int, tuple[Facet, ...]]:
        """How many documents, and how they divide."""
        asked: dict[str, object] = {name: {"terms": {"field": name, "size": _MOST_BUCKETS}} for name in _FACETS}
        counted = self.searcher.aggregate(query, {**asked, "all": {"value_count": {"field": "row"}}})
        facets = [Facet(name, _commonest(counted[name]["buckets"], window.facet_values)) for name in _FACETS]
        return int(counted["all"]["value"]), tuple(facets)

    def _in_order(self, db: sqlite3.Connection, rows: Sequence[int]) -> Sequence[int]:
        return self.columns.in_order(rows) if self.columns else _in_order(db, rows)

    def _query(self, db: sqlite3.Connection, node: Node) -> "Query":
        from tantivy import Occur, Query

        match node:
            case Term():
                return self._term(db, node)
            case Not():
                # A query of nothing but "not" finds nothing: it is all without these.
                parts = [(Occur.Must, Query.all_query()), (Occur.MustNot, self._query(db, node.child))]
                return Query.const_score_query(Query.boolean_query(parts), 0.0)
            case Years():
                return Query.const_score_query(self._years(node), 0.0)
            case Named():
                field = {"in": "in", "by": "named", "person": "people"}[node.field]
                return Query.const_score_query(self._any(field, names_asked(db, node)), 0.0)
        occur = Occur.Must if isinstance(node, And) else Occur.Should
        assert isinstance(node, And | Or)
        return Query.boolean_query([(occur, self._query(db, child)) for child in node.children])

    def _term(self, db: sqlite3.Connection, term: Term) -> "Query":
        from tantivy import Occur, Query

        words = words_of(term.text.replace('"', " ").replace("\ue000", " "))
        if not words:
            return Query.empty_query()
        if term.is_prefix and len(words) > 1:
            return Query.const_score_query(self._any("row", fts5_rows(db, term)), 1.0)
        if not term.is_exact and not term.is_prefix:
            words = _STEMMER.stems_of(words)
        fields = ("title", "body") if term.is_exact or term.is_prefix else ("title_stem", "body_stem")
        parts = [self._in_field(field, words, term.is_prefix) for field in fields]
        weighed = [Query.boost_query(parts[0], _TITLE_WEIGHT), parts[1]]
        return Query.boolean_query([(Occur.Should, part) for part in weighed])

    def _in_field(self, field: str, words: Sequence[str], is_prefix: bool) -> "Query":
        from tantivy import Query

        if is_prefix:
            return Query.regex_query(self.schema, field, f"{words[0]}.*")
        if len(words) == 1:
            return Query.term_query(self.schema, field, words[0], "freq")
        return Query.phrase_query(self.schema, field, list(words))

    def _any(self, field: str, values: Sequence[object]) -> "Query":
        from tantivy import Query

        return Query.term_set_query(self.schema, field, values) if values else Query.empty_query()

    def _years(self, node: Years) -> "Query":
        from tantivy import FieldType, Occur, Query

        ranges = [
            Query.range_query(self.schema, field, FieldType.Integer, lower_bound=lower, upper_bound=upper)
            for field, lower, upper in (("last_year", node.first, None), ("first_year", None, node.last))
            if lower is not None or upper is not None
        ]
        return Query.boolean_query([(Occur.Must, each) for each in ranges])


def open_tantivy(database: Path, columns: Columns | None = None) -> Tantivy | None:
    """The index beside a published database; None where there is none, or not of this database as it is, or no tantivy
    to read it with: then SQLite answers."""
    folder = database.parents[2] / ".testimonia" / FOLDER
    if not folder.is_dir() or not is_installed():
        return None
    stamp = stamp_of(folder)
    if stamp is None or not is_of(stamp, database):
        return None
    from tantivy import Index

    index = Index.open(str(folder))
    return Tantivy(index.searcher(), index.schema, columns)


def _in_order(db: sqlite3.Connection, rows: Sequence[int]) -> list[int]:
    """Rows by date, then id."""
    query = "SELECT row FROM documents WHERE row IN (SELECT value FROM json_each(?)) ORDER BY date = '', date, id"
    return [row[0] for row in db.execute(query, (json.dumps(list(rows)),))]


def _commonest(buckets: Sequence[dict[str, object]], most: int) -> tuple[tuple[str, int], ...]:
    named = [(str(b["key"]), int(str(b["doc_count"]))) for b in buckets if b["key"]]
    return tuple(sorted(named, key=lambda pair: (-pair[1], pair[0]))[:most])
