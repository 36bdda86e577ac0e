"""Full-text search over archive.sqlite: a query's tree becomes sets of documents, ranked, counted and shown.

A term is one MATCH; AND, OR and NOT over terms of one kind stay inside it, and the rest is sets of rows, so that exact
words, stems and conditions mix freely. Ranking is BM25 over the terms that a hit may show, the title weighing more.
"""

import json
import sqlite3
import unicodedata
from collections import Counter
from collections.abc import Sequence
from typing import Literal, Protocol

from msgspec import Struct

from testimonia.archive.snippets import Snippet, Sought, snippet_of, sought
from testimonia.text.query import And, Named, Node, Not, Or, Term, Years, parse_query, positive_terms
from testimonia.text.querytokens import QueryError

Order = Literal["relevance", "date"]
TITLE_WEIGHT = 6.0
MOST_SHOWN = 200
# Whom each document names: the person's own name, and as it stands in the text.
PEOPLE = (
    "SELECT document, label, quote FROM mentions JOIN people_and_things AS p ON p.id = entity AND p.kind = 'person'"
)
_NO_PEOPLE = (
    "this archive has not read whom its texts name",
    0,
    'write use = ["people"] under [studies] in testimonia.toml and build, or ask for the name as words',
)


class Hit(Struct, frozen=True):
    """A document that was found, and the passage that shows it best (`paragraph` is "" where that has no id)."""

    document: str
    title: str
    authors: tuple[str, ...]
    date: str
    periodical: str
    kind: str
    paragraph: str
    snippet: Snippet


class Facet(Struct, frozen=True):
    """How the hits divide: `name` is "in", "by" or "year", as in the query language; commonest first."""

    name: str
    values: tuple[tuple[str, int], ...]


class Results(Struct, frozen=True):
    total: int
    hits: tuple[Hit, ...]
    facets: tuple[Facet, ...]


class Window(Struct, frozen=True):
    """Which hits are shown: `limit` of them from `offset`, in which order, and with how many values a facet."""

    limit: int = 10
    offset: int = 0
    order: Order = "relevance"
    facet_values: int = 12

    @property
    def shown(self) -> int:
        return min(self.limit, MOST_SHOWN)


class Found(Struct, frozen=True):
    """What an engine finds: how many documents, the rows of those in the window, best first, and how all divide."""

    total: int
    rows: Sequence[int]
    facets: tuple[Facet, ...]


class Engine(Protocol):
    """Another way than FTS5 to the same answers."""

    def found(self, db: sqlite3.Connection, node: Node, window: Window) -> Found: ...


_DEFAULT_WINDOW = Window()


def search(
    db: sqlite3.Connection, query: str, window: Window = _DEFAULT_WINDOW, engine: Engine | None = None
) -> Results:
    """The documents that a query finds; QueryError where it cannot be read. `db` comes from `database.connect`; without
    an `engine` SQLite's FTS5 finds them."""
    node = parse_query(query)
    if asks_of_people(node) and not db.execute(f"SELECT EXISTS ({PEOPLE})").fetchone()[0]:
        raise QueryError(*_NO_PEOPLE)
    found = engine.found(db, node, window) if engine else _found(db, node, window)
    terms = sought(list(positive_terms(node)))
    return Results(found.total, tuple(_hit(db, row, terms) for row in found.rows), found.facets)


def _found(db: sqlite3.Connection, node: Node, window: Window) -> Found:
    rows = _ranked(db, node, window.order)
    shown = rows[window.offset : window.offset + window.shown]
    return Found(len(rows), shown, _facets(db, rows, window.facet_values))


def fts5_rows(db: sqlite3.Connection, term: Term) -> list[int]:
    """The rows in which FTS5 finds a term."""
    condition, parameters = condition_of(db, term)
    return [row[0] for row in db.execute(f"SELECT row FROM documents WHERE {condition}", parameters)]


def names_asked(db: sqlite3.Connection, node: Named) -> list[str]:
    """The periodicals, or the names of authors, that a condition means."""
    queries = {
        "in": "SELECT DISTINCT periodical FROM documents",
        "by": "SELECT form FROM bylines UNION SELECT label FROM authors",
        "person": f"SELECT label FROM ({PEOPLE}) UNION SELECT quote FROM ({PEOPLE})",
    }
    return _with_words([row[0] for row in db.execute(queries[node.field])], node.value)


def asks_of_people(node: Node) -> bool:
    """Whether any part of a query is about the people whom the texts name."""
    match node:
        case Not():
            return asks_of_people(node.child)
        case And() | Or():
            return any(map(asks_of_people, node.children))
    return isinstance(node, Named) and node.field == "person"


def match_text(term: Term) -> str:
    """A term in FTS5's own language: always a quoted string, so that no character of it can be an operator.

    >>> match_text(Term('say "no"', is_prefix=True))
    '"say  no " *'
    """
    clean = "".join(" " if c in '"\ue000' or not c.isprintable() else c for c in term.text)
    return f'"{clean}"' + (" *" if term.is_prefix else "")


def table_of(term: Term) -> str:
    """Where a term is looked up. A prefix is a matter of letters, and a stem ("ferri" for ferry) has others."""
    return "search_exact" if term.is_exact or term.is_prefix else "search_stem"


def condition_of(db: sqlite3.Connection, node: Node) -> tuple[str, list[object]]:
    """A condition on `documents` and its parameters."""
    match node:
        case Term():
            return _matching(table_of(node), match_text(node))
        case Not():
            inner, parameters = condition_of(db, node.child)
            return f"NOT ({inner})", parameters
        case Years():
            return _years(node)
        case Named():
            return _named(db, node)
    return _joined(db, node)


def _joined(db: sqlite3.Connection, node: And | Or) -> tuple[str, list[object]]:
    """The children's conditions; terms of one kind go into one MATCH, which FTS5 joins faster than sets of rows."""
    operator = "AND" if isinstance(node, And) else "OR"
    conditions: list[str] = []
    parameters: list[object] = []
    for table in ("search_exact", "search_stem"):
        terms = [match_text(c) for c in node.children if isinstance(c, Term) and table_of(c) == table]
        if terms:
            condition, values = _matching(table, f" {operator} ".join(terms))
            conditions.append(condition)
            parameters += values
    for child in node.children:
        if not isinstance(child, Term):
            condition, values = condition_of(db, child)
            conditions.append(f"({condition})")
            parameters += values
    return f" {operator} ".join(conditions), parameters


def _matching(table: str, match: str) -> tuple[str, list[object]]:
    return f"row IN (SELECT rowid FROM {table} WHERE {table} MATCH ?)", [match]


def _years(node: Years) -> tuple[str, list[object]]:
    conditions = ["first_year IS NOT NULL"]
    parameters: list[object] = []
    if node.first is not None:
        conditions.append("last_year >= ?")
        parameters.append(node.first)
    if node.last is not None:
        conditions.append("first_year <= ?")
        parameters.append(node.last)
    return f"({' AND '.join(conditions)})", parameters


def _named(db: sqlite3.Connection, node: Named) -> tuple[str, list[object]]:
    """Documents whose periodical, or one of whose authors, or of the people named in it, has every word of the value at
    the beginning of a word. A person is found by the name under which all forms are put together, and as the document
    itself writes it."""
    if node.field == "in":
        names = [row[0] for row in db.execute("SELECT DISTINCT periodical FROM documents")]
        return "periodical IN (SELECT value FROM json_each(?))", [json.dumps(_with_words(names, node.value))]
    if node.field == "person":
        condition = (
            f"id IN (WITH asked AS (SELECT value FROM json_each(?)) SELECT document FROM ({PEOPLE})"
            " WHERE label IN asked OR quote IN asked)"
        )
        return condition, [json.dumps(names_asked(db, node))]
    forms = [row[0] for row in db.execute("SELECT DISTINCT form FROM bylines")]
    labels = [row[0] for row in db.execute("SELECT DISTINCT label FROM authors")]
    condition = (
        "id IN (SELECT document FROM bylines WHERE form IN (SELECT value FROM json_each(?))"
        " UNION SELECT document FROM author_names JOIN authors ON authors.id = author_names.author"
        " WHERE label IN (SELECT value FROM json_each(?)))"
    )
    return condition, [json.dumps(_with_words(forms, node.value)), json.dumps(_with_words(labels, node.value))]


def _with_words(names: Sequence[str], value: str) -> list[str]:
    wanted = fold(value).split()
    return [name for name in names if _begins_words(fold(name).split(), wanted)]


def _begins_words(words: list[str], wanted: list[str]) -> bool:
    return bool(wanted) and all(any(word.startswith(want) for word in words) for want in wanted)


def fold(text: str) -> str:
    """Lower case, without accents, punctuation as blanks: how names are compared.

    >>> fold("L’Étincelle, n° 3")
    'l etincelle  n  3'
    """
    plain = (c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return "".join(c if c.isalnum() else " " for c in plain)


def _ranked(db: sqlite3.Connection, node: Node, order: Order) -> list[int]:
    """The rows that match, best first; ties by date, then id, so that the order never changes by itself."""
    condition, parameters = condition_of(db, node)
    scores: list[str] = []
    score_parameters: list[object] = []
    terms = list(positive_terms(node)) if order == "relevance" else []
    for table in ("search_exact", "search_stem"):
        wanted = " OR ".join(dict.fromkeys(match_text(term) for term in terms if table_of(term) == table))
        if wanted:
            scores.append(
                f"SELECT rowid AS scored, rank AS score FROM {table}"
                f" WHERE {table} MATCH ? AND rank MATCH 'bm25({TITLE_WEIGHT}, 1.0)'"
            )
            score_parameters.append(wanted)
    ranking = " UNION ALL ".join(scores) or "SELECT NULL AS scored, 0 AS score"
    rows = db.execute(
        f"SELECT row FROM documents LEFT JOIN (SELECT scored, sum(score) AS score FROM ({ranking}) GROUP BY scored)"
        f" ON scored = row WHERE {condition} ORDER BY coalesce(score, 0), date = '', date, id",
        [*score_parameters, *parameters],
    )
    return [row[0] for row in rows]


def _hit(db: sqlite3.Connection, row: int, terms: Sequence[Sought]) -> Hit:
    found = db.execute(
        "SELECT id, title, authors, date, periodical, kind FROM documents WHERE row = ?", (row,)
    ).fetchone()
    paragraph, snippet = snippet_of(db, found[0], terms)
    return Hit(found[0], found[1], tuple(json.loads(found[2])), found[3], found[4], found[5], paragraph, snippet)


def _facets(db: sqlite3.Connection, rows: Sequence[int], most: int) -> tuple[Facet, ...]:
    wanted = json.dumps(list(rows))
    counts: dict[str, Counter[str]] = {"in": Counter(), "by": Counter(), "year": Counter()}
    query = "SELECT periodical, first_year, last_year FROM documents WHERE row IN (SELECT value FROM json_each(?))"
    for periodical, first_year, last_year in db.execute(query, (wanted,)):
        counts["in"][periodical] += 1
        counts["year"][str(first_year) if first_year == last_year and first_year else ""] += 1
    # An author's label stands for all the forms of the name, so that no author is counted in pieces.
    of_authors = (
        "SELECT coalesce(label, bylines.form), count(DISTINCT bylines.document) FROM bylines"
        " LEFT JOIN author_names ON author_names.document = bylines.document AND author_names.form = bylines.form"
        " LEFT JOIN authors ON authors.id = author_names.author"
        " WHERE bylines.document IN (SELECT id FROM documents WHERE row IN (SELECT value FROM json_each(?))) GROUP BY 1"
    )
    counts["by"].update(dict(db.execute(of_authors, (wanted,))))
    return tuple(Facet(name, _commonest(counter, most)) for name, counter in counts.items())


def _commonest(counter: Counter[str], most: int) -> tuple[tuple[str, int], ...]:
    named = ((value, count) for value, count in counter.items() if value)
    return tuple(sorted(named, key=lambda pair: (-pair[1], pair[0]))[:most])


def results_value(results: Results) -> dict[str, object]:
    """The results as plain values; the server's JSON has the same shape."""
    return {
        "total": results.total,
        "hits": [
            {
                "document": hit.document,
                "title": hit.title,
                "authors": list(hit.authors),
                "date": hit.date,
                "periodical": hit.periodical,
                "kind": hit.kind,
                "paragraph": hit.paragraph,
                "snippet": [{"text": text, "marked": marked} for text, marked in hit.snippet.pieces],
            }
            for hit in results.hits
        ],
        "facets": {
            facet.name: [{"value": value, "count": count} for value, count in facet.values] for facet in results.facets
        },
    }
