"""One pass over the raw characters of an HTML or XML file: which of them are text, and what would swallow text.

No tree is built here. A parser gives a tree without positions; this scan gives positions without a tree; `rawmap` lays
one on the other, and any letter that only one of them has is noticed. Source: WHATWG, HTML, section 13.2.5.
Linear in the file: possessive repeats, and no search is repeated that has failed once. Nearly all of a file is ordinary
tags and the words between them: these are split in one call, which takes a sixth of the time of matching each.
"""

import re
from functools import cache
from html.entities import html5
from itertools import accumulate

from msgspec import Struct, field

# 1 tag name (with its "/"), 2 attributes; 3 entity, after its "&"; 4 comment; else a declaration. Each
# alternative begins with its own sign outside any group, so `re` leaps from sign to sign (three times as fast).
TOKEN = re.compile(
    r"""<(/?[a-zA-Z][^\s/>]*+)((?:[^>=]++|=[ \t\n\r\f]*+(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+)?+){0,100}+)>"""
    r"""|&((?:\#[xX][0-9a-fA-F]++|\#[0-9]++|[a-zA-Z][a-zA-Z0-9]*+);?+)"""
    r"""|<(!--)|<[!?/][^>]*+>?+|<[a-zA-Z]"""
)
# A whole tag, or the beginning of what only looks like one.
_SPLIT = re.compile(
    r"""(</?[a-zA-Z][^\s/>]*+(?:[^>=]++|=[ \t\n\r\f]*+(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+)?+){0,100}+>|</?[a-zA-Z])"""
)
# A tag whose quotation marks are all closed: it is the same tag whatever comes after it.
_CLOSED = re.compile(r"""</?[a-zA-Z][^\s/>]*+(?:[^>="']++|=[ \t\n\r\f]*+(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+)?+)*+>""")
_SPECIAL = re.compile(r"<(?:[!?]|/(?![a-z])|(?:script|style|title|textarea|plaintext|xmp)(?=[\s/>]))", re.IGNORECASE)
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
# Tags that change nothing in what a scan counts.
_IDLE = frozenset(prefix + name for name in (VOID | _LENIENT) for prefix in ("", "/") if prefix or name not in _BLOCK)
_STRUCTURAL = frozenset(
    "href name id class src align width height lang border bgcolor color size face rel target".split()
)
_SWALLOWED = re.compile(r"</?(?:head|body|html|meta|link|style|script|title|h[1-6]|p|div|table|center)\b[^>]*>", re.I)
_COMMENT_END = re.compile(r"--!?>")
_CUT_OFF = re.compile(r"""</?[a-zA-Z][\w:-]*\s+[\w:-]+\s*=\s*["']""")
_TAG_LIKE = re.compile(r"</?[a-zA-Z]")
_CP1252_CONTROLS = range(0x80, 0xA0)
# In a file of tags that never end, each is sought to the end of its stretch: the longest settles what that may cost.
LONGEST_STRETCH = 4096
_LONGEST_SPECIAL = len("<plaintext>")


class Fault(Struct, frozen=True):
    """A place where the file's own slip would swallow text: `kind` is "open title", "open comment" ...; the text from
    `begin` to `end` was read all the same."""

    kind: str
    begin: int
    end: int


class Scan(Struct):
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


def stretch_of(raw: str, at: int, longest: int) -> tuple[list[str], int]:
    """The words and the tags from `at` on, by turns, words first, and where the stretch stops: before what has rules of
    its own (a comment, a declaration, an element that holds no tags), before what only looks like a tag or leaves a
    quotation mark open (what that is must be seen with all that follows), or before a sign after `longest` characters.

    >>> stretch_of("a < b<i>c</i><!-- d -->", 0, 99)
    (['a < b', '<i>', 'c', '</i>', ''], 13)
    """
    stop = raw.find("<", at + longest) if len(raw) - at > longest else -1
    stop = stop if stop >= 0 else len(raw)
    special = _SPECIAL.search(raw, at, stop + _LONGEST_SPECIAL)
    stop = min(stop, special.start()) if special else stop
    parts = _SPLIT.split(raw[at:stop])
    for place in range(1, len(parts), 2):
        tag = parts[place]
        if tag[-1] != ">" or (('"' in tag or "'" in tag) and not _CLOSED.fullmatch(tag)):
            return parts[:place], at + sum(map(len, parts[:place]))
    return parts, stop


def next_longest(taken: int) -> int:
    """How long the stretch after one of so many characters may be: in a file made so that every stretch breaks off at
    once, none may be split to the file's end.

    >>> next_longest(0), next_longest(50_000)
    (64, 4096)
    """
    return max(64, min(LONGEST_STRETCH, 4 * taken))


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
        self.names: dict[str, str] = {}

    def run(self) -> Scan:
        at, longest = 0, LONGEST_STRETCH
        while 0 <= at < len(self.raw):
            begin, at = at, self._ordinary(at, longest)
            longest = next_longest(at - begin)
            if 0 <= at < len(self.raw):
                at = self._token(at)
        return self.scan

    def _ordinary(self, at: int, longest: int) -> int:
        """Scan ordinary tags and entities; where they stop, or where a tag that swallows others was cut."""
        parts, stop = stretch_of(self.raw, at, longest)
        places = list(accumulate(map(len, parts), initial=at))
        tags = parts[1::2]
        done = len(tags)
        for number, tag in enumerate(tags):
            name = self.names.get(tag) or self._name(tag)
            if name[0] == "<":
                done, stop = number, places[2 * number + 1]
                break
            if name not in _IDLE:
                self._nest(name)
            if name in ("meta", "html"):
                self.scan.head_tags.append((name, attributes_of(tag[1 + len(name) : -1])))
        for number in range(0, 2 * done + 1, 2):
            if "&" in parts[number]:
                for found in ENTITY.finditer(self.raw, places[number], places[number + 1]):
                    self._entity(found)
        self.scan.hidden += zip(places[1 : 2 * done : 2], places[2 : 2 * done + 1 : 2], strict=True)
        return stop

    def _name(self, tag: str) -> str:
        """The name of a tag in lower case, with its "/"; "<" for one that may swallow others: it must be looked at
        where it stands."""
        token = TOKEN.match(tag)
        assert token is not None
        name = "<" if "<" in token[2] and self._is_swallowing(token) else token[1].lower()
        self.names[tag] = name
        return name

    def _token(self, at: int) -> int:
        """Scan one token that has rules of its own, or that looks as if it had; -1 at the end."""
        token = TOKEN.match(self.raw, at)
        if token is None:
            return at + 1
        if token[1] is None:
            return self._declaration(token)
        begin, end = token.span()
        if "<" in token[2] and self._is_swallowing(token):
            return self._cut(begin, token[1], end)
        self.scan.hidden.append((begin, end))
        name = token[1].lower()
        self._nest(name)
        if name in RAW:
            return self._raw_element(name, begin, end)
        if name in ("meta", "html"):
            self.scan.head_tags.append((name, attributes_of(token[2])))
        return end

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

    def _is_swallowing(self, token: re.Match[str]) -> bool:
        """Whether a quotation mark left open makes a tag swallow other tags: then it is cut at its first ">"."""
        for found in ATTRIBUTE.finditer(token[2]):
            value = found[2] or ""
            if found[1].lower() in _STRUCTURAL and value[:1] in ("'", '"') and _TAG_LIKE.search(value):
                return True
        return False

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
