"""Where a TEI file says that a page begins, and which picture shows it."""

from testimonia.model.source import Capture
from testimonia.readers.tei import read_tei

TEI = """<?xml version="1.0"?><TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/>
<facsimile><surface xml:id="s2"><graphic url="scans/002.jpg"/></surface></facsimile>
<text><body><pb n="1" facs="scans/001.jpg"/><p>One <pb n="2" facs="#s2"/>two.</p>
<pb n="3" facs="#gone"/></body></text></TEI>"""


def test_a_page_break_bears_the_picture_of_its_surface() -> None:
    markup = read_tei(Capture("a.xml", "0" * 64, len(TEI), "application/xml"), TEI.encode()).source.markup
    breaks = [
        (markup.columns["n"][row], markup.columns["src"][row] or "")
        for row, kind in enumerate(markup.kind)
        if kind == "pb"
    ]
    assert breaks == [("1", "scans/001.jpg"), ("2", "scans/002.jpg"), ("3", "")]
