"""Source lines and the citations read from them."""

import re
from pathlib import Path

import pytest

from testimonia.text.citationgrammar import read_citation

LINES = (Path(__file__).parent / "lines.txt").read_text("utf-8")


def cases() -> list[tuple[str, list[str]]]:
    blocks = [block.splitlines() for block in LINES.strip().split("\n\n")[1:]]
    return [(block[0], [line[2:] for line in block[1:] if line.startswith("> ")]) for block in blocks]


@pytest.mark.parametrize(("marked", "expected"), cases(), ids=lambda value: str(value)[:40])
def test_a_source_line_is_read_to_its_citations(marked: str, expected: list[str]) -> None:
    pieces = re.split(r"\*", marked)
    line = "".join(pieces)
    emphasis = [(len(pieces[0]), len(pieces[0]) + len(pieces[1]))] if len(pieces) == 3 else []
    citations = read_citation(line, 0, len(line), "source", emphasis=emphasis)
    assert [" ".join([c.kind, *(f"{p.part}={p.value}" for p in c.parts)]) for c in citations] == expected
    assert all(line[p.quote.begin : p.quote.end] == p.quote.exact for c in citations for p in c.parts)
