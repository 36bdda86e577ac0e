"""Lines that recur across an archive: the fingerprint of a line's shape, and the fold that finds those that many share.

A site's navigation and credit lines are the same on every page but for names of days and numbers; a fingerprint folds
those away. The threshold is a plain number, on purpose: a new source then changes the standing of a key only where it
carries the key over the threshold, and only the sources that share that key are read again.
"""

import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Mapping

import numpy as np

THRESHOLD = 3
TAUGHT, BORNE = "+", "-"  # how a source stands to a key of its own: it teaches it, or only bears it
MAX_LINE_CHARS = 200

# A number with what English and its neighbours put behind an ordinal, or a word.
_TOKEN = re.compile(r"(\d+)(?:st|nd|rd|th)?|[^\W\d_]+")
_MONTH = re.compile(
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)


def fingerprint(line: str) -> str:
    """The shape of a line: its words case-folded, numbers and months as "#"; "" where it has no word or is longer than
    200 characters (running text, which is no furniture).

    >>> fingerprint("Last updated on: 24 September 2018")
    'last updated on # # #'
    """
    if len(line) > MAX_LINE_CHARS:
        return ""
    words = []
    has_word = False
    for token in _TOKEN.finditer(line.casefold()):
        if token[1] or _MONTH.fullmatch(token[0]):
            words.append("#")
        else:
            words.append(token[0])
            has_word = True
    return " ".join(words) if has_word else ""


def recurring_keys(keys_of: Iterable[tuple[str, Iterable[str]]], threshold: int = THRESHOLD) -> frozenset[str]:
    """The keys that occur in at least `threshold` sources; a key counts once a source, however often it stands there.

    Input: (source id, its keys), one pair a source. Linear in the number of keys.

    >>> sorted(recurring_keys([("a", ["x", "y", "x"]), ("b", ["x"]), ("c", ["x", "y"])]))
    ['x']
    """
    counts: Counter[str] = Counter()
    for _source, keys in keys_of:
        counts.update({key for key in keys if key})
    return frozenset(key for key, count in counts.items() if count >= threshold)


def taught_facts(keys_of: Mapping[str, Iterable[str]], threshold: int = THRESHOLD) -> dict[str, tuple[str, ...]]:
    """The fold: for each source the keys that it bears and that at least `threshold` sources teach, in its own order.

    A source that bears a key need not teach it: a page that prints a surname alone learns from those that print it in
    full. A changed page so changes the facts of only those sources that share a key with it.

    >>> taught_facts({"a": ["+n:orme"], "b": ["+n:orme"], "c": ["-n:orme", "-n:tide"]}, threshold=2)["c"]
    ('n:orme',)
    """
    return taught_in(lambda: keys_of.items(), threshold)


def taught_in(
    read: Callable[[], Iterable[tuple[str, Iterable[str]]]], threshold: int = THRESHOLD
) -> dict[str, tuple[str, ...]]:
    """The same fold over sources that are read twice and never held: `read` gives (source, its keys), in the same order
    each time. Most keys stand in one source alone, so that a first count by hash leaves few to be counted in full.
    Memory: 8 bytes for each key that is taught, and the keys that recur.
    """
    hashes = (hash(key[1:]) for _, keys in read() for key in {k for k in keys if k[:1] == TAUGHT and k[1:]})
    values, counts = np.unique(np.fromiter(hashes, dtype=np.int64), return_counts=True)
    likely = frozenset(values[counts >= threshold].tolist())
    borne: dict[str, tuple[str, ...]] = {}
    taught: Counter[str] = Counter()
    for source, keys in read():
        own = [key for key in keys if hash(key[1:]) in likely]
        borne[source] = tuple(sys.intern(key[1:]) for key in own)
        taught.update({key[1:] for key in own if key[:1] == TAUGHT})
    return {source: tuple(key for key in keys if taught[key] >= threshold) for source, keys in borne.items()}
