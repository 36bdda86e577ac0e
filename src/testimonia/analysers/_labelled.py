"""Labelled lines: which blocks of them are furniture, and where each value ends."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator

from msgspec import Struct, field

from testimonia.analysers._labels import Label, read_label
from testimonia.analysers._printed import Printed, inline_begins
from testimonia.analysers._shapes import (
    inner_credit,
    is_transcriber_note,
    read_credit,
    read_taken_from,
    read_top_link,
    read_updated,
)
from testimonia.analysers._zones import Zones
from testimonia.model.layer import Annotation, Layer, Value

# What only those who put a text online say of it.
MAKERS = frozenset(("transcription", "proofreading", "licence", "online-version"))
LONGEST_RUN_ON = 600
LONGEST_VALUE = 2000
WRAP_CHARS = 55  # a line of plain text shorter than this was not broken to fit a page
_OTHER_LABEL = re.compile(r"[A-Z][\w’' /&-]{2,40}:\s")
_INNER = re.compile(r"[.;)]\s+(?=[A-Z][\w /\\&-]{3,40}:)")


class Labelled(Struct):
    """A block with labelled lines: its printed lines, and the label of those that have one, by index."""

    lines: list[Printed]
    labels: dict[int, Label] = field(default_factory=dict)

    @property
    def is_sure(self) -> bool:
        """Whether it has a label that needs no company."""
        return any(label.exact and not label.weak for label in self.labels.values())

    @property
    def kinds(self) -> set[str]:
        return {label.kind for label in self.labels.values() if not label.weak}

    @property
    def looks(self) -> tuple[str, str]:
        return self.lines[0].tag, self.lines[0].css


def labelled_rows(
    text: str, lines: list[Printed], zones: Zones, markup: Layer
) -> Iterator[tuple[Annotation, list[int]]]:
    """Each labelled row with the indices of the lines that it takes."""
    blocks = _labelled_blocks(lines[zones.first : zones.last])
    if not blocks:
        return
    insets = inline_begins(markup)
    for block in _furniture_of(blocks, zones):
        for row, taken in _rows_of(block):
            for part in _parts(text, row, insets):
                yield part, taken


def _labelled_blocks(lines: Iterable[Printed]) -> list[Labelled]:
    blocks: dict[int, Labelled] = {}
    for line in lines:
        block = blocks.get(line.order)
        if block is None:
            block = blocks[line.order] = Labelled([])
        block.lines.append(line)
        if ":" in line.text[:52] and not line.is_heading and (label := read_label(line.text)):
            block.labels[line.index] = label
    return [block for block in blocks.values() if block.labels]


def _furniture_of(blocks: list[Labelled], zones: Zones) -> list[Labelled]:
    """The blocks that are furniture; see the manual of `furniture`."""
    chosen = {i for i, block in enumerate(blocks) if block.is_sure and _stands_alone(block, zones)}
    headed = any(zones.in_head(blocks[i].lines[0].index) for i in chosen)
    for i, block in enumerate(blocks):
        if not headed and block.is_sure and zones.in_foot(min(block.labels)):
            chosen.add(i)
    looks = {blocks[i].looks for i in chosen if blocks[i].looks[1] and len(blocks[i].labels) > 1}
    chosen |= {i for i, block in enumerate(blocks) if block.is_sure and block.looks in looks}
    for order in (range(len(blocks)), range(len(blocks) - 1, -1, -1)):  # company, down the page and then up it
        for i in order:
            if i not in chosen and min(blocks[i].labels) in zones and _has_neighbour(blocks, i, chosen):
                chosen.add(i)
    return [block for i, block in enumerate(blocks) if i in chosen]


def _stands_alone(block: Labelled, zones: Zones) -> bool:
    first = min(block.labels)
    if zones.in_head(first):
        return True
    makers = block.kinds & MAKERS
    return bool(makers) and (zones.in_foot(first) or len(block.kinds) > 1)


def _has_neighbour(blocks: list[Labelled], index: int, chosen: set[int]) -> bool:
    """Whether a block of labelled lines touches one that was chosen and looks like it.

    A text may have a head of its own ("Subject:") under the furniture: in plain text, where all looks alike, such a
    label has to stand in one block with a surer one.
    """
    block = blocks[index]
    first = block.labels.get(block.lines[0].index)
    if first is None or (not block.lines[0].tag and first.kind == "other"):
        return False
    before, after = block.lines[0].index - 1, block.lines[-1].index + 1
    return any(
        blocks[i].looks == block.looks and (blocks[i].lines[-1].index == before or blocks[i].lines[0].index == after)
        for i in (index - 1, index + 1)
        if i in chosen
    )


def _rows_of(block: Labelled) -> Iterator[tuple[Annotation, list[int]]]:
    """The rows of a block, each from its label to the line before the next."""
    row: Annotation | None = None
    taken: list[int] = []
    for line in block.lines:
        if label := block.labels.get(line.index):
            if row:
                yield row, taken
            row, taken = _row(line, label), [line.index]
        elif row and _runs_on(row, line, block.lines[0].tag):
            row, taken = _extended(row, line.end), [*taken, line.index]
        elif row:
            yield row, taken
            row = None
    if row:
        yield row, taken


def _row(line: Printed, label: Label) -> Annotation:
    values: dict[str, Value] = {
        "label": line.text[: label.length],
        "value_begin": line.begin + min(label.value, len(line.text)),
        "value_end": line.end,
        "why": "shape",
    }
    return Annotation(line.begin, line.end, label.kind, values)


def _extended(row: Annotation, end: int) -> Annotation:
    return Annotation(row.begin, end, row.kind, {**row.values, "value_end": end})


def _runs_on(row: Annotation, line: Printed, tag: str) -> bool:
    """Whether an unlabelled line goes on with the value above it."""
    if len(line.text) > LONGEST_RUN_ON or line.end - row.begin > LONGEST_VALUE:
        return False
    if _OTHER_LABEL.match(line.text) or is_transcriber_note(line.text):
        return False
    if not tag and line.begin - row.begin < WRAP_CHARS:
        return False
    shapes = (read_updated(line.text), read_credit(line.text), read_top_link(line.text))
    return not any(shapes) and not read_taken_from(line.text, False)


def _parts(text: str, row: Annotation, insets: list[int]) -> Iterator[Annotation]:
    """A row cut where another label, or a credit without a label, begins within a line."""
    for part in _cut_at_labels(text, row, insets):
        begin = part.number("value_begin") or part.begin
        credit = inner_credit(text[begin : part.end])
        if credit is None:
            yield part
            continue
        place, shape = begin + credit[0], credit[1]
        yield _cut_short(text, part, place)
        values: dict[str, Value] = {
            "label": shape.label,
            "value_begin": place + shape.value_begin,
            "value_end": place + shape.value_end,
            "why": "shape",
        }
        yield Annotation(place, part.end, shape.kind, values)


def _cut_at_labels(text: str, row: Annotation, insets: list[int]) -> Iterator[Annotation]:
    """A row cut at each label within a line that mark-up sets off, or that follows the end of a sentence."""
    value_begin = row.number("value_begin") or row.begin
    places = set(insets[bisect_right(insets, value_begin) : bisect_left(insets, row.end)])
    places |= {found.end() for found in _INNER.finditer(text, value_begin, row.end)}
    for place in sorted(places):
        if text[place - 1].isalnum() or place <= (row.number("value_begin") or 0):
            continue
        line_end = text.find("\n", place, row.end)
        label = read_label(text[place : row.end if line_end < 0 else line_end])
        if label is None or not label.exact or label.weak:
            continue
        yield _cut_short(text, row, place)
        values: dict[str, Value] = {
            "label": text[place : place + label.length],
            "value_begin": min(place + label.value, row.end),
            "value_end": row.end,
            "why": "shape",
        }
        row = Annotation(place, row.end, label.kind, values)
    yield row


def _cut_short(text: str, row: Annotation, place: int) -> Annotation:
    """A row that ends before what begins at a place."""
    return _extended(row, row.begin + len(text[row.begin : place].rstrip()))
