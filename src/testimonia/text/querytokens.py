"""The tokens of the query language, and its error."""

import difflib
import re
from collections.abc import Iterator

from msgspec import Struct

LONGEST_QUERY = 1000
FILTERS = ("in", "by", "person", "year")
_SWITCH = {"yes": "yes", "on": "yes", "": "yes", "no": "no", "off": "no"}
_OPERATORS = frozenset(("AND", "OR", "NOT"))
_QUOTES = str.maketrans("“”„‟«»", '""""""')
_TOKEN = re.compile(
    r"""\s+
    | (?P<paren>[()])
    | (?P<minus>-)(?=[^\s)-])
    | (?P<name>[A-Za-z]+):(?P<value>"[^"]*"|[^\s()"]*)
    | (?P<exact>=)?"(?P<phrase>[^"]*)"(?P<star>\*)?
    | (?P<open>=?")
    | (?P<word>[^\s()"]+)
    """,
    re.VERBOSE,
)


class QueryError(ValueError):
    """A query that cannot be read: what is wrong, at which character (from 0), and what to do."""

    def __init__(self, message: str, position: int, hint: str) -> None:
        super().__init__(f"{message} (at character {position + 1}); {hint}")
        self.message = message
        self.position = position
        self.hint = hint


class Token(Struct, frozen=True):
    """`kind` is word, phrase, filter, exact, AND, OR, NOT, "(", ")" or end; `name` is a filter's."""

    kind: str
    text: str
    begin: int
    name: str = ""
    is_exact: bool = False
    is_prefix: bool = False


def tokens_of(query: str) -> Iterator[Token]:
    """The tokens of a query; words that hold no letter or figure are passed over, as the index has none of them."""
    query = "".join(c if c.isprintable() else " " for c in query).translate(_QUOTES)
    for match in _TOKEN.finditer(query):
        token = _token(match)
        if token is not None:
            yield token


def _token(match: re.Match[str]) -> Token | None:
    begin = match.start()
    if match["paren"]:
        return Token(match["paren"], match["paren"], begin)
    if match["minus"]:
        return Token("NOT", "-", begin)
    if match["open"]:
        raise QueryError("a quotation mark is opened and never closed", begin, 'add " at the end of the phrase')
    if match["name"]:
        return _named(match)
    if match["phrase"] is not None:
        return _term("phrase", match["phrase"], begin, (bool(match["exact"]), bool(match["star"])))
    word = match["word"]
    if word is None:
        return None
    if word in _OPERATORS:
        return Token(word, word, begin)
    return _term("word", word.lstrip("=").rstrip("*"), begin, (word.startswith("="), word.endswith("*")))


def _term(kind: str, text: str, begin: int, marks: tuple[bool, bool]) -> Token | None:
    if not any(c.isalnum() for c in text):
        return None
    return Token(kind, text.strip(), begin, is_exact=marks[0], is_prefix=marks[1])


def _named(match: re.Match[str]) -> Token:
    name, value, begin = match["name"].lower(), match["value"].strip('"').strip(), match.start()
    if name == "exact":
        if value.lower() not in _SWITCH:
            raise QueryError(
                f"exact:{value} is neither yes nor no", begin, f"write exact:yes, or ={value} for one word"
            )
        return Token("exact", _SWITCH[value.lower()], begin)
    if name not in FILTERS:
        near = difflib.get_close_matches(name, FILTERS, 1)
        meant = f"did you mean {near[0]}:? " if near else ""
        raise QueryError(
            f"there is no filter {name}:",
            begin,
            f'{meant}filters are in: by: person: year: exact:; else quote it: "{match[0]}"',
        )
    if not any(c.isalnum() for c in value):
        raise QueryError(
            f"{name}: stands without a value", begin, f"write the value right after it, as in {_EXAMPLE[name]}"
        )
    return Token("filter", value, begin, name=name)


_EXAMPLE = {"in": "in:tribune", "by": 'by:"Jane Smith"', "person": "person:smith", "year": "year:1930..1935"}
