"""Clusters: the passages of many pairs that are one text, by the overlap of their sides within each document."""

from collections import defaultdict
from collections.abc import Sequence

# Sides overlap where they share half of the shorter, and the shorter is no mere phrase of the longer.
_OF_SHORTER = 2
_OF_LONGER = 5

# (document, begin, end)
Side = tuple[int, int, int]


def clusters_of(pairs: Sequence[tuple[Side, Side]]) -> list[int]:
    """The number of each pair's cluster, in the order in which clusters first appear. n log n, but for sides that lie upon
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

    by_document: defaultdict[int, list[tuple[int, int, int]]] = defaultdict(list)
    for number, sides in enumerate(pairs):
        for document, begin, end in sides:
            by_document[document].append((begin, end, number))
    for sides_here in by_document.values():
        open_sides: dict[tuple[int, int], int] = {}
        for begin, end, number in sorted(sides_here):
            open_sides = {span: n for span, n in open_sides.items() if span[1] > begin}
            for span, other in open_sides.items():
                if _overlap(span, (begin, end)):
                    one, two = sorted((root(number), root(other)))
                    parent[two] = one
            open_sides.setdefault((begin, end), number)
    names: dict[int, int] = {}
    return [names.setdefault(root(number), len(names)) for number in range(len(pairs))]


def _overlap(one: tuple[int, int], two: tuple[int, int]) -> bool:
    shared = min(one[1], two[1]) - max(one[0], two[0])
    shorter, longer = sorted((one[1] - one[0], two[1] - two[0]))
    return shared * _OF_SHORTER >= shorter and shorter * _OF_LONGER >= longer
