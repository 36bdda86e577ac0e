"""cite, export and demo, over a folder of pages with no configuration."""

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from testimonia.cli import cli
from testimonia.cli.demo import example_folder

PAGE = """<html><head><title>The Eel Fair</title></head><body>
<h1>The Eel Fair</h1>
<h3>By Martha Fenwick</h3>
<p class="information">Source: <em>The Saltmarsh Courier</em>, Vol. III No. 12, 23 March 1931, p. 4.<br>
Transcription/HTML Markup: Ada Pike.</p>
<hr>
<p>The eel fair was held on 21 March 1931 in the Corn Hall, and nobody bought an eel.</p>
<p>The mayor spoke for an hour about the price of lamp oil, which he has never bought.</p>
</body></html>
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    texts = tmp_path_factory.mktemp("texts")
    (texts / "fair.html").write_text(PAGE, encoding="utf-8")
    assert run("build", str(texts), "-q").exit_code == 0
    return texts


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, [*arguments], env={"COLUMNS": "100"}, standalone_mode=False, catch_exceptions=False)


def test_cite_gives_volume_number_page_and_paragraph(folder: Path) -> None:
    assert run("cite", "fair.html", str(folder), "--paragraph", "p2").output == (
        "Martha Fenwick, “The Eel Fair”, The Saltmarsh Courier, vol. 3, no. 12, 23 March 1931, p. 4, paragraph 2, "
        f"{folder.name}.\n"
    )


@pytest.mark.parametrize(
    ("form", "begin"), [("bibtex", "@article{fair,\n"), ("ris", "TY  - NEWS"), ("csl", '[{"archive"')]
)
def test_cite_has_each_format(folder: Path, form: str, begin: str) -> None:
    assert run("cite", "fair", str(folder), "--format", form).output.startswith(begin)


def test_every_exported_quote_is_what_stands_there(folder: Path) -> None:
    document = json.loads(run("export", "documents", str(folder)).output)
    text = (folder / "public" / "documents" / f"{document['id']}.txt").read_text(encoding="utf-8")
    dates = [json.loads(line) for line in run("export", "dates", str(folder)).output.splitlines()]
    assert {row["edtf"] for row in dates} >= {"1931-03-23", "1931-03-21"}
    begin = document["begin"]
    assert [row["quote"] for row in dates] == [text[row["begin"] - begin : row["end"] - begin] for row in dates]


def test_export_writes_csv_to_a_file(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "documents.csv"
    assert run("export", "documents", str(folder), "--format", "csv", "--to", str(target)).output == ""
    rows = list(csv.DictReader(io.StringIO(target.read_text(encoding="utf-8"))))
    assert [(row["title"], row["volume"], row["number"]) for row in rows] == [("The Eel Fair", "3", "12")]


def test_what_was_built_is_found_by_paragraph(folder: Path) -> None:
    found = json.loads(
        run("find", '"lamp oil" in:courier by:fenwick year:1931', str(folder), "--format", "json").output
    )
    assert [(hit["document"], hit["paragraph"]) for hit in found["hits"]] == [("fair", "p2")]


def test_the_example_is_there_for_the_demo() -> None:
    assert any(example_folder().rglob("*.html"))


def test_demo_touches_no_folder_of_the_users(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    result = CliRunner().invoke(cli, ["demo", str(tmp_path)])
    assert (result.exit_code, "holds files of yours" in result.output) == (2, True)
