"""Markdown (CommonMark and tables): the words without the marks, and what the front matter says.

Blocks and emphasis become rows under HTML's names, as from a page. Each word is found again in the lines that its
token came from, so that it has its place in the file. A file nested deeper than the parser follows is read as plain
text, marks and all (P104): no letter is lost. Chosen by suffix only: a letter typed with asterisks is no Markdown.

Problems: P101, P102, P104, P110.
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np
from markdown_it import MarkdownIt
from markdown_it.token import Token

from testimonia.contract import Reading, reader
from testimonia.model.layer import Value
from testimonia.model.problem import Problem
from testimonia.model.source import Capture
from testimonia.text.rawmap import Stream, offset_map, solids_of
from testimonia.text.rendering import BLOCKS, Composer, Row
from testimonia.text.sources import Made, decoded_capture, source_of, unmarked
from testimonia.text.tags import SPACE, TOKEN, unescape

# Less than plain text under its own suffix: see registry.choose_reader.
BY_SUFFIX = 6
LIMIT_DEEP = 60
LIMIT_BRACKETS = 200
_LINE_END = re.compile(r"\r\n?|\n")
_FRONT = re.compile(r"---[ \t]*\r?\n(.*?)^(?:---|\.\.\.)[ \t]*\r?$\n?", re.DOTALL | re.MULTILINE)
_FIELD = re.compile(r"([A-Za-z][\w-]*)[ \t]*:[ \t]*(.*)")
_ITEM = re.compile(r"[ \t]*-[ \t]+(.+)")
_LINK_END = re.compile(r"\](?:\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)|\[[^\]\n]*\])?")
_BRACKETS = re.compile(rf"(?:[\[\]!(<>][ \t]*+){{{LIMIT_BRACKETS},}}")
_LETTER = re.compile(r"[^\W\d_]")


def sniff(head: bytes) -> int:
    """Anything may be Markdown, under the right suffix."""
    return BY_SUFFIX


@reader("markdown", suffixes=(".md", ".markdown"), sniff=sniff)
def read_markdown(capture: Capture, raw: bytes) -> Reading:
    decoded, problems = decoded_capture(capture, raw)
    text = decoded.text
    front = _FRONT.match(text, decoded.mark)
    begin = front.end() if front else decoded.mark
    walker = _Walker(text, begin)
    if _BRACKETS.search(text) or not walker.run():
        hint = "Take some levels of quotation, list or brackets out of the file."
        message = "Marks are nested deeper than can be followed; the file was read as plain text, marks and all."
        problems.append(Problem(capture.path, "P104", "warning", message, hint))
        return Reading(source_of(capture, "markdown", decoded, unmarked(decoded)), tuple(problems))
    rendering = walker.out.finish()
    offsets = offset_map(rendering.text, solids_of(rendering.text), walker.stream(), text, decoded.encoding)
    made = Made(rendering.text, offsets, rendering.layer(), _fields(front[1]) if front else {})
    return Reading(source_of(capture, "markdown", decoded, made), tuple(problems))


def _fields(front: str) -> dict[str, str]:
    """The front matter's `key: value` lines, keys in lower case; the items of a list are joined by "; "."""
    head: dict[str, str] = {}
    key = ""
    for line in front.splitlines():
        if field := _FIELD.match(line):
            key = field[1].lower()
            value = field[2].strip()
            if value[:1] == "[" and value[-1:] == "]":
                value = "; ".join(part.strip().strip("\"'") for part in value[1:-1].split(","))
            head[key] = value.strip("\"'")
        elif key and (item := _ITEM.match(line)):
            value = item[1].strip().strip("\"'")
            head[key] = f"{head[key]}; {value}" if head[key] else value
    return {key: value for key, value in head.items() if value}


@cache
def _parser() -> MarkdownIt:
    """Escapes and entities stay tokens of their own (no `text_join`), so that each has its place."""
    return MarkdownIt("commonmark", {"maxNesting": LIMIT_DEEP}).enable("table").disable("text_join")


class _Walker:
    """The state of one walk over the tokens: the text so far, and where in the file each chunk of it was found."""

    def __init__(self, text: str, begin: int) -> None:
        self.text = text
        self.begin = begin
        self.lines = [begin, *(found.end() for found in _LINE_END.finditer(text, begin)), len(text)]
        self.out = Composer()
        self.rows: list[Row | None] = []
        self.codes: list[int] = []
        self.places: list[int] = []
        self.cursor = begin
        self.limit = len(text)

    def run(self) -> bool:
        """Whether the whole file was followed."""
        env: dict[str, Any] = {}
        tokens = _parser().parse(self.text[self.begin :], env)
        if not self._covers(tokens, env):
            return False
        for token in tokens:
            self._token(token)
        return True

    def stream(self) -> Stream:
        """The solid characters in order, and the place of each."""
        codes = np.array(self.codes, dtype=np.uint32)
        solid = ~np.isin(codes, [0, 9, 10, 12, 13, 32])
        return Stream(codes[solid], np.array(self.places, dtype=np.int64)[solid])

    def _covers(self, tokens: Sequence[Token], env: dict[str, Any]) -> bool:
        """Whether each line with a letter belongs to a token that holds words, or to a link's definition."""
        maps = [
            t.map for t in tokens if t.type in ("inline", "fence", "code_block", "html_block", "table_open") and t.map
        ]
        maps += [
            r["map"] for r in [*env.get("references", {}).values(), *env.get("duplicate_refs", [])] if r.get("map")
        ]
        covered = np.zeros(len(self.lines) + 1, dtype=bool)
        for first, last in maps:
            covered[first:last] = True
        return not any(
            _LETTER.search(self.text, self.lines[line], self.lines[line + 1])
            for line in range(len(self.lines) - 1)
            if not covered[line]
        )

    def _token(self, token: Token) -> None:
        if token.map:
            self.cursor = self.lines[min(token.map[0], len(self.lines) - 1)]
            self.limit = self.lines[min(token.map[1], len(self.lines) - 1)]
        if token.type == "inline":
            for child in token.children or ():
                self._inline(child)
        elif token.type in ("fence", "code_block"):
            self._code_block(token)
        elif token.type == "html_block":
            self.out.block()
            self._html(token.content)
            self.out.block()
        elif token.type == "hr":
            self.out.block()
            self.out.mark("hr", {})
        elif token.nesting == 1:
            self._open_block(token)
        elif token.nesting == -1:
            self._close(token)

    def _open_block(self, token: Token) -> None:
        if token.tag in ("td", "th"):
            self.out.cell()
        else:
            self.out.block()
        values: dict[str, Value] = {"n": str(token.attrs["start"])} if "start" in token.attrs else {}
        row = None if token.hidden or token.tag in ("thead", "tbody") else self.out.begin(token.tag, values)
        self.rows.append(row)

    def _close(self, token: Token) -> None:
        if row := self.rows.pop():
            self.out.end(row)
        if token.block and token.tag not in ("td", "th"):
            self.out.block()

    def _code_block(self, token: Token) -> None:
        self.out.block()
        row = self.out.begin("pre", {"class": token.info.strip()} if token.info.strip() else {})
        content = token.content.removesuffix("\n")
        for line in content.split("\n"):
            self._find(line)
        self.out.literal(content)
        self.out.end(row)
        self.out.block()

    def _inline(self, token: Token) -> None:
        if token.type == "text":
            self._words(token.content)
        elif token.type == "text_special":
            self._special(token)
        elif token.type == "softbreak":
            self.out.words(" ")
        elif token.type == "hardbreak":
            self.out.mark("br", {})
            self.out.line_break()
        elif token.type == "code_inline":
            row = self.out.begin("code", {})
            self._words(token.content)
            self.out.end(row)
        elif token.type == "html_inline":
            self._html(token.content)
        elif token.type == "image":
            self._image(token)
        elif token.nesting == 1:
            values: dict[str, Value] = {"href": str(token.attrs["href"])} if "href" in token.attrs else {}
            self.rows.append(self.out.begin(token.tag, values))
        elif token.nesting == -1:
            self._close(token)
            if token.type == "link_close" and (end := _LINK_END.search(self.text, self.cursor, self.limit)):
                self.cursor = end.end()

    def _image(self, token: Token) -> None:
        values: dict[str, Value] = {"src": str(token.attrs.get("src", "")), "alt": token.content}
        self.out.end(self.out.begin("img", {key: value for key, value in values.items() if value}))
        if end := _LINK_END.search(self.text, self.cursor, self.limit):
            self.cursor = end.end()

    def _special(self, token: Token) -> None:
        """An escaped character or an entity: `markup` is what the file has."""
        at = self.text.find(token.markup, self.cursor, self.limit)
        place = at + (1 if token.markup[0] == "\\" else 0) if at >= 0 else -1
        for index, character in enumerate(token.content):
            self.codes.append(ord(character))
            self.places.append(place if not index else -1)
        self.cursor = at + len(token.markup) if at >= 0 else self.cursor
        self.out.words(token.content)

    def _html(self, content: str) -> None:
        """HTML inside Markdown: its words, its blocks and its line breaks."""
        done = 0
        for tag in TOKEN.finditer(content):
            if tag[3] is not None or tag.start() < done:
                continue
            self._words(unescape(content[done : tag.start()]))
            done = tag.end()
            name = (tag[1] or "").strip("/").lower()
            if tag[4] is not None:
                close = content.find("-->", tag.end())
                done = close + 3 if close >= 0 else len(content)
            elif name == "br":
                self.out.mark("br", {})
                self.out.line_break()
            elif name in BLOCKS:
                self.out.block()
        self._words(unescape(content[done:]))

    def _words(self, chunk: str) -> None:
        self._find(chunk)
        self.out.words(chunk)

    def _find(self, chunk: str) -> None:
        """Note where a chunk stands: whole, or else word by word; what is not found has no place."""
        if not chunk:
            return
        at = self.text.find(chunk, self.cursor, self.limit)
        if at < 0 and SPACE.search(chunk):
            for word in SPACE.split(chunk):
                self._find(word)
            return
        self.codes += map(ord, chunk)
        self.places += range(at, at + len(chunk)) if at >= 0 else [-1] * len(chunk)
        self.cursor = at + len(chunk) if at >= 0 else self.cursor
