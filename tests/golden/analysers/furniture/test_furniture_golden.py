"""Whole pages of invented sites, with each row of furniture: kind | label | value (or the row itself)."""

from pathlib import Path

import pytest

from testimonia.analysers.blocks import find_blocks
from testimonia.analysers.furniture import find_furniture
from testimonia.contract import Page
from testimonia.model.layer import Annotation
from testimonia.model.source import Capture
from testimonia.readers.html import read_html
from testimonia.readers.plain import read_plain

HERE = Path(__file__).parent
PAGES = sorted(path for path in HERE.iterdir() if path.suffix in (".html", ".txt"))


def shown(text: str, row: Annotation) -> str:
    begin = row.number("value_begin") if row.get("label") else row.begin
    end = row.number("value_end") if row.get("label") else row.end
    return f"{row.kind} | {row.get('label')} | {text[begin:end]}".replace("|  |", "| |").replace("\n", " / ")


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_all_furniture_of_a_page_is_found_and_nothing_else(path: Path) -> None:
    raw = path.read_bytes()
    read = read_html if path.suffix == ".html" else read_plain
    source = read(Capture(path.name, "0" * 64, len(raw), ""), raw).source
    furniture = find_furniture(Page(source, {"blocks": find_blocks(Page(source))}))
    found = [shown(source.text, row).replace("/  /", "/ /") for row in furniture]
    assert found == path.with_suffix(".expected").read_text(encoding="utf-8").splitlines()
