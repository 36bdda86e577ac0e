"""The documents of one segment, their words packed: what is kept between builds, and joined by shards.py.

Each word has two strings. Its *postings*: the segment, how many documents, then for each document the step from the one
before it with a level of how often it stands there, and for a long document the part that shows it first. Its *places*:
where it stands in each of these documents, for phrases. Paragraphs begin at multiples of 64, so that a word more in one
paragraph rarely moves the places of the next, and no phrase runs over a paragraph's end.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from testimonia.site.searchindex.codes import Ints, encode
from testimonia.site.searchindex.vocabulary import DOCUMENT_MARK, Vocabulary
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


@dataclass(frozen=True, slots=True)
class Indexed:
    """A document as the index takes it: its place in the segment, its title and its paragraphs' texts, and the keys
    under which its conditions are looked up ("_year_1906_1906")."""

    place: int
    title: str
    paragraphs: tuple[str, ...]
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Segment:
    """The words of a segment (each once, in no order), and where in `postings` and `places` each one's end.

    `documents` are (place, words, where each paragraph begins; () for a document of one part)."""

    words: tuple[str, ...]
    postings: bytes
    posting_ends: bytes
    places: bytes
    place_ends: bytes
    documents: tuple[tuple[int, int, tuple[int, ...]], ...]


@dataclass(frozen=True, slots=True)
class _Tokens:
    """The words of a segment in the order of its text, as columns."""

    word: Ints
    document: Ints
    place: Ints
    weight: Ints
    part: Ints


def segment_of(number: int, documents: Sequence[Indexed], vocabulary: Vocabulary) -> Segment:
    """Pack the documents of segment `number`, given in order of place."""
    tokens, begins = _tokens(documents, vocabulary)
    is_long = np.array([own[-1] >= PART for own in begins])
    counts = np.bincount(tokens.document, minlength=len(documents)).tolist()
    about = tuple(
        (d.place, count, tuple(own[1:]) if own[-1] >= PART else ())
        for d, count, own in zip(documents, counts, begins, strict=True)
    )
    tokens = _with_keys(tokens, documents, vocabulary)
    order = np.sort((tokens.word << 32) | np.arange(len(tokens.word))) & 0xFFFFFFFF
    word, document = tokens.word[order], tokens.document[order]
    if not len(word):
        return Segment((), b"", b"", b"", b"", about)
    is_new_word = np.concatenate([[True], word[1:] != word[:-1]])
    pair = np.flatnonzero(is_new_word | np.concatenate([[True], document[1:] != document[:-1]]))
    level = np.searchsorted(LEVELS, np.add.reduceat(tokens.weight[order], pair), side="right") - 1
    part = np.minimum.reduceat(np.where(tokens.weight[order] == 1, tokens.part[order], _NO_PART), pair)
    word_pair = np.flatnonzero(is_new_word[pair])
    place_of = np.array([d.place for d in documents])
    part = np.where(is_long[document[pair]], part % _NO_PART, -1)
    postings = _postings(number, word_pair, place_of[document[pair]], level, part)
    places = _places(word_pair, pair, level, tokens.place[order])
    return Segment(
        words=tuple(vocabulary.words[n] for n in word[pair[word_pair]].tolist()),
        postings=postings[0],
        posting_ends=postings[1],
        places=places[0],
        place_ends=places[1],
        documents=about,
    )


def _tokens(documents: Sequence[Indexed], vocabulary: Vocabulary) -> tuple[_Tokens, list[list[int]]]:
    """The words, and for each document where its title and its paragraphs begin."""
    text = f" {DOCUMENT} ".join(
        clean(d.title) + f" {PARAGRAPH} " + f" {PARAGRAPH} ".join(map(clean, d.paragraphs)) for d in documents
    )
    number = vocabulary.read(text)
    is_mark = number <= DOCUMENT_MARK
    paragraph = np.cumsum(is_mark)
    begins_document = np.concatenate([[True], number[is_mark] == DOCUMENT_MARK])
    document_of = np.cumsum(begins_document) - 1
    at = np.flatnonzero(~is_mark)
    paragraph = paragraph[at]
    length = np.bincount(paragraph, minlength=len(begins_document))
    begin = _begins(length, begins_document)
    first = np.concatenate([[0], np.flatnonzero(is_mark) + 1])
    tokens = _Tokens(
        word=number[at],
        document=document_of[paragraph],
        place=begin[paragraph] + at - first[paragraph],
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


def _with_keys(tokens: _Tokens, documents: Sequence[Indexed], vocabulary: Vocabulary) -> _Tokens:
    """The keys of the documents as words after all others; they stand at no place, and no phrase can hold them."""
    pairs = [(vocabulary.number(key), at) for at, d in enumerate(documents) for key in d.keys]
    word, document = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    none = np.zeros(len(pairs), dtype=np.int64)
    return _Tokens(
        word=np.concatenate([tokens.word, word]),
        document=np.concatenate([tokens.document, document]),
        place=np.concatenate([tokens.place, none]),
        weight=np.concatenate([tokens.weight, none + 1]),
        part=np.concatenate([tokens.part, none]),
    )


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
    step = np.diff(place, prepend=0)
    step[pair] = place[pair]
    count = np.diff(np.append(pair, len(place)))
    size = count + (level > 3)
    end = np.cumsum(size)
    out = np.empty(int(end[-1]), dtype=np.int64)
    begin = end - size
    out[begin[level > 3]] = count[level > 3]
    shift = np.repeat(end - (pair + count), count)
    out[np.arange(len(place)) + shift] = step
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
