"""A document's text as XHTML, for an EPUB: the same blocks and ids as on the site, without its margin."""

from collections.abc import Iterator
from html import escape

from testimonia.exporters.outline import FURNITURE, Block, Outline
from testimonia.text.nesting import Stretch, nested
from testimonia.text.printable import printable

_TAGS = {"italic": "em", "bold": "strong", "sup": "sup", "sub": "sub"}
_CLASSES = {"byline", "dateline", "verse", "caption", "signature", "loose"}
# What stands around the blocks of a kind that follow one another.
_AROUND = {"item": "ul", "table": "table"}


def xhtml_body(laid: Outline) -> str:
    """The blocks of the text, then the page's furniture as a foot."""
    blocks = [block for block in laid.blocks if block.kind != FURNITURE]
    lines = list(_blocks(laid, blocks))
    furniture = [_words(laid, b.begin, b.end) for b in laid.blocks if b.kind == FURNITURE]
    if furniture:
        lines.append("<footer><hr/>" + "".join(f"<p>{words}</p>" for words in furniture) + "</footer>")
    return "\n".join(lines)


def _blocks(laid: Outline, blocks: list[Block]) -> Iterator[str]:
    level = 1
    is_titled = False
    around = ""
    for block in blocks:
        wanted = _AROUND.get(block.kind, "")
        if wanted != around:
            yield (f"</{around}>" if around else "") + (f"<{wanted}>" if wanted else "")
            around = wanted
        if block.kind in ("title", "heading", "subtitle"):
            is_first = block.kind == "title" and not is_titled
            is_titled = is_titled or is_first
            level = 1 if is_first else min(6, max(2, block.level), level + 1)
            yield f"<h{level}>{_words(laid, block.begin, block.end)}</h{level}>"
        else:
            yield _block(laid, block)
    if around:
        yield f"</{around}>"


def _block(laid: Outline, block: Block) -> str:
    words = _words(laid, block.begin, block.end)
    id_ = f' id="{escape(block.id)}"' if block.id else ""
    match block.kind:
        case "divider":
            return f'<p class="divider">{words}</p>' if words.strip() else "<hr/>"
        case "quotation":
            return f"<blockquote{id_}><p>{words}</p></blockquote>"
        case "item":
            return f"<li{id_}>{words}</li>"
        case "note":
            return f'<aside{id_} epub:type="footnote"><p>{words}</p></aside>'
        case "table":
            cells = block.cells or ((block.begin, block.end),)
            return f"<tr{id_}>{''.join(f'<td>{_words(laid, begin, end)}</td>' for begin, end in cells)}</tr>"
        case kind:
            class_ = f' class="{kind}"' if kind in _CLASSES else ""
            return f"<p{id_}{class_}>{words}</p>"


def _words(laid: Outline, begin: int, end: int) -> str:
    parts = []
    for event in nested(begin, end, [s for s in laid.within(begin, end) if s.kind == "hi"]):
        if event.stretch is None:
            words = escape(printable(laid.text[event.begin : event.end]), quote=False)
            parts.append(words.replace("\n", "<br/>\n"))
        else:
            parts.append(_tag(event.stretch, event.what == "open"))
    return "".join(parts).strip()


def _tag(stretch: Stretch, is_open: bool) -> str:
    return f"<{'' if is_open else '/'}{_TAGS[stretch.value]}>"
