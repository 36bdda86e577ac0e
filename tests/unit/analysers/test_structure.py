"""What each stretch of a page is."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from testimonia.contract import Page

MakePage = Callable[..., Page]

LETTER = """<html><head><title>Ada Cray: The Ferry Strike (March 1921)</title>
<meta name="author" content="Ada Cray"></head><body>
<h2>Ada Cray</h2><h4>From the Quay</h4><h1>The Ferry Strike</h1><h3>(March 1921)</h3>
<hr><p class="information"><span class="info">Source:</span> <em>The Saltmarsh Echo</em>, Vol. 4 No. 7, 16 March 1921.
<br>
<span class="info">Transcription:</span> Ben Dale.</p><hr>
<p class="fst">The ferry stopped on Monday, and nobody came to mend it, though the council had promised to.</p>
<h4>What the Council Said</h4>
<blockquote><p>The ferry is the concern of those who use it, and of nobody else in the town.</p></blockquote>
<p>* * *</p>
<p>The mill burned on Tuesday. <sup>[1]</sup> It had been sold twice, and insured three times over.</p>
<p>Yours in fellowship,<br>ADA CRAY</p>
<h3>Notes</h3>
<p><a href="#f1">1.</a> The mill was never rebuilt.</p>
</body></html>"""


def kinds(page: Page) -> list[tuple[str, str]]:
    layer = page.layer("structure")
    return [(row.kind, " ".join(page.text[row.begin : row.end].split())[:24]) for row in layer if row.end > row.begin]


def test_a_page_with_headings_is_read_from_byline_to_notes(analysed: MakePage) -> None:
    assert kinds(analysed(LETTER, "1921/03/ferry.htm")) == [
        ("byline", "Ada Cray"),
        ("heading", "From the Quay"),
        ("title", "The Ferry Strike"),
        ("dateline", "(March 1921)"),
        ("paragraph", "The ferry stopped on Mon"),
        ("heading", "What the Council Said"),
        ("quotation", "The ferry is the concern"),
        ("divider", "* * *"),
        ("paragraph", "The mill burned on Tuesd"),
        ("signature", "Yours in fellowship, ADA"),
        ("heading", "Notes"),
        ("note", "1. The mill was never re"),
    ]


def test_the_name_above_is_the_byline_though_its_heading_ranks_higher(analysed: MakePage) -> None:
    page = analysed(
        "<title>The Mill Revolt - April 15, 1929</title><h1>Joseph P. Hale</h1><h3>The Mill Revolt</h3>"
        "<hr><p>The revolt at the mill lifts the lid on a kettle that has been boiling for years.</p>",
        "1929/apr/15.htm",
    )
    assert kinds(page)[:2] == [("byline", "Joseph P. Hale"), ("title", "The Mill Revolt")]


def test_plain_text_is_read_by_the_shapes_of_its_lines(analysed: MakePage) -> None:
    page = analysed(
        "Ada Cray\n\nIn Memory of Joseph Hale –\nFerryman of Saltmarsh\n\n(February 1922)\n\n"
        "Joseph Hale was born at the quay and died there, and he never owned the boat that he rowed.\n\n"
        "Hard Years\n\nHe rowed through the strike and through the flood, and nobody paid him for either of them.\n"
    )
    assert kinds(page) == [
        ("byline", "Ada Cray"),
        ("title", "In Memory of Joseph Hale"),
        ("dateline", "(February 1922)"),
        ("paragraph", "Joseph Hale was born at "),
        ("heading", "Hard Years"),
        ("paragraph", "He rowed through the str"),
    ]


def test_a_title_that_holds_a_year_is_no_dateline(analysed: MakePage) -> None:
    page = analysed(
        "<title>The General Election, 1923</title><p class='title'>J. T. Hale</p><h1>The General Election, 1923</h1>"
        "<hr><p>The election was lost before it was called, as everybody in the town knew very well.</p>",
        "x.htm",
    )
    assert kinds(page)[:2] == [("byline", "J. T. Hale"), ("title", "The General Election, 19")]


def test_a_table_that_only_lays_out_the_page_is_text(analysed: MakePage) -> None:
    page = analysed("<h1>The Ferry</h1><table><tr><td><p>The ferry stopped on Monday.</p></td></tr></table>", "x.htm")
    assert ("paragraph", "The ferry stopped on Mon") in kinds(page)


def test_verse_is_known_by_its_lines(analysed: MakePage) -> None:
    page = analysed(
        "<h1>The Bell</h1><p>The bell rang out at Harrow End,<br>The river heard it call,<br>"
        "And those who had no boat to send<br>Stood silent by the wall.</p>",
        "x.htm",
    )
    assert kinds(page)[-1][0] == "verse"


BITS = [
    "<p>The ferry.</p>",
    "<hr>",
    "<h2>Ada Cray</h2>",
    "* * *",
    "<li>one</li>",
    "<p>Source: The Echo, 1921.</p>",
    "<br><br>",
    "\u00a0",
    "(1921)",
    "<blockquote>So</blockquote>",
    "<p>Last updated on 4 May 2009</p>",
]


@given(st.lists(st.sampled_from(BITS), max_size=12))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
def test_every_character_is_furniture_or_in_exactly_one_row(analysed: MakePage, bits: list[str]) -> None:
    page = analysed("".join(bits), "x.htm")
    rows = [row for name in ("structure", "furniture") for row in page.layer(name)]
    for at, character in enumerate(page.text):
        if not character.isspace():
            structure = [row for row in page.layer("structure") if row.begin <= at < row.end]
            furniture = [row for row in page.layer("furniture") if row.begin <= at < row.end]
            assert bool(furniture) != bool(structure)
            assert len(structure) <= 1
    assert all(row.end <= len(page.text) for row in rows)


@pytest.mark.parametrize("text", ["", " \n\n ", "* * *", "1921"])
def test_a_page_without_prose_is_no_error(analysed: MakePage, text: str) -> None:
    assert analysed(text).documents[0].bylines == ()


SERIES = """<html><head><title>Ada Cray: The Ferry Papers - Who Sank It? (June 1921)</title></head><body>
<h4>Ada Cray</h4><h3>The Ferry Papers</h3><hr class="section"><h1>Who Sank It?</h1><h3>(June 1921)</h3>
<hr><p class="information"><span class="info">Source:</span> <em>The Saltmarsh Echo</em>, Vol. 4 No. 24, 16 June 1921.
<br><span class="info">Transcription:</span> Ben Dale.</p><hr>
<p class="fst">The ferry stopped on Monday, and nobody came to mend it, though the council had promised to.</p>
</body></html>"""


def test_a_rule_between_the_series_and_the_title_does_not_end_the_head(analysed: MakePage) -> None:
    assert kinds(analysed(SERIES, "1921/06/who.htm"))[:4] == [
        ("byline", "Ada Cray"),
        ("heading", "The Ferry Papers"),
        ("title", "Who Sank It?"),
        ("dateline", "(June 1921)"),
    ]


def test_of_two_lines_that_the_declared_title_names_the_higher_is_the_title(analysed: MakePage) -> None:
    page = analysed(
        "<title>SDF: Splitters: In the Ferrymen’s Union</title><p class='title'>A. Cray</p>"
        "<h1>Splitters</h1><h3>In the Ferrymen’s Union</h3>"
        "<hr><p>The revolt at the mill lifts the lid on a kettle that has been boiling for years.</p>",
        "1925/09/25.htm",
    )
    assert kinds(page)[1:3] == [("title", "Splitters"), ("subtitle", "In the Ferrymen’s Union")]


def test_a_motto_without_mark_up_over_the_headings_hides_none_of_them(analysed: MakePage) -> None:
    page = analysed(
        "<title>The Mill</title><p>Ferrymen of all rivers, unite!</p><h2>The Mill</h2><h4>By Ada Cray</h4>"
        "<hr><p>The revolt at the mill lifts the lid on a kettle that has been boiling for years.</p>",
        "mill.htm",
    )
    assert kinds(page)[1:3] == [("title", "The Mill"), ("byline", "By Ada Cray")]


def test_the_number_of_the_next_article_is_no_signature(analysed: MakePage) -> None:
    page = analysed("IX. A Letter concerning a Fish\n\nIt rained on the Tuesday.\n\nXVI. Description\n", "x.txt")
    assert "signature" not in {kind for kind, _ in kinds(page)}


def test_a_title_set_off_after_from_is_where_the_text_was_taken_from(analysed: MakePage) -> None:
    page = analysed(
        "<title>Letter to Ben</title><h3>Ada Cray</h3><h1>Letter to Ben</h1>"
        "<h4>From <em>A History of the Ferry</em></h4>"
        "<hr><p>The revolt at the mill lifts the lid on a kettle that has been boiling for years.</p>",
        "ben.htm",
    )
    cited = [citation.value("title") for citation in page.documents[0].citations if citation.role == "source"]
    assert cited == ["A History of the Ferry"]


PAPER = "An Account of a Flood lately seen at the Ferry; communicated by Mr. Ben Dale."
TOLD = "The Water rose by Night, and stood in the Mill until the Miller and his Men had opened every Sluice. " * 3


def test_a_title_as_long_as_a_paragraph_is_the_title(analysed: MakePage) -> None:
    assert kinds(analysed(f"{PAPER}\n\n{TOLD}\n", "page.txt"))[0] == ("title", PAPER[:24].strip())


def test_a_title_stands_after_what_is_left_of_the_text_before_it(analysed: MakePage) -> None:
    rest = "and so the Mill was saved, and all the Corn with it, which is worth the more in such a Year."
    assert ("title", PAPER[:24].strip()) in kinds(analysed(f"{rest}\n\n{PAPER}\n\n{TOLD}\n", "page.txt"))
    whole = "The Mill was saved, and all the Corn with it, which is worth the more in such a Year as this one."
    assert ("title", PAPER[:24].strip()) not in kinds(analysed(f"{whole}\n\n{PAPER}\n\n{TOLD}\n", "page.txt"))
    assert ("title", ("IV. " + PAPER)[:24]) in kinds(analysed(f"{whole}\n\nIV. {PAPER}\n\n{TOLD}\n", "page.txt"))


def test_an_address_and_a_date_may_stand_between_a_long_title_and_the_text(analysed: MakePage) -> None:
    page = analysed(f"{PAPER}\n\nTO MR. HALE.\n\nSIR,\n\nRead May 1, 1776.\n\n{TOLD}\n")
    assert kinds(page)[0][0] == "title"


def test_the_author_in_a_long_title_is_the_documents(analysed: MakePage) -> None:
    page = analysed(f"IV. On the Flood at the Ferry. By the Rev. Joseph Hale, F. R. S.\n\n{TOLD}\n")
    (document,) = page.documents
    assert [(byline.form, byline.where) for byline in document.bylines] == [("Joseph Hale", "title")]


def test_an_address_under_the_text_is_no_author(analysed: MakePage) -> None:
    page = analysed(f"IV. On the Flood at the Ferry.\n\n{TOLD}\n\nRoyal Observatory, Saltmarsh.\n")
    (document,) = page.documents
    assert document.bylines == ()


def test_a_surname_that_is_also_a_place_may_sign(analysed: MakePage) -> None:
    page = analysed(f"IV. On the Flood at the Ferry.\n\n{TOLD}\n\nAda Street.\n")
    assert [byline.form for byline in page.documents[0].bylines] == ["Ada Street"]
