"""The server: what it answers, and what it refuses."""

import warnings
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from testimonia.server.app import Limits, create_app

with warnings.catch_warnings():  # starlette 1.x asks for a successor of httpx that older ones do not know
    warnings.simplefilter("ignore")
    from starlette.testclient import TestClient

SECRET = "Nobody may read this."


@pytest.fixture
def client(archive: Path, database: Path) -> Iterator[TestClient]:
    public = archive / "public"
    (archive / "secret.txt").write_text(SECRET)
    (public / "index.html").write_text("<h1>The Saltmarsh Papers</h1>")
    (public / "link.txt").symlink_to(archive / "secret.txt")
    with TestClient(create_app(public, database), base_url="http://localhost:8000") as opened:
        yield opened


def test_the_site_is_served_with_strict_headers(client: TestClient) -> None:
    answer = client.get("/")
    assert "The Saltmarsh Papers" in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize("path", ["/search?q=ferry", "/none.html", "/api/findings", "/api/search?q=("])
def test_every_answer_has_the_headers(client: TestClient, path: str) -> None:
    assert "default-src 'none'" in client.get(path).headers["content-security-policy"]


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "", "127.0.0.1.evil.example"])
def test_another_host_name_is_refused(client: TestClient, host: str) -> None:
    assert client.get("/api/search?q=ferry", headers={"host": host}).status_code == 400


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/data/..%2f..%2fsecret.txt",
        "http://localhost:8000//secret.txt",
        "/..%5csecret.txt",
        "/link.txt",
        "/%00",
        "/data/../../secret.txt",
    ],
)
def test_no_path_leads_out_of_the_site(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code in (400, 404)
    assert SECRET not in answer.text


@given(st.text(max_size=60))
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_query_is_answered_or_refused_politely(client: TestClient, query: str) -> None:
    query = query.encode("utf-8", "replace").decode()
    for path in ("/api/search", "/search"):
        assert client.get(path, params={"q": query}).status_code in (200, 400, 429)


def test_the_search_page_marks_the_words_and_links_to_the_paragraph(client: TestClient) -> None:
    page = unescape(client.get("/search", params={"q": "timber"}).text)
    assert 'href="documents/pier.html#p2"' in page
    assert "<mark>timber</mark>" in page


def test_a_facet_narrows_the_search(client: TestClient) -> None:
    page = unescape(client.get("/search", params={"q": "ferry*"}).text)
    assert 'href="search?q=ferry%2A+year%3A1931"' in page


def test_a_facet_holds_for_the_whole_of_an_or(client: TestClient) -> None:
    page = unescape(client.get("/search", params={"q": "gale OR born"}).text)
    assert "q=%28gale+OR+born%29+year%3A1931" in page


def test_the_small_search_of_the_site_leads_to_the_full_one(client: TestClient) -> None:
    answer = client.get("/search.html", params={"q": 'corn "hall'}, follow_redirects=False)
    assert answer.headers["location"] == "/search?q=corn+%22hall"


def test_a_script_in_a_query_stays_words(client: TestClient) -> None:
    page = client.get("/search", params={"q": '"<script>alert(1)</script>"'}).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_a_broken_query_says_what_to_do(client: TestClient) -> None:
    answer = client.get("/api/search", params={"q": 'ferry "pier'})
    assert (answer.status_code, answer.json()["position"]) == (400, 6)
    page = client.get("/search", params={"q": 'ferry "pier'})
    assert (page.status_code, "never closed" in page.text) == (400, True)


def test_the_api_searches(client: TestClient) -> None:
    found = client.get("/api/search", params={"q": "ferry*", "limit": 1, "order": "date"}).json()
    assert (found["total"], found["hits"][0]["document"]) == (3, "gale")
    assert found["facets"]["year"][0] == {"value": "1906", "count": 2}


def test_the_api_gives_a_document_with_its_findings(client: TestClient) -> None:
    document = client.get("/api/documents/gale").json()
    assert document["authors"] == ["Hester Quill"]
    assert [p["id"] for p in document["paragraphs"]] == ["", "p1", "p2", "p3"]
    assert document["findings"][0]["evidence"][0]["quote"] == "24 February 1905"


def test_the_api_filters_findings(client: TestClient) -> None:
    assert client.get("/api/findings", params={"code": "d101"}).json()["total"] == 1
    assert client.get("/api/findings", params={"severity": "note"}).json() == {"findings": [], "total": 0, "version": 1}


@pytest.mark.parametrize(
    "asked", ["limit=1000", "limit=-1", "offset=x", "order=random", "offset=99999999999", "limit=²"]
)
def test_a_wrong_parameter_is_refused(client: TestClient, asked: str) -> None:
    assert client.get(f"/api/search?q=ferry&{asked}").status_code == 400


def test_an_unknown_document_is_not_found(client: TestClient) -> None:
    assert client.get("/api/documents/none").status_code == 404


def test_nothing_can_be_written(client: TestClient) -> None:
    assert client.post("/api/search?q=ferry").status_code == 405
    assert client.put("/index.html").status_code == 405


def test_who_asks_too_often_waits(archive: Path, database: Path) -> None:
    app = create_app(archive / "public", database, limits=Limits(requests_per_minute=3))
    with TestClient(app, base_url="http://127.0.0.1:8000") as client:
        codes = [client.get("/api/search?q=ferry").status_code for _ in range(5)]
    assert codes == [200, 200, 200, 429, 429]


def test_without_a_limit_nobody_waits(archive: Path, database: Path) -> None:
    app = create_app(archive / "public", database, limits=Limits(requests_per_minute=0))
    with TestClient(app, base_url="http://127.0.0.1:8000") as client:
        assert {client.get("/api/search?q=ferry").status_code for _ in range(300)} == {200}


def test_who_sits_at_this_machine_never_waits(archive: Path, database: Path) -> None:
    app = create_app(archive / "public", database, limits=Limits(requests_per_minute=3))
    for address, codes in (("127.0.0.1", {200}), ("::1", {200}), ("192.0.2.7", {200, 429})):
        with TestClient(app, base_url="http://localhost", client=(address, 50000)) as client:
            assert {client.get("/api/search?q=ferry").status_code for _ in range(5)} == codes


def test_a_new_build_is_seen_at_once(client: TestClient, database: Path) -> None:
    assert client.get("/api/search?q=gale").status_code == 200
    copy = database.with_suffix(".copy")
    copy.write_bytes(database.read_bytes())
    copy.replace(database)
    assert client.get("/api/search?q=gale").json()["total"] == 1
