"""Letters of texts, folded: code points to small classes, so that case, accents, long s, spacing, hyphens and line
breaks
vanish. A class says which letter it is, for any script:

    0 no letter; 1-26 the base letters a-z; 27-36 digits, where they are asked for; 37-254 letters of other scripts
    255 a bound: the end of a document or an excluded span, over which nothing is matched

A table over code points, not `str.lower()`: lowering changes the length of some letters, and offsets must stand.
Letters of
other scripts share 218 classes: neighbours in a script differ, and a match is of many letters.
"""

import unicodedata
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt
from msgspec import Struct, field

U8 = npt.NDArray[np.uint8]
I64 = npt.NDArray[np.int64]

BOUND = 255
_CODE_POINTS = 0x110000
_UNKNOWN = 254
_DIGITS = 27
_OTHER = 37
_OTHERS = 217
_CHUNK_CHARS = 1 << 20


def class_of(code_point: int, digits: bool = False) -> int:
    """The class of one code point; a ligature has the class of its first letter.

    >>> class_of(ord("É")), class_of(ord("e")), class_of(ord("ſ")), class_of(ord("7")), class_of(ord("7"), digits=True)
    (5, 5, 19, 0, 34)
    """
    char = chr(code_point)
    if digits and char.isdecimal():
        return _DIGITS + unicodedata.decimal(char)
    if not char.isalpha():
        return 0
    base = unicodedata.normalize("NFKD", char.casefold())[:1].lower()
    if "a" <= base <= "z":
        return ord(base) - 96
    return _OTHER + ord(base or char) % _OTHERS


class Fold(Struct):
    """The table, filled as code points are met: most of the million never are."""

    digits: bool = False
    table: U8 = field(default_factory=lambda: np.full(_CODE_POINTS, _UNKNOWN, np.uint8))

    def classes(self, text: str) -> U8:
        """The class of each code point of a text: uint8[len(text)]."""
        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
        classes = self.table[codes]
        if (unknown := codes[classes == _UNKNOWN]).size:
            for code in np.unique(unknown).tolist():
                self.table[code] = class_of(code, self.digits)
            classes = self.table[codes]
        return classes


class Letters(Struct, frozen=True):
    """The letters of many texts in one stream: a bound, the letters of the first text, a bound, those of the next ...

    letters: uint8[n]; starts: int64[texts + 1], the place of each text's first letter, and one past the last bound.
    """

    letters: U8
    starts: I64


def fold_text(fold: Fold, text: str, excluded: Sequence[tuple[int, int]] = ()) -> tuple[U8, I64]:
    """The letters of one text (with a bound where an excluded span stood), and the offset of each: uint8[n],
    int64[n]."""
    classes = fold.classes(text)
    _exclude(classes, 0, excluded)
    offsets = np.flatnonzero(classes)
    return classes[offsets], offsets


def fold_texts(fold: Fold, texts: Sequence[tuple[str, Sequence[tuple[int, int]]]]) -> Letters:
    """The stream of (text, excluded spans). About 12 ns a character, and a byte a letter."""
    parts = [np.full(1, BOUND, np.uint8)]
    starts = [1]
    for some in _chunks(texts):
        classes = fold.classes("\n".join(text for text, _ in some) + "\n")
        begin = 0
        ends = []
        for text, excluded in some:
            _exclude(classes, begin, excluded)
            begin += len(text)
            classes[begin] = BOUND
            begin += 1
            ends.append(begin)
        kept = classes != 0
        before = np.cumsum(kept, dtype=np.int64)
        starts += (before[np.array(ends) - 1] + starts[-1]).tolist()
        parts.append(classes[kept])
    return Letters(np.concatenate(parts), np.array(starts, np.int64))


def _exclude(classes: U8, base: int, excluded: Sequence[tuple[int, int]]) -> None:
    for begin, end in excluded:
        if begin < end:
            classes[base + begin : base + end] = 0
            classes[base + begin] = BOUND


def _chunks(
    texts: Sequence[tuple[str, Sequence[tuple[int, int]]]],
) -> Iterator[list[tuple[str, Sequence[tuple[int, int]]]]]:
    some: list[tuple[str, Sequence[tuple[int, int]]]] = []
    size = 0
    for entry in texts:
        some.append(entry)
        size += len(entry[0]) + 1
        if size >= _CHUNK_CHARS:
            yield some
            some, size = [], 0
    if some:
        yield some
