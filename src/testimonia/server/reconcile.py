"""Reconciliation service (API version 0.2) over authors and periodicals, at /reconcile.

A name is not a person: the service proposes, with a score that says how alike the names are, and calls a candidate a
match only where exactly one entity bears exactly that name (case and accents aside).
"""

import json
import sqlite3
import threading
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, quote

from msgspec import Struct
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from testimonia.archive.records import card_of
from testimonia.model.canon import canonical
from testimonia.server.reading import Reading, TooSlow
from testimonia.site.paths import href, slug
from testimonia.text.printable import printable

TYPES = {"person": "Person", "organisation": "Organisation", "periodical": "Periodical"}
MOST_QUERIES = 50
_MOST_RESULTS = 25
_DEFAULT_RESULTS = 5
_LONGEST_NAME = 300
_LONGEST_BODY = 262_144
_WORST_SCORE = 30.0


class Entity(Struct, frozen=True):
    """An author or a periodical: its forms, folded, each with its trigrams."""

    id: str
    kind: str
    label: str
    path: str
    forms: tuple[tuple[str, Counter[str]], ...]


class BadQuery(ValueError):
    """A batch that cannot be read; the message says why."""


def folded(name: str) -> str:
    """A name without case, accents and signs, its words in order.

    >>> folded("  Léon  SEDOV,")
    'leon sedov'
    """
    plain = unicodedata.normalize("NFKD", name.casefold())
    return " ".join("".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c)).split())


def likeness(query: str, form: str) -> float:
    """How alike two folded names are, from 0 to 100: Dice's coefficient of the trigrams of their words, so that the
    order of the words does not count.

    >>> likeness("leon sedov", "sedov leon"), likeness("leon sedov", "mary ashdown")
    (100.0, 0.0)
    """
    return _dice(_grams(query), _grams(form))


def _grams(name: str) -> Counter[str]:
    return Counter(f"  {word} "[at : at + 3] for word in name.split() for at in range(len(word) + 1))


def _dice(a: Counter[str], b: Counter[str]) -> float:
    total = a.total() + b.total()
    return round(200 * (a & b).total() / total, 1) if total else 0.0


class Index:
    """The entities of one database, and which bear each trigram."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        self.entities = tuple(entities)
        self.by_id = {entity.id: entity for entity in self.entities}
        self.exact: dict[str, set[int]] = {}
        self.grams: dict[str, set[int]] = {}
        for number, entity in enumerate(self.entities):
            for form, grams in entity.forms:
                self.exact.setdefault(form, set()).add(number)
                for gram in grams:
                    self.grams.setdefault(gram, set()).add(number)

    def candidates(self, query: str, kinds: frozenset[str], limit: int) -> list[dict[str, Any]]:
        """The likeliest entities, best first; each once."""
        name = folded(query)
        wanted = _grams(name)
        # Whatever shares fewer than a third of the trigrams cannot reach the worst score that is shown.
        shared = Counter(number for gram in wanted for number in self.grams.get(gram, ()))
        near = [number for number, count in shared.items() if 3 * count >= len(wanted)]
        bearers = {n for n in self.exact.get(name, ()) if not kinds or self.entities[n].kind in kinds}
        scored = []
        for number in near:
            entity = self.entities[number]
            if kinds and entity.kind not in kinds:
                continue
            score = max(_dice(wanted, grams) for _, grams in entity.forms)
            if score >= _WORST_SCORE:
                scored.append((-score, entity.label, number))
        return [
            _result(self.entities[number], -minus, bearers == {number}) for minus, _, number in sorted(scored)[:limit]
        ]

    def beginning(self, prefix: str, limit: int) -> list[Entity]:
        """The entities a form of which has a word that begins so, and holds the rest of the words."""
        name = folded(prefix)
        if not name:
            return []
        found = (e for e in self.entities if any(f" {name}" in f" {form}" for form, _ in e.forms))
        return sorted(found, key=lambda e: (e.label.casefold(), e.id))[:limit]


def _result(entity: Entity, score: float, is_match: bool) -> dict[str, Any]:
    return {
        "id": entity.id,
        "name": entity.label,
        "score": score,
        "match": is_match,
        "type": [{"id": entity.kind, "name": TYPES[entity.kind]}],
    }


class Reconciliation:
    """The endpoints over one database."""

    def __init__(self, reading: Reading, database: Path) -> None:
        self.reading = reading
        self._database = database
        self._lock = threading.Lock()
        self._held: tuple[tuple[int, int], Index] | None = None

    async def service(self, request: Request) -> Response:
        """The manifest, or the answers to a batch of queries (by GET or as a form)."""
        asked = dict(parse_qsl(request.url.query))
        if request.method == "POST":
            body = b""
            async for chunk in request.stream():
                body += chunk
                if len(body) > _LONGEST_BODY:
                    return _error("the batch is too long", 413)
            asked |= dict(parse_qsl(body.decode("utf-8", "replace")))
        base = str(request.url.replace(path="", query="", fragment=""))
        return await run_in_threadpool(self.answer, asked.get("queries"), base)

    def answer(self, queries: str | None, base: str) -> Response:
        """The manifest where no queries are asked."""
        try:
            with self.reading.open() as db:
                if queries is None:
                    return _json(manifest(card_of(db).title, base))
                batch = _batch(queries)
                index = self.index(db)
        except BadQuery as error:
            return _error(str(error), 400)
        except TooSlow as error:
            return _error(str(error), 503)
        return _json({key: {"result": index.candidates(*query)} for key, query in batch.items()})

    def suggest(self, request: Request) -> Response:
        """Entities whose names begin with `prefix`."""
        prefix = request.query_params.get("prefix", "")[:_LONGEST_NAME]
        with self.reading.open() as db:
            found = self.index(db).beginning(prefix, _MOST_RESULTS)
        rows = [{"id": e.id, "name": e.label, "notable": [{"id": e.kind, "name": TYPES[e.kind]}]} for e in found]
        return _json({"result": rows})

    def suggest_type(self, request: Request) -> Response:
        """Types whose names begin with `prefix`."""
        prefix = folded(request.query_params.get("prefix", "")[:_LONGEST_NAME])
        return _json({"result": [{"id": k, "name": n} for k, n in TYPES.items() if folded(n).startswith(prefix)]})

    def view(self, request: Request) -> Response:
        """The page of an entity."""
        with self.reading.open() as db:
            entity = self.index(db).by_id.get(request.query_params.get("id", ""))
        if entity is None:
            return PlainTextResponse("There is no such entity.\n", 404)
        return Response(status_code=307, headers={"Location": f"/{href(entity.path)}"})

    def preview(self, request: Request) -> Response:
        """An entity in a few lines of HTML."""
        with self.reading.open() as db:
            index = self.index(db)
            entity = index.by_id.get(request.query_params.get("id", ""))
            if entity is None:
                return PlainTextResponse("There is no such entity.\n", 404)
            lines = _about(db, entity)
        return HTMLResponse(_preview(entity, lines))

    def index(self, db: sqlite3.Connection) -> Index:
        """The index of the database as it is now."""
        status = self._database.stat()
        version = (status.st_ino, status.st_mtime_ns)
        with self._lock:
            if self._held is None or self._held[0] != version:
                self._held = (version, Index(_entities(db)))
            return self._held[1]


def manifest(title: str, base: str) -> dict[str, Any]:
    """The service's manifest; `base` is the address of the server, without a slash at its end."""
    service = f"{base}/reconcile"
    return {
        "versions": ["0.2"],
        "name": f"{title}: authors and periodicals",
        "identifierSpace": f"{base}/reconcile/view?id=",
        "schemaSpace": f"{base}/reconcile/types/",
        "defaultTypes": [{"id": kind, "name": name} for kind, name in TYPES.items()],
        "view": {"url": f"{service}/view?id={{{{id}}}}"},
        "preview": {"url": f"{service}/preview?id={{{{id}}}}", "width": 400, "height": 200},
        "suggest": {
            "entity": {"service_url": base, "service_path": "/reconcile/suggest"},
            "type": {"service_url": base, "service_path": "/reconcile/suggest/type"},
        },
        "batchSize": MOST_QUERIES,
    }


def _batch(text: str) -> dict[str, tuple[str, frozenset[str], int]]:
    """The queries of a batch: (name, kinds, limit) by key."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadQuery("queries is no JSON") from error
    if not isinstance(value, dict):
        raise BadQuery("queries is no JSON object")
    if len(value) > MOST_QUERIES:
        raise BadQuery(f"more than {MOST_QUERIES} queries at once")
    return {str(key): _query(key, one) for key, one in value.items()}


def _query(key: str, one: object) -> tuple[str, frozenset[str], int]:
    if not isinstance(one, Mapping) or not isinstance(one.get("query"), str):
        raise BadQuery(f"{key}: query is missing")
    limit = one.get("limit", _DEFAULT_RESULTS)
    if not isinstance(limit, int) or isinstance(limit, bool) or limit < 1:
        raise BadQuery(f"{key}: limit is no number over 0")
    kinds = one.get("type", ())
    kinds = [kinds] if isinstance(kinds, str) else kinds
    if not isinstance(kinds, Sequence) or not all(isinstance(kind, str) for kind in kinds):
        raise BadQuery(f"{key}: type is neither an id nor a list of ids")
    return one["query"][:_LONGEST_NAME], frozenset(kinds), min(limit, _MOST_RESULTS)


def entity_of(id_: str, kind: str, label: str, names: Iterable[str], path: str = "") -> Entity:
    """An entity with its names folded."""
    forms = dict.fromkeys(form for name in (label, *names) if (form := folded(name)))
    return Entity(id_, kind, label, path, tuple((form, _grams(form)) for form in forms))


def _entities(db: sqlite3.Connection) -> Iterable[Entity]:
    folders = {
        "person": "authors/{}.html",
        "organisation": "authors/{}.html",
        "periodical": "periodicals/{}/index.html",
    }
    for row in db.execute("SELECT id, kind, label, names FROM entities ORDER BY kind, id").fetchall():
        if row["kind"] not in folders:
            continue
        names = [name["form"] for name in json.loads(row["names"])]
        yield entity_of(row["id"], row["kind"], row["label"], names, folders[row["kind"]].format(slug(row["id"])))


def _about(db: sqlite3.Connection, entity: Entity) -> list[str]:
    if entity.kind == "periodical":
        row = db.execute("SELECT count(*), min(date), max(date) FROM issues WHERE periodical = ?", (entity.label,))
        count, first, last = row.fetchone()
        return [f"{count} issues attested", f"{first} to {last}" if first else ""]
    row = db.execute("SELECT documents FROM authors WHERE id = ?", (entity.id,)).fetchone()
    return [f"{len(json.loads(row['documents'])) if row else 0} texts under this name"]


def _preview(entity: Entity, lines: Sequence[str]) -> str:
    from html import escape

    shown = "".join(f"<p>{escape(line)}</p>" for line in lines if line)
    title = escape(printable(entity.label))
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title}</title></head>'
        f"<body><h1>{title}</h1><p>{TYPES[entity.kind]}</p>{shown}"
        f'<p><a href="/reconcile/view?id={quote(entity.id)}">Its page</a></p></body></html>\n'
    )


def _json(value: Mapping[str, Any], status: int = 200) -> Response:
    return Response(canonical(value) + b"\n", status, media_type="application/json")


def _error(message: str, status: int) -> Response:
    return _json({"error": message}, status)
