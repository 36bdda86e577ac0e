"""Neighbouring words, for phrases of words too common to keep their places.

Each two words that follow one another in a paragraph go into one of 32,768 buckets, by a hash of their first four
bytes; a bucket lists the documents that have such a pair. A document of 2,000 words fills one bucket in twenty, so a
phrase's buckets leave out most documents that have its words only here and there. The texts of those that are shown
are asked in the end.
"""

import numpy as np
import numpy.typing as npt

from testimonia.site.searchindex.codes import Ints, encode
from testimonia.site.searchindex.sweep import Sweep, heads

BUCKETS = 1 << 15
# A smaller archive keeps the places of nearly all words.
LEAST_DOCUMENTS = 640
_PLACE_BITS = 9


def pairs_of(number: int, swept: Sweep, at: Ints, place: Ints) -> tuple[bytes, bytes]:
    """The documents of each bucket in segment `number`, in letters: the segment, how many, and each one's step from the
    one before; and where each bucket's end. `at` are the words in the sweep, `place` their documents' places."""
    first = np.flatnonzero(at[1:] == at[:-1] + 1)
    head = heads(swept)[at]
    bucket = bucket_of(head[first], head[first + 1]).astype(np.int32)
    found = np.sort((bucket << _PLACE_BITS) | place[first].astype(np.int32))
    found = found[np.concatenate([[True], found[1:] != found[:-1]])] if len(found) else found
    bucket, slot = found >> _PLACE_BITS, (found & ((1 << _PLACE_BITS) - 1)).astype(np.int64)
    begin = np.flatnonzero(np.concatenate([[True], bucket[1:] != bucket[:-1]])) if len(found) else np.zeros(0, np.int64)
    step = np.diff(slot, prepend=-1) - 1
    step[begin] = slot[begin]
    is_head = np.zeros(len(slot), dtype=np.int64)
    is_head[begin] = 2
    end = np.cumsum(1 + is_head)
    out = np.empty(int(end[-1]) if len(end) else 0, dtype=np.int64)
    out[end - 1] = step
    out[end[begin] - 3] = number
    out[end[begin] - 2] = np.diff(begin, append=len(slot))
    letters, ends = encode(out)
    last = np.zeros(BUCKETS, dtype=np.int64)
    after = np.append(end[begin[1:]] - 4, len(out) - 1) if len(begin) else begin
    last[bucket[begin]] = ends[after] if len(begin) else 0
    return letters.tobytes(), np.maximum.accumulate(last).astype("<i4").tobytes()


def bucket_of(first: npt.NDArray[np.uint32], second: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint32]:
    """The bucket of each two words, by their heads; the browser reckons the same.

    >>> bucket_of(np.array([0x6874], dtype=np.uint32), np.array([0x69], dtype=np.uint32)).tolist()
    [26146]
    """
    mixed = first * np.uint32(0x9E3779B1) + second * np.uint32(0x85EBCA77)
    mixed ^= mixed >> np.uint32(15)
    mixed *= np.uint32(0x2C1B3C6D)
    return mixed >> np.uint32(17)
