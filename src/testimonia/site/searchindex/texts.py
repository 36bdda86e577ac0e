"""What the browser loads of a document to show it as a hit: what a list says of it, and its paragraphs, squeezed.

One small file a document, since only the hits that are shown load theirs. A long document's paragraphs come in parts.
"""

import json
import zlib
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from testimonia.site.searchindex.codes import encode_bytes
from testimonia.site.searchindex.segment import PART

# One level less saves a third of the time, and costs one part in forty.
_LEVEL = 4
# Ends of lines for older scripts, though not for JSON.
_LINE, _PARAGRAPH_END = ("\u2028", "\\u2028"), ("\u2029", "\\u2029")
_PARAGRAPH, _FIELD = "\x1e", "\x1f"


class Shown(Struct, frozen=True):
    """A document as a line of the results: `href` is its page's address, `paragraphs` are (id, text), "" for
    the id of a heading; `begins` is where each begins, () where the document has one part."""

    name: str
    href: str
    title: str
    by: str
    where: str
    date: str
    kind: str
    paragraphs: tuple[tuple[str, str], ...]
    begins: tuple[int, ...] = ()


def text_scripts(documents: Iterable[Shown]) -> Iterator[tuple[str, str]]:
    """The scripts of documents: each one's name and its script, with those of its parts where it has several."""
    made: list[tuple[str, list[object]]] = []
    bodies: list[bytes] = []
    for shown in documents:
        said = [shown.href, shown.title, shown.by, shown.where, shown.date, shown.kind]
        parts: dict[int, list[int]] = {}
        for index, begin in enumerate(shown.begins):
            parts.setdefault(begin // PART, []).append(index)
        if parts:
            held = [[part, shown.begins[own[0]]] for part, own in parts.items()]
            yield shown.name, script(shown.name, [*said, held])
            made += [(f"{shown.name}-{part}", []) for part in parts]
            bodies += [_squeezed([shown.paragraphs[index] for index in own]) for own in parts.values()]
        else:
            made.append((shown.name, [*said]))
            bodies.append(_squeezed(shown.paragraphs))
    for (name, before), body in zip(made, encode_bytes(bodies), strict=True):
        yield name, script(name, [*before, body] if before else body)


def _squeezed(paragraphs: Sequence[tuple[str, str]]) -> bytes:
    text = _PARAGRAPH.join(id + _FIELD + words for id, words in paragraphs)
    return zlib.compress(text.encode("utf-8", "replace"), _LEVEL)


def script(name: str, value: object) -> str:
    """A file of the index: one call that hands the value over under its name."""
    body = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return f'testimoniaSearch("{name}",{body.replace(*_LINE).replace(*_PARAGRAPH_END)});\n'
