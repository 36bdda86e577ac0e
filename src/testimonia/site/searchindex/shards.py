"""All segments -> the dictionary, the postings and the places, in files small enough to load a few for a question.

Words in order of letters are cut into leaves where their first letters change, so that a new word moves no border but
its own leaf's. A leaf's words stand in "d/LEAF.js", their postings in "p/LEAF-0.js" and so on, their places in
"q/LEAF-0.js". The browser finds the leaf by the first words of all leaves, which "index.js" holds.
"""

import zlib
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

import numpy as np
import numpy.typing as npt

from testimonia.site.searchindex.codes import ALPHABET, Ints, encode
from testimonia.site.searchindex.pairs import BUCKETS
from testimonia.site.searchindex.segment import LENGTHS, LEVELS, PART, Segment, length_level
from testimonia.site.searchindex.slots import PLACES
from testimonia.site.searchindex.texts import script

FORMAT = 1
SHARD = 12_000
# A word whose places take more is too common for phrases: the browser looks into the texts instead.
MOST_PLACES = 24_000
# About what the figures of one word take in a dictionary.
_ENTRY = 4
_LONGEST_SHARED = 40
_DATE_LETTERS = 3


# By number; one with much text comes in several pieces, each of other documents, in order of place.
Segments = Mapping[int, Sequence[Segment]]


@dataclass(frozen=True, slots=True)
class Joined:
    """The pieces of all words, in order of word and segment; word `n` has those from `begins[n]` to `begins[n + 1]`."""

    words: list[str]
    begins: list[int]
    postings: "Pieces"
    places: "Pieces"


@dataclass(frozen=True, slots=True)
class Pieces:
    """Parts of the segments' strings: piece `i` is `bodies[owner[i]][begin[i]:end[i]]`."""

    bodies: Sequence[bytes]
    owner: npt.NDArray[np.int32]
    begin: Ints
    end: Ints

    def text(self, first: int, last: int) -> bytes:
        bodies, span = self.bodies, slice(first, last)
        pieces = zip(self.owner[span].tolist(), self.begin[span].tolist(), self.end[span].tolist(), strict=True)
        return b"".join([bodies[owner][begin:end] for owner, begin, end in pieces])


def shards(segments: Segments, dates: Mapping[int, int]) -> Iterator[tuple[str, str]]:
    """The scripts of the index, by name. `dates` gives for a document's slot a number that grows with its date."""
    joined = _join(segments)
    sizes = _sizes(joined)
    leaves = cut(joined.words, [len(word) + _ENTRY for word in joined.words], SHARD)
    for first, last in pairwise([*leaves, len(joined.words)]):
        yield from _leaf(joined, sizes, first, last)
    together = _together(segments)
    yield from _pair_files(segments, together)
    yield "dates", script("dates", _dates(segments, dates))
    yield "index", script("index", _index(segments, [joined.words[first] for first in leaves], together))


def _together(segments: Segments) -> int:
    """How many buckets of pairs go into one file, a power of two; 0 where there are none."""
    size = sum(len(segment.pairs) for own in segments.values() for segment in own)
    together = 1
    while size and size / BUCKETS * together * 2 <= SHARD and together < BUCKETS:
        together *= 2
    return together if size else 0


def _pair_files(segments: Segments, together: int) -> Iterator[tuple[str, str]]:
    every = [segment for _, own in sorted(segments.items()) for segment in own if segment.pairs]
    ends = [np.append(0, np.frombuffer(segment.pair_ends, dtype="<i4")) for segment in every]
    for file in range(BUCKETS // together if together else 0):
        spans = [end[file * together : (file + 1) * together + 1].tolist() for end in ends]
        buckets = [
            b"".join(
                [segment.pairs[span[n] : span[n + 1]] for segment, span in zip(every, spans, strict=True)]
            ).decode()
            for n in range(together)
        ]
        yield f"b/{file}", script(f"b/{file}", buckets)


def leaf_name(word: str) -> str:
    """The name of the leaf that begins with a word, fit for any file system."""
    return f"{zlib.crc32(word.encode('utf-8')):08x}"


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


def _join(segments: Segments) -> Joined:
    every = [segment for _, own in sorted(segments.items()) for segment in own]
    numbers: dict[str, int] = {}
    known = [
        np.array([numbers.setdefault(word, len(numbers)) for word in segment.words], dtype=np.int64)
        for segment in every
    ]
    words = sorted(numbers)
    rank = np.empty(len(words), dtype=np.int64)
    rank[[numbers[word] for word in words]] = np.arange(len(words))
    owner = np.repeat(np.arange(len(known)), [len(own) for own in known])
    piece_word = rank[np.concatenate(known)] if known else rank
    order = np.lexsort((owner, piece_word))
    begins = np.searchsorted(piece_word[order], np.arange(len(words) + 1)).tolist()
    own = owner[order].astype(np.int32)
    return Joined(
        words,
        begins,
        _pieces([s.postings for s in every], [s.posting_ends for s in every], own, order),
        _pieces([s.places for s in every], [s.place_ends for s in every], own, order),
    )


def _pieces(bodies: list[bytes], ends: list[bytes], owner: npt.NDArray[np.int32], order: Ints) -> Pieces:
    each = [np.frombuffer(own, dtype="<i8") for own in ends]
    end = np.concatenate(each) if each else np.zeros(0, dtype=np.int64)
    begin = np.concatenate([np.append(0, own[:-1]) for own in each if len(own)]) if len(end) else end
    return Pieces(bodies, owner, begin[order], end[order])


def _sizes(joined: Joined) -> tuple[list[int], list[int]]:
    """For each word, how many letters its postings take, and its places; 0 where the places are left out."""
    made = []
    for pieces in (joined.postings, joined.places):
        size = pieces.end - pieces.begin
        made.append(np.add.reduceat(size, joined.begins[:-1]) if len(size) else size)
    is_key = np.array([word.startswith("_") for word in joined.words], dtype=bool)
    return made[0].tolist(), np.where(is_key | (made[1] > MOST_PLACES), 0, made[1]).tolist()


def _leaf(joined: Joined, sizes: tuple[list[int], list[int]], first: int, last: int) -> Iterator[tuple[str, str]]:
    name = leaf_name(joined.words[first])
    figures: Ints = np.array([sizes[0][first:last], sizes[1][first:last]], dtype=np.int64).T.ravel()
    written = [_front_coded(joined.words[first:last]), encode(figures)[0].tobytes().decode("ascii")]
    yield f"d/{name}", script(f"d/{name}", written)
    for folder, pieces, own in (("p", joined.postings, sizes[0]), ("q", joined.places, sizes[1])):
        for number, held in enumerate(filled(own[first:last])):
            whole = f"{folder}/{name}-{number}"
            text = b"".join([pieces.text(*_span(joined, first, run)) for run in _runs(held)])
            yield whole, f'testimoniaSearch("{whole}","{text.decode("ascii")}");\n'


def _span(joined: Joined, first: int, run: tuple[int, int]) -> tuple[int, int]:
    """The pieces of a leaf's words from one to another."""
    return joined.begins[first + run[0]], joined.begins[first + run[1]]


def _runs(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The stretches of numbers that follow one another, each as (first, last + 1).

    >>> list(_runs([3, 4, 6]))
    [(3, 5), (6, 7)]
    """
    begin = 0
    for at in range(1, len(numbers) + 1):
        if at == len(numbers) or numbers[at] != numbers[at - 1] + 1:
            yield numbers[begin], numbers[at - 1] + 1
            begin = at


def filled(sizes: Sequence[int]) -> list[list[int]]:
    """Which strings go into which file: in order, a new file where the next would overfill one. The browser fills the
    same files from the same sizes, so that no list says which string lies where.

    >>> filled([5000, 0, 6000, 4000, 20000, 10])
    [[0, 2], [3], [4], [5]]
    """
    files: list[list[int]] = []
    used = 0
    for index, size in enumerate(sizes):
        if size and (not files or used + size > SHARD):
            files.append([])
            used = 0
        if size:
            files[-1].append(index)
            used += size
    return files


def _front_coded(words: Sequence[str]) -> str:
    """Each word as how many letters it shares with the one before (one letter of the alphabet), and the rest."""
    coded = []
    before = ""
    for word in words:
        shared = 0
        for a, b in zip(before[:_LONGEST_SHARED], word, strict=False):
            if a != b:
                break
            shared += 1
        coded.append(chr(ALPHABET[shared + 1]) + word[shared:])
        before = word
    return " ".join(coded)


def _slots(segments: Segments) -> int:
    count = 1
    while count <= max(segments, default=0):
        count *= 2
    return count * PLACES


def _index(segments: Segments, leaves: list[str], together: int) -> dict[str, object]:
    lengths = bytearray(b" " * _slots(segments))
    documents = words = 0
    for number, own in segments.items():
        for place, count, begins in (document for segment in own for document in segment.documents):
            level = length_level(count) + (LENGTHS if begins else 0)
            lengths[number * PLACES + place] = ALPHABET[level + 1]
            documents += 1
            words += count
    return {
        "format": FORMAT,
        "documents": documents,
        "words": words,
        "slots": len(lengths),
        "levels": LEVELS,
        "shard": SHARD,
        "part": PART,
        "pairs": together,
        "leaves": " ".join(leaves),
        "names": "".join(leaf_name(word) for word in leaves),
        "lengths": lengths.decode("ascii").rstrip(),
    }


def _dates(segments: Segments, dates: Mapping[int, int]) -> str:
    """Three letters a slot."""
    rows = [ALPHABET[:1].decode() * _DATE_LETTERS] * _slots(segments)
    base = len(ALPHABET)
    for slot, date in dates.items():
        rows[slot] = "".join(chr(ALPHABET[date // base**power % base]) for power in (2, 1, 0))
    return "".join(rows).rstrip()
