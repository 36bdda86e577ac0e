"""Pages of shared texts, from the example's own sources: two texts side by side, the index, who prints whom."""

import re
import shutil
import sqlite3
from pathlib import Path

import pytest

from testimonia.pipeline import build, open_archive

EXAMPLE = Path(__file__).parents[3] / "examples" / "saltmarsh"
ERASED = "compare/courier-1931-02-night__beacon-1936-02-remembered.html"


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("compare")
    shutil.copytree(EXAMPLE, folder / "saltmarsh", ignore=shutil.ignore_patterns(".testimonia", "public"))
    archive = open_archive(folder / "saltmarsh", folder / "out")
    build(archive)
    return archive.layout.public


def html(public: Path, path: str) -> str:
    return (public / path).read_text("utf-8")


def words(fragment: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", "", fragment).split())


def test_erased_names_stand_before_all_other_differences(public: Path) -> None:
    page = html(public, ERASED)
    first, all_of_them = page.index('id="touched"'), page.index('id="differences"')
    assert first < all_of_them
    listed = words(page[first:all_of_them])
    assert "a name left out: and Silas Crane, the cooper, who happened to be arguing with her about a toll" in listed


def test_each_difference_in_the_list_leads_to_a_place_in_the_text(public: Path) -> None:
    page = html(public, ERASED)
    led_to = set(re.findall(r'href="#(d\d+)"', page))
    assert led_to
    assert led_to <= set(re.findall(r'id="(d\d+)"', page))


def test_both_texts_are_there_in_full(public: Path) -> None:
    page = html(public, ERASED)
    rows = page[page.index('class="witnesses"') :]
    for name, path in (("a", "courier/1931/02/night.html"), ("b", "beacon/1936/02/remembered.html")):
        shown = words(" ".join(re.findall(rf'<div class="side {name}".*?</div>', rows, re.S)))
        source = re.sub(r"\s+", " ", (EXAMPLE / "sources" / path).read_text("utf-8"))
        for sentence in re.findall(r"<p>(.*?)</p>", source):
            assert words(sentence.replace("&amp;", "&")).split()[-1] in shown


def test_a_paragraph_leads_to_its_place_in_the_document(public: Path) -> None:
    page = html(public, ERASED)
    for path, anchor in re.findall(r'class="n" href="\.\./(documents/[^"#]+)#(p\d+)"', page):
        assert f'id="{anchor}"' in html(public, path)


def test_a_document_names_what_others_print_of_it(public: Path) -> None:
    page = html(public, "documents/courier-1931-02-night.html")
    assert f'href="../{ERASED}"' in page
    assert "Also, later, in" in page
    assert "Earlier in" in html(public, "documents/beacon-1936-02-remembered.html")


def test_the_index_leads_to_every_shared_text(public: Path) -> None:
    page = html(public, "reuse/index.html")
    assert all(f'href="../compare/{path.name}"' in page for path in (public / "compare").glob("*.html"))


def test_who_prints_whom_is_a_picture_and_a_table_of_the_same(public: Path) -> None:
    page = html(public, "reuse/periodicals.html")
    assert '<svg class="matrix"' in page
    assert '<svg class="flow"' in page
    table = words(page[page.index("<table>") : page.index("</table>")])
    assert "The Saltmarsh CourierThe Norwick Beacon2160" in table


def test_no_page_of_shared_texts_is_larger_than_its_limit(public: Path) -> None:
    pages = [*(public / "compare").glob("*.html"), *(public / "reuse").glob("*.html")]
    assert pages
    assert all(path.stat().st_size < 300_000 for path in pages)


def test_the_database_holds_what_documents_share_with_both_readings(public: Path) -> None:
    db = sqlite3.connect(public / "data" / "archive.sqlite")
    kinds = dict(db.execute("SELECT b, kind FROM shares"))
    changed = db.execute("SELECT a_reading, b_reading FROM shared_changes WHERE touches = 'number'").fetchall()
    db.close()
    assert kinds["beacon-1936-02-remembered"] == "excerpt"
    assert changed == [("nineteen", "ninety")]
