"""Parts: the documents that a source holds.

A dictionary of lives or a slice of an encyclopaedia holds one document for each entry (`text.entries` says how a series
is known), and one for what stands before the first; any other source holds one, which spans the whole text. The rows
follow one another and never overlap.
"""

from testimonia.contract import Page, analyser
from testimonia.model.layer import Annotation, Layer, Value
from testimonia.text.entries import find_entries
from testimonia.text.pieces import trimmed

_READ = frozenset(("paragraph", "heading", "title", "subtitle", "item", "quotation"))


@analyser("parts", needs=("structure", "furniture"))
def find_parts(page: Page) -> Layer:
    """The rows `document`, with `title` and `kind` ("entry"; "front" before the first) in a series."""
    structure = page.layer("structure")
    columns = zip(structure.begin.tolist(), structure.end.tolist(), structure.kind, strict=True)
    read = [(begin, end) for begin, end, kind in columns if kind in _READ]
    entries = find_entries(page.text, read)
    if not entries:
        return Layer.of("parts", [Annotation(0, len(page.text), "document", {})])
    end = int(structure.end.max())
    bounds = [entry.begin for entry in entries] + [end]
    rows = [
        _row(page.text, begin, after, {"title": entry.title, "kind": "entry"})
        for entry, begin, after in zip(entries, bounds, bounds[1:], strict=False)
    ]
    if read[0][0] < entries[0].begin:
        rows.append(_row(page.text, read[0][0], entries[0].begin, {"kind": "front"}))
    return Layer.of("parts", rows)


def _row(text: str, begin: int, end: int, values: dict[str, Value]) -> Annotation:
    return Annotation(*trimmed(text, begin, end), "document", values)
