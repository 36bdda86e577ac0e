"""All segments -> the dictionary, the postings and the places, in files small enough to load a few for a question.

Words in order of letters are cut into leaves where their first letters change, so that a new word moves no border but
its own leaf's. A leaf's words stand in "d/LEAF.js", their postings in "p/LEAF-0.js" and so on, their places in
"q/LEAF-0.js". The browser finds the leaf by the first words of all leaves, which "index.js" holds.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import accumulate, pairwise

import numpy as np

from testimonia.site.searchindex.codes import ALPHABET, Ints, encode
from testimonia.site.searchindex.joining import Contents, Joined, Leaf, Segments, in_order, join, leaves_of
from testimonia.site.searchindex.pairs import BUCKETS
from testimonia.site.searchindex.segment import LENGTHS, LEVELS, PART, length_level
from testimonia.site.searchindex.slots import PLACES
from testimonia.site.searchindex.texts import script

FORMAT = 1
SHARD = 12_000
# A word whose places take more is too common for phrases: the browser looks into the texts instead.
MOST_PLACES = 24_000
_LONGEST_SHARED = 40
_DATE_LETTERS = 3


def shards(segments: Segments, dates: Mapping[int, int]) -> Iterator[tuple[str, str]]:
    """The scripts of the index, by name. `dates` gives for a document's slot a number that grows with its date."""
    joined = join(segments)
    contents = joined.contents()
    leaves = leaves_of(contents, SHARD)
    yield from leaf_scripts(joined, leaves)
    together = buckets_together(segments)
    yield from pair_scripts(segments, together, range(BUCKETS // together if together else 0))
    yield from root_scripts(segments, dates, contents, leaves)


def root_scripts(
    segments: Segments, dates: Mapping[int, int], contents: Contents, leaves: Sequence[Leaf]
) -> Iterator[tuple[str, str]]:
    """What every question loads, and what an order by date loads."""
    yield "dates", script("dates", _dates(segments, dates))
    yield "index", script("index", _index(segments, contents, leaves))


def buckets_together(segments: Segments) -> int:
    """How many buckets of pairs go into one file, a power of two; 0 where there are none."""
    size = sum(len(segment.pairs) for own in segments.values() for segment in own)
    together = 1
    while size and size / BUCKETS * together * 2 <= SHARD and together < BUCKETS:
        together *= 2
    return together if size else 0


def pair_scripts(segments: Segments, together: int, wanted: Collection[int]) -> Iterator[tuple[str, str]]:
    """Those files of buckets that are wanted, by number."""
    every = [segment for segment in in_order(segments) if segment.pairs]
    ends = [np.append(0, np.frombuffer(segment.pair_ends, dtype="<i4")) for segment in every] if wanted else []
    for file in sorted(wanted):
        spans = [end[file * together : (file + 1) * together + 1].tolist() for end in ends]
        buckets = [
            b"".join(
                [segment.pairs[span[n] : span[n + 1]] for segment, span in zip(every, spans, strict=True)]
            ).decode()
            for n in range(together)
        ]
        yield f"b/{file}", script(f"b/{file}", buckets)


def leaf_scripts(joined: Joined, leaves: Sequence[Leaf]) -> Iterator[tuple[str, str]]:
    """The scripts of these leaves; `joined` has just their words."""
    contents = joined.contents()
    sizes = contents.postings.tolist(), _place_sizes(contents)
    begins = [0, *accumulate(leaf.last - leaf.first for leaf in leaves)]
    for leaf, (first, last) in zip(leaves, pairwise(begins), strict=True):
        yield from _leaf(joined, leaf.name, sizes, slice(first, last))


def _place_sizes(contents: Contents) -> list[int]:
    """How many letters each word's places take; 0 where they are left out."""
    is_key = np.array([word.startswith("_") for word in contents.words], dtype=bool)
    kept: list[int] = np.where(is_key | (contents.places > MOST_PLACES), 0, contents.places).tolist()
    return kept


def _leaf(joined: Joined, name: str, sizes: tuple[list[int], list[int]], words: slice) -> Iterator[tuple[str, str]]:
    figures: Ints = np.array([sizes[0][words], sizes[1][words]], dtype=np.int64).T.ravel()
    written = [_front_coded(joined.words[words]), encode(figures)[0].tobytes().decode("ascii")]
    yield f"d/{name}", script(f"d/{name}", written)
    for folder, pieces, own in (("p", joined.postings, sizes[0]), ("q", joined.places, sizes[1])):
        for number, held in enumerate(filled(own[words])):
            whole = f"{folder}/{name}-{number}"
            text = b"".join([pieces.text(*_span(joined, words.start, run)) for run in _runs(held)])
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


def _index(segments: Segments, contents: Contents, leaves: Sequence[Leaf]) -> dict[str, object]:
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
        "pairs": buckets_together(segments),
        "leaves": " ".join(contents.words[leaf.first] for leaf in leaves),
        "names": "".join(leaf.name for leaf in leaves),
        "lengths": lengths.decode("ascii").rstrip(),
    }


def _dates(segments: Segments, dates: Mapping[int, int]) -> str:
    """Three letters a slot."""
    rows = [ALPHABET[:1].decode() * _DATE_LETTERS] * _slots(segments)
    base = len(ALPHABET)
    for slot, date in dates.items():
        rows[slot] = "".join(chr(ALPHABET[date // base**power % base]) for power in (2, 1, 0))
    return "".join(rows).rstrip()
