"""Search: the right documents, the paragraph that shows why, and no query that breaks it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from testimonia.archive.database import connect
from testimonia.archive.search import Results, Window, search
from testimonia.text.querytokens import QueryError


@pytest.fixture
def db(database: Path) -> Iterator[sqlite3.Connection]:
    with closing(connect(database)) as opened:
        yield opened


def found(results: Results) -> set[str]:
    return {hit.document for hit in results.hits}


@pytest.mark.parametrize(
    ("query", "documents"),
    [
        ("strikes", {"gale", "stroud"}),
        ("=strikes", set()),
        ("=striking", {"gale"}),
        ("exact:yes striking", {"gale"}),
        ("exact:yes nobody exact:no strikes", {"stroud"}),
        ('"corn hall"', {"gale", "pier"}),
        ('"hall corn"', set()),
        ("ferry*", {"gale", "pier", "stroud"}),
        ("ferrym*", {"pier", "stroud"}),
        ("ferry* -pier", {"stroud"}),
        ("ferry* NOT (pier OR gale)", {"stroud"}),
        ("timber OR mayor", {"gale", "pier"}),
        ("(timber OR mayor) =children", {"gale"}),
        ("cafe", {"gale"}),
        ("in:courier", {"gale", "pier"}),
        ('by:"quill hester"', {"gale"}),
        ("by:leon", {"stroud"}),
        ("year:1906 pier", {"gale", "pier"}),
        ("nobody year:1920..", {"stroud"}),
        ("year:..1905", set()),
        ("NOT pier", {"stroud"}),
        ("mayor’s", {"gale"}),
        ("pier by:nobody", set()),
    ],
)
def test_a_query_finds(db: sqlite3.Connection, query: str, documents: set[str]) -> None:
    results = search(db, query)
    assert found(results) == documents
    assert results.total == len(documents)


def test_the_snippet_lands_on_the_paragraph_that_has_most_of_the_words(db: sqlite3.Connection) -> None:
    hit = search(db, "corn timber child by:editors").hits[0]
    assert hit.paragraph == "p2"
    assert [text for text, marked in hit.snippet.pieces if marked] == ["child", "Corn", "timber"]


def test_a_snippet_is_the_exact_words(db: sqlite3.Connection) -> None:
    hit = search(db, "mayor strike").hits[0]
    assert hit.snippet.text == (
        "Children slept in the Corn Hall. The mayor’s café stayed open, as the strike committee had asked."
    )


def test_a_query_of_conditions_shows_the_first_words(db: sqlite3.Connection) -> None:
    hit = search(db, "by:quill").hits[0]
    assert (hit.paragraph, hit.snippet.text[:17]) == ("p1", "The gale came in ")


def test_the_title_weighs_more_than_the_text(db: sqlite3.Connection) -> None:
    assert search(db, "pier").hits[0].document == "pier"


def test_hits_can_come_in_order_of_date(db: sqlite3.Connection) -> None:
    assert [hit.document for hit in search(db, "ferry*", Window(order="date")).hits] == ["gale", "pier", "stroud"]


def test_a_window_shows_a_part_and_counts_all(db: sqlite3.Connection) -> None:
    results = search(db, "ferry*", Window(limit=1, offset=1, order="date"))
    assert (results.total, found(results)) == (3, {"pier"})


def test_facets_count_all_hits(db: sqlite3.Connection) -> None:
    facets = {facet.name: facet.values for facet in search(db, "ferry*", Window(limit=1)).facets}
    assert facets["in"] == (("The Saltmarsh Courier", 2),)
    assert facets["year"] == (("1906", 2), ("1931", 1))
    assert ("Hester Quill", 1) in facets["by"]


hostile = st.text(st.sampled_from("ab \"*()-:=+^{}[],.;'\\%_\x00\n“”é中\ue000\ud800") | st.characters(), max_size=40)
words = st.sampled_from(
    [
        *("AND", "OR", "NOT", "NEAR", "NEAR(a b)", "body:", "title : x", '"', "(", ")", "*", "=", "-", "in:", "year:"),
        *("a", "by:b", "year:1906", "exact:yes", "b*", '"a b"', "rowid:1", "{title body}:a", "^a", "a+b", "'; --"),
    ]
)


@given(hostile | st.lists(words, max_size=12).map(" ".join))
@example('"' * 7)
@example("(" * 500)
@example("- - -")
@example("a" * 999)
@example("\x00a")
@example("=*")
@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_is_answered_or_refused_with_a_reason(db: sqlite3.Connection, query: str) -> None:
    try:
        results = search(db, query)
    except QueryError as error:
        assert error.message
        assert error.hint
        assert 0 <= error.position <= len(query)
    else:
        assert 0 <= results.total <= 3


def test_people_are_asked_for_in_vain_where_nobody_read_whom_the_texts_name(db: sqlite3.Connection) -> None:
    with closing(sqlite3.connect(":memory:")) as without:
        db.backup(without)
        without.execute("DELETE FROM mentions")
        with pytest.raises(QueryError, match=r'write use = \["people"\] under \[studies\]'):
            search(without, "strike OR -person:marsh")
