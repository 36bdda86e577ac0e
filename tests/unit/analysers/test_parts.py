"""The documents that a source holds."""

import re
from pathlib import Path

import pytest

from testimonia.analysers.blocks import find_blocks
from testimonia.analysers.furniture import find_furniture
from testimonia.analysers.parts import find_parts
from testimonia.analysers.structure import find_structure
from testimonia.contract import Page
from testimonia.model.layer import Layer
from testimonia.model.source import Capture
from testimonia.readers.plain import read_plain

DATA = Path(__file__).parents[3] / "../shared/data"


def parts_of(raw: bytes, path: str = "lives.txt") -> tuple[Page, Layer]:
    source = read_plain(Capture(path, "0" * 64, len(raw), "text/plain"), raw).source
    layers: dict[str, Layer] = {}
    page = Page(source, layers)
    layers["blocks"] = find_blocks(page)
    layers["furniture"] = find_furniture(page)
    layers["structure"] = find_structure(page)
    return page, find_parts(page)


def test_a_source_of_one_text_is_one_document_over_the_whole() -> None:
    raw = b"The Ferry\n\nThe ferry stopped. Nobody came to mend it.\n"
    page, parts = parts_of(raw)
    assert [(row.begin, row.end) for row in parts] == [(0, len(page.text))]


@pytest.mark.data
def test_a_dictionary_of_lives_is_split_at_its_dated_heads() -> None:
    path = DATA / "biographies/cousin/13240-8.txt"
    if not path.exists():
        pytest.skip("the real documents are not in ../shared/data")
    page, parts = parts_of(path.read_bytes(), "cousin/13240-8.txt")
    head = r"[A-Z][A-Z'’]+, [^()\n]*\((?:[^()]|\([^()]*\))*\d{3,4}[^)]*\)\.--"
    dated = re.compile(rf"(?:(?<=\n\r\n)|(?<=\n\n)){head}")
    heads = {found.start() for found in dated.finditer(page.text)}
    begins = {row.begin for row in parts}
    assert len(heads) > 1300
    assert len(heads & begins) >= 0.99 * len(heads)
    assert all(page.text[row.begin].isupper() for row in parts if row.get("kind") == "entry")
