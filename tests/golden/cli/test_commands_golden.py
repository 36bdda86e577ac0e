"""What each command prints, held to a file; `TESTIMONIA_GOLDEN=write` writes them anew, to be read before committing.

The archive is the example of the project. Paths and times, which differ between machines, are replaced.
"""

import os
import re
import shutil
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from testimonia.cli import COMMANDS, ORDER, cli

HERE = Path(__file__).parent
EXAMPLE = HERE.parents[2] / "examples" / "saltmarsh"
DOCUMENT = "courier-1931-02-night"

CASES = {
    "build": ["build", "{archive}"],
    "check": ["check", "{archive}", "--fail-on", "never"],
    "check_github": ["check", "{archive}", "--format", "github", "--fail-on", "never"],
    "status": ["status", "{archive}"],
    "why": ["why", "courier/1931/02/night.html", "{archive}"],
    "why_layer": ["why", DOCUMENT, "dates", "{archive}"],
    "find": ["find", "ferry", "{archive}", "--limit", "4"],
    "show": ["show", DOCUMENT, "{archive}"],
    "cite": ["cite", DOCUMENT, "{archive}"],
    "cite_bibtex": ["cite", DOCUMENT, "{archive}", "--format", "bibtex"],
    "evidence": ["evidence", "Hannah Pell", "{archive}"],
    "reuse": ["reuse", "{archive}", "-n", "4"],
    "reuse_document": ["reuse", DOCUMENT, "{archive}"],
    "reuse_why": ["reuse", "--why", DOCUMENT, "beacon-1936-02-remembered", "{archive}"],
    "compare": ["compare", DOCUMENT, "beacon-1936-02-remembered", "{archive}"],
    "compare_quotation": ["compare", "bells", "bell-again", "{archive}"],
    "export_reuse": ["export", "reuse", "{archive}"],
    "verify": ["verify", "{archive}"],
    "rule": ["rule", "D110"],
    "rules": ["rule"],
    "extract_unknown": ["extract", "{archive}", "--with", "oracle"],
    "extract_lacking": ["extract", "{archive}", "--with", "endpoint", "--model", "small"],
    "export": ["export", "issues", "{archive}"],
    "no_such_rule": ["rule", "D999"],
    "no_such_folder": ["build", "{archive}-nowhere"],
    "no_such_source": ["why", "nothing.html", "{archive}"],
}


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("golden") / "saltmarsh"
    shutil.copytree(EXAMPLE, folder)
    assert run(["build", str(folder)], folder)[0] == 0
    return folder


def run(arguments: list[str], archive: Path) -> tuple[int, str]:
    """A command's exit status and its output, as the entry point gives them, with paths and times replaced."""
    from testimonia.cli._run import guarded

    class Guarded(click.Command):
        def main(self, *args: object, **kwargs: object) -> object:  # type: ignore[override]
            raise SystemExit(guarded(cli, arguments))

    result = CliRunner(env={"COLUMNS": "100"}).invoke(Guarded("testimonia"), [])
    text = result.output.replace(str(archive.parent), "ARCHIVES")
    text = re.sub(r"in \d+\.\d s", "in N s", text)
    text = re.sub(r"[\d,]+ (rows of layers|quotes)", r"N \1", text)  # they change with every analyser
    return result.exit_code, "\n".join(line.rstrip() for line in text.splitlines()) + "\n"


@pytest.mark.parametrize("name", CASES)
def test_a_command_prints_what_its_golden_file_holds(name: str, archive: Path) -> None:
    status, text = run([part.format(archive=archive) for part in CASES[name]], archive)
    golden = HERE / f"{name}.txt"
    said = f"exit status {status}\n{text}"
    if os.environ.get("TESTIMONIA_GOLDEN") == "write":
        golden.write_text(said, encoding="utf-8")
    assert said == golden.read_text(encoding="utf-8")


def test_every_command_has_a_golden_case_or_tests_of_its_own() -> None:
    elsewhere = {"init", "serve", "demo", "doctor"}
    assert {arguments[0] for arguments in CASES.values()} | elsewhere == set(COMMANDS) == set(ORDER)


@pytest.mark.parametrize("name", ORDER)
def test_every_command_says_what_it_does_with_an_example(name: str) -> None:
    result = CliRunner().invoke(cli, [name, "--help"])
    assert result.exit_code == 0
    assert "Example" in result.output
    assert COMMANDS[name] in " ".join(result.output.split())


def test_init_writes_a_configuration_that_is_read_back_and_never_overwrites(tmp_path: Path) -> None:
    from testimonia.archive.config import load_config

    status, text = run(["init", str(tmp_path)], tmp_path)
    assert (status, "Wrote" in text) == (0, True)
    assert load_config(tmp_path / "testimonia.toml", "x").archive.title == tmp_path.name
    status, text = run(["init", str(tmp_path)], tmp_path)
    assert (status, "it was left as it is" in text) == (2, True)


def test_a_misspelt_command_is_answered_with_its_neighbour(tmp_path: Path) -> None:
    status, text = run(["biuld"], tmp_path)
    assert status == 2
    assert "Did you mean 'build'?" in text
