"""The head and foot of a page: the lines before its first running text and after its last."""

from collections.abc import Iterator

from msgspec import Struct

from testimonia.analysers._labels import read_label
from testimonia.analysers._printed import EDGE_LINES, RUNNING_TEXT_CHARS, Printed


class Zones(Struct, frozen=True):
    """Indices of printed lines: the page's own run [first, last), its head [first, head_end), its foot
    [foot_begin, last). Head and foot are 25 lines at most; on a short page without running text they overlap."""

    first: int
    head_end: int
    foot_begin: int
    last: int

    def in_head(self, index: int) -> bool:
        return self.first <= index < self.head_end

    def in_foot(self, index: int) -> bool:
        return self.foot_begin <= index < self.last

    def __contains__(self, index: object) -> bool:
        return isinstance(index, int) and (self.in_head(index) or self.in_foot(index))

    def indices(self) -> Iterator[int]:
        """Each index in head or foot, once, in order."""
        yield from range(self.first, self.head_end)
        yield from range(max(self.head_end, self.foot_begin), self.last)


def zones_of(lines: list[Printed], begin: int, end: int) -> Zones:
    """Head and foot of the lines that stand in [begin, end) of the text."""
    own = [line.index for line in lines if begin <= line.begin < end]
    if not own:
        return Zones(0, 0, 0, 0)
    first, last = own[0], own[-1] + 1
    labelled = {line.order for line in lines[first:last] if _is_labelled(line)}
    sizes: dict[int, int] = {}
    for line in lines[first:last]:
        sizes[line.order] = sizes.get(line.order, 0) + line.end - line.begin
    running = [line.index for line in lines[first:last] if _runs(line, sizes) and line.order not in labelled]
    head_end = min(running[0] if running else last, first + EDGE_LINES)
    foot_begin = max(running[-1] + 1 if running else first, last - EDGE_LINES)
    return Zones(first, head_end, foot_begin, last)


def _runs(line: Printed, sizes: dict[int, int]) -> bool:
    """Whether a line is running text: long, or a wrapped line of a long paragraph of plain text."""
    if len(line.text) >= RUNNING_TEXT_CHARS:
        return True
    return not line.tag and sizes[line.order] >= RUNNING_TEXT_CHARS and sizes[line.order] >= 40 * line.block_lines


def _is_labelled(line: Printed) -> bool:
    label = read_label(line.text)
    return label is not None and label.exact and not label.weak
