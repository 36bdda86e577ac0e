"""The query language that `find` and `serve` share, parsed to a small tree.

    leon sedov                 both words, by their English stems (strikes finds striking, not struck)
    "fourth international"     the exact phrase's words in a row, by their stems
    =strikes  ="the strikes"   exactly these words
    revol*                     words that begin with these letters
    a OR b   a NOT b   -b      either; without (operators in capitals); parentheses group
    in:militant                printed in a periodical with these words in its title
    by:"James Cannon"          by an author of this name
    person:cannon              names a person of this name (where the archive studies people)
    year:1938  year:1930..1935 year:..1935  year:1930..
    exact:yes                  every word after it exactly (exact:no turns it off)

Words side by side mean AND; NOT binds closest, then AND, then OR. Any text either parses or raises QueryError, which
says where and what to do.
"""

import re
from collections.abc import Iterator

from msgspec import Struct

from testimonia.text.querytokens import LONGEST_QUERY, QueryError, Token, tokens_of

MOST_TERMS = 48
DEEPEST = 24
_SPAN = re.compile(r"(\d{4})?(?:(\.\.|-|–)(\d{4})?)?$")


class Term(Struct, frozen=True):
    """A word or a phrase; `is_exact` asks for the very words, `is_prefix` for words that begin with the last one."""

    text: str
    is_exact: bool = False
    is_prefix: bool = False


class Named(Struct, frozen=True):
    """A condition on the document: `field` is "in" (periodical), "by" (author) or "person" (named in its text)."""

    field: str
    value: str


class Years(Struct, frozen=True):
    """A condition on the document's date; None on an open side."""

    first: int | None
    last: int | None


class Not(Struct, frozen=True):
    child: "Node"


class And(Struct, frozen=True):
    children: tuple["Node", ...]


class Or(Struct, frozen=True):
    children: tuple["Node", ...]


Node = Term | Named | Years | Not | And | Or


def parse_query(query: str) -> Node:
    """The tree of a query; QueryError where it cannot be read.

    >>> parse_query("year:..1938"), parse_query('="the strike"')
    (Years(first=None, last=1938), Term(text='the strike', is_exact=True, is_prefix=False))
    """
    if len(query) > LONGEST_QUERY:
        raise QueryError(f"the query is longer than {LONGEST_QUERY} characters", LONGEST_QUERY, "ask for less at once")
    tokens = tuple(tokens_of(query))
    if not any(token.kind in ("word", "phrase", "filter") for token in tokens):
        raise QueryError("there is nothing to look for", 0, 'write a word, or a "phrase"')
    if sum(token.kind in ("word", "phrase", "filter") for token in tokens) > MOST_TERMS:
        raise QueryError(f"the query has more than {MOST_TERMS} words", 0, "ask for less at once")
    parser = _Parser(tokens, len(query))
    node = parser.either(0)
    if parser.here.kind == ")":
        raise QueryError("a parenthesis closes that was never opened", parser.here.begin, "remove it, or add ( before")
    return node


def positive_terms(node: Node) -> Iterator[Term]:
    """The terms that a hit may show: all but those under a NOT."""
    if isinstance(node, Term):
        yield node
    elif isinstance(node, And | Or):
        for child in node.children:
            yield from positive_terms(child)


class _Parser:
    """Recursive descent over the tokens; one object a query, never kept."""

    __slots__ = ("at", "end", "is_exact", "tokens")

    def __init__(self, tokens: tuple[Token, ...], end: int) -> None:
        self.tokens = tokens
        self.end = end
        self.at = 0
        self.is_exact = False

    @property
    def here(self) -> Token:
        return self.tokens[self.at] if self.at < len(self.tokens) else Token("end", "", self.end)

    def either(self, depth: int) -> Node:
        children = [self._both(depth)]
        while self.here.kind == "OR":
            self.at += 1
            children.append(self._both(depth))
        return children[0] if len(children) == 1 else Or(tuple(children))

    def _both(self, depth: int) -> Node:
        children: list[Node] = []
        while True:
            if children and self.here.kind == "AND":
                self.at += 1
                children.append(self._one(depth))
            elif children and self.here.kind in ("OR", ")", "end"):
                return children[0] if len(children) == 1 else And(tuple(children))
            elif not self._toggles():
                children.append(self._one(depth))

    def _toggles(self) -> bool:
        """Take an `exact:` switch, if one stands here."""
        token = self.here
        if token.kind != "exact":
            return False
        self.is_exact = token.text == "yes"
        self.at += 1
        return True

    def _one(self, depth: int) -> Node:
        token = self.here
        while self._toggles():
            token = self.here
        if depth > DEEPEST:
            raise QueryError("the parentheses are nested too deep", token.begin, "ask for less at once")
        if token.kind in ("word", "phrase"):
            self.at += 1
            return Term(token.text, self.is_exact or token.is_exact, token.is_prefix)
        if token.kind == "filter":
            self.at += 1
            return _filter(token)
        if token.kind == "NOT":
            self.at += 1
            return Not(self._one(depth + 1))
        if token.kind == "(":
            return self._group(token, depth)
        raise _missing(token)

    def _group(self, opening: Token, depth: int) -> Node:
        self.at += 1
        node = self.either(depth + 1)
        if self.here.kind != ")":
            raise QueryError("a parenthesis is opened and never closed", opening.begin, "add ) at its end")
        self.at += 1
        return node


def _missing(token: Token) -> QueryError:
    if token.kind == "end":
        return QueryError("the query ends where a word should stand", token.begin, "add a word, or remove AND, OR, NOT")
    if token.kind == ")":
        return QueryError("nothing stands before this parenthesis", token.begin, "add a word, or remove it")
    hint = f'write "{token.text}" in quotes if you mean the word'
    return QueryError(f"{token.kind} needs a word before and after it", token.begin, hint)


def _filter(token: Token) -> Node:
    if token.name != "year":
        return Named(token.name, token.text)
    match = _SPAN.match(token.text)
    if match is None or not (match[1] or match[3]):
        raise QueryError(f"year:{token.text} is no year", token.begin, "write year:1938 or year:1930..1935")
    first = int(match[1]) if match[1] else None
    last = int(match[3]) if match[3] else (first if not match[2] else None)
    if first is not None and last is not None and first > last:
        raise QueryError(f"year:{token.text} ends before it begins", token.begin, f"write year:{last}..{first}")
    return Years(first, last)
