"""Markdown (CommonMark) of a document, with its record as a YAML head, for note-takers and static site makers.

A paragraph keeps its frozen id as an anchor before it. Whatever CommonMark would take for its own is escaped, so that
the words come out as they went in; the page's furniture stands at the end, under a rule.
"""

import json
import re
from collections.abc import Iterator
from itertools import groupby

from testimonia.exporters.outline import FURNITURE, Block, Outline
from testimonia.exporters.record import Record
from testimonia.text.nesting import Stretch, nested
from testimonia.text.printable import printable

_SPECIAL = re.compile(r"([\\`*_\[\]<>&~|])")
# What begins a list, a heading, a quotation or a rule at the beginning of a line.
_BEGINS = re.compile(r"^(\s*)([#>+=-]|\d{1,9}[.)])", re.MULTILINE)
_STARS = {"italic": "*", "bold": "**"}
_HTML = {"italic": "em", "bold": "strong", "sup": "sup", "sub": "sub"}


def markdown(laid: Outline, record: Record) -> str:
    """The document, ending with a line break."""
    body = [block for block in laid.blocks if block.kind != FURNITURE]
    furniture = [block for block in laid.blocks if block.kind == FURNITURE]
    parts = [_head(record), *_blocks(laid, body)]
    if furniture:
        parts += ["---", *(_words(laid, block.begin, block.end) for block in furniture)]
    return "\n\n".join(part for part in parts if part.strip()) + "\n"


def escaped(text: str) -> str:
    """The words so that CommonMark shows them as they are.

    >>> escaped("1906. *Now* & then\\n# 7")
    '1906\\\\. \\\\*Now\\\\* \\\\& then\\n\\\\# 7'
    """
    return _BEGINS.sub(_stopped, _SPECIAL.sub(r"\\\1", printable(text)))


def _stopped(match: re.Match[str]) -> str:
    """The mark at the beginning of a line with a backslash before its last character."""
    if match[2].startswith(">"):  # escaped with the others
        return match[0]
    return f"{match[1]}{match[2][:-1]}\\{match[2][-1]}"


def _head(record: Record) -> str:
    """The record as YAML. JSON strings are YAML strings."""
    fields = {
        "id": record.id,
        "title": record.title,
        "authors": [name.literal for name in record.authors],
        "printed_in": record.container if record.container != record.title else "",
        "volume": record.volume,
        "number": record.number,
        "pages": record.pages,
        "printed": record.printed,
        "written": record.written,
        "language": record.language,
        "address": record.address,
    }
    lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in fields.items() if value]
    return printable("\n".join(["---", *lines, "---"]))


def _blocks(laid: Outline, blocks: list[Block]) -> Iterator[str]:
    """Each block; rows of a table that follow one another as one table, items as one list."""
    for kind, group in groupby(blocks, key=lambda block: block.kind):
        if kind == "table":
            yield _table(laid, list(group))
        elif kind == "item":
            yield "\n".join(_block(laid, block) for block in group)
        else:
            yield from (_block(laid, block) for block in group)


def _block(laid: Outline, block: Block) -> str:
    words = _words(laid, block.begin, block.end)
    anchor = f'<a id="{block.id}"></a>' if block.id else ""
    match block.kind:
        case "title":
            return f"# {_one_line(words)}"
        case "subtitle" | "heading":
            return f"{'#' * min(6, max(2, block.level))} {_one_line(words)}"
        case "divider":
            return words if words.strip() else "* * *"
        case "quotation":
            return "\n".join(f"> {line}" for line in f"{anchor}{words}".split("\n"))
        case "item":
            return f"- {anchor}" + words.replace("\n", "\n  ")
        case _:
            return anchor + words


def _table(laid: Outline, blocks: list[Block]) -> str:
    """A table of CommonMark's usual extension, under an empty head: which row is the head no layer says."""
    rows = []
    for block in blocks:
        spans = block.cells or ((block.begin, block.end),)
        words = [_one_line(_words(laid, begin, end)) for begin, end in spans]
        rows.append([f'<a id="{block.id}"></a>{words[0]}' if block.id else words[0], *words[1:]])
    width = max(len(row) for row in rows)
    lines = [f"| {' | '.join(row + [''] * (width - len(row)))} |" for row in rows]
    return "\n".join([f"|{'  |' * width}", f"|{' --- |' * width}", *lines])


def _one_line(words: str) -> str:
    return re.sub(r"\s*\\?\n\s*", " ", words)


def _words(laid: Outline, begin: int, end: int) -> str:
    """The words with their emphasis; a line break within a block is a hard one."""
    text = "".join(_pieces(laid, begin, end)).strip()
    return re.sub(r"\s*\n\s*", "\\\\\n", text)


def _pieces(laid: Outline, begin: int, end: int) -> Iterator[str]:
    at_line = True
    stretches = [stretch for stretch in laid.within(begin, end) if stretch.kind != "date"]
    starred = {stretch for stretch in stretches if _takes_stars(laid.text, stretch, stretches)}
    for event in nested(begin, end, stretches):
        if event.stretch is not None:
            yield _tag(event.stretch, event.what == "open", event.stretch in starred)
            continue
        text = laid.text[event.begin : event.end]
        yield escaped(text) if at_line else _special_only(text)
        at_line = text.endswith("\n")


def _special_only(text: str) -> str:
    """Words in the middle of a line: what begins a list only at its beginning stays."""
    first, newline, rest = printable(text).partition("\n")
    return _SPECIAL.sub(r"\\\1", first) + newline + escaped(rest)


def _takes_stars(text: str, stretch: Stretch, all_of_them: list[Stretch]) -> bool:
    """CommonMark's stars mark only words that begin and end with no blank, and with a sign only beside a blank, a sign
    or the edge; and stars within stars are read in more ways than one. Other words get the elements of HTML."""
    if stretch.value not in _STARS or any(
        other is not stretch and other.begin < stretch.end and stretch.begin < other.end for other in all_of_them
    ):
        return False
    outside = (text[stretch.begin - 1 : stretch.begin], text[stretch.end : stretch.end + 1])
    inside = (text[stretch.begin], text[stretch.end - 1])
    if any(char.isspace() for char in inside):
        return False
    return all(i.isalnum() or not o or not o.isalnum() for o, i in zip(outside, inside, strict=True))


def _tag(stretch: Stretch, is_open: bool, is_starred: bool) -> str:
    if stretch.kind == "link":
        address = stretch.value.replace("(", "%28").replace(")", "%29").replace(" ", "%20").replace("\n", "")
        return "[" if is_open else f"]({printable(address)})"
    if is_starred:
        return _STARS[stretch.value]
    return f"<{'' if is_open else '/'}{_HTML[stretch.value]}>"
