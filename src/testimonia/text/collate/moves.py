"""Stretches that stand in both witnesses, but elsewhere: found among the words that the order leaves unmatched."""

from collections import defaultdict
from collections.abc import Sequence

FEWEST_WORDS = 5
FEWEST_LETTERS = 25
# A run of unmatched words as (begin, end); a move as (begin in a, begin in b, words).
Run = tuple[int, int]
Move = tuple[int, int, int]


def moves_of(a: Sequence[str], b: Sequence[str], left: tuple[Sequence[Run], Sequence[Run]]) -> list[Move]:
    """The longest stretches of equal words among the unmatched runs of both, none over another, in the order of a.

    >>> a, b = "one two three four fifth seventh xx".split(), "yy one two three four fifth seventh".split()
    >>> moves_of(a, b, ([(0, 7)], [(0, 7)]))
    [(0, 1, 6)]
    """
    ends_a, ends_b = _ends(left[0]), _ends(left[1])
    starts: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for begin, end in left[1]:
        for at in range(begin, end - FEWEST_WORDS + 1):
            starts[tuple(b[at : at + FEWEST_WORDS])].append(at)
    found: list[Move] = []
    for begin, end in left[0]:
        at = begin
        while at <= end - FEWEST_WORDS:
            places = starts.get(tuple(a[at : at + FEWEST_WORDS]), ())
            size, place = max(
                ((_size(a, b, (at, place), (ends_a, ends_b)), -place) for place in places), default=(0, 0)
            )
            if size and sum(len(word) for word in a[at : at + size]) >= FEWEST_LETTERS:
                found.append((at, -place, size))
                at += size
            else:
                at += 1
    return _apart(found)


def _ends(runs: Sequence[Run]) -> dict[int, int]:
    return {place: end for begin, end in runs for place in range(begin, end)}


def _size(a: Sequence[str], b: Sequence[str], at: tuple[int, int], ends: tuple[dict[int, int], dict[int, int]]) -> int:
    x, y = at
    end_x, end_y = ends[0][x], ends[1][y]
    while x < end_x and y < end_y and a[x] == b[y]:
        x, y = x + 1, y + 1
    return x - at[0]


def _apart(found: Sequence[Move]) -> list[Move]:
    """The longest of those that lie over one another in b."""
    kept: list[Move] = []
    for move in sorted(found, key=lambda move: (-move[2], move)):
        if all(move[1] + move[2] <= other[1] or other[1] + other[2] <= move[1] for other in kept):
            kept.append(move)
    return sorted(kept)
