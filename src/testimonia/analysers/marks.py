"""Marks: quotation marks and brackets that have no fellow.

A row `unbalanced` stands at the exact mark, with `why`. The matching, and what it leaves alone, is told in
`text.quotemarks`; a false row is worse here than a missed one, so that single quotation marks are not judged. A heading
is judged by itself: it may stand between two paragraphs of one quotation.
"""

from testimonia.contract import Page, analyser
from testimonia.model.layer import Annotation, Layer, empty_layer
from testimonia.text.quotemarks import match_marks

_UNREAD = frozenset(("divider", "table"))
_ALONE = frozenset(("title", "subtitle", "heading", "byline", "dateline"))


@analyser("marks", needs=("structure",))
def find_unbalanced_marks(page: Page) -> Layer:
    """The rows `unbalanced` of a page: `mark` (the sign as printed) and `why`."""
    structure = page.layer("structure")
    columns = list(zip(structure.begin.tolist(), structure.end.tolist(), structure.kind, strict=True))
    rows = [(begin, end) for begin, end, kind in columns if kind not in _UNREAD | _ALONE]
    alone = [(begin, end) for begin, end, kind in columns if kind in _ALONE]
    faults = match_marks(page.text, rows, alone).faults
    if not faults:
        return empty_layer("marks")
    return Layer.of(
        "marks",
        [Annotation(f.begin, f.end, "unbalanced", {"mark": page.text[f.begin : f.end], "why": f.why}) for f in faults],
    )
