"""The printed lines of a page as the furniture analyser looks at them, and the links over them."""

from bisect import bisect_left, bisect_right

from msgspec import Struct

from testimonia.model.layer import Layer

RUNNING_TEXT_CHARS = 250
EDGE_LINES = 25
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "head"))
_INLINE = frozenset(("b", "strong", "span", "em", "i", "u", "font"))


class Printed(Struct, frozen=True):
    """One printed line. `order` and `block_lines` are its block's number and count of lines; `tag` and `css` its
    element's name and class."""

    index: int
    begin: int
    end: int
    text: str
    key: str
    order: int
    block_lines: int
    tag: str
    css: str

    @property
    def is_heading(self) -> bool:
        return self.tag in HEADINGS


class Links(Struct, frozen=True):
    """The links of a page that have an address, in order, none inside another."""

    begin: list[int]
    end: list[int]
    href: list[str]

    def over(self, begin: int, end: int) -> list[int]:
        """Indices of the links that touch [begin, end)."""
        return list(range(bisect_right(self.end, begin), bisect_left(self.begin, end)))

    def cover(self, begin: int, text: str) -> bool:
        """Whether every letter of a line stands in a link that leads out of the page."""
        found = self.over(begin, begin + len(text))
        if not found or all(self.href[i].startswith("#") for i in found):
            return False
        place = begin
        for i in found:
            if any(map(str.isalnum, text[place - begin : max(0, self.begin[i] - begin)])):
                return False
            place = max(place, self.end[i])
        return not any(map(str.isalnum, text[max(0, place - begin) :]))


def printed_lines_of(text: str, blocks: Layer) -> list[Printed]:
    """One `Printed` a line of the layer "blocks"; a block of one line stands for its line."""
    columns = {name: blocks.columns.get(name, (None,) * len(blocks)) for name in ("key", "order", "tag", "class")}
    begins, ends = blocks.begin.tolist(), blocks.end.tolist()
    orders = columns["order"]
    lines_in: dict[object, int] = {}
    for kind, order in zip(blocks.kind, orders, strict=True):
        if kind == "line":
            lines_in[order] = lines_in.get(order, 0) + 1
    printed: list[Printed] = []
    for i, kind in enumerate(blocks.kind):
        order = orders[i]
        if kind == "block" and order in lines_in:
            continue
        begin, end = begins[i], ends[i]
        printed.append(
            Printed(
                len(printed),
                begin,
                end,
                text[begin:end],
                str(columns["key"][i] or ""),
                int(str(order or 0)),
                lines_in.get(order, 1),
                str(columns["tag"][i] or ""),
                str(columns["class"][i] or ""),
            )
        )
    return printed


def links_of(markup: Layer) -> Links:
    """The links of a page; one inside another (a slip of the page's maker) goes with the outer one."""
    links = Links([], [], [])
    hrefs = markup.columns.get("href", ())
    for i, kind in enumerate(markup.kind):
        if kind != "a" or not hrefs or not hrefs[i]:
            continue
        begin, end = int(markup.begin[i]), int(markup.end[i])
        if end > begin and (not links.end or begin >= links.end[-1]):
            links.begin.append(begin)
            links.end.append(end)
            links.href.append(str(hrefs[i]))
    return links


def inline_begins(markup: Layer) -> list[int]:
    """Where inline elements begin that may set off a label, sorted."""
    begins = markup.begin.tolist()
    return [begins[i] for i, kind in enumerate(markup.kind) if kind in _INLINE]
