"""Alternates made on demand, the reconciliation service, the feed, and the API's description of itself."""

import io
import json
import re
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from lxml import etree
from starlette.testclient import TestClient

from testimonia.engine.executors import Serial
from testimonia.pipeline import build, open_archive
from testimonia.server.app import Beside, create_app
from testimonia.server.openapi import description
from testimonia.server.reconcile import Index, entity_of, folded, likeness

from .conftest import ADDRESS, Served

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.mark.parametrize(
    ("suffix", "media", "words"),
    [
        (".tei.xml", "application/tei+xml", b'<p xml:id="p1">'),
        (".md", "text/markdown; charset=utf-8", b"# The Tolls of the Wend Ferry"),
        (".annotations.json", 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"', b'"AnnotationPage"'),
        (".json", "application/json", b'"paragraphs":'),
        (".epub", "application/epub+zip", b"application/epub+zip"),
    ],
)
def test_a_document_is_had_in_other_formats(visitor: TestClient, suffix: str, media: str, words: bytes) -> None:
    answer = visitor.get(f"/documents/antiquary-1934-tolls{suffix}")
    assert (answer.status_code, answer.headers["content-type"]) == (200, media)
    assert words in answer.content
    assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_files_of_the_site_are_served_as_they_are(visitor: TestClient, served: Served) -> None:
    for suffix in (".csl.json", ".bib", ".ris", ".txt", ".html"):
        name = f"antiquary-1934-tolls{suffix}"
        assert visitor.get(f"/documents/{name}").content == (served.home / "public" / "documents" / name).read_bytes()


def test_every_alternate_that_a_head_names_is_a_file(served: Served) -> None:
    public = served.home / "public"
    for page in (public / "documents").glob("*.html"):
        for href in re.findall(r'<link rel="alternate"[^>]* href="([^"]+)"', page.read_text("utf-8")):
            assert (page.parent / href).is_file(), (page.name, href)


def test_annotations_point_into_the_text_that_is_served(visitor: TestClient) -> None:
    page = visitor.get("/documents/antiquary-1934-tolls.annotations.json").json()
    text = visitor.get("/documents/antiquary-1934-tolls.txt").content.decode()
    for item in page["items"]:
        position, quoted = item["target"]["selector"]
        assert text[position["start"] : position["end"]] == quoted["exact"]
        assert item["target"]["source"] == f"{ADDRESS}documents/antiquary-1934-tolls.txt"


def test_an_authors_texts_are_a_book(visitor: TestClient) -> None:
    with zipfile.ZipFile(io.BytesIO(visitor.get("/authors/edwin-fenn.epub").content)) as book:
        assert "The Tolls of the Wend Ferry" in book.read("EPUB/nav.xhtml").decode()


@pytest.mark.parametrize(
    "path", ["/documents/none.tei.xml", "/documents/%00.json", "/documents/..%2fx.md", "/authors/x.epub"]
)
def test_what_is_not_there_is_not_found(visitor: TestClient, path: str) -> None:
    assert visitor.get(path).status_code == 404


def test_a_site_alone_has_no_tei_and_says_why(served: Served) -> None:
    public = served.home / "public"
    with TestClient(create_app(public, public / "data" / "archive.sqlite"), base_url="http://localhost") as alone:
        answer = alone.get("/documents/antiquary-1934-tolls.tei.xml")
        assert (answer.status_code, "memo" in answer.text) == (404, True)
        assert alone.get("/documents/antiquary-1934-tolls.json").status_code == 200
        assert "<metadataPrefix>tei<" not in alone.get("/oai?verb=ListMetadataFormats").text


def test_a_text_that_moved_on_since_the_build_is_not_handed_out(tmp_path: Path) -> None:
    texts, out = tmp_path / "texts", tmp_path / "out"
    texts.mkdir()
    page = "<html><body><h1>The Quay</h1><p>The quay was {} that year, and nobody minded.</p></body></html>"
    (texts / "quay.html").write_text(page.format("empty"))
    build(open_archive(texts, out, executor=Serial()))
    public = tmp_path / "public"
    shutil.copytree(out / "public", public)
    (texts / "quay.html").write_text(page.format("full"))
    build(open_archive(texts, out, executor=Serial()))
    app = create_app(public, public / "data" / "archive.sqlite", beside=Beside(out / ".testimonia" / "memo.sqlite"))
    with TestClient(app, base_url="http://localhost") as visitor:
        answer = visitor.get("/documents/quay.md")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "60")


def reconcile(visitor: TestClient, **queries: Any) -> Any:
    answer = visitor.post(
        "/reconcile",
        data={"queries": json.dumps(queries)},
    )
    assert answer.status_code == 200
    return answer.json()


def test_the_manifest_names_its_version_and_types(visitor: TestClient) -> None:
    manifest = visitor.get("/reconcile").json()
    assert manifest["versions"] == ["0.2"]
    assert {"name", "identifierSpace", "schemaSpace", "defaultTypes", "view", "preview", "suggest"} <= manifest.keys()
    assert "{{id}}" in manifest["view"]["url"]
    assert {kind["id"] for kind in manifest["defaultTypes"]} == {"person", "organisation", "periodical"}


def test_a_batch_is_answered_by_key(visitor: TestClient) -> None:
    answers = reconcile(
        visitor, q0={"query": "Fenn, Edwin"}, q1={"query": "Wend Valley Antiquary", "type": "periodical"}
    )
    best = answers["q0"]["result"][0]
    assert (best["id"], best["type"][0]["id"], best["score"]) == ("edwin-fenn", "person", 100.0)
    assert answers["q1"]["result"][0]["id"] == "the-wend-valley-antiquary"
    assert visitor.get("/reconcile", params={"queries": '{"a":{"query":"Edwin Fenn"}}'}).json()["a"]["result"][0][
        "match"
    ]


def test_a_kind_is_heeded(visitor: TestClient) -> None:
    found = reconcile(visitor, a={"query": "Edwin Fenn", "type": ["periodical"]})["a"]["result"]
    assert all(result["type"][0]["id"] == "periodical" for result in found)


@pytest.mark.parametrize(
    "queries",
    [
        "x",
        "[]",
        '{"a":1}',
        '{"a":{"query":3}}',
        '{"a":{"query":"x","limit":"many"}}',
        "[" * 2000,
        '{"a":{"query":"x","type":3}}',
    ],
)
def test_a_batch_that_cannot_be_read_is_refused(visitor: TestClient, queries: str) -> None:
    answer = visitor.get("/reconcile", params={"queries": queries})
    assert (answer.status_code, "error" in answer.json()) == (400, True)


def test_too_many_queries_at_once_are_refused(visitor: TestClient) -> None:
    batch = json.dumps({str(n): {"query": "x"} for n in range(51)})
    assert visitor.get("/reconcile", params={"queries": batch}).status_code == 400


def test_suggestions_begin_with_the_prefix(visitor: TestClient) -> None:
    found = visitor.get("/reconcile/suggest", params={"prefix": "fen"}).json()["result"]
    assert "edwin-fenn" in [entity["id"] for entity in found]
    assert visitor.get("/reconcile/suggest/type", params={"prefix": "peri"}).json()["result"][0]["id"] == "periodical"


def test_view_and_preview_lead_to_the_page(visitor: TestClient) -> None:
    answer = visitor.get("/reconcile/view", params={"id": "edwin-fenn"}, follow_redirects=False)
    assert answer.headers["location"] == "/authors/edwin-fenn.html"
    assert visitor.get(answer.headers["location"]).status_code == 200
    assert "<h1>Edwin Fenn</h1>" in visitor.get("/reconcile/preview", params={"id": "edwin-fenn"}).text


def test_two_bearers_of_a_name_are_no_match() -> None:
    index = Index(entity_of(id_, "person", "John Pell", ("J. Pell",)) for id_ in ("john-pell", "john-pell-2"))
    found = index.candidates("John Pell", frozenset(), 5)
    assert [(result["id"], result["match"]) for result in found] == [("john-pell", False), ("john-pell-2", False)]


def test_likeness_heeds_neither_accents_nor_the_order_of_words() -> None:
    assert likeness(folded("Pell, Zoë"), folded("ZOE PELL")) == 100.0
    assert likeness(folded("John Pell"), folded("Jon Pell")) > 60
    assert likeness(folded("John Pell"), "") == 0


def test_only_named_origins_may_read_from_elsewhere(served: Served, visitor: TestClient) -> None:
    refine = "http://127.0.0.1:3333"
    assert "access-control-allow-origin" not in visitor.get("/reconcile", headers={"origin": refine}).headers
    app = served.app(origins=(refine,))
    with TestClient(app, base_url="http://localhost") as opened:  # type: ignore[arg-type]
        answer = opened.get("/reconcile", headers={"origin": refine})
        assert answer.headers["access-control-allow-origin"] == refine
        assert f"frame-ancestors {refine}" in answer.headers["content-security-policy"]
        other = opened.get("/reconcile", headers={"origin": "http://evil.example"})
        assert "access-control-allow-origin" not in other.headers
        elsewhere = opened.get("/api/findings", headers={"origin": refine})
        assert "access-control-allow-origin" not in elsewhere.headers


@pytest.mark.parametrize("where", ["served", "static"])
def test_the_feed_has_what_an_atom_feed_must_have(served: Served, visitor: TestClient, where: str) -> None:
    static = (served.home / "public" / "changes.xml").read_bytes()
    feed = etree.fromstring(visitor.get("/changes.xml").content if where == "served" else static)
    assert feed.findtext(f"{ATOM}id") == f"{ADDRESS}changes.xml"
    assert feed.findtext(f"{ATOM}updated") == "2026-01-05T00:00:00Z"
    entries = feed.findall(f"{ATOM}entry")
    assert len(entries) > 20
    for entry in entries:
        assert all(entry.findtext(f"{ATOM}{name}") for name in ("id", "title", "updated"))
        path = str(entry.findtext(f"{ATOM}id")).removeprefix(ADDRESS)
        assert (served.home / "public" / path).is_file()
    assert len({entry.findtext(f"{ATOM}id") for entry in entries}) == len(entries)


def test_the_description_names_every_route(served: Served) -> None:
    described = set(description()["paths"])
    routes = {getattr(route, "path", "") for route in served.app().routes}  # type: ignore[attr-defined]
    pages = {"/search", "/search.html", "/documents/{name}", "/authors/{name}", ""}
    assert described == routes - pages


@pytest.mark.parametrize(
    "path",
    [
        "/api/search?q=ferry",
        "/api/documents",
        "/api/documents/antiquary-1934-tolls",
        "/api/findings",
        "/reconcile/suggest?prefix=e",
    ],
)
def test_an_answer_is_of_the_shape_described(visitor: TestClient, path: str) -> None:
    spec = description()
    wanted = path.partition("?")[0].replace("antiquary-1934-tolls", "{id}")
    schema = spec["paths"][wanted]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    whole = {"$ref": schema["$ref"].replace("#/components/schemas", "#/$defs"), "$defs": spec["components"]["schemas"]}
    text = json.dumps(whole).replace("#/components/schemas", "#/$defs")
    Draft202012Validator(json.loads(text)).validate(visitor.get(path).json())
