"""The tables of archive.sqlite that are written whole, each only when its rows changed."""

import sqlite3
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from msgspec import to_builtins

from testimonia.exporters.record import Record, printings_of, record_of
from testimonia.exporters.rows import (
    author_row,
    claim_row,
    coverage_row,
    entity_row,
    evidence_row,
    finding_row,
    issue_rows,
    mention_rows,
    problem_row,
    run_row,
)
from testimonia.exporters.sharing_rows import change_rows, passage_rows, share_rows, text_rows
from testimonia.model.canon import canonical, digest_of, pack
from testimonia.model.dossier import Dossier
from testimonia.model.entity import Author

Row = Mapping[str, Any]
Maker = Callable[[Dossier], Iterator[Row]]


@cache
def documented() -> Mapping[str, Mapping[str, str]]:
    """tables.toml: table -> column -> what it means; "about" says what the table is."""
    text = resources.files(__package__).joinpath("tables.toml").read_text(encoding="utf-8")
    return MappingProxyType(tomllib.loads(text))


def write(db: sqlite3.Connection, dossier: Dossier) -> None:
    """Write the tables whose rows differ from those held."""
    held = dict(db.execute("SELECT name, digest FROM table_digests"))
    records = _records_of(dossier)
    groups: Mapping[str, tuple[object, Mapping[str, Maker]]] = {
        "records": (records, {"records": lambda _: ({"document": r.id, "record": to_builtins(r)} for r in records)}),
        "findings": (dossier.findings, {"findings": _findings, "evidence": _evidence}),
        "problems": (dossier.problems, {"problems": _problems}),
        "issues": (dossier.runs, {"issues": _issues, "periodicals": _periodicals}),
        "authors": (dossier.authors, {"authors": _authors, "author_names": _author_names}),
        "people_and_things": (dossier.entities, {"people_and_things": _people_and_things, "mentions": _mentions}),
        "shares": (
            dossier.sharing,
            {
                "shares": lambda d: share_rows(d.sharing.shares),
                "shared_passages": lambda d: passage_rows(d.sharing.shares),
                "shared_changes": lambda d: change_rows(d.sharing.shares),
                "shared_texts": lambda d: text_rows(d.sharing.strands),
            },
        ),
        "claims": (dossier.claims, {"claims": lambda d: map(claim_row, d.claims)}),
        "entities": ((dossier.authors, dossier.runs), {"entities": _entities}),
        "archive": ((dossier.card, dossier.coverage), {"archive": _archive}),
        "about_tables": (_about_digest(), {"about_tables": _about_tables}),
    }
    for name, (values, makers) in groups.items():
        digest = digest_of(pack(values))
        if held.get(name) == digest:
            continue
        for table, make in makers.items():
            db.execute(f"DELETE FROM {table}")
            insert(db, table, make(dossier))
        db.execute("INSERT OR REPLACE INTO table_digests VALUES (?, ?)", (name, digest))


def insert(db: sqlite3.Connection, table: str, rows: Iterable[Row], verb: str = "INSERT") -> None:
    """Insert rows of equal columns; lists and objects become JSON."""
    rows = list(rows)
    if not rows:
        return
    names: Sequence[str] = list(rows[0])
    columns = ", ".join(f'"{name}"' for name in names)
    marks = ", ".join("?" * len(names))
    db.executemany(
        f"{verb} INTO {table} ({columns}) VALUES ({marks})", [[_value(row[name]) for name in names] for row in rows]
    )


def storable(text: str) -> str:
    """The text as SQLite can hold it: lone surrogates (undecodable bytes) become U+FFFD, one for one."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text)
    return text


def _value(value: Any) -> Any:
    if isinstance(value, str):
        return storable(value)
    return canonical(value).decode() if isinstance(value, list | tuple | dict) else value


def _records_of(dossier: Dossier) -> tuple[Record, ...]:
    printings = printings_of(dossier)
    authors: dict[str, list[Author]] = {}
    for author in dossier.authors:
        for id_ in author.documents:
            authors.setdefault(id_, []).append(author)
    return tuple(
        record_of(d, printings.get(d.id), dossier.card, authors=authors.get(d.id, ())) for d in dossier.documents
    )


def _findings(dossier: Dossier) -> Iterator[Row]:
    for position, finding in enumerate(dossier.findings):
        row = finding_row(finding)
        subject, trace = row.pop("subject"), row.pop("trace")
        del row["evidence"]
        yield {
            "position": position,
            **row,
            **{f"subject_{key}": value for key, value in subject.items()},
            **trace,
        }


def _evidence(dossier: Dossier) -> Iterator[Row]:
    for finding in dossier.findings:
        for position, evidence in enumerate(finding.evidence):
            row = evidence_row(evidence)
            del row["claim"]
            yield {"finding": finding.id, "position": position, **row}


def _problems(dossier: Dossier) -> Iterator[Row]:
    for problem in dossier.problems:
        row = problem_row(problem)
        where = row.pop("where")
        yield {**row, "source": where["source"], "line": where.get("line"), "begin": where.get("begin")}


def _issues(dossier: Dossier) -> Iterator[Row]:
    for run in dossier.runs:
        yield from issue_rows(run)


def _periodicals(dossier: Dossier) -> Iterator[Row]:
    for run in dossier.runs:
        row = {"id": run.id, "label": run.label, "titles": run.titles, "places": run.places}
        yield {**row, "periodicity": run.periodicity, "gaps": run.gaps}


def _authors(dossier: Dossier) -> Iterator[Row]:
    for a in dossier.authors:
        row = {"id": a.id, "label": a.label, "kind": a.kind}
        yield {**row, "documents": a.documents, "grounds": a.grounds}


def _author_names(dossier: Dossier) -> Iterator[Row]:
    for author in dossier.authors:
        for position, n in enumerate(author.namings):
            row = {"author": author.id, "position": position, "form": n.form, "kind": n.kind}
            yield {**row, "document": n.document, "source": n.source, "quote": n.quote.exact if n.quote else None}


def _entities(dossier: Dossier) -> Iterator[Row]:
    rows = [author_row(author) for author in dossier.authors] + [run_row(run) for run in dossier.runs]
    yield from sorted(rows, key=lambda row: (row["kind"], row["id"]))


def _people_and_things(dossier: Dossier) -> Iterator[Row]:
    yield from map(entity_row, dossier.entities)


def _mentions(dossier: Dossier) -> Iterator[Row]:
    for entity in dossier.entities:
        yield from mention_rows(entity)


def _archive(dossier: Dossier) -> Iterator[Row]:
    card = dossier.card
    for name in ("title", "description", "address", "language", "licence", "contact", "interface"):
        yield {"name": name, "value": getattr(card, name)}
    yield {"name": "coverage", "value": coverage_row(dossier.coverage)}


def _about_digest() -> str:
    return digest_of(canonical({table: dict(columns) for table, columns in documented().items()}))


def _about_tables(_dossier: Dossier) -> Iterator[Row]:
    for table, columns in sorted(documented().items()):
        for column, meaning in columns.items():
            yield {"table": table, "column": "" if column == "about" else column, "meaning": meaning}
