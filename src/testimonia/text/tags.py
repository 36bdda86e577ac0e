"""One pass over the raw characters of an HTML or XML file: which of them are text, and what would swallow text.

No tree is built here. A parser gives a tree without positions; this scan gives positions without a tree; `rawmap` lays
one on the other, and any letter that only one of them has is noticed. Source: WHATWG, HTML, section 13.2.5.
Linear in the file: possessive repeats, and no search is repeated that has failed once.
"""

import re
from dataclasses import dataclass, field
from functools import cache
from html.entities import html5

# 1 tag name (with its "/"), 2 attributes; 3 entity, after its "&"; 4 comment; else a declaration. Each
# alternative begins with its own sign outside any group, so `re` leaps from sign to sign (three times as fast).
TOKEN = re.compile(
    r"""<(/?[a-zA-Z][^\s/>]*+)((?:[^>=]++|=[ \t\n\r\f]*+(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+)?+){0,100}+)>"""
    r"""|&((?:\#[xX][0-9a-fA-F]++|\#[0-9]++|[a-zA-Z][a-zA-Z0-9]*+);?+)"""
    r"""|<(!--)|<[!?/][^>]*+>?+|<[a-zA-Z]"""
)
ATTRIBUTE = re.compile(
    r"""([^\s=>/][^\s=>/]*+)(?:[ \t\n\r\f]*+=[ \t\n\r\f]*+("[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+)?)?+"""
)
ENTITY = re.compile(r"&(?:#[xX][0-9a-fA-F]++|#[0-9]++|[a-zA-Z][a-zA-Z0-9]*+);?+")
SPACE = re.compile(r"[ \t\n\r\f]+")

VOID = frozenset("area base basefont bgsound br col embed frame hr img input link meta param source track wbr".split())
RAW = frozenset(("script", "style", "title", "textarea", "plaintext", "xmp"))
SILENT = frozenset(("script", "style", "title"))
_FORMATTING = frozenset("b big code em font i nobr s small strike strong tt u".split())
_BLOCK = frozenset("p div h1 h2 h3 h4 h5 h6 ul ol table blockquote center pre hr form".split())
# An end tag may be left out: these close their like, and so do not nest when they are left open.
_LENIENT = frozenset(
    "a body dd dt head html li nobr optgroup option p rp rt tbody td tfoot th thead tr colgroup".split()
)
_STRUCTURAL = frozenset(
    "href name id class src align width height lang border bgcolor color size face rel target".split()
)
_SWALLOWED = re.compile(r"</?(?:head|body|html|meta|link|style|script|title|h[1-6]|p|div|table|center)\b[^>]*>", re.I)
_COMMENT_END = re.compile(r"--!?>")
_CUT_OFF = re.compile(r"""</?[a-zA-Z][\w:-]*\s+[\w:-]+\s*=\s*["']""")
_TAG_LIKE = re.compile(r"</?[a-zA-Z]")
_CP1252_CONTROLS = range(0x80, 0xA0)


@dataclass(frozen=True, slots=True)
class Fault:
    """A place where the file's own slip would swallow text: `kind` is "open title", "open comment" ...; the text from
    `begin` to `end` was read all the same."""

    kind: str
    begin: int
    end: int


@dataclass(slots=True)
class Scan:
    """What one pass saw. `hidden`: spans of raw characters that are no text, in order; `entities`: (begin, end,
    characters); `edits`: (begin, end, replacement) that would keep a parser from swallowing what the faults name;
    `head_tags`: attributes of html and meta tags by name; `depth`: the deepest nesting; `work`: how many formatting
    elements a parser would have to open again."""

    hidden: list[tuple[int, int]] = field(default_factory=list)
    entities: list[tuple[int, int, str]] = field(default_factory=list)
    edits: list[tuple[int, int, str]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    head_tags: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    title: str = ""
    depth: int = 0
    work: int = 0


def scan_html(raw: str) -> Scan:
    """The scan of an HTML file.

    >>> scan_html("<title>Saltmarsh<p>The <b>Echo</b>").faults
    [Fault(kind='open title', begin=16, end=34)]
    """
    return _Scanner(raw).run()


@cache
def characters_of(entity: str) -> tuple[str, int]:
    """The characters that an entity stands for, and how many of its own it uses; ("", 0) where it is no entity.

    >>> characters_of("&eacute;"), characters_of("&#146;"), characters_of("&notit;"), characters_of("&#xD800;")
    (('é', 8), ('’', 6), ('¬', 4), ('\ufffd', 8))
    """
    if entity[1] == "#":
        return _numbered(entity), len(entity)
    name = entity[1:]
    if name in html5:
        return html5[name], len(entity)
    for end in range(len(name.rstrip(";")), 1, -1):
        if name[:end] in html5:
            return html5[name[:end]], end + 1
    return "", 0


def one_space(words: str) -> str:
    """The words with every run of white space as one space; no-break spaces stay.

    >>> one_space("The\\n  Echo\u00a0 \\t of")
    'The Echo\\xa0 of'
    """
    for blank in "\n\r\t\f":
        if blank in words:
            words = words.replace(blank, " ")
    while "  " in words:
        words = words.replace("  ", " ")
    return words


def unescape(words: str) -> str:
    """The words with their entities decoded, as a browser does in text."""
    return ENTITY.sub(_character, words) if "&" in words else words


def attributes_of(rest: str) -> dict[str, str]:
    """The attributes of a start tag from what follows its name; the first of each name counts.

    >>> attributes_of(' class="fst" id=p1 hidden')
    {'class': 'fst', 'id': 'p1', 'hidden': ''}
    """
    found: dict[str, str] = {}
    for name, value in ATTRIBUTE.findall(rest):
        if value[:1] in ("'", '"'):
            value = value[1:-1]
        found.setdefault(name.lower(), unescape(value))
    return found


def edited(raw: str, edits: list[tuple[int, int, str]]) -> str:
    """The characters with the edits made."""
    parts, done = [], 0
    for begin, end, replacement in edits:
        parts += [raw[done:begin], replacement]
        done = end
    return "".join(parts) + raw[done:] if edits else raw


def comment_end(raw: str, begin: int) -> int:
    """Where the comment that begins there ends; -1 where it never does."""
    if raw.startswith((">", "->"), begin + 4):
        return raw.index(">", begin) + 1
    close = _COMMENT_END.search(raw, begin + 4)
    return close.end() if close else -1


@cache
def end_tag(name: str) -> re.Pattern[str]:
    """The end tag of an element whose content holds no tags."""
    return re.compile(rf"</{re.escape(name)}(?=[\s/>])", re.IGNORECASE)


def line_at(raw: str, offset: int) -> int:
    """The 1-based line of a raw offset."""
    return raw.count("\n", 0, offset) + 1


def _character(found: re.Match[str]) -> str:
    entity = found[0]
    characters, used = characters_of(entity)
    return characters + entity[used:]


def _numbered(entity: str) -> str:
    digits = entity[2:].rstrip(";")
    base = 16 if digits[0] in "xX" else 10
    digits = digits.lstrip("xX").lstrip("0")
    number = int(digits or "0", base) if len(digits) < 9 else 0x110000
    if number in _CP1252_CONTROLS:
        return bytes([number]).decode("cp1252", "ignore") or chr(number)
    if not number or number > 0x10FFFF or 0xD800 <= number < 0xE000:
        return "\ufffd"
    return chr(number)


class _Scanner:
    """The state of one scan."""

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self.scan = Scan()
        self.open: dict[str, int] = {}
        self.deep = 0
        self.formatting = 0
        self.never_closed: set[str] = set()

    def run(self) -> Scan:
        at = 0
        while at >= 0:
            at = self._until_special(at)
        return self.scan

    def _until_special(self, at: int) -> int:
        """Scan ordinary tags and entities; stop after an element or comment with rules of its own; -1 at the end."""
        hide, entity, nest = self.scan.hidden.append, self._entity, self._nest
        for token in TOKEN.finditer(self.raw, at):
            name = token[1]
            if name is not None:
                begin, end = token.span()
                if "<" in token[2] and (cut := self._swallowing(token)):
                    return cut
                hide((begin, end))
                name = name.lower()
                nest(name)
                if name in RAW:
                    return self._raw_element(name, begin, end)
                if name in ("meta", "html"):
                    self.scan.head_tags.append((name, attributes_of(token[2])))
            elif token[3] is not None:
                entity(token)
            else:
                return self._declaration(token)
        return -1

    def _entity(self, token: re.Match[str]) -> None:
        characters, used = characters_of(token[0])
        if used:
            self.scan.entities.append((token.start(), token.start() + used, characters))

    def _nest(self, name: str) -> None:
        if name[0] == "/":
            name = name[1:]
            if self.open.get(name, 0) > 0:
                self.open[name] -= 1
                self.deep -= 1
                self.formatting -= name in _FORMATTING
            return
        if name in _BLOCK:
            self.scan.work += self.formatting
        if name in VOID or name in _LENIENT:
            return
        self.open[name] = self.open.get(name, 0) + 1
        self.formatting += name in _FORMATTING
        self.deep += 1
        self.scan.depth = max(self.scan.depth, self.deep)

    def _swallowing(self, token: re.Match[str]) -> int:
        """Where a quotation mark left open makes a tag swallow other tags: the tag is cut at its first ">"."""
        for found in ATTRIBUTE.finditer(token[2]):
            value = found[2] or ""
            if found[1].lower() in _STRUCTURAL and value[:1] in ("'", '"') and _TAG_LIKE.search(value):
                break
        else:
            return 0
        return self._cut(token.start(), token[1], token.end())

    def _cut(self, begin: int, name: str, swallowed_to: int) -> int:
        """Read a tag as one that ends at its first ">"."""
        end = self.raw.index(">", begin) + 1
        self.scan.hidden.append((begin, end))
        self.scan.edits.append((begin, end, f"<{name}>"))
        self.scan.faults.append(Fault("open quotation mark in a tag", end, swallowed_to))
        self._nest(name.lower())
        return end

    def _raw_element(self, name: str, begin: int, end: int) -> int:
        """An element whose content holds no tags: to its end tag, or, where that is missing, to the first tag."""
        close = None
        if name not in self.never_closed and name != "plaintext":
            close = end_tag(name).search(self.raw, end)
        stop = close.start() if close else len(self.raw)
        if close is None:
            self.never_closed.add(name)
        swallowed = None
        if name in ("title", "textarea") or (close is None and name != "plaintext"):
            swallowed = _SWALLOWED.search(self.raw, end, stop)
        if swallowed:
            self.scan.edits.append((swallowed.start(), swallowed.start(), f"</{name}>"))
            self.scan.faults.append(Fault(f"open {name}", swallowed.start(), stop))
            stop = swallowed.start()
        if name == "title" and not self.scan.title:
            self.scan.title = SPACE.sub(" ", unescape(self.raw[end:stop])).strip(" ")
        if name in SILENT:
            self.scan.hidden.append((end, stop))
        elif name == "textarea":
            for found in ENTITY.finditer(self.raw, end, stop):
                self._entity(found)
        return stop if stop < len(self.raw) else -1

    def _cut_off(self, begin: int) -> int:
        """A tag that never ends: an open quotation mark hides each later ">", or the file breaks off inside it, or
        the sign was meant as "less than"."""
        if self.raw.find(">", begin) >= 0:
            name = re.compile(r"[^\s/>]+").match(self.raw, begin + 1)
            return self._cut(begin, name[0] if name else "span", len(self.raw))
        if _CUT_OFF.match(self.raw, begin):
            self.scan.hidden.append((begin, len(self.raw)))
            self.scan.edits.append((begin, len(self.raw), ""))
            return -1
        self.scan.edits.append((begin, len(self.raw), self.raw[begin:].replace("<", "&lt;")))
        self.scan.faults.append(Fault("bare less-than sign", begin, len(self.raw)))
        for found in ENTITY.finditer(self.raw, begin):
            self._entity(found)
        return -1

    def _declaration(self, token: re.Match[str]) -> int:
        """A comment, a declaration, or a tag that the file breaks off."""
        begin, end = token.span()
        if token[4] is None:
            if end - begin == 2 and self.raw[begin + 1].isalpha():
                return self._cut_off(begin)
            self.scan.hidden.append((begin, end))
            return end
        close = -1 if "!--" in self.never_closed else comment_end(self.raw, begin)
        if close >= 0:
            self.scan.hidden.append((begin, close))
            return close
        self.never_closed.add("!--")
        tag = self.raw.find("<", end)
        close = self.raw.find(">", end, tag if tag >= 0 else len(self.raw))
        end = close + 1 if close >= 0 else end
        self.scan.hidden.append((begin, end))
        self.scan.edits.append((begin, end, ""))
        self.scan.faults.append(Fault("open comment", end, len(self.raw)))
        return end
