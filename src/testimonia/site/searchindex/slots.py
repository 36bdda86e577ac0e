"""Where each document stands in the index: a segment, and one of 512 places in it, from the digest of its id.

Numbers in the order of a list would move when a document is added before them, and every file with them. A place that
comes from the id alone stays: a new document takes a free place, and only the files that hold its words change.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable

from msgspec import Struct

PLACES = 512
_FULLEST = 320
# Where one segment does not do, so many at least: a changed document of a small archive costs few others' words.
_FEWEST = 16


class Slot(Struct, frozen=True):
    segment: int
    place: int

    @property
    def number(self) -> int:
        return self.segment * PLACES + self.place


def segments_for(documents: int) -> int:
    """How many segments: a power of two, so that the archive must double before all documents move.

    >>> segments_for(320), segments_for(321), segments_for(20_000)
    (1, 16, 64)
    """
    count = 1 if documents <= _FULLEST else _FEWEST
    while count * _FULLEST < documents:
        count *= 2
    return count


def slots_of(ids: Iterable[str]) -> dict[str, Slot]:
    """The slot of each document. Where two want one place, the one with the smaller digest has it and the other the
    next free."""
    digests = sorted((hashlib.sha256(id.encode("utf-8", "replace")).digest(), id) for id in ids)
    segments = segments_for(len(digests))
    by_segment: dict[int, list[tuple[bytes, str]]] = defaultdict(list)
    for digest, id in digests:
        by_segment[int.from_bytes(digest[:4]) % segments].append((digest, id))
    return {id: Slot(segment, place) for segment, found in by_segment.items() for id, place in _places(found).items()}


def _places(found: list[tuple[bytes, str]]) -> dict[str, int]:
    if len(found) > PLACES:
        raise ValueError(f"{len(found)} documents fall into one segment of {PLACES} places")
    taken: dict[int, str] = {}
    for digest, id in found:
        place = int.from_bytes(digest[4:8]) % PLACES
        while place in taken:
            place = (place + 1) % PLACES
        taken[place] = id
    return {id: place for place, id in taken.items()}
