"""The search of the static site, from files in a browser: what it finds is what SQLite finds in the same archive."""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from testimonia.archive.database import connect
from testimonia.archive.search import MOST_SHOWN, Window, search
from testimonia.site.paths import href, slug
from testimonia.text.query import And, Named, Node, Not, Or, Term, Years, parse_query
from testimonia.text.querytokens import QueryError
from testimonia.text.searchwords import words_of

pytestmark = pytest.mark.browser

# {0} and {1} are words of the archive, {2} the second and third word of a paragraph, {3} a periodical, {4} an author.
QUERIES = (
    *("{0}", "={0}", "{0}*", "{0} {1}", "{0} OR {1}", "{0} -{1}", "-{0}", '"{2}"', '="{2}"', '"{2}"*', "(-{0}) {1}"),
    *("in:{3}", "by:{4}", "{0} in:{3}", "{1} OR in:{3}", "NOT by:{4}", "by:{4} in:{3} -{1}", '-"{2}"', "{1}* {0}"),
    *("exact:yes {0} exact:no {1}", '("{2}" OR {1}) {0}', "{0} AND {1} AND NOT =zzzz", "({0} OR {1}) -by:{4}"),
)
FIXED = (
    *(
        "the",
        "=the",
        '"of the"',
        '"in the"',
        "a*",
        "s* t*",
        "strikes",
        "=strikes",
        "striking",
        "year:1900..",
        "year:..1920",
    ),
    *(
        "year:1900..1950",
        "-year:1900..1950",
        "the -the",
        "zzzz",
        '"the of"',
        "the of a and",
        "harbour OR harbor",
        "in:the",
    ),
    *(
        "in:courier",
        "in:zzzz",
        "person:zzzz",
        'person:"jane marsh"',
        "by:a",
        "by:editors",
        "mayor’s",
        "l’étincelle",
        "ÉTÉ OR ete",
        "1906",
        "19*",
        "year:1906 pier",
    ),
    *(
        "ferries",
        "ferry*",
        "running OR ran",
        "ties",
        "dying",
        "nobility",
        "hoping",
        "(a OR b) (c OR the) -zz",
        "exact:on 1",
    ),
)
UNREADABLE = (
    *("", "(", ")", "a )", "(a", '"open', "a OR", "OR a", "AND", "- - -", "year:abc", "year:1940..1930", "yaer:1930"),
    *(
        "in:",
        "foo:bar",
        "exact:maybe a",
        "((((((((((((((((((((((((((((a",
        "…",
        "a " * 49,
        "x" * 1001,
        "é (“a”",
        "b: c",
        "a:",
    ),
    *(
        "int:x",
        "b:y",
        "ye:1",
        "exact:yes",
        "()",
        "a AND OR b",
        "NOT",
        '=""',
        '""',
        "*",
        "=*",
        "in:*",
        "year:..",
        "bye:c d",
    ),
)
READABLE = (
    *(
        "leon sedov",
        '"fourth international"',
        '=strikes ="the strikes"',
        "revol*",
        "a OR b c",
        "a NOT b",
        "-b c",
        "in:militant",
    ),
    *(
        'by:"James Cannon"',
        "year:1930..1935",
        "year:..1935",
        "year:1930..",
        "year:1930-1931",
        "year:1930–1931",
        "(a OR b) -(c d)",
    ),
    *(
        "exact:yes a exact:no b",
        "“curly quotes” «a b»",
        "a AND b OR c AND -d",
        'x"y z"w',
        "a-b",
        "=a*",
        "don't",
        "a\tb\u200bc",
    ),
    *(
        '="a b"*',
        "IN:x BY:y",
        "a,b",
        "…a…",
        "and or not",
        '"a" "b"',
        'in:"x y"z',
        "--a",
        "a -",
        "NOT NOT a",
        "=in:x",
        "١٩٣٠",
    ),
)


@pytest.fixture(scope="session")
def db(site: Path) -> Iterator[sqlite3.Connection]:
    with closing(connect(site / "data" / "archive.sqlite")) as opened:
        yield opened


@pytest.fixture(scope="session")
def asking(browser: Browser, site: Path) -> Iterator[Page]:
    """A page at the search, asked by its scripts' own functions."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{site.as_uri()}/search.html")
    yield page
    context.close()


@pytest.fixture
def at_search(context: BrowserContext, site: Path) -> Page:
    page = context.new_page()
    page.goto(f"{site.as_uri()}/search.html")
    return page


FIND = """async ([query, order]) => {
  let found;
  try { found = await testimoniaIndex.search(query, { order, isHeavy: true }); }
  catch (problem) {
    if (problem instanceof testimoniaIndex.Refusal) return { refused: problem.message };
    throw problem;
  }
  const hits = [];
  for (let part = { isEnd: false }; !part.isEnd;) { part = await found.next(50); hits.push(...part.hits); }
  return { total: found.total, isSure: found.isSure, hits };
}"""


def found_by(page: Page, query: str, order: str = "relevance") -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate(FIND, [query, order])
    return found


def queries_for(db: sqlite3.Connection) -> list[str]:
    """The patterns, filled with words of this archive, and the fixed ones."""
    texts = [row[0] for row in db.execute("SELECT text FROM paragraphs ORDER BY document, position")]
    words = sorted({word for text in texts for word in words_of(text) if len(word) > 3 and word.isalpha()})
    phrases = [" ".join(own[1:3]) for text in texts if len(own := words_of(text)) > 3]
    papers = sorted({word for (p,) in db.execute("SELECT periodical FROM documents") for word in words_of(p)}) or ["x"]
    names = sorted({word for (f,) in db.execute("SELECT form FROM bylines") for word in words_of(f)}) or ["x"]
    people = sorted({word for (n,) in db.execute("SELECT label FROM people_and_things") for word in words_of(n)})
    assert people
    filled = [f"{pattern}person:{people[at * 7 % len(people)]}" for at, pattern in enumerate(("", "the ", "-") * 6)]
    for turn in range(3):
        for index, pattern in enumerate(QUERIES):
            at = turn * 37 + index * 11
            picked = (words[at * 7 % len(words)], words[at * 13 % len(words)], phrases[at % len(phrases)])
            filled.append(pattern.format(*picked, papers[at % len(papers)], names[at % len(names)]))
    return [*filled, *FIXED]


def test_the_same_documents_are_found_as_in_the_database(asking: Page, db: sqlite3.Connection) -> None:
    queries = queries_for(db)
    assert len(queries) > 90
    different = []
    for query in queries:
        results = search(db, query, Window(limit=MOST_SHOWN))
        wanted = {href(f"documents/{slug(hit.document)}.html") for hit in results.hits}
        found = found_by(asking, query)
        if "not left out" in found.get("refused", ""):
            assert '-"' in query
            continue
        same = {hit["href"] for hit in found["hits"]}
        if len(same) != results.total or (results.total <= MOST_SHOWN and same != wanted):
            different.append((query, results.total, len(same)))
    assert different == []


def test_hits_come_in_order_of_date_as_in_the_database(asking: Page, db: sqlite3.Connection) -> None:
    wanted = [hit.date for hit in search(db, "the", Window(limit=200, order="date")).hits]
    by_page = {href(f"documents/{slug(row[0])}.html"): row[1] for row in db.execute("SELECT id, date FROM documents")}
    found = [by_page[hit["href"]] for hit in found_by(asking, "the", "date")["hits"]]
    exact, exactly = ([d for d in dates if len(d) == 10 and "X" not in d][:100] for dates in (found, wanted))
    assert exact
    assert exact == exactly


def test_the_best_hit_is_mostly_the_one_that_the_database_has(asking: Page, db: sqlite3.Connection) -> None:
    """The index keeps how often a word stands in a document in eight steps, so that the order may differ a little."""
    rows = db.execute("SELECT document, text FROM paragraphs")
    found = Counter(word for _, word in {(id, word) for id, text in rows for word in words_of(text)} if word.isalpha())
    queries = sorted(word for word, count in found.items() if 4 <= count <= 20 and len(word) > 3)[::12]
    close = 0
    for query in queries:
        wanted = [href(f"documents/{slug(hit.document)}.html") for hit in search(db, query, Window(limit=3)).hits]
        close += found_by(asking, query)["hits"][0]["href"] in wanted
    assert len(queries) > 10
    assert close >= 0.8 * len(queries)


def test_a_snippet_is_words_of_its_paragraph_with_the_asked_ones_marked(asking: Page, db: sqlite3.Connection) -> None:
    hits = found_by(asking, "harbour OR strikes OR the")["hits"]
    assert hits
    for hit in hits:
        shown = "".join(text for text, _ in hit["pieces"]).strip("… ")
        document = {href(f"documents/{slug(row[0])}.html"): row[0] for row in db.execute("SELECT id FROM documents")}
        texts = [
            row[0]
            for row in db.execute(
                "SELECT text FROM paragraphs WHERE document = ? AND id = ?",
                (document[hit["href"]], hit["paragraph"]),
            )
        ]
        assert any(shown in text for text in texts)
        marked = {word for text, is_marked in hit["pieces"] if is_marked for word in words_of(text)}
        assert marked or "the" in words_of(hit["title"])
        assert marked <= {"harbour", "harbours", "the", "strike", "strikes", "striking", "harboured"}


def plain(node: Node) -> Any:
    """A tree as the browser's parser makes it."""
    match node:
        case Term():
            return {"kind": "term", "text": node.text, "isExact": node.is_exact, "isPrefix": node.is_prefix}
        case Named():
            return {"kind": node.field, "value": node.value}
        case Years():
            return {"kind": "year", "first": node.first, "last": node.last}
        case Not():
            return {"kind": "not", "child": plain(node.child)}
        case And() | Or():
            return {"kind": type(node).__name__.lower(), "children": [plain(child) for child in node.children]}


@pytest.mark.parametrize("query", [*READABLE, *UNREADABLE], ids=lambda q: json.dumps(q)[:40])
def test_a_query_is_read_as_in_python(asking: Page, query: str) -> None:
    try:
        wanted: Any = plain(parse_query(query))
    except QueryError as error:
        wanted = str(error)
    read = asking.evaluate(
        "(q) => { try { return testimoniaWords.parse(q) } catch (problem) { return problem.message } }", query
    )
    assert read == wanted


def test_words_and_stems_are_those_of_sqlite(asking: Page, db: sqlite3.Connection) -> None:
    texts = [row[0] for row in db.execute("SELECT text FROM paragraphs")]
    words = sorted({word for text in texts for word in words_of(text)})
    endings = (
        "ational",
        "ization",
        "iviti",
        "biliti",
        "eed",
        "ing",
        "ies",
        "sses",
        "ility",
        "ement",
        "ion",
        "y",
        "e",
        "ll",
    )
    tried = [
        *words,
        *(word + endings[at % len(endings)] for at, word in enumerate(words)),
        "été",
        "œuvre",
        "שלום",
        "中国",
    ]
    with closing(sqlite3.connect(":memory:")) as own:
        own.execute("CREATE VIRTUAL TABLE t USING fts5 (x, tokenize = 'porter unicode61 remove_diacritics 2')")
        own.execute("CREATE VIRTUAL TABLE v USING fts5vocab (t, 'instance')")
        own.executemany("INSERT INTO t (rowid, x) VALUES (?, ?)", enumerate(tried, 1))
        stems = [row[0] for row in own.execute("SELECT term FROM v ORDER BY doc, offset")]
    made = asking.evaluate("(tried) => tried.flatMap(testimoniaWords.words).map(testimoniaWords.stem)", tried)
    assert made == stems
    begun = asking.evaluate(
        "(tried) => tried.flatMap(testimoniaWords.words).filter((word) =>"
        " !testimoniaWords.beginnings(testimoniaWords.stem(word)).some((way) => word.startsWith(way)))",
        tried,
    )
    assert begun == []


def test_a_word_is_looked_for_as_it_is_typed_and_leads_to_its_paragraph(at_search: Page) -> None:
    at_search.get_by_role("searchbox").fill("the")
    hit = at_search.locator("#results li").first
    expect(hit.locator("mark").first).to_have_text("the", ignore_case=True)
    target = str(hit.locator("a").get_attribute("href"))
    assert "#p" in target
    hit.locator("a").click()
    expect(at_search.locator(f'[id="{target.partition("#")[2]}"]')).to_be_in_viewport()


def test_back_brings_the_results_again(at_search: Page) -> None:
    box = at_search.get_by_role("searchbox")
    box.fill("the")
    box.press("Enter")
    at_search.locator("#results a").first.click()
    expect(at_search.locator("article.text")).to_be_visible()
    at_search.go_back()
    expect(at_search.locator("#results a").first).to_be_visible()
    expect(at_search.get_by_role("searchbox")).to_have_value("the")


def test_the_keys_walk_through_the_results(at_search: Page) -> None:
    at_search.get_by_role("searchbox").fill("the")
    at_search.locator("#results li").nth(1).wait_for()
    at_search.keyboard.press("ArrowDown")
    at_search.keyboard.press("ArrowDown")
    expect(at_search.locator("#results li").nth(1).locator("a")).to_be_focused()
    at_search.keyboard.press("ArrowUp")
    expect(at_search.locator("#results li").nth(0).locator("a")).to_be_focused()
    at_search.keyboard.press("Escape")
    expect(at_search.get_by_role("searchbox")).to_be_focused()


def test_a_question_that_cannot_be_read_says_where(at_search: Page) -> None:
    at_search.get_by_role("searchbox").fill('the "open')
    expect(at_search.get_by_role("status")).to_have_text(
        'a quotation mark is opened and never closed (at character 5); add " at the end of the phrase'
    )
    expect(at_search.get_by_role("searchbox")).to_have_attribute("aria-invalid", "true")


def test_the_box_on_a_document_leads_to_the_search(at_search: Page, site: Path) -> None:
    document = sorted(site.glob("documents/[!i]*.html"))[0]
    at_search.goto(document.as_uri())
    at_search.get_by_role("searchbox").fill("the")
    at_search.get_by_role("searchbox").press("Enter")
    expect(at_search.locator("#results a").first).to_be_visible()
    expect(at_search.get_by_role("searchbox")).to_have_value("the")


def test_without_scripts_the_page_says_so_and_leads_on(browser: Browser, site: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site.as_uri()}/search.html")
    expect(page.get_by_text("needs its scripts")).to_be_visible()
    page.get_by_role("main").get_by_role("link", name="authors").click()
    expect(page.get_by_role("heading", name="Names of authors")).to_be_visible()
    context.close()
