"""Lines that recur across an archive: the fingerprint of a line's shape, and the fold that finds those that many share.

A site's navigation and credit lines are the same on every page but for names of days and numbers; a fingerprint folds
those away. The threshold is a plain number, on purpose: a new source then changes the standing of a key only where it
carries the key over the threshold, and only the sources that share that key are read again.
"""

import re
from collections import Counter
from collections.abc import Iterable

THRESHOLD = 3
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
