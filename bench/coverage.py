"""How much of what real pages say of their own making the furniture layer reads, and how much of it right.

    python -m bench.coverage [FOLDER]

For each statement that the plain expressions of `coverage_counts` captured: was it read (a row of its kind on that
page), and read right (a row whose value, or whose whole text where there is no label, is the same but for white space)?
Lists every miss; exits with 1 where less than 97 % of the pages of a kind were read right.
"""

import sys
import time
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from bench.coverage_counts import DATA, Statement, pages, statements

from testimonia.analysers.blocks import find_blocks
from testimonia.analysers.furniture import find_furniture
from testimonia.contract import Page
from testimonia.model.layer import Layer
from testimonia.model.source import Capture, Source
from testimonia.readers.html import read_html
from testimonia.text.recurrence import recurring_keys

ENOUGH = 0.97
KINDS = {
    "source": ("source-line", "first-published", "published"),
    "credit": ("transcription", "proofreading"),
    "updated": ("updated",),
}


def read_source(path: Path, folder: Path) -> Source:
    raw = path.read_bytes()
    name = path.relative_to(folder).as_posix()
    return read_html(Capture(name, sha256(raw).hexdigest(), len(raw), "text/html"), raw).source


def furniture_of(sources: list[Source]) -> list[Layer]:
    """The furniture of each source, by map, fold and map, as the pipeline does it."""
    blocks = [find_blocks(Page(source)) for source in sources]
    keys = [frozenset(str(key) for key in layer.columns.get("key", ()) if key) for layer in blocks]
    recurring = recurring_keys((s.path, k) for s, k in zip(sources, keys, strict=True))
    return [
        find_furniture(Page(source, {"blocks": layer}, own & recurring))
        for source, layer, own in zip(sources, blocks, keys, strict=True)
    ]


def values_of(source: Source, layer: Layer, statement: Statement) -> list[str]:
    """What the layer reads for statements of this kind on the page, white space made one blank."""
    found = []
    for row in layer.of_kind(*KINDS[statement.kind]):
        whole = statement.kind != "updated" and not statement.label
        begin, end = row.number("value_begin"), row.number("value_end")
        span = (row.begin, row.end) if whole or begin is None or end is None else (begin, end)
        found.append(" ".join(source.text[span[0] : span[1]].split()))
    return found


def report(kind: str, those: list[Statement], read: Iterable[list[str]]) -> float:
    missed = [(s, values) for s, values in zip(those, read, strict=True) if s.value not in values]
    unread = {s.page for s, values in missed if not values}
    wrong = {s.page for s, _values in missed}
    count = len({s.page for s in those})
    right = 1 - len(wrong) / count
    print(f"{kind:8} {count} pages, {len(those)} statements: read on {count - len(unread)} pages", end="")
    print(f" ({1 - len(unread) / count:.1%}), all right on {count - len(wrong)} ({right:.1%})")
    for statement, values in missed:
        print(f"  missed {statement.page}: {statement.label!r} {statement.value!r}\n    read {values}")
    return right


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else DATA
    paths = pages(folder)
    sources = [read_source(path, folder) for path in paths]
    begun = time.process_time()
    layers = furniture_of(sources)
    spent_s = time.process_time() - begun
    chars = sum(len(source.text) for source in sources)
    marked = sum(int(end - begin) for layer in layers for begin, end in zip(layer.begin, layer.end, strict=True))
    print(f"{len(paths)} pages; blocks and furniture in {spent_s:.2f} CPU-s")
    print(f"{marked / chars:.2%} of the text is furniture")
    by_page = {source.path: (source, layer) for source, layer in zip(sources, layers, strict=True)}
    found = [statement for path in paths for statement in statements(path, folder)]
    shares = []
    for kind in KINDS:
        those = [s for s in found if s.kind == kind]
        shares.append(report(kind, those, [values_of(*by_page[s.page], s) for s in those]))
    sys.exit(0 if min(shares) >= ENOUGH else 1)


if __name__ == "__main__":
    main()
