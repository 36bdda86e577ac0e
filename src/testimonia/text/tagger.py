"""The statistical tagger of names: a linear model over the capitalised words of a sentence, decoded from left to right.

It is asked only about words that no shape explains. Only capitalised words are tagged, so that its cost is that of the
capitals, not of the words. The weights were trained by bench/train_tagger.py and ship in weights/ner.npz under their
own licence (see weights/LICENCE, adr/0101).
"""

import functools
import io
from collections.abc import Sequence
from importlib import resources
from typing import Any
from zlib import crc32

import numpy as np
from msgspec import Struct

from testimonia.text.namewords import NameWords, fold_name, name_words

CLASSES = ("O", "person", "place", "organisation", "event")
ROWS = 1 << 16
_STOPS = frozenset(".!?:;")


class Model(Struct, frozen=True, eq=False):
    """`weights`: float32[ROWS, classes], features by hash; `common`: words often printed in lower case."""

    weights: Any
    common: frozenset[str]


class Sentence(Struct, frozen=True):
    """A sentence as the tagger sees it: words as printed and lower case."""

    words: Sequence[str]
    low: Sequence[str]


@functools.cache
def load_model() -> Model | None:
    """The shipped weights, read once a process: int8 with one scale. None where a packager has left them out."""
    file = resources.files("testimonia").joinpath("weights/ner.npz")
    if not file.is_file():
        return None
    body = file.read_bytes()
    with np.load(io.BytesIO(body)) as saved:
        weights = saved["weights"].astype(np.float32) * float(saved["scale"])
        common = frozenset(bytes(saved["common"]).decode("utf-8").split(" "))
    return Model(weights, common)


def tag(model: Model, sentence: Sentence, places: Sequence[int], tags: dict[int, int]) -> dict[int, Any]:
    """The probability of each class, float32[classes], for the words at these places, in order.

    `tags` holds the classes of words that are already explained; the classes found are added to it.
    """
    words = name_words()
    found: dict[int, Any] = {}
    for place in places:
        rows = feature_rows(model, words, sentence, place, tags)
        scores = model.weights[rows].sum(axis=0)
        scores = np.exp(scores - scores.max())
        found[place] = scores / scores.sum()
        tags[place] = int(scores.argmax())
    return found


def feature_rows(model: Model, names: NameWords, sentence: Sentence, at: int, tags: dict[int, int]) -> list[int]:
    """The rows of the weights that speak about a word: its own shape and parts, its neighbours, what tables know."""
    return [crc32(feature.encode()) & (ROWS - 1) for feature in features(model, names, sentence, at, tags)]


def features(model: Model, names: NameWords, sentence: Sentence, at: int, tags: dict[int, int]) -> list[str]:
    """The features of a word, as text."""
    words, low = sentence.words, sentence.low
    count = len(words)
    word, own = words[at], low[at]
    before = low[at - 1] if at else "^"
    before2 = low[at - 2] if at > 1 else "^"
    after = low[at + 1] if at + 1 < count else "$"
    after2 = low[at + 2] if at + 2 < count else "$"
    last = at
    while last + 1 < count and words[last + 1][0].isupper():
        last += 1
    opens = at == 0 or before in _STOPS or before in "“\"‘'("
    tag_before = tags.get(at - 1, 9 if at and words[at - 1][0].isupper() else 0)
    kind = _kind(names, model, own)
    head = low[last]
    return [
        "b",
        f"w{own}",
        f"k{kind}{opens:d}",
        f"s{_shape(word)}{opens:d}",
        f"e{own[-3:]}",
        f"f{own[-2:]}",
        f"p{before}",
        f"q{before2} {before}",
        f"n{after}",
        f"o{after} {after2}",
        f"l{tag_before}{before}" if tag_before else "l",
        f"t{tag_before}{kind}",
        f"h{_kind(names, model, head)}{last - at if last - at < 3 else 3}",
        f"g{head}" if last > at else "g",
        f"c{_kind(names, model, before)}{kind}",
        f"d{_kind(names, model, after)}{kind}",
        f"i{opens:d}{own in model.common:d}{last > at:d}{tag_before}",
        f"u{before}{kind}",
        f"v{after}{kind}",
    ]


def _kind(names: NameWords, model: Model, low: str) -> str:
    """What the tables know of a word, as a few letters."""
    folded = low if low.isascii() else fold_name(low)
    kind = ""
    if folded in names.given:
        kind += "g"
    if folded in names.countries or folded in names.cities:
        kind += "p"
    tables = names.words
    if folded in tables["titles"]:
        kind += "t"
    if folded in tables["organisations"]:
        kind += "o"
    if folded in tables["demonyms"]:
        kind += "d"
    if folded in tables["events"]:
        kind += "e"
    if folded in tables["periodicals"]:
        kind += "m"
    if folded in tables["not_names"]:
        kind += "x"
    return kind or ("c" if low in model.common else "-")


def _shape(word: str) -> str:
    if word.isupper():
        return "I" if len(word) < 3 or "." in word else "U" + str(min(len(word), 6))
    if "-" in word:
        return "-"
    if "'" in word or "’" in word:
        return "'"
    return "A" if word[1:].islower() else "M"
