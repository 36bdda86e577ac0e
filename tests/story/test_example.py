"""The papers of Saltmarsh: each planted slip is found, and nothing else at warning or above."""

import json
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from testimonia import registry
from testimonia.model.finding import Finding
from testimonia.pipeline import examine, open_archive

EXAMPLE = Path(__file__).parents[2] / "examples" / "saltmarsh"
EXPECTED = json.loads((EXAMPLE / "expected.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def findings(tmp_path_factory: pytest.TempPathFactory) -> tuple[Finding, ...]:
    folder = tmp_path_factory.mktemp("story")
    shutil.copytree(EXAMPLE, folder / "saltmarsh", ignore=shutil.ignore_patterns(".testimonia", "public"))
    return examine(open_archive(folder / "saltmarsh", folder / "out")).dossier.findings


def of_weight(findings: Iterable[Finding]) -> list[Finding]:
    """What is reported at warning or above."""
    return [finding for finding in findings if finding.severity != "note"]


def test_every_planted_slip_is_found_and_nothing_else(findings: tuple[Finding, ...]) -> None:
    wanted = sorted((row["code"], row["source"]) for row in EXPECTED["found"])
    assert sorted((f.code, f.evidence[0].source) for f in of_weight(findings)) == wanted


@pytest.mark.parametrize("row", EXPECTED["found"], ids=lambda row: row["code"])
def test_a_finding_quotes_the_planted_words(findings: tuple[Finding, ...], row: dict[str, Any]) -> None:
    quoted = [
        {e.quote.exact for e in f.evidence}
        for f in of_weight(findings)
        if (f.code, f.evidence[0].source) == (row["code"], row["source"])
    ]
    assert any(set(row["quotes"]) <= quotes for quotes in quoted)


def test_every_rule_has_its_plant() -> None:
    planted = {row["code"] for row in [*EXPECTED["found"], *EXPECTED["notes"]]}
    assert planted == {rule.member.code for rule in registry.rules()}


def test_innocent_near_misses_stay_silent(findings: tuple[Finding, ...]) -> None:
    weighty = [f for f in findings if f.severity != "note" or f.code.startswith("C")]
    reported = {(f.code, e.source) for f in weighty for e in f.evidence}
    assert not {(row["code"], row["source"]) for row in EXPECTED["silent"]} & reported


def test_every_near_miss_is_a_file_of_the_example() -> None:
    assert all((EXAMPLE / "sources" / row["source"]).is_file() for row in EXPECTED["silent"])


def test_what_is_only_absent_or_explained_is_a_note(findings: tuple[Finding, ...]) -> None:
    notes = {(f.code, f.evidence[0].source) for f in findings if f.severity == "note"}
    assert {(row["code"], row["source"]) for row in EXPECTED["notes"]} <= notes
