"""Pages made from words, analysed as far as a test needs."""

from collections.abc import Callable

import pytest

from testimonia.analysers.blocks import find_blocks
from testimonia.analysers.citations import find_citations
from testimonia.analysers.dates import analyse_dates
from testimonia.analysers.documents import assemble_documents
from testimonia.analysers.furniture import find_furniture
from testimonia.analysers.language import find_languages
from testimonia.analysers.parts import find_parts
from testimonia.analysers.structure import find_structure
from testimonia.contract import Page
from testimonia.model.source import Capture
from testimonia.readers.html import read_html
from testimonia.readers.plain import read_plain

STEPS = (
    ("blocks", find_blocks),
    ("furniture", find_furniture),
    ("structure", find_structure),
    ("parts", find_parts),
    ("dates", analyse_dates),
    ("citations", find_citations),
    ("language", find_languages),
    ("documents", assemble_documents),
)

MakePage = Callable[..., Page]


@pytest.fixture
def analysed() -> MakePage:
    """A page of the given words with all layers up to the documents; HTML where the path ends in .htm."""

    def make(text: str, path: str = "page.txt") -> Page:
        raw = text.encode()
        capture = Capture(path, "0" * 64, len(raw), "text/html" if path.endswith(".htm") else "text/plain")
        source = (read_html if path.endswith(".htm") else read_plain)(capture, raw).source
        layers: dict[str, object] = {}
        page = Page(source, layers)
        for name, find in STEPS:
            layers[name] = find(page)
        return page

    return make
