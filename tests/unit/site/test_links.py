"""Every link leads somewhere: to a file of the site, and to an id on it. Nothing is fetched from elsewhere."""

import posixpath
import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser

from testimonia.model.dossier import ArchiveCard
from testimonia.site.lines import Link
from testimonia.site.render import TEMPLATES, environment
from testimonia.site.views import Extras

SITE = Path(__file__).parents[3] / "src/testimonia/site"
_SCHEMES = re.compile(r"(?:[a-z]+:)?//", re.I)


def links_of(html: str) -> list[str]:
    tree = LexborHTMLParser(html)
    found = []
    for node in tree.css("[href], [src], [action]"):
        for name in ("href", "src", "action"):
            value = node.attributes.get(name)
            if value is not None:
                found.append(value)
    return found


def broken(files: dict[str, bytes]) -> list[tuple[str, str]]:
    ids = {
        path: set(re.findall(r'\bid="([^"]+)"', body.decode()))
        for path, body in files.items()
        if path.endswith(".html")
    }
    bad = []
    for path, body in files.items():
        if not path.endswith(".html"):
            continue
        for link in links_of(body.decode()):
            target, _, fragment = link.partition("#")
            target = target.partition("?")[0]
            full = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(target))) if target else path
            if full not in files or (fragment and unquote(fragment) not in ids.get(full, set())):
                bad.append((path, link))
    return bad


def test_every_link_leads_to_a_planned_file_and_to_an_id_that_stands_there(site: Any) -> None:
    assert broken(site.files) == []


def test_the_checker_of_links_sees_a_broken_one(site: Any) -> None:
    assert broken({"a.html": b'<a href="b.html">b</a><a href="#here">h</a>'}) == [
        ("a.html", "b.html"),
        ("a.html", "#here"),
    ]


def test_without_an_address_no_page_names_one(site: Any) -> None:
    for path, html in site.pages():
        outside = [link for link in links_of(html) if _SCHEMES.match(link) or link.startswith("/")]
        assert outside == [], path


def test_with_an_address_only_canonical_is_absolute(sample: Any) -> None:
    card = ArchiveCard("Papers", address="https://papers.example/archive/")
    html = (
        type(sample)(_with_card(sample.dossier, card), sample.pages, sample.paragraphs)
        .site()
        .html("documents/gale.html")
    )
    absolute = [link for link in links_of(html) if _SCHEMES.match(link)]
    assert absolute == ["https://papers.example/archive/documents/gale.html"]


def test_the_sitemap_and_the_search_description_need_an_address(sample: Any, site: Any) -> None:
    assert "robots.txt" in site.files
    assert "sitemap.xml" not in site.files
    card = ArchiveCard("Papers", address="https://papers.example")
    named = type(sample)(_with_card(sample.dossier, card), sample.pages, sample.paragraphs).site()
    assert b"<loc>https://papers.example/documents/gale.html</loc>" in named.files["sitemap.xml"]
    assert b"https://papers.example/search.html?q={searchTerms}" in named.files["opensearch.xml"]
    assert b"Sitemap: https://papers.example/sitemap.xml" in named.files["robots.txt"]


def test_downloads_and_alternates_that_others_write_are_linked(sample: Any) -> None:
    extras = Extras(alternates=(".tei.xml",), downloads=(Link("The database", "data/archive.sqlite"),))
    site = sample.site(extras)
    assert 'href="../data/archive.sqlite"' in site.html("data/index.html")
    assert 'href="gale.tei.xml"' in site.html("documents/gale.html")


def test_every_template_is_named_in_the_code_and_is_there(site: Any) -> None:
    there = {f"templates/{file.name}" for file in (SITE / "templates").iterdir()}
    assert there == set(TEMPLATES)
    assert environment() is environment()


def _with_card(dossier: Any, card: ArchiveCard) -> Any:
    from msgspec.structs import replace

    return replace(dossier, card=card)
