"""archive.sqlite: the same however it came about, honest about its columns, and whole or not there at all."""

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from testimonia.archive.database import check_integrity, connect, documented_tables, logical_dump, update_database
from testimonia.archive.errors import ArchiveError
from testimonia.model.dossier import Dossier
from testimonia.model.passage import DocumentText, Passage

Texts = dict[str, DocumentText]


def bring(path: Path, dossier: Dossier, texts: Texts) -> list[str]:
    """Update the database; the ids that were asked for."""
    asked: list[str] = []

    def provide(ids: Iterable[str]) -> Iterator[DocumentText]:
        for id_ in ids:
            asked.append(id_)
            yield texts[id_]

    update_database(path, dossier, {id_: text.version for id_, text in texts.items()}, provide)
    return asked


def count(path: Path, table: str, word: str) -> int:
    with closing(connect(path)) as db:
        return int(db.execute(f"SELECT count(*) FROM {table} WHERE {table} MATCH ?", (word,)).fetchone()[0])


def reworded(text: DocumentText, words: str) -> DocumentText:
    passages = (*text.passages[:1], replace(text.passages[1], text=words))
    return replace(text, passages=passages, version=text.version + "x", dates=())


def test_a_second_update_asks_for_no_text(database: Path, dossier: Dossier, texts: Texts) -> None:
    before = list(logical_dump(database))
    assert bring(database, dossier, texts) == []
    assert list(logical_dump(database)) == before


def test_only_the_changed_document_is_asked_for_and_indexed(database: Path, dossier: Dossier, texts: Texts) -> None:
    texts["pier"] = reworded(texts["pier"], "The pier is a heronry now.")
    assert bring(database, dossier, texts) == ["pier"]
    assert count(database, "search_stem", "heronry") == 1
    assert count(database, "search_stem", "ferrymen") == 0
    check_integrity(database)


def test_built_at_once_or_bit_by_bit_says_the_same(tmp_path: Path, dossier: Dossier, texts: Texts) -> None:
    by_bits, at_once = tmp_path / "bits.sqlite", tmp_path / "once.sqlite"
    bring(by_bits, replace(dossier, documents=dossier.documents[1:], findings=(), runs=()), texts)
    bring(by_bits, replace(dossier, documents=dossier.documents[:2]), texts)
    texts["gale"] = reworded(texts["gale"], "No gale at all.")
    bring(by_bits, dossier, texts)
    bring(at_once, dossier, texts)
    assert list(logical_dump(by_bits)) == list(logical_dump(at_once))
    check_integrity(by_bits)


@given(
    st.lists(st.tuples(st.sampled_from(("gale", "pier", "stroud")), st.booleans(), st.text("ab é\ue000")), max_size=6)
)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_history_of_changes_ends_in_the_same_database(
    tmp_path_factory: pytest.TempPathFactory, dossier: Dossier, texts: Texts, history: list[tuple[str, bool, str]]
) -> None:
    folder = tmp_path_factory.mktemp("db")
    now, kept = dict(texts), dossier
    bring(folder / "bits.sqlite", kept, now)
    for id_, is_kept, words in history:
        now[id_] = reworded(now[id_], words)
        kept = replace(dossier, documents=tuple(d for d in dossier.documents if is_kept or d.id != id_))
        bring(folder / "bits.sqlite", kept, now)
    bring(folder / "once.sqlite", kept, now)
    assert list(logical_dump(folder / "bits.sqlite")) == list(logical_dump(folder / "once.sqlite"))
    if kept.documents:
        check_integrity(folder / "bits.sqlite")


def test_a_document_that_left_the_archive_is_not_found(database: Path, dossier: Dossier, texts: Texts) -> None:
    bring(database, replace(dossier, documents=dossier.documents[1:]), texts)
    assert count(database, "search_exact", "gale") == 0
    with closing(connect(database)) as db:
        assert db.execute("SELECT count(*) FROM paragraphs WHERE document = 'gale'").fetchone()[0] == 0


def test_furniture_is_never_indexed(database: Path) -> None:
    assert count(database, "search_exact", "furniture") == 0


def test_a_phrase_never_runs_over_the_end_of_a_paragraph(database: Path) -> None:
    assert count(database, "search_exact", '"the town the ferrymen"') == 1
    assert count(database, "search_exact", '"to nobody every child"') == 0


def test_a_damaged_database_is_written_anew(database: Path, dossier: Dossier, texts: Texts) -> None:
    database.write_bytes(b"not a database" * 100)
    assert sorted(bring(database, dossier, texts)) == ["gale", "pier", "stroud"]
    check_integrity(database)


def test_an_update_that_fails_leaves_the_old_state(database: Path, dossier: Dossier, texts: Texts) -> None:
    before = list(logical_dump(database))
    versions = dict.fromkeys(texts, "new")
    with pytest.raises(ValueError, match="was not given"):
        update_database(database, dossier, versions, lambda ids: iter(()))
    assert list(logical_dump(database)) == before


def test_every_table_and_column_is_explained(database: Path) -> None:
    with closing(sqlite3.connect(database)) as db:
        made = db.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')").fetchall()
        names = [name for (name,) in made if not re.match(r"search_\w+_\w+", name)]
        tables = {name: {column[1] for column in db.execute(f"PRAGMA table_info({name})")} for name in names}
    explained = {table: set(columns) - {"about"} for table, columns in documented_tables().items()}
    assert explained == tables


def test_the_explanations_stand_in_the_database_too(database: Path) -> None:
    with closing(connect(database)) as db:
        row = db.execute(
            'SELECT meaning FROM about_tables WHERE "table" = ? AND "column" = ?', ("dates", "edtf")
        ).fetchone()
    assert "Extended Date" in row[0]


def test_a_date_of_the_head_and_one_of_the_text_are_both_rows(database: Path) -> None:
    with closing(connect(database)) as db:
        rows = db.execute("SELECT role, quote FROM dates WHERE document = 'gale' ORDER BY begin").fetchall()
    assert [tuple(row) for row in rows] == [
        ("written", "15 February 1906"),
        ("printed", "16 February 1906"),
        ("narrated", "15 February 1906"),
    ]


def test_what_nests_is_json(database: Path) -> None:
    with closing(connect(database)) as db:
        authors, dates = db.execute("SELECT authors, dates FROM documents WHERE id = 'stroud'").fetchone()
    assert json.loads(authors) == ["Léon Marsh"]
    assert json.loads(dates) == [{"role": "path", "edtf": "1931", "quote": None}]


def test_undecodable_bytes_of_a_source_do_not_stop_the_database(database: Path, dossier: Dossier, texts: Texts) -> None:
    odd = Passage("p1", 0, 5, "paragraph", "author", "ab\udcffc\x00d")
    texts["gale"] = replace(texts["gale"], passages=(odd,), version="odd")
    bring(database, dossier, texts)
    check_integrity(database)


def test_a_missing_database_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="testimonia build"):
        connect(tmp_path / "none.sqlite")
