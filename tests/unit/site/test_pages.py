"""What every page must be: safe against its sources, whole without scripts, and unchanged where nothing changed."""

import re
from collections import Counter
from html import unescape
from typing import Any
from urllib.parse import parse_qs

import pytest
from msgspec.structs import replace

from testimonia.model.canon import pack, unpack
from testimonia.site.render import render
from testimonia.site.views import Extras

HOSTILE = '"><script>alert(1)</script>\u202e<img src=x onerror=alert(1)>{{ 7*7 }}\x00'


def test_every_id_stands_once_on_its_page(site: Any) -> None:
    for path, html in site.pages():
        ids = Counter(re.findall(r'\bid="([^"]+)"', html))
        assert [id for id, count in ids.items() if count > 1] == [], path


def test_no_page_holds_a_script_a_style_or_a_handler_of_its_own(site: Any) -> None:
    for path, html in site.pages():
        scripts = re.findall(r"<script(?![^>]*\bsrc=)(?![^>]*application/ld\+json)[^>]*>", html)
        assert scripts == [], path
        assert not re.search(r"<style\b|\sstyle=|\son\w+=", html), path


def test_a_hostile_title_and_text_stay_words(sample: Any) -> None:
    document = replace(sample.dossier.documents[0], title=HOSTILE)
    run = replace(sample.dossier.runs[0], label=HOSTILE, titles=(HOSTILE, "x"))
    author = replace(sample.dossier.authors[0], label=HOSTILE)
    finding = replace(sample.dossier.findings[0], statement=HOSTILE)
    dossier = replace(
        sample.dossier,
        documents=(document, *sample.dossier.documents[1:]),
        runs=(run,),
        authors=(author, *sample.dossier.authors[1:]),
        findings=(finding,),
    )
    site = replace(sample, dossier=dossier).site()
    for path, html in site.pages():
        assert "<script>alert" not in html, path
        assert "<img" not in html, path
        assert "\x00" not in html, path
        assert "49" not in html.replace("sha256:", ""), path


def test_the_source_s_own_mark_up_is_shown_and_never_emitted(site: Any) -> None:
    html = site.html("documents/gale.html")
    assert "&lt;b&gt;Nobody&lt;/b&gt;" in html
    assert "<b>Nobody" not in html


def test_a_name_with_a_control_of_direction_is_isolated(sample: Any) -> None:
    author = replace(sample.dossier.authors[0], label="Hester\u202eQuill")
    site = replace(sample, dossier=replace(sample.dossier, authors=(author,))).site()
    assert "<bdi>Hester\u202eQuill</bdi>" in site.html("authors/index.html")


def test_views_are_written_and_read_back_equal(site: Any) -> None:
    for job in site.jobs.values():
        assert unpack(pack(job.view), type(job.view)) == job.view


def test_the_same_job_gives_the_same_bytes(sample: Any) -> None:
    assert sample.site().files == sample.site().files


def test_another_title_changes_only_the_pages_that_show_it(sample: Any) -> None:
    before = sample.site()
    letter = next(d for d in sample.dossier.documents if d.id == "letters-orme")
    others = tuple(d for d in sample.dossier.documents if d.id != letter.id)
    dossier = replace(sample.dossier, documents=(*others, replace(letter, title="Another Letter")))
    after = replace(sample, dossier=dossier).site()
    changed = {path for path in before.jobs if pack(before.jobs[path].view) != pack(after.jobs[path].view)}
    assert "authors/hester-quill.html" not in changed
    assert "about.html" not in changed
    assert {"documents/letters-orme.html", "documents/index.html", "authors/thomas-orme.html"} <= changed


def test_a_document_s_page_without_its_layers_is_a_typed_error(site: Any) -> None:
    job = site.jobs["documents/gale.html"]
    with pytest.raises(ValueError, match=r"gale\.html"):
        render(job, None)


def test_a_document_called_index_does_not_take_the_list_s_place(sample: Any) -> None:
    first = replace(sample.dossier.documents[0], id="index")
    site = replace(sample, dossier=replace(sample.dossier, documents=(first,), findings=(), runs=(), authors=())).site()
    assert "documents/index-2.html" in site.files
    assert "<h1>Documents</h1>" in site.html("documents/index.html")


def test_an_empty_archive_has_all_its_pages(sample: Any) -> None:
    dossier = replace(sample.dossier, documents=(), runs=(), authors=(), findings=(), problems=())
    site = replace(sample, dossier=dossier).site()
    assert "This archive holds no document yet." in site.html("documents/index.html")
    assert "The rules found none" in site.html("disagreements/index.html")


def test_wanted_issues_are_those_that_are_cited_and_not_held(site: Any) -> None:
    html = site.html("wants.html")
    assert "Vol. 3 No. 9" in html
    assert "Vol. 3 No. 7</bdi></td>" not in html


def test_a_long_list_is_split_by_letter(sample: Any) -> None:
    document = sample.dossier.documents[0]
    many = tuple(replace(document, id=f"d{n:04}", title=f"{'Gale' if n % 2 else 'The Pier'} {n}") for n in range(1001))
    dossier = replace(sample.dossier, documents=many, findings=(), runs=(), authors=())
    paths = {job.path: job for job in replace(sample, dossier=dossier).jobs()}
    assert paths["documents/letters/p.html"].view.nav.total == 1001
    assert len(paths["documents/letters/g.html"].view.entries) == 500
    assert paths["documents/index.html"].view.entries == ()


def test_a_slip_is_reported_with_the_file_and_its_digest(sample: Any) -> None:
    html = sample.site(Extras(report="desk@papers.example")).html("documents/letters-orme.html")
    address = re.search(r'id="s-slip" href="mailto:desk@papers\.example\?([^"]*)" data-slip="[^"?]*\?([^"]*)"', html)
    assert address
    body = parse_qs(unescape(address[1]))["body"][0]
    assert f"letters/orme.html, sha256:{'ab' * 32}" in body
    template = parse_qs(unescape(address[2]))["body"][0]
    assert "letters/orme.html{paragraph}" in template
    assert "“{words}”" in template or "{words}" in template


def test_a_slip_is_reported_to_the_contact_where_no_tracker_is_named(sample: Any) -> None:
    card = replace(sample.dossier.card, contact="desk@papers.example")
    named = replace(sample, dossier=replace(sample.dossier, card=card)).site().html("documents/letters-orme.html")
    assert 'href="mailto:desk@papers.example?' in named
    assert "s-slip" not in sample.site().html("documents/letters-orme.html")


def test_a_paragraph_has_a_citation_of_its_own(sample: Any) -> None:
    card = replace(sample.dossier.card, address="https://papers.example/")
    html = replace(sample, dossier=replace(sample.dossier, card=card)).site().html("documents/letters-orme.html")
    assert 'data-address="https://papers.example/documents/letters-orme.html#{anchor}"' in html
    assert (
        "paragraph {paragraph}, The Saltmarsh Papers, https://papers.example/documents/letters-orme.html#{anchor}."
        in html
    )


def test_the_source_lies_beside_the_page_as_plain_text(sample: Any) -> None:
    site = replace(sample).jobs(Extras(originals=(("letters/orme.html", "ab"), ("unread.html", "cd"))))
    paths = {job.path: job for job in site}
    assert paths["originals/letters/orme.html.txt"].view.digest == "ab"
    assert not [path for path in paths if "unread" in path]
    assert paths["documents/letters-orme.html"].view.original == "originals/letters/orme.html.txt"
    assert paths["documents/gale.html"].view.original == ""


def test_a_rule_s_page_is_its_module_s_manual(site: Any) -> None:
    html = site.html("rules/d101.html")
    assert "<strong>Innocent causes.</strong>" in html
    assert "It found nothing here." in html
