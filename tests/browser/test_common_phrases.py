"""Phrases of words too common to keep their places: buckets of neighbouring words and the texts answer for them.

The example archive is small and keeps all places; so its index is made again here as that of a large one is, with no
places at all, and must still find what SQLite finds.
"""

import random
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.test_static_search import found_by

from testimonia.archive.database import connect
from testimonia.archive.search import MOST_SHOWN, Window, search
from testimonia.engine.executors import Serial
from testimonia.pipeline import searching
from testimonia.site.paths import href, slug
from testimonia.site.searchindex import pairs, shards
from testimonia.text.searchwords import words_of

pytestmark = pytest.mark.browser


def bound(site: Path, database: Path, public: Path) -> Path:
    """A search page over this database, with the pairs of a large archive and no places."""
    with pytest.MonkeyPatch.context() as patch, closing(sqlite3.connect(database)) as db:
        patch.setattr(searching, "SMALL", 0)
        patch.setattr(searching, "LEAST_DOCUMENTS", 0)
        patch.setattr(shards, "MOST_PLACES", 0)
        addresses = {row[0]: href(f"documents/{slug(row[0])}.html") for row in db.execute("SELECT id FROM documents")}
        searching.Bindery(database, public.parent / "kept", public, Serial()).write(addresses, {})
    shutil.copytree(site / "assets", public / "assets")
    shutil.copy(site / "search.html", public)
    return public


@pytest.fixture(scope="module")
def asking(browser: Browser, site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    made = tmp_path_factory.mktemp("common")
    page = browser.new_page()
    page.goto(f"{bound(site, site / 'data' / 'archive.sqlite', made / 'public').as_uri()}/search.html")
    yield page
    page.close()


@pytest.fixture(scope="module")
def db(site: Path) -> Iterator[sqlite3.Connection]:
    with closing(connect(site / "data" / "archive.sqlite")) as opened:
        yield opened


def phrases_of(db: sqlite3.Connection, most: int) -> list[str]:
    """Neighbouring words of the archive, as they stand and turned around."""
    texts = [words_of(row[0]) for row in db.execute("SELECT text FROM paragraphs ORDER BY document, position")]
    found = sorted({pair for words in texts for pair in pairwise(words)})
    picked = random.Random(4).sample(found, most)
    return [" ".join(pair) for pair in picked] + [" ".join(reversed(pair)) for pair in picked]


def test_a_phrase_without_places_is_found_where_the_database_has_it(asking: Page, db: sqlite3.Connection) -> None:
    patterns = ('="{}"', '"{}"', '"{}" the', '="{}" OR zzzz', '"{}"*')
    asked = [patterns[n % len(patterns)].format(phrase) for n, phrase in enumerate(phrases_of(db, 40))]
    different = []
    for query in asked:
        wanted = {
            href(f"documents/{slug(hit.document)}.html") for hit in search(db, query, Window(limit=MOST_SHOWN)).hits
        }
        found = found_by(asking, query)
        if found["isSure"] or {hit["href"] for hit in found["hits"]} != wanted:
            different.append(query)
    assert different == []


def test_the_buckets_leave_out_documents_with_the_words_apart(asking: Page, db: sqlite3.Connection) -> None:
    words = [row[0] for row in db.execute("SELECT id FROM documents")]
    both = found_by(asking, "=of =the =and")["total"]
    apart = found_by(asking, '="the of"')["total"]
    together = search(db, '="the of"', Window(limit=MOST_SHOWN)).total
    assert together <= apart < both <= len(words)


def test_the_browser_reckons_the_same_buckets(asking: Page) -> None:
    words = ["the", "of", "a", "été", "international", "по", "workers", "1906", "x"]
    heads = [int.from_bytes(word.encode()[:4], "little") for word in words]
    first, second = (np.array(own, dtype=np.uint32) for own in zip(*pairwise(heads), strict=True))
    made = asking.evaluate("(pairs) => pairs.map(([a, b]) => testimoniaIndex.bucketOf(a, b))", list(pairwise(words)))
    assert made == pairs.bucket_of(first, second).tolist()


LONG = 60


@pytest.fixture(scope="module")
def at_long(browser: Browser, site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """A search over a document so long that a phrase near its end is not looked for unless one asks for it."""
    made = tmp_path_factory.mktemp("long")
    some = random.Random(7)
    words = ["".join(some.choices("abcdefghiklmnoprstuw", k=7)) for _ in range(4000)]
    texts = [" ".join(some.choices(words, k=1000)) + " the old of" for _ in range(LONG)]
    with closing(sqlite3.connect(made / "archive.sqlite")) as own:
        own.executescript(
            "CREATE TABLE documents (id, title, authors, periodical, date, kind, first_year, last_year, version);"
            "CREATE TABLE paragraphs (document, position, id, text);"
            "CREATE TABLE bylines (document, form); CREATE TABLE authors (id, label);"
            "CREATE TABLE author_names (document, author); CREATE TABLE mentions (document, entity, quote);"
            "CREATE TABLE people_and_things (id, kind, label);"
            "INSERT INTO documents VALUES ('long', 'A long tale', '[]', '', '', 'book', NULL, NULL, '1'),"
            " ('short', 'A note', '[]', '', '', 'note', NULL, NULL, '1');"
            "INSERT INTO paragraphs VALUES ('short', 0, 'p1', 'He spoke of the harbour.');"
        )
        texts[-1] += " this is of the end"
        own.executemany(
            "INSERT INTO paragraphs VALUES ('long', ?, ?, ?)",
            [(at, f"p{at + 1}", text) for at, text in enumerate(texts)],
        )
        own.commit()
    page = browser.new_page()
    page.goto(f"{bound(site, made / 'archive.sqlite', made / 'public').as_uri()}/search.html")
    yield page
    page.close()


def test_a_long_text_that_was_not_looked_through_is_said_to_be_so(at_long: Page) -> None:
    at_long.get_by_role("searchbox").fill('="of the"')
    expect(at_long.locator("#results li")).to_have_count(2)
    expect(at_long.locator("#results li", has_text="A note")).not_to_contain_text("not looked through")
    expect(at_long.locator("#results li", has_text="A long tale")).to_contain_text(
        "a long text, not looked through to its end: the phrase may stand further on"
    )


def test_a_long_text_is_looked_through_where_one_asks_for_it(at_long: Page) -> None:
    hits = {hit["href"]: hit for hit in found_by(at_long, '="of the"')["hits"]}
    assert hits["documents/long.html"]["isFound"]
    assert hits["documents/long.html"]["paragraph"] == f"p{LONG}"


def test_a_phrase_without_places_cannot_be_left_out_and_the_page_says_so(at_long: Page) -> None:
    at_long.get_by_role("searchbox").fill('harbour -="of the"')
    expect(at_long.get_by_role("status")).to_have_text(
        "A phrase of words as common as these can be looked for here, but not left out."
    )
