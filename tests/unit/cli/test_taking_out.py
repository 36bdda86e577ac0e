"""cite, export and demo, over a folder of pages with no configuration."""

import csv
import io
import json
import zipfile
from pathlib import Path

import click
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


def test_export_writes_a_document_as_tei_and_as_markdown(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "fair.tei.xml"
    assert run("export", "tei", str(folder), "--document", "fair", "--to", str(target)).exit_code == 0
    assert '<p xml:id="p1">The eel fair' in target.read_text(encoding="utf-8")
    assert "# The Eel Fair" in run("export", "markdown", str(folder), "--document", "fair").output


def test_export_writes_annotations_as_one_page(folder: Path) -> None:
    page = json.loads(run("export", "annotations", str(folder)).output)
    assert page["type"] == "AnnotationPage"
    assert "1931-03-21" in [item["body"][0]["value"] for item in page["items"]]


def test_export_writes_a_book_of_an_author(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "fenwick.epub"
    assert run("export", "epub", str(folder), "--author", "Martha Fenwick", "--to", str(target)).exit_code == 0
    with zipfile.ZipFile(target) as book:
        assert "The Eel Fair" in book.read("EPUB/nav.xhtml").decode()


def test_an_unknown_author_is_a_usage_error(folder: Path) -> None:
    with pytest.raises(click.UsageError, match="Did you mean"):
        run("export", "epub", str(folder), "--author", "martha-fenwic", "--to", "x.epub")


def test_the_zip_of_a_site_is_the_same_bytes_twice(folder: Path, tmp_path: Path) -> None:
    for name in ("a.zip", "b.zip"):
        assert run("export", "site", str(folder), "--zip", "--to", str(tmp_path / name)).exit_code == 0
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.zip") as site:
        assert site.testzip() is None
        published = {p.relative_to(folder / "public").as_posix() for p in (folder / "public").rglob("*") if p.is_file()}
        assert set(site.namelist()) == {name for name in published if not name.startswith(".")}


def test_the_site_is_copied_into_an_empty_folder_only(folder: Path, tmp_path: Path) -> None:
    run("export", "site", str(folder), "--to", str(tmp_path / "copy"))
    assert (tmp_path / "copy" / "index.html").read_bytes() == (folder / "public" / "index.html").read_bytes()
    with pytest.raises(click.UsageError, match="not an empty folder"):
        run("export", "site", str(folder), "--to", str(tmp_path / "copy"))


def test_export_says_why_there_are_no_claims(folder: Path) -> None:
    told = run("export", "claims", str(folder))
    assert "The study of people is off" in told.stderr
    assert 'use = ["people"]' in told.stderr
    assert "study" not in run("export", "dates", str(folder)).stderr
