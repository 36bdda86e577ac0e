"""The real pages: every solid character that another parser sees, in order, each with its place."""

from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import pytest

from testimonia.contract import Reading
from testimonia.model.source import Capture
from testimonia.readers.html import read_html
from testimonia.text.charset import decode

PAGES = Path(__file__).parents[4] / "shared" / "data" / "mia"
pytestmark = [
    pytest.mark.data,
    pytest.mark.skipif(not PAGES.is_dir(), reason="the real documents are not in ../shared/data"),
]
EVERY = 17  # of 870 pages: 52


def read(path: Path) -> Reading:
    raw = path.read_bytes()
    return read_html(Capture(path.name, "", len(raw), "text/html"), raw)


def some_pages() -> list[Path]:
    return sorted(PAGES.rglob("*.htm*"))[::EVERY]


class Words(HTMLParser):
    """The words of a page by Python's own parser, which shares nothing with ours."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in ("title", "script", "style")

    def handle_endtag(self, tag: str) -> None:
        self.silent = max(0, self.silent - (tag in ("title", "script", "style")))

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.words.append(data)


def test_python_s_own_parser_sees_the_same_characters_in_the_same_order() -> None:
    for path in some_pages():
        other = Words()
        other.feed(decode(path.read_bytes()).text)
        other.close()
        assert "".join("".join(other.words).split()) == "".join(read(path).source.text.split()), path


def test_no_page_has_a_problem_and_each_solid_character_has_its_place() -> None:
    rules: Counter[str] = Counter()
    for path in some_pages():
        reading = read(path)
        source = reading.source
        rules[source.charset_rule] += 1
        assert reading.problems == (), path
        assert sum(source.offsets.length) >= sum(not c.isspace() for c in source.text), path
    assert set(rules) <= {"utf-8", "declared", "fallback", "bom"}
