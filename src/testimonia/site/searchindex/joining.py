"""The words of all segments brought together: each once, with what every segment says of it.

What a build needs of this is kept (`Contents`): where few words changed, only the leaves that hold them are joined
again, and the rest of the index is left as it stands.
"""

import zlib
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, compress, pairwise

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from testimonia.site.searchindex.codes import Ints
from testimonia.site.searchindex.pairs import BUCKETS
from testimonia.site.searchindex.segment import Segment

# About what the figures of one word take in a dictionary.
_ENTRY = 4

# By number; one with much text comes in several pieces, each of other documents, in order of place.
Segments = Mapping[int, Sequence[Segment]]


class Contents(Struct, frozen=True):
    """All words of the index in order, and how many letters each one's postings and places take."""

    words: Sequence[str]
    postings: Ints
    places: Ints


class Leaf(Struct, frozen=True):
    """The words from `first` to before `last` of the contents, which stand in one file of the dictionary."""

    name: str
    first: int
    last: int


class Joined(Struct, frozen=True):
    """The pieces of some words, in order of word and segment: word `n` has those from `begins[n]` to
    `begins[n + 1]`."""

    words: list[str]
    begins: list[int]
    postings: "Pieces"
    places: "Pieces"

    def contents(self) -> Contents:
        return Contents(self.words, *(pieces.sizes(self.begins) for pieces in (self.postings, self.places)))


class Pieces(Struct, frozen=True):
    """Parts of the segments' strings: piece `i` is `bodies[owner[i]][begin[i]:end[i]]`."""

    bodies: Sequence[bytes]
    owner: npt.NDArray[np.int32]
    begin: Ints
    end: Ints

    def text(self, first: int, last: int) -> bytes:
        bodies, span = self.bodies, slice(first, last)
        pieces = zip(self.owner[span].tolist(), self.begin[span].tolist(), self.end[span].tolist(), strict=True)
        return b"".join([bodies[owner][begin:end] for owner, begin, end in pieces])

    def sizes(self, begins: Sequence[int]) -> Ints:
        """How many letters each word's pieces take together."""
        size = self.end - self.begin
        added: Ints = np.add.reduceat(size, begins[:-1]) if len(size) else size
        return added


def join(segments: Segments, wanted: Collection[str] | None = None) -> Joined:
    """The pieces of all words, or of those that are wanted."""
    every = in_order(segments)
    numbers: dict[str, int] = {}
    known: list[Ints] = []
    rows: list[Ints] = []
    for segment in every:
        words = segment.words.split("\n") if segment.words else []
        is_wanted = map(wanted.__contains__, words) if wanted is not None else [True] * len(words)
        own = np.flatnonzero(np.fromiter(is_wanted, dtype=bool, count=len(words)))
        taken = (words[row] for row in own.tolist())
        known.append(np.array([numbers.setdefault(word, len(numbers)) for word in taken], dtype=np.int64))
        rows.append(own)
    words = sorted(numbers)
    rank = np.empty(len(words), dtype=np.int64)
    rank[[numbers[word] for word in words]] = np.arange(len(words))
    owner = np.repeat(np.arange(len(known)), [len(own) for own in known])
    piece_word = rank[np.concatenate(known)] if known else rank
    order = np.lexsort((owner, piece_word))
    begins = np.searchsorted(piece_word[order], np.arange(len(words) + 1)).tolist()
    owners = owner[order].astype(np.int32)
    spans = [
        [_spans(ends, own) for ends, own in zip(each, rows, strict=True)]
        for each in ([s.posting_ends for s in every], [s.place_ends for s in every])
    ]
    bodies = ([s.postings for s in every], [s.places for s in every])
    made = [
        Pieces(own, owners, *(np.concatenate([span[side] for span in each])[order] for side in (0, 1)))
        if each
        else Pieces(own, owners, rank, rank)
        for own, each in zip(bodies, spans, strict=True)
    ]
    return Joined(words, begins, made[0], made[1])


def _spans(ends: bytes, rows: Ints) -> tuple[Ints, Ints]:
    """Where the strings of some of a segment's words begin and end."""
    each = np.append(0, np.frombuffer(ends, dtype="<i8"))
    return each[rows], each[rows + 1]


def in_order(segments: Segments) -> list[Segment]:
    return [segment for _, own in sorted(segments.items()) for segment in own]


def differences(before: Iterable[Segment], after: Iterable[Segment]) -> dict[str, tuple[int, int]]:
    """The words of which two states of the same segments say something different, and how many letters more their
    postings and their places take."""
    was, now = _strings(before), _strings(after)
    nothing = (b"", b"")
    pairs = ((word, was.get(word, nothing), now.get(word, nothing)) for word in was.keys() | now.keys())
    return {word: (len(b[0]) - len(a[0]), len(b[1]) - len(a[1])) for word, a, b in pairs if a != b}


def _strings(segments: Iterable[Segment]) -> dict[str, tuple[bytes, bytes]]:
    made: dict[str, tuple[bytes, bytes]] = {}
    for segment in segments:
        if not segment.words:
            continue
        ends = [[0, *np.frombuffer(own, dtype="<i8").tolist()] for own in (segment.posting_ends, segment.place_ends)]
        spans = zip(segment.words.split("\n"), *(span for end in ends for span in (end, end[1:])), strict=False)
        for word, begin, end, place_begin, place_end in spans:
            own = segment.postings[begin:end], segment.places[place_begin:place_end]
            held = made.get(word)
            made[word] = (held[0] + own[0], held[1] + own[1]) if held else own
    return made


def changed_contents(contents: Contents, changes: Mapping[str, tuple[int, int]]) -> Contents:
    """The contents after some words' strings grew or shrank; a word without postings is gone."""
    known, new = contents.words, [word for word in changes if not _holds(contents.words, word)]
    words = sorted([*known, *new])
    at = np.array([bisect_left(known, word) for word in sorted(new)], dtype=np.int64)
    sizes = [np.insert(own, at, 0) for own in (contents.postings, contents.places)]
    for word, grown in changes.items():
        row = bisect_left(words, word)
        for own, letters in zip(sizes, grown, strict=True):
            own[row] += letters
    is_there = sizes[0] > 0
    return Contents(list(compress(words, is_there)), sizes[0][is_there], sizes[1][is_there])


def _holds(words: Sequence[str], word: str) -> bool:
    at = bisect_left(words, word)
    return at < len(words) and words[at] == word


def leaves_of(contents: Contents, limit: int) -> list[Leaf]:
    """The leaves of the dictionary; no two of one name."""
    borders = cut(contents.words, [len(word) + _ENTRY for word in contents.words], limit)
    made: list[Leaf] = []
    taken: set[str] = set()
    for first, last in pairwise([*borders, len(contents.words)]):
        name = leaf_name(contents.words[first])
        while name in taken:
            name = leaf_name(name)
        taken.add(name)
        made.append(Leaf(name, first, last))
    return made


def leaf_name(word: str) -> str:
    """The name of the leaf that begins with a word, fit for any file system."""
    return f"{zlib.crc32(word.encode('utf-8')):08x}"


def stale_leaves(
    before: tuple[Contents, Sequence[Leaf]], now: tuple[Contents, Sequence[Leaf]], changed: Iterable[str]
) -> list[Leaf]:
    """The leaves that do not stand as they are in the index of before: other borders, or a changed word in them."""
    held = {leaf.name: words for leaf, words in zip(before[1], _borders(*before), strict=True)}
    firsts = [now[0].words[leaf.first] for leaf in now[1]]
    touched = {max(0, bisect_right(firsts, word) - 1) for word in changed}
    return [
        leaf
        for at, (leaf, words) in enumerate(zip(now[1], _borders(*now), strict=True))
        if at in touched or held.get(leaf.name) != words
    ]


def _borders(contents: Contents, leaves: Sequence[Leaf]) -> Iterator[tuple[str, str]]:
    """Each leaf's first word, and the next one's."""
    words = contents.words
    return ((words[leaf.first], words[leaf.last] if leaf.last < len(words) else "") for leaf in leaves)


def stale_pair_files(before: Sequence[Segment], after: Sequence[Segment], together: int) -> set[int]:
    """The files of buckets (so many in each) of which two states of the same segments say something different."""
    if not together:
        return set()
    return {
        number
        for number, (was, now) in enumerate(zip(_files(before, together), _files(after, together), strict=True))
        if was != now
    }


def _files(segments: Sequence[Segment], together: int) -> Iterator[list[tuple[bytes, bytes]]]:
    held = [segment for segment in segments if segment.pairs]
    ends = [np.append(0, np.frombuffer(segment.pair_ends, dtype="<i4")) for segment in held]
    for first in range(0, BUCKETS, together):
        each = [end[first : first + together + 1] for end in ends]
        yield [(s.pairs[e[0] : e[-1]], np.diff(e).tobytes()) for s, e in zip(held, each, strict=True)]


def cut(words: Sequence[str], sizes: Sequence[int], limit: int) -> list[int]:
    """Where to cut a sorted list so that no part weighs more than `limit` (or holds one word), and so that a part's
    borders depend only on words with the same first letters.

    >>> cut(["ab", "ac", "b", "ca"], [3, 3, 3, 3], 6)
    [0, 2]
    """
    totals = [0, *accumulate(sizes)]
    borders: list[int] = []
    work = [(0, len(words), 0)]
    while work:
        first, last, depth = work.pop()
        if last - first <= 1 or totals[last] - totals[first] <= limit:
            borders.append(first)
            continue
        begin = first
        parts: list[tuple[int, int, int]] = []
        for low, high in _groups(words, first, last, depth):
            if totals[high] - totals[begin] > limit and begin < low:
                parts.append((begin, low, depth + 1))
                begin = low
        parts.append((begin, last, depth + 1))
        work.extend(reversed(parts))
    return sorted(borders) if words else []


def _groups(words: Sequence[str], first: int, last: int, depth: int) -> Iterator[tuple[int, int]]:
    """The stretches of words that share `depth + 1` letters."""
    while first < last:
        head = words[first][: depth + 1]
        after = head[:-1] + chr(ord(head[-1]) + 1) if len(head) > depth else head + "\0"
        end = max(first + 1, bisect_left(words, after, first, last))
        yield first, end
        first = end
