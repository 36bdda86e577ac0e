"""TEI P5 (and P4): the text of an edition, with its divisions, names, dates and page breaks, and what its header says.

Parsed by lxml with nothing fetched and no entity resolved: an entity that HTML knows is its character, any other
stays as written, with a P114. Where an editor gives two readings (`choice`), the text has the source's own (`sic`,
`orig`, `abbr`) and the other stands in the row's value `alt`. A file that is not well-formed is read by its tags.

Problems: P101, P102, P103, P109 (broken XML), P110, P114 (an entity left as written).
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from lxml import etree

from testimonia.contract import Reading, reader
from testimonia.model.layer import Value
from testimonia.model.problem import Problem
from testimonia.model.source import Capture
from testimonia.text.charset import Decoded
from testimonia.text.rawmap import Stream, letters_lost, offset_map, solids_of, stream_of
from testimonia.text.rendering import Composer, Rendering, Row, render
from testimonia.text.sources import Made, decoded_capture, source_of, unmarked
from testimonia.text.tags import SPACE, edited, scan_html, unescape
from testimonia.text.xmlscan import scan_xml

SILENT = frozenset(("teiHeader", "standOff", "facsimile"))
ALTERNATIVES = frozenset(("corr", "reg", "expan"))
_ROOT = re.compile(rb"<(?:[\w.-]+:)?(TEI|TEI\.2|teiCorpus)[\s>]")
_FIRST_TAG = re.compile(rb"<[a-zA-Z]")
_ATTRIBUTES = {name: name for name in ("id", "n", "type", "when", "ref", "lang")} | {
    "target": "href",
    "rend": "class",
    "url": "src",
    "facs": "src",
    "unit": "type",
    "key": "ref",
}
_HEAD = {
    "title": ".//{*}titleStmt/{*}title",
    "author": ".//{*}titleStmt/{*}author",
    "editor": ".//{*}titleStmt/{*}editor",
    "publisher": ".//{*}publicationStmt/{*}publisher",
    "date": ".//{*}publicationStmt/{*}date",
    "licence": ".//{*}availability//{*}licence",
    "source": ".//{*}sourceDesc/*",
    "language": ".//{*}langUsage/{*}language",
}
# For a broken file: TEI names by the HTML name that the tags' reader knows, none longer than what it replaces.
_BROKEN = {"head": "h2", "title": "cite", "item": "li", "list": "ul", "row": "tr", "cell": "td", "lb": "br", "l": "p",
           "ab": "p", "lg": "dl", "hi": "em", "pb": "wbr"}  # fmt: skip
_BROKEN_TAG = re.compile(r"(</?)(head|title|item|list|row|cell|lb|l|ab|lg|hi)(?=[\s/>])")
_DOCTYPE = re.compile(r"<!DOCTYPE[^>\[]*+(?:\[[^\]]*+\]\s*+)?>")
_CDATA = re.compile(r"<!\[CDATA\[|\]\]>")


def sniff(head: bytes) -> int:
    """Sure where the first element is TEI's root."""
    head = head.replace(b"\x00", b"")
    root, first = _ROOT.search(head), _FIRST_TAG.search(head)
    return 95 if root and first and root.start() <= first.start() else 0


@reader("tei", suffixes=(".tei",), sniff=sniff)
def read_tei(capture: Capture, raw: bytes) -> Reading:
    decoded, problems = decoded_capture(capture, raw)
    page = decoded.text[decoded.mark :]
    if not page.strip():
        return Reading(source_of(capture, "tei", decoded, unmarked(decoded)), tuple(problems))
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False
    )
    try:
        root = etree.fromstring(page.encode(), parser)
    except etree.XMLSyntaxError as error:
        problems.append(_broken(capture, error))
        return Reading(source_of(capture, "tei", decoded, _read_broken(decoded)), tuple(problems))
    walker = _Walker()
    rendering = walker.run(root)
    stream = stream_of(decoded.text, scan_xml(decoded.text, SILENT, ALTERNATIVES), decoded.mark)
    problems += [_unresolved(capture, name) for name in sorted(walker.unresolved)]
    if lost := letters_lost(solids_of(rendering.text), stream):
        problems.append(_lost(capture, sum(lost.values())))
    made = _made(rendering, stream, decoded, _head(root))
    return Reading(source_of(capture, "tei", decoded, made), tuple(problems))


def _made(rendering: Rendering, stream: Stream, decoded: Decoded, head: Mapping[str, str]) -> Made:
    offsets = offset_map(rendering.text, solids_of(rendering.text), stream, decoded.text, decoded.encoding)
    return Made(rendering.text, offsets, rendering.layer(), head)


def _head(root: Any) -> dict[str, str]:
    """What the header declares; several of a kind are joined by "; "."""
    header = root.find(".//{*}teiHeader")
    head: dict[str, str] = {}
    for key, path in _HEAD.items():
        values = []
        for element in header.iterfind(path) if header is not None else ():
            words = SPACE.sub(" ", " ".join("".join(element.itertext()).split())).strip()
            words = (element.get("ident") or words) if key == "language" else words
            words = words or element.get("when") or element.get("target") or ""
            if words and words not in values:
                values.append(words)
        if values:
            head[key] = "; ".join(values)
    if language := root.get("{http://www.w3.org/XML/1998/namespace}lang"):
        head["language"] = language
    return head


def _read_broken(decoded: Decoded) -> Made:
    """A file that is not well-formed, by its tags: each TEI name is overwritten by an HTML name of the same length,
    filled with spaces, so that no place moves."""
    page = _CDATA.sub(_blank, decoded.text)
    if doctype := _DOCTYPE.match(page, max(0, page.find("<!DOCTYPE"))):
        page = page[: doctype.start()] + _blank(doctype) + page[doctype.end() :]
    begin, end = page.find("<teiHeader"), page.find("</teiHeader")
    head: dict[str, str] = {}
    if 0 <= begin < end:
        if title := re.search(r"<title[^>]*>([^<]+)", page[begin:end]):
            head["title"] = SPACE.sub(" ", unescape(title[1])).strip()
        page = page[:begin] + " " * (end - begin) + page[end:]
    page = _BROKEN_TAG.sub(lambda found: found[1] + _BROKEN[found[2]].ljust(len(found[2])), page)
    scan = scan_html(page)
    rendering = render(edited(page, scan.edits)[decoded.mark :])
    return _made(rendering, stream_of(page, scan, decoded.mark), decoded, head)


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


def _broken(capture: Capture, error: etree.XMLSyntaxError) -> Problem:
    message = f"The XML is broken: {error.msg}. The file was read by its tags alone."
    return Problem(
        capture.path,
        "P109",
        "warning",
        message,
        "Mend the file there; an XML editor shows the place.",
        error.lineno or 0,
    )


def _unresolved(capture: Capture, name: str) -> Problem:
    message = f"The entity {name} is defined by the file or outside it; it stands in the text as written."
    return Problem(capture.path, "P114", "note", message, "Put the character itself in its place.")


def _lost(capture: Capture, letters: int) -> Problem:
    message = f"{letters} letters of the file are not in the text."
    return Problem(capture.path, "P103", "error", message, "Please report this file: the reader should have kept them.")


@cache
def _names() -> Mapping[str, Mapping[str, str]]:
    tables: Mapping[str, Mapping[str, str]] = tomllib.loads(
        files(__package__).joinpath("tei.toml").read_text(encoding="utf-8")
    )
    return tables


def _local(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _steps(root: Any) -> Iterator[tuple[str, Any]]:
    """The document in order, without recursion: ("start", element), ("text", words), ("end", element)."""
    yield "start", root
    open_ones = [(root, iter(root))]
    if root.text:
        yield "text", root.text
    while open_ones:
        element, children = open_ones[-1]
        child = next(children, None)
        if child is None:
            open_ones.pop()
            yield "end", element
            if element.tail and open_ones:
                yield "text", element.tail
        elif not isinstance(child.tag, str):
            if child.tag is etree.Entity:
                yield "entity", child.text
            if child.tail:
                yield "text", child.tail
        else:
            yield "start", child
            if child.text:
                yield "text", child.text
            open_ones.append((child, iter(child)))


class _Walker:
    """The state of one walk over the tree."""

    def __init__(self) -> None:
        self.out = Composer()
        self.rows: list[Row | None] = []
        self.hidden = 0
        self.choices = 0
        self.divisions = 0
        self.unresolved: set[str] = set()

    def run(self, root: Any) -> Rendering:
        for step, what in _steps(root):
            if step == "start":
                self._start(what)
            elif step == "end":
                self._end(what)
            elif not self.hidden:
                self.out.words(what if step == "text" else self._entity(what))
        return self.out.finish()

    def _entity(self, written: str) -> str:
        known = unescape(written)
        if known == written:
            self.unresolved.add(written)
        return known

    def _start(self, element: Any) -> None:
        name = _local(element)
        if name in SILENT or (self.choices and name in ALTERNATIVES):
            self.hidden += 1
        self.choices += name == "choice"
        self.divisions += name.startswith("div")
        row = None
        if not self.hidden:
            row = self._open(element, name)
        self.rows.append(row)

    def _open(self, element: Any, name: str) -> Row | None:
        html = self._html_name(element, name)
        if self._is_block(element, name):
            self.out.block()
        elif html == "td":
            self.out.cell()
        elif name == "note":
            self.out.words(" ")
        if html == "br":
            self.out.mark("br", _values(element))
            if element.get("break") != "no":
                self.out.line_break()
            return None
        if not html or name in ("TEI", "TEI.2", "teiCorpus", "text", "front", "back", "choice"):
            return None
        return self.out.begin(html, _values(element))

    def _end(self, element: Any) -> None:
        name = _local(element)
        if row := self.rows.pop():
            self.out.end(row)
        if not self.hidden and name == "note":
            self.out.words(" ")
        if not self.hidden and self._is_block(element, name):
            self.out.block()
        self.divisions -= name.startswith("div")
        self.choices -= name == "choice"
        if name in SILENT or (self.choices and name in ALTERNATIVES):
            self.hidden -= 1

    def _html_name(self, element: Any, name: str) -> str:
        if name == "head":
            return f"h{min(6, self.divisions + 1)}"
        if name == "quote" and self._is_block(element, name):
            return "blockquote"
        if name == "list" and element.get("type") in ("ordered", "numbered"):
            return "ol"
        if name == "hi":
            return _names()["rend"].get((element.get("rend") or "").lstrip("#"), "em")
        if name in _names()["blocks"]:
            return _names()["blocks"][name]
        return _names()["inline"].get(name, name.lower())

    def _is_block(self, element: Any, name: str) -> bool:
        if name == "quote":
            return any(isinstance(child.tag, str) and _local(child) in ("p", "l", "lg") for child in element)
        return name in _names()["blocks"] or name in ("text", "front", "back")


def _surface(element: Any, id: str) -> str:
    """The picture of a surface (or zone) that `facs` points at; "" where it has none."""
    found = element.getroottree().xpath("//*[@xml:id=$id]/descendant-or-self::*[local-name()='graphic']/@url", id=id)
    return str(found[0]) if found else ""


def _values(element: Any) -> Mapping[str, Value]:
    values: dict[str, Value] = {}
    for attribute, value in element.attrib.items():
        kept = _ATTRIBUTES.get(str(attribute).rpartition("}")[2])
        if kept and value:
            values.setdefault(kept, str(value))
    if str(values.get("src", "")).startswith("#"):
        values["src"] = _surface(element, str(values["src"])[1:])
    name = _local(element)
    if name in ("byline", "dateline", "closer", "opener", "salute", "signed", "fw", "docAuthor", "docDate", "speaker"):
        values.setdefault("class", name)
    if name in ("sic", "orig", "abbr"):
        others = [c for c in element.getparent() if isinstance(c.tag, str) and _local(c) in ALTERNATIVES]
        if others:
            values["alt"] = SPACE.sub(" ", "".join(others[0].itertext())).strip()
    return values
