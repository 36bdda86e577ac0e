"""Citations: where each page says that its text was printed, and the issues and works that its text names.

Source lines are read whole by the citation grammar: periodical or book, series, volume, number, whole number, pages,
date, and several citations in one line. In running text only safe shapes are taken (role "mention"): a title before a
volume and number, or one that the mark-up sets off before a volume, a number or an exact date. A line that names a
library or a microfilm cites nothing printed.

Rows: `citation` (values `kind`, `role`, `of`), and its parts by name (values `value`, `of`); `of` is the citation's
order in the source, from 0. Cost: about 0.6 ms a page of 2,000 words.
"""

import re
from collections.abc import Iterator
from itertools import chain

from testimonia.contract import Page, analyser
from testimonia.model.citation import Citation
from testimonia.model.layer import Annotation, Layer
from testimonia.text.citationgrammar import read_citation
from testimonia.text.citationmentions import find_mentions
from testimonia.text.citationrows import rows_of

ROLES = {
    "source-line": "source",
    "first-published": "first-published",
    "published": "source",
    "masthead": "header",
    "translated": "translated-from",
}
EMPHASIS = ("em", "strong", "i", "b", "cite")
RUNNING = ("paragraph", "note", "item", "quotation")

# Plain transcriptions set a title in italics so: _The Saltmarsh Courier_, No. 5.
_UNDERSCORED = re.compile(r"(?<![\w_])_([^\W_][^_\n]*)_(?![\w_])")

Spans = list[tuple[int, int]]


@analyser("citations", needs=("furniture", "structure", "markup"))
def find_citations(page: Page) -> Layer:
    """The citations of a page's furniture and of its running text, as rows."""
    marked = [(row.begin, row.end) for row in page.layer("markup").of_kind(*EMPHASIS)]
    emphasis = sorted({*marked, *(found.span(1) for found in _UNDERSCORED.finditer(page.text))})
    furniture = page.layer("furniture").of_kind(*ROLES)
    cited = [c for row in furniture for c in _of_furniture(page.text, row, emphasis)]
    mentions = _mentions(page.text, page.layer("structure").of_kind(*RUNNING), emphasis)
    return Layer.of("citations", rows_of(chain(cited, mentions)))


def _of_furniture(text: str, row: Annotation, emphasis: Spans) -> list[Citation]:
    begin = row.number("value_begin")
    end = row.number("value_end")
    begin, end = (row.begin if begin is None else begin), (row.end if end is None else end)
    role = ROLES[row.kind]
    label = row.get("label").casefold()
    if "reprint" in label:
        role = "reprinted"
    elif row.kind == "published" and ("first" in label or "original" in label):
        role = "first-published"
    inside = [(b, e) for b, e in emphasis if begin <= b and e <= end and (b, e) != (begin, end)]
    citations = read_citation(text, begin, end, role, emphasis=inside)
    if row.kind == "translated":
        citations = citations if text[begin:end].casefold().startswith("from ") else []
    return [c for c in citations if len(c.parts) > 1 or row.kind in ("source-line", "first-published")]


def _mentions(text: str, rows: list[Annotation], emphasis: Spans) -> Iterator[Citation]:
    at = 0
    done = 0
    for row in rows:
        begin = max(row.begin, done)
        while at < len(emphasis) and emphasis[at][0] < begin:
            at += 1
        stop = at
        while stop < len(emphasis) and emphasis[stop][0] < row.end:
            stop += 1
        if begin < row.end:
            yield from find_mentions(text, begin, row.end, emphasis[at:stop])
        at, done = stop, max(done, row.end)
