"""The layers of the interchange contract: as their schemas say, with exact words, in order, in JSON Lines and CSV."""

import csv
import io
import json
import re
from importlib import resources
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from testimonia.exporters.diagnostics import as_json
from testimonia.exporters.jsonl import jsonl
from testimonia.exporters.reuse_rows import reuse_rows
from testimonia.exporters.rows import LAYERS, layer_rows
from testimonia.exporters.table import cell, csv_lines
from testimonia.model.dossier import Dossier
from testimonia.model.passage import DocumentText
from testimonia.model.reuse import Reuse, ReusePair, ReuseSide
from testimonia.model.span import Quote

_TYPES: dict[str, type] = {"string": str, "integer": int, "array": list, "object": dict, "null": type(None)}
_TYPES |= {"boolean": bool, "number": float}
_KNOWN = {
    "$schema",
    "title",
    "description",
    "type",
    "properties",
    "required",
    "additionalProperties",
    "items",
    "enum",
} | {
    "pattern",
    "minimum",
}


def schema_of(name: str) -> dict[str, Any]:
    text = resources.files("testimonia.exporters").joinpath("schemas", f"{name}.json").read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


def faults(value: Any, schema: dict[str, Any], where: str = "") -> list[str]:
    """What in a value goes against its schema: the part of JSON Schema 2020-12 that ours use, and no keyword beyond."""
    assert schema.keys() <= _KNOWN, f"{where}: a keyword that this check does not know"
    found = []
    types = schema.get("type", [])
    allowed = tuple(_TYPES[name] for name in ([types] if isinstance(types, str) else types))
    if allowed and (not isinstance(value, allowed) or (isinstance(value, bool) and bool not in allowed)):
        return [f"{where}: {value!r} is not {types}"]
    if "enum" in schema and value not in schema["enum"]:
        found.append(f"{where}: {value!r} is none of {schema['enum']}")
    if "pattern" in schema and not re.search(schema["pattern"], value):
        found.append(f"{where}: {value!r} does not match")
    if "minimum" in schema and value < schema["minimum"]:
        found.append(f"{where}: {value!r} is below {schema['minimum']}")
    if isinstance(value, dict):
        properties = schema.get("properties", {})
        found += [f"{where}.{name} is missing" for name in schema.get("required", ()) if name not in value]
        found += [f"{where}.{name} is in no schema" for name in value if properties and name not in properties]
        more = schema.get("additionalProperties", True)
        for name, part in value.items():
            found += faults(part, properties.get(name, more if isinstance(more, dict) else {}), f"{where}.{name}")
    if isinstance(value, list):
        for index, part in enumerate(value):
            found += faults(part, schema.get("items", {}), f"{where}[{index}]")
    return found


@pytest.mark.parametrize("layer", sorted(LAYERS))
def test_every_row_is_as_its_schema_says(layer: str, dossier: Dossier, texts: dict[str, DocumentText]) -> None:
    rows = [json.loads(line) for line in jsonl(layer_rows(layer, dossier, texts))]
    assert rows
    assert [fault for row in rows for fault in faults(row, schema_of(layer))] == []


def test_the_report_is_as_its_schema_says(dossier: Dossier) -> None:
    report = json.loads(as_json(dossier.findings, dossier.problems, dossier.coverage))
    assert faults(report, schema_of("check")) == []


def test_a_row_of_reuse_is_as_its_schema_says() -> None:
    night = ReuseSide("courier-night", Quote(20, 26, "a ferry"[:6]))
    gale = ReuseSide("echo-gale", Quote(3, 9, "a ferr"))
    pair = ReusePair(night, gale, 5, 1.0, "unknown", "0123456789ab")
    (row,) = reuse_rows(Reuse(2, 400, {"gram": 12}, 0, (pair,), ()), {"courier-night": "courier/night.html"})
    assert faults(json.loads(next(jsonl([row]))), schema_of("reuse")) == []
    assert row["a"]["source"] == "courier/night.html"


def test_the_check_itself_sees_faults() -> None:
    assert faults(
        {"role": 3}, {"type": "object", "properties": {"role": {"type": "string"}}, "required": ["edtf"]}
    ) == [
        ".edtf is missing",
        ".role: 3 is not string",
    ]


def test_the_parts_of_a_citation_are_values(dossier: Dossier) -> None:
    row = next(iter(layer_rows("citations", dossier, {})))
    assert (row["title"], row["volume"], row["number"], row["pages"]) == ("The Saltmarsh Courier", "3", "7", "2")


def test_an_issue_names_the_sources_printed_in_it(dossier: Dossier) -> None:
    row = next(iter(layer_rows("issues", dossier, {})))
    assert row["sources"] == ["courier/gale.html", "courier/pier.html"]


def test_a_form_of_a_title_comes_with_the_words_that_attest_it(dossier: Dossier) -> None:
    row = next(row for row in layer_rows("entities", dossier, {}) if row["kind"] == "periodical")
    assert row["names"][0]["quote"] == "The Saltmarsh Courier"


def test_rows_come_sorted_by_source_and_place(dossier: Dossier, texts: dict[str, DocumentText]) -> None:
    rows = list(layer_rows("dates", dossier, texts))
    assert rows == sorted(rows, key=lambda row: (row["source"], row["begin"]))


@given(st.lists(st.fixed_dictionaries({"a": st.text(), "b": st.integers()}), min_size=1))
def test_csv_is_read_back_as_written(rows: list[dict[str, Any]]) -> None:
    text = b"".join(csv_lines(rows)).decode()
    read = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [(row["a"], row["b"]) for row in read] == [(cell(row["a"]), str(row["b"])) for row in rows]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1"])
def test_no_quotation_becomes_a_formula(text: str) -> None:
    assert cell(text) == "'" + text
