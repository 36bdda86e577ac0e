"""Pages chosen by a seed: what a reader sees at their head and foot, beside what their assembled documents say.

    python -m bench.reading FOLDER [--count 40] [--seed 1] [--page PART_OF_PATH] [--lines 25]

For a human to read and to count right and wrong; it judges nothing. The raw side strips tags by plain expressions and
shares no code with the readers.
"""

import argparse
import html
import random
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench.steps import Nothing

from testimonia.archive.layout import layout_of
from testimonia.archive.sources import scan
from testimonia.engine.run import Item, Values
from testimonia.model.document import Document
from testimonia.model.layer import Layer
from testimonia.model.source import Source
from testimonia.pipeline.plan import KEYS, READ, Origin, enter, map_plan
from testimonia.text.recurrence import recurring_keys

WIDTH = 150
MOST_DOCUMENTS = 3
_DROPPED = re.compile(r"(?is)<!--.*?-->|<(script|style)\b.*?</\1\s*>")
_BREAK = re.compile(r"(?i)<(?:br|hr)\b[^>]*>|</(?:p|h[1-6]|div|li|tr|blockquote|title)>|<(?:p|h[1-6])\b[^>]*>")
_TAG = re.compile(r"<[^>]*>")
_SHOWN_KINDS = ("title", "subtitle", "byline", "dateline", "heading", "note", "signature")


def read_folder(folder: Path) -> Iterator[tuple[Path, Values]]:
    """Every source of a folder with all its layers, in two waves as the pipeline brings them."""
    with TemporaryDirectory() as out:
        layout = layout_of(folder, Path(out))
        found = scan(layout, (), 48).found
    plan = map_plan()
    pages: dict[str, Values] = {}
    for wave in (plan.first, plan.second):
        recurring = recurring_keys((path, v[KEYS]) for path, v in pages.items()) if pages else frozenset()
        for file in found:
            values = pages.setdefault(file.path, Values(Nothing(), {}))
            facts: tuple[Any, ...] = tuple(k for k in values.made.get(KEYS, ()) if k in recurring)
            origin = Origin(str(layout.sources / file.path), file.path, file.path, 30)
            for step in wave:
                values.made[step.name], _ = enter(step, Item(file.path, "", origin, facts), values)
    for file in found:
        yield layout.sources / file.path, pages[file.path]


def raw_lines(path: Path) -> list[str]:
    """The lines of a file without tags, as plainly as can be."""
    raw = path.read_bytes()
    try:
        decoded = raw.decode("utf-8")
    except UnicodeDecodeError:
        decoded = raw.decode("cp1252", errors="replace")
    if path.suffix in (".htm", ".html", ".xml", ".xhtml"):
        folded = " ".join(_DROPPED.sub("", decoded).split())
        decoded = html.unescape(_TAG.sub("", _BREAK.sub("\n", folded)))
    return [" ".join(line.split()) for line in decoded.splitlines() if line.strip()]


def clipped(text: str, width: int = WIDTH) -> str:
    """One line of a text, at most so wide."""
    line = " ".join(text.split())
    return line if len(line) <= width else f"{line[: width - 1]}…"


def raw_side(path: Path, count: int) -> Iterator[str]:
    lines = raw_lines(path)
    half = count * 3 // 5
    shown = lines if len(lines) <= count else [*lines[:half], "[...]", *lines[-(count - half) :]]
    yield from (f"  | {clipped(line)}" for line in shown)


def said_of(doc: Document, source: Source, structure: Layer) -> Iterator[str]:
    """What one document says of itself, a line each."""
    yield f"  title     {clipped(doc.title)!r}{'' if doc.title_quote else '  (declared only)'}"
    yield f"  kind      {doc.kind}; language {doc.language}; {doc.words} words"
    for byline in doc.bylines:
        yield f"  byline    {byline.form!r} {byline.kind}, {byline.where}"
    for dated in doc.dates:
        words = clipped(dated.quote.exact) if dated.quote else "-"
        yield f"  date      {dated.role} {dated.edtf} ({dated.where}) {words!r}"
    for citation in doc.citations:
        parts = "; ".join(f"{part.part}={part.value}" for part in citation.parts)
        yield f"  citation  {citation.role}, {citation.kind}: {clipped(parts)}"
    for fixture in doc.fixtures:
        yield f"  fixture   {fixture.kind}: {clipped(fixture.value, 110)}"
    rows = [row for row in structure if doc.begin <= row.begin < doc.end]
    yield f"  rows      {dict(Counter(row.kind for row in rows))}"
    shown: Counter[str] = Counter()
    for row in rows:
        shown[row.kind] += 1
        if row.kind in _SHOWN_KINDS and shown[row.kind] <= 5:
            yield f"  {row.kind:<9} {clipped(source.text[row.begin : row.end], 110)}"
    yield f"  opening   {clipped(doc.opening)}"


def show(path: Path, values: Values, count: int) -> Iterator[str]:
    """Both sides of one page."""
    source, structure = values[READ], values["structure"]
    yield f"=== {source.path}"
    yield from raw_side(path, count)
    documents = values["documents"]
    for doc in documents[:MOST_DOCUMENTS]:
        yield f"  --- {doc.id}"
        yield from said_of(doc, source, structure)
    if len(documents) > MOST_DOCUMENTS:
        yield f"  ... {len(documents)} documents"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--lines", type=int, default=25)
    parser.add_argument("--page", default="", help="only pages whose path holds this")
    arguments = parser.parse_args()
    pages = [pair for pair in read_folder(arguments.folder) if arguments.page in str(pair[0])]
    chosen = random.Random(arguments.seed).sample(pages, min(arguments.count, len(pages)))
    for path, values in chosen:
        print("\n".join(show(path, values, arguments.lines)))


if __name__ == "__main__":
    main()
