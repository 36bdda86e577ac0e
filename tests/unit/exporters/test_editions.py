"""TEI, Markdown, annotations and EPUB of the example archive and of pages that are hard to write down."""

import gzip
import io
import json
import os
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from lxml import etree, html
from markdown_it import MarkdownIt

from testimonia.cli.demo import example_folder
from testimonia.engine.executors import Serial
from testimonia.exporters.annotations import annotation_page, annotations
from testimonia.exporters.epub import Book, epub, names_of
from testimonia.exporters.markdown import markdown
from testimonia.model.source import Capture
from testimonia.pipeline import examine, open_archive
from testimonia.pipeline.editions import Edition, editions
from testimonia.readers.tei import read_tei
from testimonia.text.printable import printable

SCHEMA = Path(__file__).parents[2] / "vendor" / "tei_all.rng.gz"
TEI = "{http://www.tei-c.org/ns/1.0}"
ID = "{http://www.w3.org/XML/1998/namespace}id"
HARD = """<html><head><title>Nails &amp; Rope</title></head><body>
<h1>Nails &amp; Rope</h1>
<h3>By Martha Fenwick</h3>
<p class="information">Source: <em>The Saltmarsh Courier</em>, Vol. III No. 12, 23 March 1931, p. 4.<br>
Transcription/HTML Markup: Ada Pike.</p>
<hr>
<p>1906. was the year, <b>and <i>not</i></b> * 1907 * as the *Echo* has it;
6<i>s</i> &lt;each&gt;, a_b_c [x](y) `z` &amp;amp; \\.</p>
<p># 12 nails<br>- 3 ropes<br><i>“Quoted</i>words</p>
<blockquote><p>“On 9 January 1905 (O.S.) we sailed.”</p></blockquote>
<h4>A heading too deep</h4>
<ul><li>tar</li><li>hemp &amp; oakum</li></ul>
<table><tr><td>nails</td><td>4d</td></tr><tr><td>rope | line</td><td>2s.</td></tr></table>
<p>Bell\x07 and form\x0cfeed, éàü, 鹽, مد.</p>
<p><a href="https://harbour.example/a b(1)">the harbour</a></p>
<hr>
<p>* * *</p>
<p>Saltmarsh, 3 March 1931</p>
<p>Martha Fenwick</p>
<p class="updated">Last updated on 14 March 2019</p>
</body></html>
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Edition]:
    """The example's editions, and that of a page with everything that a format may stumble over."""
    folder = tmp_path_factory.mktemp("editions") / "saltmarsh"
    shutil.copytree(example_folder(), folder, ignore=shutil.ignore_patterns(".testimonia", "public", "identity"))
    (folder / "sources" / "hard.html").write_text(HARD, encoding="utf-8")
    archive = open_archive(folder, folder.parent / "out", executor=Serial())
    return {edition.document.id: edition for edition in editions(archive, examine(archive))}


@pytest.fixture(scope="module")
def schema() -> etree.RelaxNG:
    return etree.RelaxNG(etree.fromstring(gzip.decompress(SCHEMA.read_bytes())))


def words_in(element: etree._Element) -> str:
    return "".join(str(piece) for piece in element.itertext())


def letters(text: str) -> str:
    return "".join(printable(text).split())


def own_text(edition: Edition) -> str:
    return edition.page.text[edition.document.begin : edition.document.end]


def test_every_tei_file_is_valid(made: dict[str, Edition], schema: etree.RelaxNG) -> None:
    for id_, edition in made.items():
        assert schema.validate(etree.fromstring(edition.tei()).getroottree()), (id_, str(schema.error_log))


def test_tei_reads_back_with_every_letter_in_its_place(made: dict[str, Edition]) -> None:
    for id_, edition in made.items():
        reading = read_tei(Capture(f"{id_}.tei.xml", "0" * 64, 1, "application/tei+xml"), edition.tei())
        assert not reading.problems, id_
        assert letters(reading.source.text) == letters(own_text(edition)), id_


def test_tei_paragraphs_bear_the_frozen_ids(made: dict[str, Edition]) -> None:
    edition = made["hard"]
    root = etree.fromstring(edition.tei())
    shown = {block.id: own_text(edition)[block.begin : block.end] for block in edition.laid.blocks if block.id}
    named = {str(e.get(ID)): words_in(e) for e in root.iter() if e.get(ID) and e.tag != f"{TEI}calendar"}
    assert list(named) == list(shown)
    assert {id_: letters(words) for id_, words in named.items()} == {i: letters(words) for i, words in shown.items()}


def test_the_tei_header_tells_the_printing(made: dict[str, Edition]) -> None:
    root = etree.fromstring(made["hard"].tei())
    monogr = next(root.iter(f"{TEI}monogr"))
    assert monogr.findtext(f"{TEI}title") == "The Saltmarsh Courier"
    assert monogr.find(f"{TEI}title").get("level") == "j"  # type: ignore[union-attr]
    assert next(monogr.iter(f"{TEI}date")).get("when") == "1931-03-23"
    scope = {scope.get("unit"): scope.text for scope in monogr.iter(f"{TEI}biblScope")}
    assert scope == {"volume": "3", "issue": "12", "page": "4"}


def test_furniture_stands_in_the_tei_file_where_it_stood(made: dict[str, Edition]) -> None:
    root = etree.fromstring(made["hard"].tei())
    furniture = {fw.get("type"): words_in(fw) for fw in root.iter(f"{TEI}fw")}
    assert furniture["source-line"].startswith("Source: The Saltmarsh Courier")
    assert furniture["updated"] == "Last updated on 14 March 2019"


def test_a_table_is_a_table_in_tei(made: dict[str, Edition]) -> None:
    rows = list(etree.fromstring(made["hard"].tei()).iter(f"{TEI}row"))
    assert [[cell.text for cell in row] for row in rows] == [["nails", "4d"], ["rope | line", "2s."]]


def test_an_old_style_date_says_both_days(made: dict[str, Edition]) -> None:
    root = etree.fromstring(made["hard"].tei())
    date = next(date for date in root.iter(f"{TEI}date") if date.get("when-custom"))
    assert (date.get("when-custom"), date.get("when"), date.get("calendar")) == ("1905-01-09", "1905-01-22", "#julian")


def test_markdown_shows_the_words_as_they_are(made: dict[str, Edition]) -> None:
    reader = MarkdownIt("commonmark").enable("table")
    for id_, edition in made.items():
        body = markdown(edition.laid, edition.record).split("---\n", 2)[2]
        shown = words_in(html.fromstring(f"<div>{reader.render(body)}</div>"))
        blocks = sorted(edition.laid.blocks, key=lambda block: block.kind == "furniture")
        assert letters(shown) == "".join(letters(edition.page.text[b.begin : b.end]) for b in blocks), id_


def test_markdown_keeps_emphasis_and_anchors(made: dict[str, Edition]) -> None:
    text = markdown(made["hard"].laid, made["hard"].record)
    assert '<a id="p1"></a>' in text
    assert "<strong>and <em>not</em></strong>" in text
    assert "- <a" in text and '<a id="p6"></a>nails | 4d |' in text
    assert 'authors: ["Martha Fenwick"]' in text


def test_an_annotation_finds_its_words_by_place_and_by_quote(made: dict[str, Edition]) -> None:
    seen = set()
    for edition in made.values():
        text = own_text(edition)
        for item in annotations(edition.annotated(f"documents/{edition.document.id}")):
            position, quoted = item["target"]["selector"]
            start, end = position["start"], position["end"]
            assert printable(text[start:end]) == quoted["exact"]
            assert printable(text).find(quoted["prefix"] + quoted["exact"] + quoted["suffix"]) >= 0
            assert item["target"]["source"] == f"documents/{edition.document.id}.txt"
            assert item["id"] not in seen
            seen.add(item["id"])
    assert len(seen) > 100


def test_annotations_say_what_a_finding_says(made: dict[str, Edition]) -> None:
    edition = next(edition for edition in made.values() if edition.assessed)
    page = annotation_page("x", annotations(edition.annotated("documents/x")))
    assert page["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assessing = [item for item in page["items"] if item["motivation"] == "assessing"]
    assert assessing[0]["body"][0]["value"] in {found.words for found in edition.assessed}
    json.dumps(page)


@pytest.fixture(scope="module")
def book(made: dict[str, Edition]) -> Book:
    chapters = tuple(edition.chapter() for edition in made.values())
    return Book("Papers & Slips", tuple(names_of(chapters)), "en", made["hard"].card, chapters)


def test_the_same_texts_give_the_same_bytes(book: Book) -> None:
    assert epub(book) == epub(book)


def test_an_epub_holds_to_the_container_rules(book: Book) -> None:
    body = epub(book)
    assert body[30:58] == b"mimetypeapplication/epub+zip"
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        assert archive.infolist()[0].compress_type == zipfile.ZIP_STORED
        assert not archive.infolist()[0].extra
        package = etree.fromstring(archive.read("EPUB/package.opf"))
        listed = {item.get("href") for item in package.iter("{*}item")}
        assert {f"EPUB/{name}" for name in listed} | {"mimetype", "META-INF/container.xml", "EPUB/package.opf"} == set(
            archive.namelist()
        )
        for name in archive.namelist():
            if name.endswith("xhtml"):
                page = etree.fromstring(archive.read(name))
                ids = [e.get("id") for e in page.iter() if e.get("id")]
                assert len(ids) == len(set(ids))
        modified = re.search(r'dcterms:modified">([^<]+)<', archive.read("EPUB/package.opf").decode())
        assert modified and re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", modified[1])


def test_an_epub_keeps_every_letter(made: dict[str, Edition]) -> None:
    edition = made["hard"]
    body = epub(Book("x", (), "en", edition.card, (edition.chapter(),)))
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        page = etree.fromstring(archive.read("EPUB/c0001.xhtml"))
    shown = letters(words_in(next(page.iter("{*}body"))))
    for block in edition.laid.blocks:
        assert letters(edition.page.text[block.begin : block.end]) in shown


def test_epubcheck_finds_nothing(book: Book, tmp_path: Path) -> None:
    jar = os.environ.get("EPUBCHECK_JAR", "/usr/share/java/epubcheck.jar")
    # Debian's own command starts only where the kernel takes a jar for a program.
    command = ["java", "-jar", jar] if Path(jar).exists() else ["epubcheck"]
    if not shutil.which(command[0]):
        pytest.skip("epubcheck is not installed: apt install epubcheck, or name its jar in EPUBCHECK_JAR")
    path = tmp_path / "book.epub"
    path.write_bytes(epub(book))
    done = subprocess.run([*command, str(path)], capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_book_without_a_text_is_refused(made: dict[str, Edition]) -> None:
    with pytest.raises(ValueError, match="chapter"):
        epub(Book("x", (), "en", made["hard"].card, ()))
