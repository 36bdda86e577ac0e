"""Paragraph identity: which of the frozen paragraphs a paragraph of an edited text is.

An unchanged paragraph is known by its digest, in order; an edited one by a 64-bit simhash (Charikar 2002) of its words
and pairs of words, and only between neighbours that were found. Whatever else comes is new and takes a number never
used before. Linear but for the stretches that changed.
"""

import re
import zlib
from collections.abc import Sequence
from difflib import SequenceMatcher
from math import cos, pi

import numpy as np
from msgspec import Struct

from testimonia.model.canon import digest_of

SIMILAR = 0.6
WIDEST_GAP = 40_000  # cells of the table in which a changed stretch is aligned; a wider one is matched by digest only
_WORD = re.compile(r"\w+")
_ASCII_WORDS = {code: code if chr(code).isalnum() or chr(code) == "_" else " " for code in range(128)}
_PRINTERS_MARKS = "‘’“”–—…«»§°·\u00a0"
_SHORT_WORD = 3


def mark_of(text: str) -> "Mark":
    """The digest and the simhash of a paragraph; white space and its breaks do not count.

    >>> mark_of("The ferry  stopped.") == mark_of("The ferry\\nstopped.")
    True
    """
    return marks_of([text])[0]


def marks_of(texts: Sequence[str]) -> "list[Mark]":
    """The marks of many paragraphs at once: the arrays are made for all of them together, in half the time."""
    folded = [" ".join(text.split()) for text in texts]
    digests = (digest_of(text.encode("utf-8", "surrogatepass")) for text in folded)
    return [Mark(digest, simhash) for digest, simhash in zip(digests, _simhashes(folded), strict=True)]


def similarity(one: int, other: int) -> float:
    """The cosine that two simhashes estimate: 1.0 for the same words, about 0 for words that have nothing in common.

    >>> similarity(7, 7)
    1.0
    """
    return max(0.0, cos(pi * (one ^ other).bit_count() / 64))


def realign(frozen: Sequence["Frozen"], marks: Sequence["Mark"], next_number: int = 1) -> "Alignment":
    """An id for each new paragraph, in order. `frozen` are the paragraphs as last seen, in order; `next_number` is the
    number that the last call gave back, so that a deleted paragraph's id is never given to another."""
    ids: list[str | None] = [None] * len(marks)
    for old_begin, old_end, new_begin, new_end in _unlike(frozen, marks, ids):
        _match_edited(frozen[old_begin:old_end], marks[new_begin:new_end], ids, new_begin)
    _match_moved(frozen, marks, ids)
    number = max([next_number, *(_number(paragraph.id) + 1 for paragraph in frozen)])
    final = []
    for known in ids:
        final.append(known or f"p{number}")
        number += known is None
    return Alignment(tuple(final), number)


def _unlike(
    frozen: Sequence["Frozen"], marks: Sequence["Mark"], ids: list[str | None]
) -> list[tuple[int, int, int, int]]:
    """Give the unchanged paragraphs their ids; the changed stretches as (old begin, end, new begin, end)."""
    old, new = [p.mark.digest for p in frozen], [mark.digest for mark in marks]
    gaps = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            ids[j1:j2] = [paragraph.id for paragraph in frozen[i1:i2]]
        elif tag == "replace":
            gaps.append((i1, i2, j1, j2))
    return gaps


def _match_edited(old: Sequence["Frozen"], new: Sequence["Mark"], ids: list[str | None], at: int) -> None:
    """Align one changed stretch in order, so that the sum of similarities is greatest (Needleman and Wunsch)."""
    if len(old) * len(new) > WIDEST_GAP:
        return
    alike = [[similarity(o.mark.simhash, n.simhash) for n in new] for o in old]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in range(len(old) - 1, -1, -1):
        for j in range(len(new) - 1, -1, -1):
            paired = alike[i][j] + best[i + 1][j + 1] if alike[i][j] >= SIMILAR else 0.0
            best[i][j] = max(paired, best[i + 1][j], best[i][j + 1])
    i = j = 0
    while i < len(old) and j < len(new):
        if alike[i][j] >= SIMILAR and best[i][j] == alike[i][j] + best[i + 1][j + 1]:
            ids[at + j] = old[i].id
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1


def _match_moved(frozen: Sequence["Frozen"], marks: Sequence["Mark"], ids: list[str | None]) -> None:
    """A paragraph moved whole keeps its id."""
    taken = set(ids)
    free: dict[str, list[str]] = {}
    for paragraph in reversed(frozen):
        if paragraph.id not in taken:
            free.setdefault(paragraph.mark.digest, []).append(paragraph.id)
    for place, mark in enumerate(marks):
        if ids[place] is None and free.get(mark.digest):
            ids[place] = free[mark.digest].pop()


def _number(paragraph_id: str) -> int:
    return int(paragraph_id[1:]) if re.fullmatch(r"p[0-9]+", paragraph_id) else 0


def _words(text: str) -> list[str]:
    """The words of a text, as `\\w+` finds them; in half its time where only printers' marks lie beyond ASCII."""
    if not text.isascii():
        for mark in _PRINTERS_MARKS:
            text = text.replace(mark, " ")
    return text.translate(_ASCII_WORDS).split() if text.isascii() else _WORD.findall(text)


def _simhashes(texts: Sequence[str]) -> list[int]:
    """The simhash of each text; 0 for one without words. The features are its longer words, and its pairs of words."""
    words = [_words(text.lower()) for text in texts]
    sizes = np.array([len(own) for own in words if own], dtype=np.int64)
    if not len(sizes):
        return [0] * len(texts)
    flat = [word for own in words for word in own]
    crc = zlib.crc32
    known = {word: crc(word.encode("utf-8", "surrogatepass")) for word in set(flat)}
    hashes = np.fromiter(map(known.__getitem__, flat), dtype=np.uint64, count=len(flat))
    last = np.cumsum(sizes) - 1
    # Each word, then the pair that it begins: so the features of one text stand together.
    features = np.empty((len(flat), 2), dtype=np.uint64)
    features[:, 0] = hashes
    features[:-1, 1] = hashes[:-1] * np.uint64(0x100000001B3) + hashes[1:]
    kept = np.ones((len(flat), 2), dtype=bool)
    kept[:, 0] = np.fromiter(map(len, flat), dtype=np.int64, count=len(flat)) > _SHORT_WORD
    kept[last, 1] = False
    kept[last[sizes == 1], 0] = True
    counts = np.add.reduceat(kept.sum(axis=1), last + 1 - sizes)
    found = iter(_majorities(_mix(features[kept]), counts))
    return [next(found) if own else 0 for own in words]


def _majorities(features: "np.typing.NDArray[np.uint64]", counts: "np.typing.NDArray[np.int64]") -> list[int]:
    """For each stretch of so many features, the number whose bits are those that most of its features have."""
    ends = np.cumsum(counts)
    begins = ends - counts
    # The 64 bits of a feature as 64 bytes, added eight at a time as one number: no byte overflows in 255 additions.
    bits = np.unpackbits(features.view(np.uint8)).view(np.uint64).reshape(-1, 8)
    cuts = np.array(sorted({*begins.tolist(), *range(0, len(features), 255)}), dtype=np.int64)
    sums = np.add.reduceat(bits, cuts, axis=0).view(np.uint8).reshape(-1, 64)
    totals = np.add.reduceat(sums, np.searchsorted(cuts, begins), axis=0, dtype=np.int64)
    packed = np.packbits(totals * 2 > counts[:, None], axis=1)
    return [int.from_bytes(row.tobytes(), "big") for row in packed]


def _mix(keys: "np.typing.NDArray[np.uint64]") -> "np.typing.NDArray[np.uint64]":
    """SplitMix64's finaliser (Steele, Lea and Flood 2014): spreads CRC values, whose bits depend on one another."""
    keys = (keys ^ (keys >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    keys = (keys ^ (keys >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return (keys ^ (keys >> np.uint64(31))).astype("<u8")


class Mark(Struct, frozen=True):
    """What identity keeps of a paragraph's words: the digest of the folded text and its simhash."""

    digest: str
    simhash: int


class Frozen(Struct, frozen=True):
    """A paragraph with its frozen id ("p12") as it was last seen."""

    id: str
    mark: Mark


class Alignment(Struct, frozen=True):
    """The ids of the new paragraphs, in order, and the next number that was never used."""

    ids: tuple[str, ...]
    next_number: int
