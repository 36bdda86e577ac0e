"""A document's page: its words once, its paragraphs under their frozen ids, and what touches them beside them."""

import json
import re
from typing import Any

from msgspec.structs import replace
from selectolax.lexbor import LexborHTMLParser

PATH = "documents/gale.html"


def shown(html: str) -> str:
    """The words of the article and of the furniture, without numbers and margin."""
    tree = LexborHTMLParser(html)
    for node in tree.css("a.n, div.margin"):
        node.decompose()
    parts = [*tree.css("article.text"), *tree.css("details.furniture dd")]
    return "".join("".join(part.text() for part in parts).split())


def test_every_word_of_the_source_is_shown_once(sample: Any, site: Any) -> None:
    words = "".join(sample.pages["gale.html"].text.split())
    assert sorted(shown(site.html(PATH))) == sorted(words)


def test_words_that_no_layer_claims_are_shown_too(sample: Any) -> None:
    page = sample.pages["gale.html"]
    structure = page.layer("structure")
    fewer = type(structure).of("structure", [row for row in structure if row.kind != "paragraph"])
    layers = {**page.layers, "structure": fewer}
    bare = replace(sample, pages={**sample.pages, "gale.html": replace(page, layers=layers)})
    html = bare.site().html(PATH)
    assert "Seven boats were never found." in html
    assert sorted(shown(html)) == sorted("".join(page.text.split()))


def test_paragraphs_bear_their_frozen_ids_in_order(site: Any) -> None:
    html = site.html(PATH)
    assert re.findall(r'<p id="(p\d+)"', html) == ["p1", "p2", "p3", "p4"]
    assert '<a class="n" href="#p3" aria-label="Paragraph 3">3</a>Seven boats' in html


def test_furniture_is_folded_away_and_named(site: Any) -> None:
    details = LexborHTMLParser(site.html(PATH)).css_first("details.furniture")
    assert details is not None
    assert "Saltmarsh Reading Room" in details.text()
    assert "Source line" in details.text()


def test_a_note_is_linked_both_ways(site: Any) -> None:
    tree = LexborHTMLParser(site.html(PATH))
    out = tree.css_first('a[role="doc-noteref"]')
    back = tree.css_first('a[role="doc-backlink"]')
    assert out is not None and back is not None
    note, text = str(out.attributes["href"])[1:], str(back.attributes["href"])[1:]
    assert tree.css_first(f'p.endnote [id="{note}"]') is not None
    assert tree.css_first(f'p.quotation [id="{text}"]') is not None


def test_emphasis_dates_and_voices_are_marked(site: Any) -> None:
    html = site.html(PATH)
    assert "<em>slept</em>" in html
    assert '<time datetime="1906-02-15">15 February 1906</time>' in html
    assert '<span class="said" title="the harbour master">“Never again,”</span>' in html
    assert "words that the text quotes from someone" in html


def test_a_finding_s_words_are_marked_and_lead_to_its_page(sample: Any, site: Any) -> None:
    finding = sample.dossier.findings[0]
    html = site.html(PATH)
    assert f'<mark id="{finding.id}-0" class="error">' in html
    assert f'href="../disagreements/{finding.id}.html"' in html
    back = site.html(f"disagreements/{finding.id}.html")
    assert f'href="../documents/gale.html#{finding.id}-0"' in back


def test_a_finding_whose_words_stand_nowhere_still_has_its_place(sample: Any) -> None:
    finding = sample.dossier.findings[0]
    outside = replace(finding.evidence[0], quote=replace(finding.evidence[0].quote, begin=9000, end=9004))
    moved = replace(finding, evidence=(outside, *finding.evidence[1:]))
    site = replace(sample, dossier=replace(sample.dossier, findings=(moved,))).site()
    assert f'id="{moved.id}-0"' in site.html(PATH)


def test_the_head_speaks_to_zotero_and_to_search_engines(site: Any) -> None:
    html = site.html(PATH)
    for meta in (
        '<meta name="citation_title" content="The Night of the Gale">',
        '<meta name="citation_author" content="Quill, Hester">',
        '<meta name="citation_publication_date" content="1906/02/16">',
        '<meta name="citation_journal_title" content="Saltmarsh Courier">',
        '<meta name="citation_volume" content="3">',
        '<meta name="DC.creator" content="Hester Quill">',
        '<meta name="prism.number" content="7">',
        '<meta name="z:itemType" content="newspaperArticle">',
    ):
        assert meta in html
    assert "og:type" not in html


def test_the_structured_data_is_json_and_holds_no_tag(sample: Any) -> None:
    document = replace(sample.dossier.documents[0], title="</script><b>")
    dossier = replace(sample.dossier, documents=(document, *sample.dossier.documents[1:]))
    html = replace(sample, dossier=dossier).site().html(PATH)
    body = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.S)
    assert [json.loads(part)["name"] for part in body] == ["</script><b>"]


def test_the_text_and_the_references_lie_beside_the_page(sample: Any, site: Any) -> None:
    assert site.files["documents/gale.txt"].decode() == sample.pages["gale.html"].text
    assert b"@article{gale," in site.files["documents/gale.bib"]
    assert b"TY  - NEWS" in site.files["documents/gale.ris"]
    assert json.loads(site.files["documents/gale.csl.json"])[0]["id"] == "gale"


def test_the_page_shows_the_digest_of_its_own_file(site: Any) -> None:
    assert "sha256:" + "ab" * 32 in site.html(PATH)


def test_two_findings_on_the_same_words_never_nest_their_links(sample: Any) -> None:
    finding = sample.dossier.findings[0]
    twin = replace(finding, code="D106", property="number")
    site = replace(sample, dossier=replace(sample.dossier, findings=(finding, twin))).site()
    tree = LexborHTMLParser(site.html(PATH))
    assert len(tree.css("details.furniture mark")) == 2
    assert tree.css("details.furniture mark a") == []


def test_a_finding_stands_once_in_each_margin(site: Any) -> None:
    for path, html in site.pages():
        tree = LexborHTMLParser(html)
        for margin in tree.css("div.margin"):
            hrefs = [str(link.attributes["href"]) for link in margin.css("p.touch a")]
            assert len(hrefs) == len(set(hrefs)), path
