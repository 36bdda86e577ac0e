"""From mark-up to readable text: where lines break, where spaces stand, and which words each element holds.

The text is what a browser shows: every block begins on a new line, `<br>` is one line break, cells of a table's row are
divided by a tab, other white space is one space, no-break spaces stay, and `pre` is kept as it is. Works on a
parser's serialised tree and, a little less finely, on raw mark-up that no parser should see.
"""

from collections.abc import Mapping

import numpy as np
from msgspec import Struct, field

from testimonia.model.layer import Layer, Value
from testimonia.text.tags import (
    LONGEST_STRETCH,
    RAW,
    SILENT,
    TOKEN,
    VOID,
    attributes_of,
    comment_end,
    end_tag,
    next_longest,
    one_space,
    stretch_of,
    unescape,
)

BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li listing main menu nav noframes ol "
    "optgroup option p plaintext pre search section summary table tbody textarea tfoot thead tr ul xmp".split()
)
CELLS = frozenset(("td", "th"))
KEEPS_SPACE = frozenset(("pre", "listing", "plaintext", "textarea", "xmp"))
_NO_ROW = frozenset("html head body tbody thead tfoot font wbr nobr meta link base script style title template".split())
_ONLY_WITH_VALUES = frozenset(("a", "span", "img"))
_VALUES = {
    "class": "class",
    "id": "id",
    "name": "name",
    "href": "href",
    "src": "src",
    "alt": "alt",
    "lang": "lang",
    "xml:lang": "lang",
    "type": "type",
    "align": "align",
    "datetime": "when",
    "start": "n",
    "value": "n",
}
# What a start tag ends when the file leaves the end tag out: only of use on raw mark-up.
_ENDS = {
    "li": ("li", "p"),
    "dt": ("dt", "dd", "p"),
    "dd": ("dt", "dd", "p"),
    "tr": ("td", "th", "tr"),
    "td": ("td", "th"),
    "th": ("td", "th"),
}
_ENDS_P = ("p",)
ROWS_DEEP = 200


class Row(Struct):
    """An element. `begin` is -1 until a word of it is met; `end` is -1 while it is open, -2 where it ended before."""

    begin: int
    end: int
    name: str
    values: Mapping[str, Value]


class Rendering(Struct, frozen=True):
    """A text and the rows of its mark-up, in the order of their start tags."""

    text: str
    rows: list[Row] = field(default_factory=list)

    def layer(self) -> Layer:
        """The rows as the layer "markup", made column by column."""
        begin = np.array([row.begin for row in self.rows], dtype=np.int32)
        end = np.array([row.end for row in self.rows], dtype=np.int32)
        order = np.lexsort((-end, begin))
        columns: dict[str, list[Value]] = {}
        for place, index in enumerate(order.tolist()):
            for name, value in self.rows[index].values.items():
                if name not in columns:
                    columns[name] = [None] * len(self.rows)
                columns[name][place] = value
        kinds = tuple(self.rows[index].name for index in order.tolist())
        return Layer("markup", begin[order], end[order], kinds, {k: tuple(columns[k]) for k in sorted(columns)})


class Composer:
    """Writes a text element by element: words wait for nothing, breaks and spaces wait for the next words."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.rows: list[Row] = []
        self.at = 0
        self.breaks = 0
        self.gap = ""
        self.waiting: list[Row] = []

    def words(self, chunk: str) -> None:
        """Words in which a run of white space is one space."""
        core = one_space(chunk)
        if core == " " or not core:
            self.gap = self.gap or core
            return
        if core[0] == " ":
            self.gap = self.gap or " "
            core = core[1:]
        trailing = core[-1:] == " "
        self.literal(core[:-1] if trailing else core)
        self.gap = " " if trailing else ""

    def literal(self, chunk: str) -> None:
        """Words as they are."""
        if not chunk:
            return
        between = ""
        if self.at and self.breaks:
            between = "\n" * self.breaks
        elif self.at:
            between = self.gap
        self.parts.append(between + chunk)
        self.at += len(between)
        for row in self.waiting:
            row.begin = self.at
            row.end = self.at if row.end == -2 else -1
        self.waiting.clear()
        self.at += len(chunk)
        self.breaks = 0
        self.gap = ""

    def line_break(self) -> None:
        """One line break of the file's own (`<br>`)."""
        self.breaks += 1

    def block(self) -> None:
        """What comes stands on a new line."""
        self.breaks = max(self.breaks, 1)
        for row in self.waiting:
            if row.end == -2:  # it ended without a word: it stands where the line ends
                row.begin = row.end = self.at
        if self.waiting:
            self.waiting = [row for row in self.waiting if row.begin < 0]

    def cell(self) -> None:
        """What comes stands in another cell of the same line."""
        self.gap = "\t"

    def begin(self, name: str, values: Mapping[str, Value]) -> Row:
        """An element whose words come next."""
        row = Row(-1, -1, name, values)
        self.rows.append(row)
        self.waiting.append(row)
        return row

    def end(self, row: Row) -> None:
        """The element's words are over."""
        row.end = self.at if row.begin >= 0 else -2

    def mark(self, name: str, values: Mapping[str, Value]) -> None:
        """A rule or a break: a row of no length where the words so far end."""
        self.rows.append(Row(self.at, self.at, name, values))

    def finish(self) -> Rendering:
        """The whole; elements without words stand where the text ends."""
        for row in self.rows:
            row.begin = self.at if row.begin < 0 else row.begin
            row.end = self.at if row.end < 0 else row.end
        return Rendering("".join(self.parts), self.rows)


def render(markup: str) -> Rendering:
    """The text of HTML and its rows. No tree is needed: an end tag with nothing to end is passed over.

    >>> render("<p>The <b>Echo</b><br>of Saltmarsh</p><p>A weekly").text
    'The Echo\\nof Saltmarsh\\nA weekly'
    """
    return _Renderer(markup).run()


class _Renderer:
    """The state of one rendering: the open elements, how many of each name, and the tags met before."""

    def __init__(self, markup: str) -> None:
        self.markup = markup
        self.out = Composer()
        self.stack: list[tuple[str, Row | None]] = []
        self.count: dict[str, int] = {}
        self.seen: dict[str, tuple[str, Mapping[str, Value]]] = {}
        self.kept = 0

    def run(self) -> Rendering:
        at, longest = 0, LONGEST_STRETCH
        while 0 <= at < len(self.markup):
            begin, at = at, self._ordinary(at, longest)
            longest = next_longest(at - begin)
            if 0 <= at < len(self.markup):
                at = self._token(at)
        return self.out.finish()

    def _ordinary(self, at: int, longest: int) -> int:
        """Render ordinary tags and the words between them; where they stop."""
        parts, stop = stretch_of(self.markup, at, longest)
        for number, part in enumerate(parts):
            if not part:
                continue
            if number % 2:
                self._tag(part)
            else:
                self._words(part)
        return stop

    def _token(self, at: int) -> int:
        """Render one token that has rules of its own, or that looks as if it had; -1 at the end."""
        token = TOKEN.match(self.markup, at)
        if token is None:
            self._words(self.markup[at])
            return at + 1
        if token[4] is not None:
            return comment_end(self.markup, at)
        if token[1] is None:
            return token.end()
        special = self._tag(token[0])
        return self._raw_text(special, token.end()) if special else token.end()

    def _tag(self, whole: str) -> str:
        """Render one tag; the name of the element that it begins, where that holds no tags."""
        met = self.seen.get(whole)
        if met is None:
            token = TOKEN.match(whole)
            assert token is not None
            name = token[1].lower()
            met = self.seen[whole] = (name, {} if name[0] == "/" else _values(name, token[2]))
        name, values = met
        if name[0] == "/":
            self._end(name[1:])
            return ""
        return self._start(name, values)

    def _words(self, chunk: str) -> None:
        words = unescape(chunk)
        if self.kept:
            self.out.literal(words.replace("\r\n", "\n"))
        else:
            self.out.words(words)

    def _start(self, name: str, values: Mapping[str, Value]) -> str:
        if self.stack:
            self._imply_ends(name)
        if name in VOID:
            self._void(name, values)
            return ""
        if name in BLOCKS:
            self.out.block()
        elif name in CELLS:
            self.out.cell()
        row = None
        if name not in _NO_ROW and (values or name not in _ONLY_WITH_VALUES) and len(self.stack) < ROWS_DEEP:
            row = self.out.begin(name, values)
        self.stack.append((name, row))
        self.count[name] = self.count.get(name, 0) + 1
        self.kept += name in KEEPS_SPACE
        return name if name in RAW else ""

    def _void(self, name: str, values: Mapping[str, Value]) -> None:
        if name == "hr":
            self.out.block()
        if name in ("hr", "br"):
            self.out.mark(name, values)
        elif name not in _NO_ROW and (values or name not in _ONLY_WITH_VALUES):
            self.out.end(self.out.begin(name, values))
        if name == "br":
            self.out.line_break()

    def _imply_ends(self, name: str) -> None:
        ends = _ENDS.get(name) or (_ENDS_P if name in BLOCKS else ())
        while ends and self.stack and self.stack[-1][0] in ends:
            self._end(self.stack[-1][0])

    def _end(self, name: str) -> None:
        if not self.count.get(name):
            return
        while self.stack:
            last, row = self.stack.pop()
            self.count[last] -= 1
            self.kept -= last in KEEPS_SPACE
            if row:
                self.out.end(row)
            if last in BLOCKS:
                self.out.block()
            if last == name:
                break

    def _raw_text(self, name: str, at: int) -> int:
        """The content of an element that holds no tags: words of it, or nothing."""
        close = end_tag(name).search(self.markup, at)
        stop = close.start() if close else len(self.markup)
        if name not in SILENT:
            chunk = self.markup[at:stop]
            self.out.literal(unescape(chunk) if name == "textarea" else chunk)
        return stop if close else -1


def _values(name: str, rest: str) -> Mapping[str, Value]:
    values: dict[str, Value] = {}
    for attribute, value in attributes_of(rest).items():
        kept = _VALUES.get(attribute)
        if kept and value and (kept != "n" or name in ("ol", "li")):
            values.setdefault(kept, value)
    return values
