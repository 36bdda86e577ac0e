"""TEI P5 of a document: valid against tei_all, and read back by our own reader with no letter lost.

Divisions follow the headings. Each paragraph, quotation, verse, list item, note, caption and table bears its frozen id
as `xml:id`, so that an address of the site and a pointer into the TEI file name the same words. Furniture stays where
it stands, as `fw`. Cost: about as many bytes as the page's text and two thousand for the header.
"""

import re
from collections.abc import Iterator, Sequence
from html import escape

from msgspec import Struct, field

from testimonia.exporters.outline import FURNITURE, Block, Outline
from testimonia.exporters.record import Record
from testimonia.exporters.tei_dates import tei_date
from testimonia.exporters.tei_head import attributes_of, header, words_of
from testimonia.model.document import Document
from testimonia.model.dossier import ArchiveCard
from testimonia.model.source import Capture
from testimonia.text.nesting import Stretch, nested

_NAME = re.compile(r"[A-Za-z_][\w.-]*$", re.ASCII)
_ADDRESS = re.compile(r"https?://[!#$&-;=?-Z_a-z~%]+$")
_HEADS = ("title", "subtitle", "heading")
# What may stand among the heads of a division.
_TOP = (FURNITURE, "byline", "dateline")
# At the foot of a division; elsewhere they are blocks like others.
_FOOT = ("signature", "dateline")


class Credentials(Struct, frozen=True):
    """What the header says beyond the text."""

    record: Record
    document: Document
    card: ArchiveCard
    capture: Capture


def tei(laid: Outline, credentials: Credentials) -> bytes:
    """The document as a TEI file, UTF-8."""
    language = credentials.document.language
    body = _Body(laid)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<TEI xmlns="http://www.tei-c.org/ns/1.0">',
        header(credentials.record, credentials.document, credentials.card, credentials.capture),
        f"<text{attributes_of({'xml:lang': language})}><body>",
        *body.lines(),
        "</body></text>",
        "</TEI>",
        "",
    ]
    return "\n".join(lines).encode()


class _Body(Struct):
    """The state of one walk over the blocks: which divisions are open, and whether this one has more than heads."""

    laid: Outline
    levels: list[int] = field(default_factory=list)
    is_begun: bool = False
    used: set[str] = field(default_factory=set)

    def lines(self) -> Iterator[str]:
        blocks = self.laid.blocks
        yield from self._open(0)
        index = 0
        while index < len(blocks):
            block = blocks[index]
            after = index + 1
            if block.kind in _HEADS:
                yield from self._head(block)
            elif block.kind in ("item", "table"):
                while after < len(blocks) and blocks[after].kind == block.kind:
                    after += 1
                yield from (self._list if block.kind == "item" else self._table)(blocks[index:after])
                self.is_begun = True
            elif block.kind in _FOOT and self.is_begun and self._is_foot(blocks[index:]):
                while after < len(blocks) and blocks[after].kind in (*_FOOT, FURNITURE):
                    after += 1
                yield from self._closers(blocks[index:after])
            else:
                yield self._block(block)
                self.is_begun = self.is_begun or block.kind not in _TOP
            index = after
        yield "</div>" * len(self.levels)

    def _is_foot(self, blocks: Sequence[Block]) -> bool:
        """Whether only what stands at the foot of a division follows, up to a heading that ends this division."""
        after = next((block for block in blocks if block.kind not in (*_FOOT, FURNITURE)), None)
        return after is None or (after.kind in _HEADS and _level(after) <= self.levels[-1])

    def _open(self, level: int) -> Iterator[str]:
        self.levels.append(level)
        self.is_begun = False
        yield "<div>"

    def _head(self, block: Block) -> Iterator[str]:
        """A heading opens a division of its level; the first lines of a division are heads of one division."""
        level = _level(block)
        goes_on = block.kind == "subtitle" or (block.kind == "title" and len(self.levels) == 1)
        if self.is_begun or not goes_on:
            while len(self.levels) > 1 and self.levels[-1] >= level:
                self.levels.pop()
                yield "</div>"
            yield from self._open(level)
        kind = {"title": "main", "subtitle": "sub"}.get(block.kind, "")
        yield f"<head{attributes_of({'type': kind})}>{self._words(block)}</head>"

    def _list(self, blocks: Sequence[Block]) -> Iterator[str]:
        yield "<list>"
        for block in blocks:
            yield f"<item{self._id(block)}>{self._words(block)}</item>"
        yield "</list>"

    def _table(self, blocks: Sequence[Block]) -> Iterator[str]:
        yield "<table>"
        for block in blocks:
            cells = block.cells or ((block.begin, block.end),)
            inner = "".join(f"<cell>{''.join(self._inline(begin, end))}</cell>" for begin, end in cells)
            yield f"<row{self._id(block)}>{inner}</row>"
        yield "</table>"

    def _closers(self, blocks: Sequence[Block]) -> Iterator[str]:
        for block in blocks:
            if block.kind == FURNITURE:
                yield self._block(block)
            else:
                name = "signed" if block.kind == "signature" else "dateline"
                yield f"<closer><{name}>{self._words(block)}</{name}></closer>"

    def _block(self, block: Block) -> str:
        words, id_ = self._words(block), self._id(block)
        match block.kind:
            case "divider":
                return f'<ab type="divider">{words}</ab>' if words.strip() else '<milestone unit="section"/>'
            case "quotation":
                return f"<quote{id_}><p>{words}</p></quote>"
            case "verse":
                return f"<lg{id_}>{''.join(f'<l>{line}</l>' for line in self._lines(block))}</lg>"
            case "note":
                return f'<note{id_}{attributes_of({"n": block.label})} place="foot"><p>{words}</p></note>'
            case "byline" if not self.is_begun:
                return f"<byline>{words}</byline>"
            case "dateline" if not self.is_begun:
                return f"<dateline>{words}</dateline>"
            case "furniture":
                return f'<fw type="{escape(block.label)}">{words}</fw>'
            case "paragraph":
                return f"<p{id_}>{words}</p>"
            case kind:
                return f'<p{id_} rend="{escape(kind)}">{words}</p>'

    def _id(self, block: Block) -> str:
        """The frozen id as an attribute; an id that XML allows no name for, or that stands already, is left out."""
        if not block.id or block.id in self.used or not _NAME.match(block.id):
            return ""
        self.used.add(block.id)
        return f' xml:id="{block.id}"'

    def _words(self, block: Block) -> str:
        return "".join(self._inline(block.begin, block.end))

    def _lines(self, block: Block) -> Iterator[str]:
        at = block.begin
        for line in self.laid.text[block.begin : block.end].split("\n"):
            if line.strip():
                yield "".join(self._inline(at, at + len(line)))
            at += len(line) + 1

    def _inline(self, begin: int, end: int) -> Iterator[str]:
        text = self.laid.text
        while begin < end and text[begin].isspace():
            begin += 1
        while begin < end and text[end - 1].isspace():
            end -= 1
        for event in nested(begin, end, self.laid.within(begin, end)):
            if event.stretch is None:
                yield "<lb/>".join(words_of(line) for line in text[event.begin : event.end].split("\n"))
            else:
                yield _tag(event.stretch, event.what == "open")


def _level(block: Block) -> int:
    return 1 if block.kind == "title" else max(2, block.level)


def _tag(stretch: Stretch, is_open: bool) -> str:
    name, attributes = "hi", {"rend": stretch.value}
    if stretch.kind == "date":
        name, attributes = "date", tei_date(stretch.value, stretch.more)
    elif stretch.kind == "link":
        address = stretch.value if _ADDRESS.match(stretch.value) else ""
        name, attributes = "ref", {"target": address}
    return f"<{name}{attributes_of(attributes)}>" if is_open else f"</{name}>"
