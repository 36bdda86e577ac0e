"""The static search's files: the same bytes however they came about, and only what changed is written."""

import random
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from testimonia.engine.executors import Serial
from testimonia.pipeline import searching
from testimonia.pipeline.searchcards import date_number
from testimonia.pipeline.searching import Bindery
from testimonia.site.paths import href, slug

WORDS = "harbour strike ferry gale mayor timber letter pier corn hall ledger quay tide net boat lamp".split()


def made(database: Path, count: int) -> None:
    """A small published database: so many invented papers, with the tables that the index is made from."""
    with closing(sqlite3.connect(database)) as db:
        db.executescript(
            "CREATE TABLE documents (id, title, authors, periodical, date, kind, first_year, last_year, version);"
            "CREATE TABLE paragraphs (document, position, id, text);"
            "CREATE TABLE bylines (document, form); CREATE TABLE authors (id, label);"
            "CREATE TABLE author_names (document, author); CREATE TABLE mentions (document, entity, quote);"
            "CREATE TABLE people_and_things (id, kind, label);"
        )
        for number in range(count):
            add(db, f"paper-{number}", number)
        db.commit()


def add(db: sqlite3.Connection, id: str, number: int) -> None:
    row = (id, f"Paper {number}", '["Jane Marsh"]', "Saltmarsh Courier", "1906-02-16", "article", 1906, 1906, "1")
    db.execute("INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
    for at in range(3):
        text = " ".join(WORDS[(number * 7 + at * k) % len(WORDS)] for k in range(1, 9))
        db.execute("INSERT INTO paragraphs VALUES (?, ?, ?, ?)", (id, at, f"p{at + 1}", f"{text} x{number}y{at}."))
    db.execute("INSERT INTO bylines VALUES (?, 'Jane Marsh')", (id,))


def addresses(database: Path) -> dict[str, str]:
    with closing(sqlite3.connect(database)) as db:
        return {row[0]: href(f"documents/{slug(row[0])}.html") for row in db.execute("SELECT id FROM documents")}


def files_of(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.fixture(params=["whole", "parts"])
def bindery(tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bindery]:
    if request.param == "parts":
        monkeypatch.setattr(searching, "SMALL", 0)
    made(tmp_path / "archive.sqlite", 400)
    yield Bindery(tmp_path / "archive.sqlite", tmp_path / "kept", tmp_path / "public", Serial())


def test_a_build_after_a_change_writes_what_a_fresh_one_does(bindery: Bindery, tmp_path: Path) -> None:
    before, _ = bindery.write(addresses(bindery.database), {})
    with closing(sqlite3.connect(bindery.database)) as db:
        db.execute("UPDATE paragraphs SET text = text || ' zanzibar' WHERE document = 'paper-17' AND position = 1")
        db.execute("UPDATE documents SET version = '2' WHERE id = 'paper-17'")
        db.execute("DELETE FROM documents WHERE id = 'paper-40'")
        db.execute("DELETE FROM paragraphs WHERE document = 'paper-40'")
        add(db, "a-new-one", 999)
        db.commit()
    after, _ = bindery.write(addresses(bindery.database), before)
    for path in before.keys() - after.keys():
        (bindery.public / path).unlink()
    fresh = Bindery(bindery.database, tmp_path / "kept-2", tmp_path / "public-2", Serial())
    again, _ = fresh.write(addresses(bindery.database), {})
    assert again == after
    assert files_of(fresh.public) == files_of(bindery.public)


def lost(before: dict[str, str], after: dict[str, str], public: Path) -> None:
    """Delete what a build no longer shows, as publishing does."""
    for path in before.keys() - after.keys():
        (public / path).unlink()


@pytest.mark.parametrize("has_pairs", [False, True])
def test_change_after_change_leads_to_the_bytes_of_a_fresh_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, has_pairs: bool
) -> None:
    monkeypatch.setattr(searching, "SMALL", 0)
    monkeypatch.setattr(searching, "LEAST_DOCUMENTS", 0 if has_pairs else 1 << 30)
    database, some = tmp_path / "archive.sqlite", random.Random(11)
    made(database, 400)
    bindery = Bindery(database, tmp_path / "kept", tmp_path / "public", Serial())
    before, _ = bindery.write(addresses(database), {})
    for turn in range(4):
        with closing(sqlite3.connect(database)) as db:
            for id in (f"paper-{some.randrange(400)}", f"paper-{some.randrange(400)}"):
                text = " ".join(some.choices([*WORDS, f"new{turn}", "été"], k=30))
                db.execute("UPDATE paragraphs SET text = ? WHERE document = ? AND position = 1", (text, id))
                db.execute("UPDATE documents SET version = ? WHERE id = ?", (f"{turn}+", id))
            db.commit()
        after, _ = bindery.write(addresses(database), before)
        lost(before, after, bindery.public)
        before = after
    fresh = Bindery(database, tmp_path / "kept-2", tmp_path / "public-2", Serial())
    assert fresh.write(addresses(database), {})[0] == before
    assert files_of(fresh.public) == files_of(bindery.public)


def test_joining_starts_anew_where_the_last_build_was_broken_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "SMALL", 0)
    made(tmp_path / "archive.sqlite", 400)
    bindery = Bindery(tmp_path / "archive.sqlite", tmp_path / "kept", tmp_path / "public", Serial())
    before, _ = bindery.write(addresses(bindery.database), {})
    right = files_of(bindery.public)
    for text in ("zanzibar", "harbour"):
        with closing(sqlite3.connect(bindery.database)) as db:
            db.execute("UPDATE paragraphs SET text = ? WHERE document = 'paper-5' AND position = 1", (text,))
            db.execute("UPDATE documents SET version = ? WHERE id = 'paper-5'", (text,))
            db.commit()
        # What the first of these wrote is never noted: `before` stays that of the first build.
        after, _ = bindery.write(addresses(bindery.database), before)
    fresh = Bindery(bindery.database, tmp_path / "kept-2", tmp_path / "public-2", Serial())
    assert fresh.write(addresses(bindery.database), {})[0] == after
    lost(dict.fromkeys(files_of(bindery.public), ""), after, bindery.public)
    assert files_of(fresh.public) == files_of(bindery.public) != right


def test_nothing_is_written_where_nothing_changed(bindery: Bindery) -> None:
    before, written = bindery.write(addresses(bindery.database), {})
    assert written == len(before)
    after, written = bindery.write(addresses(bindery.database), before)
    assert (after, written) == (before, 0)


def test_a_file_that_was_deleted_comes_back(bindery: Bindery) -> None:
    before, _ = bindery.write(addresses(bindery.database), {})
    lost = sorted(before)[len(before) // 2]
    body = (bindery.public / lost).read_bytes()
    (bindery.public / lost).unlink()
    bindery.write(addresses(bindery.database), before)
    assert (bindery.public / lost).read_bytes() == body


def test_one_word_more_in_one_document_writes_few_files(bindery: Bindery) -> None:
    before, _ = bindery.write(addresses(bindery.database), {})
    with closing(sqlite3.connect(bindery.database)) as db:
        db.execute("UPDATE paragraphs SET text = text || ' ferry' WHERE document = 'paper-17' AND position = 2")
        db.execute("UPDATE documents SET version = '2' WHERE id = 'paper-17'")
        db.commit()
    _, written = bindery.write(addresses(bindery.database), before)
    # The document's own text; the dictionary, the postings and the places where "ferry" stands; the index, if it got
    # longer by a step of its length.
    assert 1 <= written <= 5


def test_kept_segments_that_are_of_no_use_are_forgotten(bindery: Bindery) -> None:
    before, _ = bindery.write(addresses(bindery.database), {})
    with closing(sqlite3.connect(bindery.database)) as db:
        db.execute("UPDATE documents SET title = 'Another' WHERE id = 'paper-3'")
        db.commit()
    kept = len(list(bindery.kept.iterdir())) if bindery.kept.exists() else 0
    bindery.write(addresses(bindery.database), before)
    assert (len(list(bindery.kept.iterdir())) if bindery.kept.exists() else 0) == kept


def test_an_archive_that_outgrows_one_file_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(tmp_path / "archive.sqlite", 3)
    bindery = Bindery(tmp_path / "archive.sqlite", tmp_path / "kept", tmp_path / "public", Serial())
    before, _ = bindery.write(addresses(bindery.database), {})
    assert list(before) == ["search/index.js"]
    monkeypatch.setattr(searching, "SMALL", 0)
    after, _ = bindery.write(addresses(bindery.database), before)
    assert "search/index.js" in after
    assert any(path.startswith("search/d/") for path in after)
    shutil.rmtree(bindery.kept)
    assert bindery.write(addresses(bindery.database), after)[0] == after


def test_dates_are_numbered_in_their_order() -> None:
    dates = ["", "0850", "1525-03-05", "1906", "1906-02", "1906-02-16", "1906-12-31", "1907", "193X", "1940"]
    numbers = [date_number(date) for date in dates]
    assert numbers == sorted(set(numbers))
    assert numbers[-1] < 93**3
