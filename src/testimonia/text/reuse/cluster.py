"""Clusters: the passages of many pairs that are one text, by the overlap of their sides within each document."""

from collections import defaultdict
from collections.abc import Sequence

# Sides overlap where they share half of the shorter, and the shorter is no mere phrase of the longer.
_OF_SHORTER = 2
_OF_LONGER = 5

# (document, begin, end)
Side = tuple[int, int, int]


def clusters_of(pairs: Sequence[tuple[Side, Side]]) -> list[int]:
    """The number of each pair's cluster, in the order in which clusters first appear. n log n, but for sides that
    lie upon
    each other in one document.

    >>> clusters_of([((0, 0, 90), (1, 5, 95)), ((1, 10, 95), (2, 0, 85)), ((3, 0, 50), (4, 0, 50))])
    [0, 0, 1]
    """
    parent = list(range(len(pairs)))

    def root(x: int) -> int:
        while parent[x] != x:
            parent[x] = parent[parent[x]]
            x = parent[x]
        return x

    by_document: defaultdict[int, dict[tuple[int, int], int]] = defaultdict(dict)
    for number, sides in enumerate(pairs):
        for document, begin, end in sides:
            same = by_document[document].setdefault((begin, end), number)
            parent[root(number)] = root(same)
    for spans in by_document.values():
        still_open: list[tuple[int, int, int]] = []
        for (begin, end), number in sorted(spans.items()):
            still_open = [one for one in still_open if one[1] > begin]
            for other_begin, other_end, other in still_open:
                if _overlap(begin - other_begin, other_end - other_begin, end - begin):
                    parent[root(number)] = root(other)
            still_open.append((begin, end, number))
    names: dict[int, int] = {}
    return [names.setdefault(root(number), len(names)) for number in range(len(pairs))]


def _overlap(behind: int, first: int, second: int) -> bool:
    """Whether a side of `first` characters and one of `second` that begins so far behind it are of one text."""
    shared = min(first - behind, second)
    return (
        shared * _OF_SHORTER >= second and second * _OF_LONGER >= first
        if first > second
        else shared * _OF_SHORTER >= first and first * _OF_LONGER >= second
    )
