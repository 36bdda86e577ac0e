"""The JSON API: the shapes are those of the interchange contract (docs/reference)."""

import json
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from testimonia.archive.search import results_value, search
from testimonia.model.canon import canonical
from testimonia.server.asked import DEEPEST, MOST_SHOWN, BadRequest, number, search_asked
from testimonia.server.openapi import description
from testimonia.server.reading import Reading, TooSlow
from testimonia.text.querytokens import QueryError

_SEVERITIES = ("error", "warning", "note")
_LISTS = {
    "documents": ("authors", "dates"),
    "findings": ("inputs", "alternatives", "rests_on"),
}
_OURS = ("row", "version", "digest", "position")


class Api:
    """The endpoints over one database. They run in threads: SQLite blocks."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading

    def index(self, request: Request) -> Response:
        """What there is to ask."""
        paths = [path for path in description()["paths"] if path.startswith("/api/")]
        return _json({"endpoints": paths, "description": "/api/openapi.json", "version": 1})

    def openapi(self, request: Request) -> Response:
        """What there is to ask, for machines."""
        return _json(description())

    def search(self, request: Request) -> Response:
        """Full-text search."""

        def answer(db: sqlite3.Connection) -> Mapping[str, Any]:
            asked = search_asked(request.query_params)
            found = search(db, asked.query, asked.window, self.reading.engine())
            return {"version": 1, "query": asked.query, **results_value(found)}

        return self._answered(answer, self.reading.searching)

    def document(self, request: Request) -> Response:
        """One document: its row, paragraphs, dates, citations, and the findings that quote it."""
        return self.document_by_id(request.path_params["id"])

    def document_by_id(self, id_: str) -> Response:
        """One document by its id."""

        def answer(db: sqlite3.Connection) -> Mapping[str, Any] | None:
            row = db.execute("SELECT * FROM documents WHERE id = ?", (id_,)).fetchone()
            if row is None:
                return None
            return {
                "version": 1,
                **_values("documents", row),
                "paragraphs": _rows(db, "paragraphs", "document = ? ORDER BY position", (id_,)),
                "citations": _rows(db, "citations", "document = ? ORDER BY begin", (id_,)),
                "mentioned_dates": _rows(db, "dates", "document = ? ORDER BY begin", (id_,)),
                "findings": _findings(db, "id IN (SELECT finding FROM evidence WHERE document = ?)", [id_]),
            }

        return self._answered(answer)

    def documents(self, request: Request) -> Response:
        """The rows of the documents, by id."""

        def answer(db: sqlite3.Connection) -> Mapping[str, Any]:
            limit = number(request.query_params, "limit", MOST_SHOWN, MOST_SHOWN)
            offset = number(request.query_params, "offset", 0, DEEPEST)
            total = db.execute("SELECT count(*) FROM documents").fetchone()[0]
            rows = db.execute("SELECT * FROM documents ORDER BY id LIMIT ? OFFSET ?", (limit, offset)).fetchall()
            return {"version": 1, "total": total, "documents": [_values("documents", row) for row in rows]}

        return self._answered(answer)

    def findings(self, request: Request) -> Response:
        """Findings in their order, by code, severity or document."""

        def answer(db: sqlite3.Connection) -> Mapping[str, Any]:
            condition, values = _finding_condition(request)
            total = db.execute(f"SELECT count(*) FROM findings WHERE {condition}", values).fetchone()[0]
            limit = number(request.query_params, "limit", MOST_SHOWN, MOST_SHOWN)
            offset = number(request.query_params, "offset", 0, DEEPEST)
            shown = _findings(db, condition, values, (limit, offset))
            return {"version": 1, "total": total, "findings": shown}

        return self._answered(answer)

    def _answered(
        self,
        answer: Callable[[sqlite3.Connection], Mapping[str, Any] | None],
        opened: Callable[[], AbstractContextManager[sqlite3.Connection]] | None = None,
    ) -> Response:
        """The answer, or what is wrong with the question as 400, 404 or 503."""
        try:
            with (opened or self.reading.open)() as db:
                value = answer(db)
        except QueryError as error:
            return _json({"error": error.message, "position": error.position, "hint": error.hint}, 400)
        except BadRequest as error:
            return _json({"error": str(error)}, 400)
        except TooSlow as error:
            return _json({"error": str(error)}, 503)
        return _json({"error": "there is no such document"}, 404) if value is None else _json(value)


def _finding_condition(request: Request) -> tuple[str, list[object]]:
    conditions, values = ["1"], []
    asked = request.query_params
    if asked.get("severity"):
        if asked["severity"] not in _SEVERITIES:
            raise BadRequest("severity is none of error, warning, note")
        conditions.append("severity = ?")
        values.append(asked["severity"])
    if asked.get("code"):
        conditions.append("code = ?")
        values.append(asked["code"].upper())
    if asked.get("document"):
        conditions.append("id IN (SELECT finding FROM evidence WHERE document = ?)")
        values.append(asked["document"])
    return " AND ".join(conditions), [*values]


def _findings(
    db: sqlite3.Connection, condition: str, values: list[object], window: tuple[int, int] = (MOST_SHOWN, 0)
) -> list[dict[str, Any]]:
    rows = db.execute(
        f"SELECT * FROM findings WHERE {condition} ORDER BY position LIMIT ? OFFSET ?", [*values, *window]
    )
    found = []
    for row in rows.fetchall():
        value = _values("findings", row)
        value["subject"] = {key: value.pop(f"subject_{key}") for key in ("kind", "id", "label")}
        value["trace"] = {key: value.pop(key) for key in ("formula", "inputs", "tolerance")}
        value["evidence"] = _rows(db, "evidence", "finding = ? ORDER BY position", (row["id"],))
        found.append(value)
    return found


def _rows(db: sqlite3.Connection, table: str, condition: str, values: tuple[object, ...]) -> list[dict[str, Any]]:
    return [_values(table, row) for row in db.execute(f"SELECT * FROM {table} WHERE {condition}", values)]


def _values(table: str, row: sqlite3.Row) -> dict[str, Any]:
    lists = _LISTS.get(table, ())
    return {key: json.loads(row[key]) if key in lists else row[key] for key in row.keys() if key not in _OURS}  # noqa: SIM118


def _json(value: Mapping[str, Any], status: int = 200) -> Response:
    return Response(canonical(value) + b"\n", status, media_type="application/json")
