"""The engines of a server find what SQLite's FTS5 finds: the same documents on every query, and the same counts."""

import importlib.util
import random
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from testimonia.archive.columns import Columns, Held
from testimonia.archive.database import connect
from testimonia.archive.errors import ArchiveError
from testimonia.archive.folded import Stemmer
from testimonia.archive.search import MOST_SHOWN, Engine, Results, Window, search
from testimonia.archive.tantivy_index import FOLDER, is_installed, stamp_of, update_index
from testimonia.archive.tantivy_search import open_tantivy
from testimonia.engine.executors import Serial
from testimonia.pipeline import build, open_archive
from testimonia.text.searchwords import words_of

with_tantivy = pytest.mark.skipif(
    importlib.util.find_spec("tantivy") is None, reason="tantivy (testimonia[tantivy]) is not installed: NOT tested"
)
EXAMPLE = next(folder for folder in sorted((Path(__file__).parents[3] / "examples").iterdir()) if folder.is_dir())
ALL = Window(limit=MOST_SHOWN, facet_values=1000)
FIXED = (
    *(
        "the",
        "=the",
        '"of the"',
        '="in the"',
        "a*",
        "s* t*",
        "strikes",
        "=strikes",
        "zzzz",
        "the -the",
        "-the",
        "-zzzz",
    ),
    *(
        "the of a and",
        "harbour OR harbor",
        "mayor’s",
        "ÉTÉ OR ete",
        "1906",
        "19*",
        '"the str"*',
        "(a OR b) (c OR the) -zz",
    ),
    *("year:1906", "year:1900..", "year:..1920", "year:1900..1950", "-year:1900..1950", "year:1906 pier", "in:courier"),
    *("person:marsh", "the person:a", "-person:orme", 'person:"tobias orme" OR pier', "person:zzzz"),
    *("in:the", "in:zzzz", "by:a", "-by:a the", "in:courier -strike", "NOT by:editors", "a AND b AND NOT c", "…a…"),
    *("the AND of AND NOT a", "-a -the", "(-a) OR the", "exact:yes strikes OR ferry", "a OR in:courier", "-(a OR -b)"),
)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("tantivy")
    build(open_archive(EXAMPLE, out, executor=Serial()))
    if is_installed():
        update_index(out / "public" / "data" / "archive.sqlite", out / ".testimonia" / FOLDER)
    return out


@pytest.fixture(scope="module")
def db(home: Path) -> Iterator[sqlite3.Connection]:
    with closing(connect(home / "public" / "data" / "archive.sqlite")) as opened:
        yield opened


@pytest.fixture(
    scope="module",
    params=[
        "columns",
        pytest.param("tantivy", marks=with_tantivy),
        pytest.param("tantivy and columns", marks=with_tantivy),
    ],
)
def engine(request: pytest.FixtureRequest, home: Path, db: sqlite3.Connection) -> Engine:
    columns = Columns(db) if "columns" in request.param else None
    engine = (
        open_tantivy(home / "public" / "data" / "archive.sqlite", columns) if "tantivy" in request.param else columns
    )
    assert engine is not None
    return engine


def words_in(db: sqlite3.Connection) -> tuple[list[str], list[str]]:
    texts = [words_of(row[0]) for row in db.execute("SELECT text FROM paragraphs ORDER BY document, position")]
    return sorted({word for words in texts for word in words if len(word) > 2}), [
        " ".join(words[at : at + 3]) for words in texts for at in range(0, len(words) - 3, 7)
    ]


def questions(db: sqlite3.Connection) -> list[str]:
    some = random.Random(3)
    words, phrases = words_in(db)
    made = []
    patterns = (
        "{0}",
        "={0}",
        "{0}*",
        "{0} {1}",
        "{0} OR ={1}",
        "{0} -{1}",
        '"{2}"',
        '="{2}"',
        '-"{2}"',
        "({0} OR {1}) -{2}",
    )
    for turn in range(60):
        first, second, phrase = some.choice(words), some.choice(words), some.choice(phrases)
        made.append(patterns[turn % len(patterns)].format(first, second, phrase))
    return [*made, *FIXED]


def test_the_same_documents_and_counts_on_every_query(db: sqlite3.Connection, engine: Engine) -> None:
    different = []
    for query in questions(db):
        one, other = search(db, query, ALL), search(db, query, ALL, engine)
        if said(one) != said(other):
            different.append((query, one.total, other.total))
    assert different == []


def said(results: Results) -> object:
    hits = {(hit.document, hit.paragraph, hit.snippet.pieces) for hit in results.hits}
    return results.total, hits, {facet.name: set(facet.values) for facet in results.facets}


def test_the_order_by_date_is_the_same(db: sqlite3.Connection, engine: Engine) -> None:
    window = Window(limit=7, offset=5, order="date")
    assert search(db, "the", window, engine).hits == search(db, "the", window).hits


def test_pages_of_hits_hold_each_document_once(db: sqlite3.Connection, engine: Engine) -> None:
    for query in ("the", "year:1900..1950", "s*"):
        total = search(db, query, ALL, engine).total
        pages = [search(db, query, Window(5, at), engine).hits for at in range(0, total, 5)]
        ids = [hit.document for page in pages for hit in page]
        assert len(ids) == len(set(ids)) == total > 5


def test_columns_find_in_the_order_of_the_database(db: sqlite3.Connection) -> None:
    columns = Columns(db)
    for query in questions(db):
        for window in (Window(5, 0), Window(3, 4), Window(50, 2, "date")):
            assert search(db, query, window, columns) == search(db, query, window), query


def test_what_columns_hold_of_words_is_bounded() -> None:
    made: list[int] = []
    held: Held[bytes] = Held(100, len)

    def make(size: int) -> bytes:
        made.append(size)
        return bytes(size)

    for size in (60, 30, 60, 50, 30, 30):
        assert len(held.get(size, partial(make, size))) == size
    assert made == [60, 30, 50, 30]  # 60 and 30 were held; 50 let both go
    assert held.get(500, partial(make, 500)) == bytes(500)
    assert held.get(500, partial(make, 500)) == bytes(500)
    assert made[-1] == 500
    assert made.count(500) == 1


def test_stems_are_those_of_the_database(db: sqlite3.Connection) -> None:
    words, _ = words_in(db)
    wanted = {row[0] for row in stems_in(db)}
    assert set(Stemmer().stems_of(words)) <= wanted


def stems_in(db: sqlite3.Connection) -> list[tuple[str]]:
    db.execute("CREATE VIRTUAL TABLE IF NOT EXISTS temp.stems USING fts5vocab(main, search_stem, row)")
    return db.execute("SELECT term FROM temp.stems").fetchall()


@with_tantivy
def test_an_index_follows_its_database_and_is_not_used_before_it_does(tmp_path: Path) -> None:
    page = "<html><body><h1>The Dyke</h1><p>The {} was mended by the carters.</p></body></html>"
    for name, what in (("a", "dyke"), ("b", "sluice")):
        (tmp_path / f"{name}.html").write_text(page.format(what), encoding="utf-8")
    (tmp_path / "testimonia.toml").write_text('[search]\nengine = "tantivy"\n', encoding="utf-8")

    database = tmp_path / "public" / "data" / "archive.sqlite"
    build(open_archive(tmp_path, executor=Serial()))
    assert found_by(database, "sluice") == ["b"]
    (tmp_path / "a.html").write_text(page.format("culvert"), encoding="utf-8")
    (tmp_path / "b.html").unlink()
    build(open_archive(tmp_path, executor=Serial()))
    assert [found_by(database, query) for query in ("culvert", "dyke -culvert", "sluice")] == [["a"], [], []]
    with closing(sqlite3.connect(database)) as db:
        db.execute("PRAGMA user_version = 7")
    assert open_tantivy(database) is None


def found_by(database: Path, query: str) -> list[str]:
    engine = open_tantivy(database)
    assert engine is not None
    with closing(connect(database)) as db:
        return [hit.document for hit in search(db, query, ALL, engine).hits]


@with_tantivy
def test_a_damaged_stamp_is_no_index_and_the_next_build_makes_it_anew(home: Path, tmp_path: Path) -> None:
    shutil.copytree(home, tmp_path / "copy")
    database, folder = (
        tmp_path / "copy" / "public" / "data" / "archive.sqlite",
        tmp_path / "copy" / ".testimonia" / FOLDER,
    )
    (folder / "stamp.json").write_text("{", encoding="utf-8")
    assert stamp_of(folder) is None
    assert open_tantivy(database) is None
    assert update_index(database, folder) > 20
    assert open_tantivy(database) is not None


@with_tantivy
def test_without_the_package_build_says_what_to_install(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "tantivy", None)
    with pytest.raises(ArchiveError, match=r"pip install 'testimonia\[tantivy\]'"):
        update_index(home / "public" / "data" / "archive.sqlite", home / "elsewhere")


@with_tantivy
def test_find_answers_by_tantivy_as_by_sqlite(home: Path) -> None:
    asked = [sys.executable, "-m", "testimonia", "find", "the -zzz", str(home), "--order", "date", "--format", "json"]
    by_tantivy = subprocess.run(asked, capture_output=True, text=True, check=True).stdout
    stamp = home / ".testimonia" / FOLDER / "stamp.json"
    stamp.rename(home / "stamp")
    by_sqlite = subprocess.run(asked, capture_output=True, text=True, check=True).stdout
    (home / "stamp").rename(stamp)
    assert by_tantivy == by_sqlite
