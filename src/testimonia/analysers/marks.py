"""Marks: quotation marks and brackets that have no fellow.

A row `unbalanced` stands at the exact mark, with `why`. The matching, and what it leaves alone, is told in
`text.quotemarks`; a false row is worse here than a missed one, so that single quotation marks are not judged.
"""

from testimonia.contract import Page, analyser
from testimonia.model.layer import Annotation, Layer, empty_layer
from testimonia.text.quotemarks import match_marks

_UNREAD = frozenset(("divider", "table"))


@analyser("marks", needs=("structure",))
def find_unbalanced_marks(page: Page) -> Layer:
    """The rows `unbalanced` of a page: `mark` (the sign as printed) and `why`."""
    structure = page.layer("structure")
    columns = zip(structure.begin.tolist(), structure.end.tolist(), structure.kind, strict=True)
    rows = [(begin, end) for begin, end, kind in columns if kind not in _UNREAD]
    faults = match_marks(page.text, rows).faults
    if not faults:
        return empty_layer("marks")
    return Layer.of(
        "marks",
        [Annotation(f.begin, f.end, "unbalanced", {"mark": page.text[f.begin : f.end], "why": f.why}) for f in faults],
    )
