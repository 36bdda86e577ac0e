"""Furniture: what stands on a page beside its text, put there by those who put it online.

By shape: labelled lines ("Source:", "Transcription/HTML Markup:"; see furniture.toml), lines that say the same
without a label ("From The Saltmarsh Echo, Vol. X No. 7, p. 6."), credits, licences, "Last updated on", rows of links,
mastheads, and Project Gutenberg's head and foot. By recurrence: a line near the edge of the page that many pages
share, but only where it stands outside other furniture, since refrains, signatures and bylines recur too.

A label in running text is no furniture: a label counts in the head of a page, or in a block that also says what only
a transcriber says, or in a block that looks like such a block. Each row: `label` as printed, `value_begin` and
`value_end`, `why` ("shape" or "recurrence"). A label's value runs on to the next label of its block.
"""

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct, field
from msgspec.structs import replace

from testimonia.analysers._gutenberg import body_bounds
from testimonia.analysers._labelled import labelled_rows
from testimonia.analysers._navigation import Company, is_navigation, navigation_kind
from testimonia.analysers._printed import Links, Printed, links_of, printed_lines_of
from testimonia.analysers._shapes import (
    Shape,
    inner_credit,
    is_maker_line,
    is_stray_declaration,
    is_transcriber_note,
    read_credit,
    read_licence,
    read_masthead,
    read_online,
    read_taken_from,
    read_top_link,
    read_updated,
    says_whose_site,
)
from testimonia.analysers._zones import Zones, zones_of
from testimonia.contract import Page, analyser
from testimonia.model.layer import Annotation, Layer, Value

OUTER_KINDS = frozenset(("navigation", "site", "top-link", "updated"))
SOURCE_KINDS = frozenset(("source-line", "first-published", "published"))
MASTHEAD_LINES = 6
LONGEST_NOTE_TITLE = 30
LONGEST_NOTE = 8000
_TITLE_TAGS = frozenset(("em", "i", "cite"))
_TITLES = frozenset(("h1", "h2"))
_FROM = re.compile(r"From\s+(?=\w)")


class Sheet(Struct):
    """A page under analysis: its printed lines, and the rows found so far with the lines that they took."""

    text: str
    lines: list[Printed]
    links: Links
    zones: Zones
    facts: frozenset[str]
    italics: frozenset[tuple[int, int]] = frozenset()
    rows: list[Annotation] = field(default_factory=list)
    taken: dict[int, str] = field(default_factory=dict)

    def free(self, indices: Iterable[int]) -> Iterator[Printed]:
        return (self.lines[i] for i in indices if i not in self.taken)

    def add(self, line: Printed, shape: Shape, why: str = "shape") -> None:
        values: dict[str, Value] = {"why": why}
        if shape.label:
            values["label"] = shape.label
        if shape.value_begin >= 0:
            values["value_begin"] = line.begin + shape.value_begin
            values["value_end"] = line.begin + shape.value_end
        self.rows.append(Annotation(line.begin, line.end, shape.kind, values))
        self.taken[line.index] = shape.kind


@analyser("furniture", needs=("blocks", "markup"), facts="blocks")
def find_furniture(page: Page) -> Layer:
    """The layer "furniture" of a page."""
    text, markup = page.text, page.layer("markup")
    lines = printed_lines_of(text, page.layer("blocks"))
    if not lines:
        return Layer.of("furniture", ())
    begin, end = body_bounds(text)
    sheet = Sheet(text, lines, links_of(markup), zones_of(lines, begin, end), page.facts, _italics(markup))
    _mark_gutenberg(sheet, begin, end)
    for row, taken in labelled_rows(text, lines, sheet.zones, markup):
        sheet.rows.append(row)
        sheet.taken.update(dict.fromkeys(taken, row.kind))
    _mark_notes(sheet)
    _mark_anywhere(sheet)
    _mark_navigation(sheet)
    _mark_head_and_foot(sheet)
    _mark_mastheads(sheet)
    _mark_recurring(sheet)
    return Layer.of("furniture", sheet.rows)


def _mark_gutenberg(sheet: Sheet, begin: int, end: int) -> None:
    for kind, inside in (
        ("gutenberg-head", [line for line in sheet.lines if line.begin < begin]),
        ("gutenberg-foot", [line for line in sheet.lines if line.begin >= end]),
    ):
        if inside:
            sheet.rows.append(Annotation(inside[0].begin, inside[-1].end, kind, {"why": "shape"}))
            sheet.taken.update((line.index, kind) for line in inside)


def _mark_notes(sheet: Sheet) -> None:
    """Transcriber's notes, and who made an e-book, in the head or foot: each to the end of its passage."""
    has_head = "gutenberg-head" in sheet.taken.values()
    for line in sheet.free(sheet.zones.indices()):
        if line.index in sheet.taken:  # by a note that began above
            continue
        if is_transcriber_note(line.text):
            last = _end_of_passage(sheet, line, within_block=bool(line.tag) or len(line.text) > LONGEST_NOTE_TITLE)
        elif has_head and is_maker_line(line.text):
            last = _end_of_passage(sheet, line, within_block=True)
        else:
            continue
        values: dict[str, Value] = {"why": "shape", "value_begin": line.begin, "value_end": last.end}
        sheet.rows.append(Annotation(line.begin, last.end, "transcription", values))
        sheet.taken.update(dict.fromkeys(range(line.index, last.index + 1), "transcription"))


def _end_of_passage(sheet: Sheet, first: Printed, within_block: bool) -> Printed:
    """The last line of what a line opens: of its block, or in plain text of all before the first two blank lines."""
    last = first
    for line in sheet.lines[first.index + 1 : sheet.zones.last]:
        if line.index in sheet.taken or line.end - first.begin > LONGEST_NOTE:
            break
        if line.order != first.order and (within_block or sheet.text.count("\n", last.end, line.begin) > 2):
            break
        last = line
    return last


def _mark_anywhere(sheet: Sheet) -> None:
    """Shapes that nothing else has, wherever they stand on a line of their own."""
    for line in sheet.free(range(sheet.zones.first, sheet.zones.last)):
        if len(line.text) > 100:
            continue
        shape = read_updated(line.text) or read_top_link(line.text)
        if shape and (line.index in sheet.zones or not line.text.casefold().startswith("updated")):
            sheet.add(line, shape)


def _mark_head_and_foot(sheet: Sheet) -> None:
    has_source = any(row.kind in SOURCE_KINDS for row in sheet.rows)
    for line in sheet.free(sheet.zones.indices()):
        if is_stray_declaration(line.text):
            sheet.add(line, Shape("other"))
            continue
        shape = None if line.is_heading else read_credit(line.text) or read_licence(line.text) or read_online(line.text)
        if shape is None and (sheet.zones.in_head(line.index) or not has_source):
            shape = read_taken_from(line.text, line.is_heading) or _taken_title(sheet, line)
        if shape:
            _add_with_credit(sheet, line, shape)


def _italics(markup: Layer) -> frozenset[tuple[int, int]]:
    """The spans that mark-up sets as titles are set."""
    begins, ends = markup.begin.tolist(), markup.end.tolist()
    return frozenset((begins[i], ends[i]) for i, kind in enumerate(markup.kind) if kind in _TITLE_TAGS)


def _taken_title(sheet: Sheet, line: Printed) -> Shape | None:
    """ "From *A History of the Ferry*", under the title of the page: a title set off, and nothing else."""
    found = _FROM.match(line.text)
    if not found or line.tag in _TITLES or (line.begin + found.end(), line.end) not in sheet.italics:
        return None
    return Shape("source-line", "From", found.end(), len(line.text))


def _add_with_credit(sheet: Sheet, line: Printed, shape: Shape) -> None:
    """A row for a line, or two where a credit follows a source on the same line."""
    credit = inner_credit(line.text) if shape.kind in SOURCE_KINDS else None
    if credit is None:
        sheet.add(line, shape)
        return
    place = credit[0]
    source = line.text[:place].rstrip()
    sheet.add(replace(line, end=line.begin + len(source), text=source), replace(shape, value_end=len(source)))
    sheet.add(replace(line, begin=line.begin + place, text=line.text[place:]), credit[1])


def _mark_mastheads(sheet: Sheet) -> None:
    """A masthead stands above the title: under navigation or first of all, and never last of the head. Under the title
    the same shape is a dateline, place and date."""
    first = sheet.zones.first
    for line in sheet.free(range(first, min(first + MASTHEAD_LINES, sheet.zones.head_end))):
        if line.tag in ("h1", "title"):
            return
        above = sheet.taken.get(line.index - 1)
        outermost = above in OUTER_KINDS or (line.index == first and line.is_heading)
        if outermost and (shape := read_masthead(line.text)):
            sheet.add(line, shape)
        if not outermost:
            return


def _mark_navigation(sheet: Sheet) -> None:
    zone = list(sheet.zones.indices())
    for order in (zone, zone[::-1]):  # the second walk lets a row lend its neighbours above what it lent those below
        for line in sheet.free(order):
            near = [i for i in (line.index - 1, line.index + 1) if sheet.taken.get(i) in OUTER_KINDS]
            company = Company(
                bool(near),
                any(sheet.lines[i].order == line.order for i in near),
                sheet.zones.in_foot(line.index),
                line.key in sheet.facts,
            )
            if why := is_navigation(line, sheet.links, company):
                sheet.add(line, Shape(navigation_kind(line.text)), why)


def _mark_recurring(sheet: Sheet) -> None:
    """Lines of the archive's own that stand between other furniture and the edge of the page; not a byline there."""
    for indices in (
        range(sheet.zones.first, sheet.zones.head_end),
        range(sheet.zones.last - 1, sheet.zones.foot_begin - 1, -1),
    ):
        pending: list[Printed] = []
        for index in indices:
            line = sheet.lines[index]
            kind = sheet.taken.get(index)
            if kind in OUTER_KINDS:
                for outer in pending:
                    sheet.add(outer, Shape("other"), "recurrence")
                pending = []
            elif kind is None:
                if line.key not in sheet.facts or line.is_heading or not says_whose_site(line.text):
                    break
                pending.append(line)
