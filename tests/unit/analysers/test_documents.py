"""Documents put together from the layers."""

from collections.abc import Callable

from testimonia.contract import Page
from testimonia.model.canon import pack, unpack
from testimonia.model.document import Document

MakePage = Callable[..., Page]

PAGE = """<html lang="en"><head><title>R.H. Cray and Joseph Hale: The Ferry Case (January 1921)</title>
<meta http-equiv="author" content="Joseph Hale, R.H. Cray"></head><body>
<h2>R.H. Cray and Joseph Hale</h2><h1>The Ferry Case</h1><h3>(January 1921)</h3>
<p class="info"><span class="info">Source:</span> <em>The Saltmarsh Echo</em>, Vol. 4 No. 7, 16 February 1921, p. 6.<br>
<span class="info">Transcription:</span> Ben Dale.</p>
<p>The ferry stopped on Monday, and nobody came to mend it, though the council had promised to do so in March 1920.</p>
<p>R.H.C.</p><hr>
<p>Last updated on 4 May 2009</p></body></html>"""


def test_a_page_says_its_title_names_dates_and_source(analysed: MakePage) -> None:
    (document,) = analysed(PAGE, "1921/02/16.htm").documents
    assert document.title == "The Ferry Case"
    assert [(b.form, b.kind, b.where) for b in document.bylines] == [
        ("R.H. Cray", "person", "byline"),
        ("Joseph Hale", "person", "byline"),
        ("Joseph Hale", "person", "head"),
        ("R.H. Cray", "person", "head"),
        ("R.H.C.", "person", "signature"),
    ]
    assert [(d.role, d.edtf, d.where) for d in document.dates] == [
        ("header", "1921-01", "title"),
        ("printed", "1921-02-16", "source-line"),
        ("updated", "2009-05-04", "foot"),
        ("path", "1921-02-16", "path"),
    ]
    assert document.source_citations()[0].value("volume") == "4"
    assert [f.kind for f in document.fixtures] == ["source-line", "transcription", "updated"]
    assert (document.kind, document.language) == ("article", "en")


def test_every_quote_stands_where_it_says(analysed: MakePage) -> None:
    page = analysed(PAGE, "1921/02/16.htm")
    (document,) = page.documents
    quotes = [document.title_quote, *(b.quote for b in document.bylines), *(d.quote for d in document.dates)]
    assert all(page.text[q.begin : q.end] == q.exact for q in quotes if q is not None)


def test_the_words_counted_are_those_of_the_text_proper(analysed: MakePage) -> None:
    (document,) = analysed(
        "The Ferry\n\nThe ferry stopped in March and never ran again.\n\nLast updated on 4 May 2009\n"
    ).documents
    assert document.words == 11


def test_an_obituary_and_a_letter_are_known_by_their_shapes(analysed: MakePage) -> None:
    body = "\n\nThe ferry stopped in March and never ran again, and we shall miss the man who rowed it.\n"
    assert analysed("In Memory of Joseph Hale" + body).documents[0].kind == "obituary"
    letter = (
        "The Ferry\n\nDear Sir, the ferry stopped in March and never ran again, and nobody has said why.\n\nADA CRAY\n"
    )
    assert analysed(letter).documents[0].kind == "letter"
    assert analysed("The Death of the Ferry" + body).documents[0].kind == "article"


def test_an_organisation_and_the_editors_are_no_persons(analysed: MakePage) -> None:
    body = "<p>The ferry stopped in March and never ran again, and nobody has said why to this day.</p>"
    for author, kind in (
        ("The Editors", "editors"),
        ("Our Harrow Correspondent", "editors"),
        ("Ferrymen’s Union", "organisation"),
        ("Ada Cray", "person"),
    ):
        page = f'<title>The Ferry</title><meta name="author" content="{author}"><h1>The Ferry</h1>{body}'
        assert [b.kind for b in analysed(page, "x.htm").documents[0].bylines] == [kind]


def test_the_entries_of_a_dictionary_are_documents_with_ids_of_their_own(analysed: MakePage) -> None:
    names = (
        "ABB BECK CRAY CROFT DALE DREW EAST FENN FORD GALE HALE HURST INGLE JAY KNOLL LOCK MOSS OAK OAK PIKE".split()
    )
    lives = "\n\n\n".join(
        f"{name}, ADA (1801-1870).--Ferryman, was born at Saltmarsh and rowed there." for name in names
    )
    documents = analysed(lives, "lives.txt").documents
    assert [d.title for d in documents] == [f"{name}, ADA" for name in names]
    assert {d.kind for d in documents} == {"entry"}
    assert [d.id for d in documents if "oak" in d.id] == ["lives-oak-ada", "lives-oak-ada-2"]


def test_a_pen_name_is_a_signature_where_the_byline_has_it(analysed: MakePage) -> None:
    page = (
        '<title>The Fare</title><meta name="author" content="A Ratepayer"><h2>A Ratepayer</h2><h1>The Fare</h1>'
        "<p>Sir, the fare was doubled in March, and nobody has said why to this day.</p><p>A Ratepayer</p>"
    )
    assert [b.where for b in analysed(page, "x.htm").documents[0].bylines] == ["byline", "head", "signature"]


def test_documents_survive_packing(analysed: MakePage) -> None:
    documents = analysed(PAGE, "1921/02/16.htm").documents
    assert unpack(pack(documents), tuple[Document, ...]) == documents
