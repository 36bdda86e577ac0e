"""Reading TEI: the text of an edition and its header."""

from testimonia.contract import Reading
from testimonia.model.source import Capture
from testimonia.readers.tei import read_tei, sniff

EDITION = """<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en">
<teiHeader><fileDesc><titleStmt><title>Letters of Ida Fenn</title><author>Ida Fenn</author></titleStmt>
<publicationStmt><date when="1906"/></publicationStmt>
<sourceDesc><p>Saltmarsh town archive</p></sourceDesc></fileDesc></teiHeader>
<text><body><div><head>To Tom</head>
<p n="1">I saw <persName ref="#tom">Tom</persName> on <date when="1906-03-05">5 March</date>,
<choice><sic>teh</sic><corr>the</corr></choice>
day<pb n="2"/>break &amp; <hi rend="bold">all</hi>.<note n="1">A Monday.</note> Then<lb/>home.</p>
<lg><l>One line,</l><l>two lines.</l></lg></div></body></text></TEI>
"""
BOMB = '<!DOCTYPE TEI [<!ENTITY a0 "ha">{}]><TEI><text><p>&a9;</p></text></TEI>'.format(
    "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 10))
)


def read(page: str) -> Reading:
    return read_tei(Capture("a.xml", "", len(page), ""), page.encode())


def test_an_edition_becomes_its_text_and_its_header() -> None:
    reading = read(EDITION)
    assert reading.problems == ()
    assert reading.source.text == (
        "To Tom\nI saw Tom on 5 March, teh daybreak & all. A Monday. Then\nhome.\nOne line,\ntwo lines."
    )
    assert reading.source.head == {
        "title": "Letters of Ida Fenn",
        "author": "Ida Fenn",
        "date": "1906",
        "source": "Saltmarsh town archive",
        "language": "en",
    }


def test_names_dates_and_page_breaks_are_kept_with_their_values() -> None:
    source = read(EDITION).source
    seen = {
        row.kind: (source.text[row.begin : row.end], dict(row.values))
        for row in source.markup.of_kind("h2", "persname", "date", "pb", "note", "strong", "sic")
    }
    assert seen == {
        "h2": ("To Tom", {}),
        "persname": ("Tom", {"ref": "#tom"}),
        "date": ("5 March", {"when": "1906-03-05"}),
        "sic": ("teh", {"alt": "the"}),
        "pb": ("", {"n": "2"}),
        "strong": ("all", {"class": "bold"}),
        "note": ("A Monday.", {"n": "1"}),
    }


def test_each_word_has_its_place_in_the_file() -> None:
    source = read(EDITION).source
    for word in ("To Tom", "teh", "break", "all", "Monday", "two lines"):
        assert source.offsets.raw_of(source.text.index(word)) == EDITION.index(word, EDITION.index("<body>"))
    assert source.offsets.raw_of(source.text.index("&")) == EDITION.index("&amp;")


def test_an_entity_bomb_does_not_go_off() -> None:
    reading = read(BOMB)
    assert reading.source.text == "&a9;"
    # One version of libxml2 refuses the file, another leaves the entity alone.
    assert [problem.code for problem in reading.problems] in (["P109"], ["P114"])


def test_nothing_outside_the_file_is_read() -> None:
    page = '<!DOCTYPE TEI [<!ENTITY x SYSTEM "file:///etc/passwd">]><TEI><text><p>a &x; b</p></text></TEI>'
    assert read(page).source.text == "a &x; b"


def test_a_broken_file_is_read_by_its_tags() -> None:
    reading = read(EDITION.replace("</persName>", ""))
    assert [problem.code for problem in reading.problems] == ["P109"]
    assert reading.source.text.startswith("To Tom\nI saw Tom on 5 March,")
    assert reading.source.head == {"title": "Letters of Ida Fenn"}
    assert reading.source.offsets.raw_of(0) == EDITION.index("To Tom")


def test_an_edition_nested_too_deep_for_the_parser_keeps_its_words() -> None:
    reading = read("<TEI><text>" + "<div>" * 5000 + "deep" + "</div>" * 5000 + "after</text></TEI>")
    assert [problem.code for problem in reading.problems] == ["P109"]
    assert reading.source.text == "deep\nafter"


def test_the_root_tells_an_edition() -> None:
    assert sniff(EDITION[:4096].encode()) == 95
    assert sniff(b"<TEI.2><text>") == 95
    assert sniff(b"<html><TEI>") == 0
    assert sniff(b"<alto>") == 0
