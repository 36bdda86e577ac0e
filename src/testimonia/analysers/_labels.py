"""Labels: "Source:", "Transcription/HTML Markup:", and whatever a tired volunteer typed for them.

A label is one term of the lexicon or several, joined by a stroke, "and", "&" or a comma, before a colon. A word one
or two slips away from a word of the lexicon passes as that word ("Transciption"), so that no typo has to be listed;
since a stray word may lie as near, a label read so is marked `exact=False` and needs company.
"""

import re
import tomllib
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from msgspec import Struct

LONGEST_LABEL = 48
_JOINT = re.compile(r"\s*(?:[/\\,&+]|\band\b|\bund\b|\bet\b)\s*")
_TAIL = re.compile(r"\s+(?:on|in|by|from|for|at|with)$")
_SPACES = re.compile(r"\s+")
_GAP = re.compile(r"\s*:\s*")


class Term(Struct, frozen=True):
    """A term of the lexicon; where several meet in one label, the smallest rank gives the kind."""

    kind: str
    rank: int
    weak: bool


class Label(Struct, frozen=True):
    """A label at the beginning of a line: `length` characters without the colon; its value begins at `value`."""

    kind: str
    weak: bool
    exact: bool
    length: int
    value: int


def read_label(line: str) -> Label | None:
    """The label that a line begins with, colon included; None where it begins with none.

    >>> read_label("Pubic Domain: free to copy")
    Label(kind='licence', weak=False, exact=False, length=12, value=14)
    """
    colon = line.find(":", 1, LONGEST_LABEL + 2)
    if colon < 0 or line.startswith("//", colon + 1):
        return None
    label = line[:colon].rstrip()
    found = kind_of_label(label)
    if found is None:
        return None
    term, exact = found
    gap = _GAP.match(line, len(label))
    return Label(term.kind, term.weak, exact, len(label), gap.end() if gap else colon + 1)


@lru_cache(maxsize=4096)
def kind_of_label(label: str) -> tuple[Term, bool] | None:
    """The term that gives a label's kind, and whether every word of it is spelt as in the lexicon."""
    if not label[:1].isalpha() or len(label) > LONGEST_LABEL:
        return None
    terms, exact = [], True
    for part in _JOINT.split(_folded(label)):
        found = _term_of(_TAIL.sub("", part))
        if found is None:
            return None
        terms.append(found[0])
        exact = exact and found[1]
    return min(terms, key=lambda term: term.rank), exact


def _folded(words: str) -> str:
    """Case, runs of blanks and hyphens folded away: "Mark-up", "mark up"."""
    return _SPACES.sub(" ", words.casefold()).replace("-", "")


def _term_of(part: str) -> tuple[Term, bool] | None:
    known = lexicon()
    if part in known:
        return known[part], True
    meant = [_meant_word(word) for word in part.split(" ")]
    term = known.get(" ".join(meant))
    return (term, False) if term else None


@lru_cache(maxsize=4096)
def _meant_word(word: str) -> str:
    """The word of the lexicon that a word was meant for: one slip away, two in a long word; else the word itself."""
    near = [
        (slips, other)
        for other in _words_by_initial().get(word[:1], ())
        if (slips := _slips(word, other)) <= (2 if min(len(word), len(other)) >= 9 else 1)
    ]
    return min(near)[1] if near and len(word) >= 5 else word


def _slips(word: str, other: str) -> int:
    """How many letters were left out, put in, changed or swapped with a neighbour (optimal string alignment)."""
    if abs(len(word) - len(other)) > 2:
        return 3
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, a in enumerate(word, 1):
        row = [i]
        for j, b in enumerate(other, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and word[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before, last = last, row
    return last[-1]


@cache
def lexicon() -> dict[str, Term]:
    """Each term of furniture.toml with its kind."""
    terms: dict[str, Term] = {}
    for rank, group in enumerate(_tables()["label"]):
        for term in group["terms"]:
            terms.setdefault(_folded(term), Term(group["kind"], rank, bool(group.get("weak"))))
    return terms


@cache
def navigation_words() -> frozenset[str]:
    """Words of which one at least stands in a line that leads elsewhere in a site."""
    return frozenset(_tables()["navigation"]["words"])


@cache
def site_words() -> frozenset[str]:
    """Words that name a whole site or collection."""
    return frozenset(_tables()["site"]["words"])


@cache
def _words_by_initial() -> dict[str, tuple[str, ...]]:
    words = sorted({word for term in lexicon() for word in term.split(" ") if len(word) >= 5})
    return {initial: tuple(w for w in words if w[0] == initial) for initial in {w[0] for w in words}}


@cache
def _tables() -> dict[str, Any]:
    body = resources.files("testimonia.analysers").joinpath("furniture.toml").read_text(encoding="utf-8")
    return tomllib.loads(body)
