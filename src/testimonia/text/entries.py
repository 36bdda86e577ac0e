"""The entries of a dictionary or an encyclopaedia: paragraphs with a head in capitals, in alphabetical order.

A series is believed when at least 20 heads stand in order and they are most of all such heads; heads that recur out of
their place (FOOTNOTE, SUMMARY) and those out of order belong to the entry in which they stand. Where the alphabet
begins again (an appendix), a second series may follow.
"""

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

FEWEST_ENTRIES = 20
SHARE_IN_ORDER = 0.85
RECURRING = 3
KEY_LETTERS = 3
RESTART_WINDOW = 10
RESTART_LETTERS = 8
_CAPS = "A-ZÀ-ÖØ-Þ"
_CAPITALS = (
    rf"(?:[{_CAPS}]{{2,}}|Ma?c[{_CAPS}]{{2,}}|D[eu]\s?[{_CAPS}]{{2,}}|[A-Z]['’][{_CAPS}]{{2,}}|St\.\s[{_CAPS}]{{2,}})"
)
_WORD = rf"[{_CAPS}0-9][{_CAPS}0-9'’.\-]*(?![a-z])"
_BRACKETED = rf"\([{_CAPS}.\s,'’-]{{2,40}}\)"
_SMALL = rf"(?:or|of|de|von|the|d['’])(?=\s+\(?[{_CAPS}]{{2}})"
_HEAD = re.compile(
    rf"[_*]{{0,2}}(?P<name>{_CAPITALS}(?:[\s,.\-&'’]+(?:{_WORD}|{_CAPITALS}|{_BRACKETED}|{_SMALL})){{0,12}})"
)
_COLUMNS = re.compile(r"\S {4,}\S")
_ROMAN = re.compile(r"(?=[IVXL])X{0,3}(?:IX|IV|L?X{0,3}|V?I{0,3})(?:I[XV]|V?I{0,3})?")
_PARTICLE = re.compile(r"(?:D['’]|D[EU]\s|VAN\s|VON\s|L[EA]\s|O['’])", re.IGNORECASE)
_LETTERS = re.compile(r"[a-z]+")


def find_entries(text: str, paragraphs: Sequence[tuple[int, int]]) -> list["Entry"]:
    """The entries among these paragraphs [begin, end), in order; empty where there is no such series."""
    heads = [head for begin, end in paragraphs if (head := _head(text, begin, end))]
    if len(heads) < FEWEST_ENTRIES:
        return []
    heads = _by_their_neighbours(_without_recurring(heads))
    cuts = [0, *_restarts([head.key for head in heads]), len(heads)]
    return [entry for first, last in pairwise(cuts) for entry in _series(heads[first:last])]


def title_of_entry(text: str, begin: int, end: int) -> str:
    """The head of an entry that stands alone, where it is a name as indexes turn it; else the empty string.

    >>> title_of_entry("CRAY, ADA (1850?-1901).--Ferrywoman", 0, 35), title_of_entry("ON MONDAY, we sailed", 0, 20)
    ('CRAY, ADA', '')
    """
    head = _head(text, begin, end)
    return head.title if head and re.match(r"\S[^,(]*, \S{2}", head.title) else ""


def sort_key(title: str) -> str:
    """The letters by which dictionaries order a head: M' and Mc as Mac, St. as Saint; three letters, since the order
    of what follows differs from work to work.

    >>> sort_key("M'CRAE, ADA"), sort_key("ST. ABB"), sort_key("Ö")
    ('mac', 'sai', 'o')
    """
    name = re.sub(r"^m['’c](?=\w)", "mac", re.sub(r"^st\.?\s", "saint ", title.split(",")[0].lower()))
    plain = "".join(
        c
        for c in unicodedata.normalize("NFKD", name.replace("æ", "ae").replace("œ", "oe"))
        if not unicodedata.combining(c)
    )
    return "".join(_LETTERS.findall(plain))[:KEY_LETTERS]


def _head(text: str, begin: int, end: int) -> "Entry | None":
    if not (text[begin].isupper() or text[begin] in "_*"):
        return None
    found = _HEAD.match(text, begin, end)
    if (
        not found
        or _COLUMNS.search(text, begin, min(end, found.end() + 8))
        or text[found.end() : found.end() + 1] == ":"
    ):
        return None  # columns of a list of contents, or a line of errata
    name = " ".join(found["name"].split()).split(".--")[0].strip(" ,-&")
    if len(name.split()[-1].rstrip(".")) > 2 and name.count(".") == 1:
        name = name.rstrip(".")
    key = sort_key(name)
    numbered = _ROMAN.fullmatch(name.split()[0].strip(".,")) is not None
    return Entry(begin, name, key) if len(key) >= 2 and not numbered else None


def _without_recurring(heads: list["Entry"]) -> list["Entry"]:
    """Drop heads that stand in several places apart, as the headings inside entries do; namesakes stand together."""
    runs: Counter[str] = Counter()
    for place, head in enumerate(heads):
        if place == 0 or heads[place - 1].title != head.title:
            runs[head.title] += 1
    return [head for head in heads if runs[head.title] < RECURRING]


def _by_their_neighbours(heads: list["Entry"]) -> list["Entry"]:
    """Heads with a particle ("D’ORME", "DE ORME") that stand where their main name belongs are ordered by that."""
    placed = list(heads)
    for at, head in enumerate(heads[1:-1], 1):
        main = _PARTICLE.sub("", head.title)
        before, after = heads[at - 1].key, heads[at + 1].key
        if main != head.title and before <= (key := sort_key(main)) <= after and not before <= head.key <= after:
            placed[at] = Entry(head.begin, head.title, key)
    return placed


def _restarts(keys: Sequence[str]) -> list[int]:
    """Where the alphabet begins again: the heads before stand far later in it than those that follow."""
    letters = [ord(key[0]) for key in keys]
    drops = {}
    for place in range(RESTART_WINDOW, len(letters) - RESTART_WINDOW + 1):
        before = sorted(letters[place - RESTART_WINDOW : place])[RESTART_WINDOW // 2]
        after = sorted(letters[place : place + RESTART_WINDOW])[RESTART_WINDOW // 2]
        if before - after >= RESTART_LETTERS:
            drops[place] = letters[place - 1] - letters[place]
    cuts: list[int] = []
    for place in drops:
        if cuts and place - cuts[-1] < RESTART_WINDOW:
            cuts[-1] = max(cuts[-1], place, key=lambda p: drops[p])
        else:
            cuts.append(place)
    return cuts


def _series(heads: list["Entry"]) -> list["Entry"]:
    chosen = _longest_in_order([head.key for head in heads])
    if len(chosen) < FEWEST_ENTRIES or len(chosen) < SHARE_IN_ORDER * (chosen[-1] - chosen[0] + 1):
        return []
    return [heads[place] for place in chosen]


def _longest_in_order(keys: Sequence[str]) -> list[int]:
    """The places of a longest subsequence that never goes back in the alphabet (patience sorting)."""
    tails: list[str] = []
    ends: list[int] = []
    before: list[int] = []
    for place, key in enumerate(keys):
        pile = bisect_right(tails, key)
        before.append(ends[pile - 1] if pile else -1)
        if pile == len(tails):
            tails.append(key)
            ends.append(place)
        else:
            tails[pile], ends[pile] = key, place
    path = []
    place = ends[-1] if ends else -1
    while place >= 0:
        path.append(place)
        place = before[place]
    return path[::-1]


class Entry(Struct, frozen=True):
    """One entry: where its paragraph begins, its head as printed, and the letters that order it."""

    begin: int
    title: str
    key: str
