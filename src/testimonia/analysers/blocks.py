"""Blocks: the text cut into blocks and printed lines.

Where the reader found mark-up, a block is a run of printed lines with the same innermost block element, cut again at
a blank line and at a rule; in plain text it is what stands between blank lines. A block of several printed lines has
a row for each (`line`), with its block's `order`. Lines near the head and foot carry a `key`, the fingerprint by
which the fold over the archive finds those that recur; the others carry none, so that the fold stays small.
"""

from collections.abc import Iterator

import numpy as np
from msgspec import Struct, field

from testimonia.contract import Page, analyser
from testimonia.model.layer import Layer, Value
from testimonia.text.recurrence import fingerprint

ZONE_LINES = 25

# Elements that begin a block, in HTML and (the second row) in TEI where HTML has no such name.
BLOCK_TAGS = frozenset(
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure footer"
    " form h1 h2 h3 h4 h5 h6 header li main nav ol p pre section summary table tbody td tfoot th thead tr ul"
    " ab byline cell closer dateline head item l lg list opener row salute signed sp speaker stage text trailer".split()
)


@analyser("blocks", needs=("markup",))
def find_blocks(page: Page) -> Layer:
    """The layer "blocks" of a page."""
    rows = Rows()
    lines = list(printed_lines(page.text))
    elements = Elements.of(page.layer("markup"))
    group: list[int] = []
    owner = (-1, 0)
    previous_number = -2
    for index, (number, begin, _end) in enumerate(lines):
        place = elements.at(begin)
        if group and (place != owner or number != previous_number + 1):
            rows.add_block(page.text, lines, group, *elements.describe(owner[0]))
            group = []
        group.append(index)
        owner, previous_number = place, number
    if group:
        rows.add_block(page.text, lines, group, *elements.describe(owner[0]))
    return rows.layer()


def printed_lines(text: str) -> Iterator[tuple[int, int, int]]:
    """(number, begin, end) of each line that shows something, without the white space around it."""
    offset = 0
    for number, line in enumerate(text.split("\n")):
        bare = line.strip()
        if bare:
            begin = offset + line.find(bare)
            yield number, begin, begin + len(bare)
        offset += len(line) + 1


class Elements(Struct):
    """A walk over the block elements in order of offset: `at` must be asked with rising offsets."""

    begin: list[int]
    end: list[int]
    tag: list[str]
    css: list[str]
    rules: list[int]
    open: list[int] = field(default_factory=list)
    next: int = 0
    rules_passed: int = 0

    @staticmethod
    def of(markup: Layer) -> "Elements":
        begins, ends = markup.begin.tolist(), markup.end.tolist()
        classes = markup.columns.get("class", (None,) * len(markup))
        kept = [i for i, kind in enumerate(markup.kind) if kind in BLOCK_TAGS and ends[i] > begins[i]]
        return Elements(
            [begins[i] for i in kept],
            [ends[i] for i in kept],
            [markup.kind[i] for i in kept],
            [str(classes[i] or "") for i in kept],
            [begins[i] for i, kind in enumerate(markup.kind) if kind == "hr"],
        )

    def at(self, offset: int) -> tuple[int, int]:
        """The innermost block element over an offset (-1: none), and how many rules stand before it."""
        while self.next < len(self.begin) and self.begin[self.next] <= offset:
            self.open.append(self.next)
            self.next += 1
        while self.open and self.end[self.open[-1]] <= offset:
            self.open.pop()
        while self.rules_passed < len(self.rules) and self.rules[self.rules_passed] <= offset:
            self.rules_passed += 1
        return (self.open[-1] if self.open else -1), self.rules_passed

    def describe(self, element: int) -> tuple[str, str]:
        return ("", "") if element < 0 else (self.tag[element], self.css[element])


class Rows(Struct):
    """Columns of the layer under construction; blocks come in order, each before its lines, so they stay sorted."""

    begin: list[int] = field(default_factory=list)
    end: list[int] = field(default_factory=list)
    kind: list[str] = field(default_factory=list)
    columns: dict[str, list[Value]] = field(default_factory=lambda: {"class": [], "key": [], "order": [], "tag": []})
    blocks: int = 0

    def add_block(self, text: str, lines: list[tuple[int, int, int]], group: list[int], tag: str, css: str) -> None:
        first, last = lines[group[0]], lines[group[-1]]
        spans = [("block", first[1], last[2], group[0])]
        if len(group) > 1:
            spans += [("line", lines[i][1], lines[i][2], i) for i in group]
        for kind, begin, end, index in spans:
            near_edge = index < ZONE_LINES or index >= len(lines) - ZONE_LINES
            one_line = kind == "line" or len(group) == 1
            self.begin.append(begin)
            self.end.append(end)
            self.kind.append(kind)
            self.columns["key"].append((fingerprint(text[begin:end]) if near_edge and one_line else "") or None)
            self.columns["tag"].append(tag or None)
            self.columns["class"].append(css or None)
            self.columns["order"].append(self.blocks)
        self.blocks += 1

    def layer(self) -> Layer:
        return Layer(
            "blocks",
            np.array(self.begin, dtype=np.int32),
            np.array(self.end, dtype=np.int32),
            tuple(self.kind),
            {name: tuple(column) for name, column in self.columns.items()},
        )
