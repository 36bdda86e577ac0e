"""The documents of one segment, their words packed: what is kept between builds, and joined by shards.py.

Each word has two strings. Its *postings*: the segment, how many documents, then for each document the step from the one
before it with a level of how often it stands there, and for a long document the part that shows it first. Its *places*:
where it stands in each of these documents, for phrases. Paragraphs begin at multiples of 64, so that a word more in one
paragraph rarely moves the places of the next, and no phrase runs over a paragraph's end.
"""

import functools
import hashlib
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from testimonia.site.searchindex.codes import Ints, encode
from testimonia.site.searchindex.pairs import pairs_of
from testimonia.site.searchindex.sweep import DOCUMENT_MARK, Digests, Sweep, grouped, sweep
from testimonia.text.searchwords import DOCUMENT, PARAGRAPH, clean

STEP = 64
# Paragraphs that begin beyond so many places go into the document's next part.
PART = 3072
TITLE_WEIGHT = 6
# The least weighted count of each level; levels 0 to 3 say exactly how often the word stands in the text.
LEVELS = (1, 2, 3, 4, 5, 8, 12, 22)
LENGTH_RATIO = 1.33
LENGTHS = 46
_NO_PART = 1 << 30
_MOST_LETTERS = 6_000_000


class Indexed(Struct, frozen=True):
    """A document as the index takes it: its place in the segment, its title and its paragraphs' texts, and the keys
    under which its conditions are looked up ("_year_1906_1906")."""

    place: int
    title: str
    paragraphs: tuple[str, ...]
    keys: tuple[str, ...]


class Segment(Struct, frozen=True):
    """The words of a segment (each once, a line each, in no order), and where in `postings` and `places` each one's
    end; in `pairs` those of each bucket of neighbouring words (pairs.py), nothing where the archive is small.

    `documents` are (place, words, where each paragraph begins; () for a document of one part)."""

    words: str
    postings: bytes
    posting_ends: bytes
    places: bytes
    place_ends: bytes
    pairs: bytes
    pair_ends: bytes
    documents: tuple[tuple[int, int, tuple[int, ...]], ...]


class _Tokens(Struct, frozen=True):
    """The words of a segment in the order of its text, as columns; `at` is a word's number in the sweep. The keys of
    the documents come after all words; they stand at no place, and no phrase can hold them."""

    at: Ints
    digest: Digests
    document: Ints
    place: Ints
    weight: Ints
    part: Ints


def segments_of(number: int, documents: Sequence[Indexed], has_pairs: bool = False) -> tuple[Segment, ...]:
    """Pack the documents of segment `number`, given in order of place; in several pieces where there is much text, so
    that memory is bounded by the longest document."""
    pieces: list[list[Indexed]] = [[]]
    letters = 0
    for document in documents:
        own = sum(map(len, document.paragraphs))
        if pieces[-1] and letters + own > _MOST_LETTERS:
            pieces.append([])
            letters = 0
        pieces[-1].append(document)
        letters += own
    return tuple(segment_of(number, piece, has_pairs) for piece in pieces if piece)


def segment_of(number: int, documents: Sequence[Indexed], has_pairs: bool = False) -> Segment:
    """Pack these documents of segment `number` in one piece."""
    swept = sweep(f" {DOCUMENT} ".join(_text(document) for document in documents))
    words, begins = _tokens(swept)
    counts = np.bincount(words.document, minlength=len(documents)).tolist()
    is_long = [own[-1] >= PART for own in begins]
    about = tuple(
        (d.place, count, tuple(own[1:]) if has_parts else ())
        for d, count, own, has_parts in zip(documents, counts, begins, is_long, strict=True)
    )
    keys = [key for document in documents for key in document.keys]
    tokens = _with_keys(words, documents)
    if not len(tokens.digest):
        return Segment("", b"", b"", b"", b"", b"", b"", about)
    order = grouped(tokens.digest)
    digest, document = tokens.digest[order], tokens.document[order]
    is_new_word = np.concatenate([[True], digest[1:] != digest[:-1]])
    pair = np.flatnonzero(is_new_word | np.concatenate([[True], document[1:] != document[:-1]]))
    weight = tokens.weight[order]
    level = _level_of()[np.minimum(np.add.reduceat(weight, pair), LEVELS[-1])]
    part = np.full(len(pair), -1)
    if any(is_long):
        first = np.minimum.reduceat(np.where(weight == 1, tokens.part[order], _NO_PART), pair)
        part = np.where(np.array(is_long)[document[pair]], first % _NO_PART, -1)
    word_pair = np.flatnonzero(is_new_word[pair])
    place_of = np.array([d.place for d in documents])
    postings = _postings(number, word_pair, place_of[document[pair]], level, part)
    places = _places(word_pair, pair, level, tokens.place[order])
    pairs = pairs_of(number, swept, words.at, place_of[words.document]) if has_pairs else (b"", b"")
    return Segment(
        words="\n".join(_named(swept, keys, tokens.at[order[pair[word_pair]]].tolist())),
        postings=postings[0],
        posting_ends=postings[1],
        places=places[0],
        place_ends=places[1],
        pairs=pairs[0],
        pair_ends=pairs[1],
        documents=about,
    )


def _text(document: Indexed) -> str:
    return clean(document.title) + f" {PARAGRAPH} " + f" {PARAGRAPH} ".join(map(clean, document.paragraphs))


def _named(swept: Sweep, keys: list[str], numbers: list[int]) -> list[str]:
    """The words of some tokens; a key's number is -1 - n."""
    spans = zip(numbers, swept.begin[numbers].tolist(), swept.end[numbers].tolist(), strict=True)
    if swept.body.isascii():
        text = swept.body.decode("ascii")
        return [keys[-1 - number] if number < 0 else text[begin:end] for number, begin, end in spans]
    body = swept.body
    return [keys[-1 - number] if number < 0 else body[begin:end].decode("utf-8") for number, begin, end in spans]


@functools.cache
def _level_of() -> Ints:
    """The level of each weighted count up to the last one's."""
    return np.searchsorted(LEVELS, np.arange(LEVELS[-1] + 1), side="right") - 1


def _tokens(swept: Sweep) -> tuple[_Tokens, list[list[int]]]:
    """The words, and for each document where its title and its paragraphs begin."""
    marks = np.flatnonzero(swept.mark)
    at = np.flatnonzero(swept.mark == 0)
    begins_document = np.concatenate([[True], swept.mark[marks] == DOCUMENT_MARK])
    length = np.diff(np.concatenate([[-1], marks, [len(swept.mark)]])) - 1
    paragraph = np.repeat(np.arange(len(length)), length)
    begin = _begins(length, begins_document)
    first = np.concatenate([[0], marks + 1])
    tokens = _Tokens(
        at=at,
        digest=swept.digest[at],
        document=(np.cumsum(begins_document) - 1)[paragraph],
        place=(begin - first)[paragraph] + at,
        weight=np.where(begins_document, TITLE_WEIGHT, 1)[paragraph],
        part=(begin // PART)[paragraph],
    )
    return tokens, [own.tolist() for own in np.split(begin, np.flatnonzero(begins_document)[1:])]


def _begins(length: Ints, begins_document: npt.NDArray[np.bool_]) -> Ints:
    """Where each paragraph begins among the places of its document; `length` in words."""
    taken = (length + STEP) // STEP * STEP
    before = np.cumsum(taken) - taken
    heads = np.flatnonzero(begins_document)
    return before - np.repeat(before[heads], np.diff(np.append(heads, len(length))))


def _with_keys(words: _Tokens, documents: Sequence[Indexed]) -> _Tokens:
    owners = [at for at, document in enumerate(documents) for _ in document.keys]
    digest_of = {key: _digest(key) for key in {key for document in documents for key in document.keys}}
    digests = [digest_of[key] for document in documents for key in document.keys]
    none = np.zeros(len(owners), dtype=np.int64)
    return _Tokens(
        at=np.concatenate([words.at, -1 - np.arange(len(owners))]),
        digest=np.concatenate([words.digest, np.array(digests, dtype=np.uint64)]),
        document=np.concatenate([words.document, np.array(owners, dtype=np.int64)]),
        place=np.concatenate([words.place, none]),
        weight=np.concatenate([words.weight, none + 1]),
        part=np.concatenate([words.part, none]),
    )


def _digest(key: str) -> int:
    return int.from_bytes(hashlib.blake2b(key.encode("utf-8", "replace"), digest_size=8).digest())


def _postings(number: int, word_pair: Ints, slot: Ints, level: Ints, part: Ints) -> tuple[bytes, bytes]:
    """The postings of all words in a row and where each word's end; `part` is -1 for documents of one part."""
    step = np.diff(slot, prepend=-1) - 1
    step[word_pair] = slot[word_pair]
    value = step * len(LEVELS) + level
    size = 1 + (part >= 0)
    is_head = np.zeros(len(slot), dtype=np.int64)
    is_head[word_pair] = 2
    end = np.cumsum(size + is_head)
    out = np.empty(int(end[-1]), dtype=np.int64)
    out[end - size] = value
    out[(end - 1)[part >= 0]] = part[part >= 0]
    head = (end - size)[word_pair]
    out[head - 2] = number
    out[head - 1] = np.diff(np.append(word_pair, len(slot)))
    letters, ends = encode(out)
    return letters.tobytes(), ends[np.append(head[1:] - 3, len(out) - 1)].astype("<i8").tobytes()


def _places(word_pair: Ints, pair: Ints, level: Ints, place: Ints) -> tuple[bytes, bytes]:
    """The places of all words in a row, and where each word's end: for each document how many where the level does not
    tell, then each as a step from the one before it."""
    step = np.empty_like(place)
    np.subtract(place[1:], place[:-1], out=step[1:])
    step[pair] = place[pair]
    count = np.diff(pair, append=len(place))
    is_counted = level > 3
    end = np.cumsum(count + is_counted)
    is_step = np.ones(int(end[-1]), dtype=bool)
    head = (end - count - 1)[is_counted]
    is_step[head] = False
    out = np.empty(len(is_step), dtype=np.int64)
    out[is_step] = step
    out[head] = count[is_counted]
    letters, ends = encode(out)
    last = np.append(end[word_pair[1:] - 1], len(out)) - 1
    return letters.tobytes(), ends[last].astype("<i8").tobytes()


def length_level(words: int) -> int:
    """A document's length on a scale of 46 steps, each a third more than the one before.

    >>> length_level(0), length_level(100), length_level(10**6)
    (0, 17, 45)
    """
    level = 0
    reach = 1.0
    while reach < words and level < LENGTHS - 1:
        reach *= LENGTH_RATIO
        level += 1
    return level
