"""Pages of our own beside what the analysers of this family say of them: rows of structure, voices and marks."""

from pathlib import Path

import pytest

from testimonia.analysers.blocks import find_blocks
from testimonia.analysers.furniture import find_furniture
from testimonia.analysers.marks import find_unbalanced_marks
from testimonia.analysers.parts import find_parts
from testimonia.analysers.structure import find_structure
from testimonia.analysers.voices import find_voices
from testimonia.contract import Page
from testimonia.model.layer import Annotation
from testimonia.model.source import Capture
from testimonia.readers.html import read_html
from testimonia.readers.plain import read_plain

HERE = Path(__file__).parent
STEPS = (
    ("blocks", find_blocks),
    ("furniture", find_furniture),
    ("structure", find_structure),
    ("parts", find_parts),
    ("voices", find_voices),
    ("marks", find_unbalanced_marks),
)


def said_of(path: Path) -> str:
    raw = path.read_bytes()
    read = read_html if path.suffix == ".htm" else read_plain
    layers: dict[str, object] = {}
    page = Page(read(Capture(path.name, "0" * 64, len(raw), "text/html"), raw).source, layers)
    for name, find in STEPS:
        layers[name] = find(page)
    lines = []
    for name in ("structure", "voices", "marks"):
        lines.append(f"== {name}")
        lines += [shown(page.text, row) for row in page.layer(name)]
    return "\n".join(lines) + "\n"


def shown(text: str, row: Annotation) -> str:
    words = " ".join(text[row.begin : row.end].split())
    short = words if len(words) <= 60 else f"{words[:30]} ... {words[-25:]}"
    values = " ".join(f"{name}={value}" for name, value in sorted(row.values.items()))
    return f"{row.kind} | {short} | {values}".rstrip()


@pytest.mark.parametrize("path", sorted([*HERE.glob("*.htm"), *HERE.glob("*.txt")]), ids=lambda path: path.name)
def test_a_page_is_read_as_written_beside_it(path: Path) -> None:
    assert said_of(path) == path.with_suffix(".expected").read_text(encoding="utf-8")
