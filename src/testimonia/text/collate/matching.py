"""Which words of two witnesses are the same word of the text: anchors that stand once in each, then what lies between.

Words that occur once on both sides are joined in the longest order that both keep (patience: Cohen 2003, after
Szymanski 1975); between two of them the same is done again, and what has none is aligned by edit distance (rapidfuzz,
bit-parallel). A few common words that agree in the middle of what does not are let go again: they are no text.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import cast

from rapidfuzz.distance import Levenshtein

Match = tuple[int, int]
# Beyond so many words a side, a stretch without any anchor is left alone: nothing in it is one text.
_WIDEST = 4_000
# Agreeing words are let go where both gaps beside them hold so many times as many letters.
_OUTWEIGHED = 3
# One word of fewer letters between two differences is let go where either outweighs it.
_LONE_LETTERS = 5


def matches_of(a: Sequence[str], b: Sequence[str]) -> list[Match]:
    """The pairs (place in a, place in b) of equal words, rising in both.

    >>> matches_of("the cat sat on the mat".split(), "on the mat the cat sat".split())
    [(3, 0), (4, 1), (5, 2)]
    """
    found: list[Match] = []
    waiting = [(0, len(a), 0, len(b))]
    while waiting:
        a0, a1, b0, b1 = waiting.pop()
        while a0 < a1 and b0 < b1 and a[a0] == b[b0]:
            found.append((a0, b0))
            a0, b0 = a0 + 1, b0 + 1
        while a0 < a1 and b0 < b1 and a[a1 - 1] == b[b1 - 1]:
            a1, b1 = a1 - 1, b1 - 1
            found.append((a1, b1))
        if a0 == a1 or b0 == b1:
            continue
        anchors = _anchors(a, b, (a0, a1, b0, b1))
        if anchors:
            found += anchors
            edges = [(a0 - 1, b0 - 1), *anchors, (a1, b1)]
            waiting += [(x + 1, next_x, y + 1, next_y) for (x, y), (next_x, next_y) in pairwise(edges)]
        elif max(a1 - a0, b1 - b0) <= _WIDEST:
            found += _by_distance(a, b, (a0, a1, b0, b1))
    return _weighty(a, b, sorted(found))


def _anchors(a: Sequence[str], b: Sequence[str], box: tuple[int, int, int, int]) -> list[Match]:
    """Words that stand once on each side of the box, in the longest order that both sides keep; where there are none,
    pairs of neighbouring words."""
    a0, a1, b0, b1 = box
    for width in (1, 2, 3):
        left = _once(a, a0, a1, width)
        right = _once(b, b0, b1, width)
        pairs = sorted((place, right[gram]) for gram, place in left.items() if gram in right)
        if pairs:
            return _rising(pairs)
    return []


def _once(words: Sequence[str], begin: int, end: int, width: int) -> dict[tuple[str, ...], int]:
    grams = [tuple(words[at : at + width]) for at in range(begin, end - width + 1)]
    counts = Counter(grams)
    return {gram: begin + at for at, gram in enumerate(grams) if counts[gram] == 1}


def _rising(pairs: Sequence[Match]) -> list[Match]:
    """The longest subsequence that rises in the second place too; of equally long ones, the one that ends lowest."""
    tails: list[int] = []
    ends: list[int] = []
    before = [-1] * len(pairs)
    for number, (_, place) in enumerate(pairs):
        at = bisect_left(tails, place)
        before[number] = ends[at - 1] if at else -1
        tails[at : at + 1] = [place]
        ends[at : at + 1] = [number]
    chain = []
    number = ends[-1] if ends else -1
    while number >= 0:
        chain.append(pairs[number])
        number = before[number]
    return chain[::-1]


def _by_distance(a: Sequence[str], b: Sequence[str], box: tuple[int, int, int, int]) -> list[Match]:
    a0, a1, b0, b1 = box
    blocks = cast(
        list[tuple[int, int, int]], [tuple(m) for m in Levenshtein.opcodes(a[a0:a1], b[b0:b1]).as_matching_blocks()]
    )
    return [(a0 + x + step, b0 + y + step) for x, y, size in blocks for step in range(size)]


def _weighty(a: Sequence[str], b: Sequence[str], matches: Sequence[Match]) -> list[Match]:
    """The matches without the short runs that what differs on both sides of them outweighs."""
    runs: list[list[Match]] = []
    for x, y in matches:
        if runs and runs[-1][-1] == (x - 1, y - 1):
            runs[-1].append((x, y))
        else:
            runs.append([(x, y)])
    kept: list[list[Match]] = []
    for number, run in enumerate(runs):
        before = kept[-1][-1] if kept else (-1, -1)
        after = runs[number + 1][0] if number + 1 < len(runs) else (len(a), len(b))
        weight = sum(len(a[x]) for x, _ in run)
        beside = (
            _letters(a, before[0] + 1, run[0][0]) + _letters(b, before[1] + 1, run[0][1]),
            _letters(a, run[-1][0] + 1, after[0]) + _letters(b, run[-1][1] + 1, after[1]),
        )
        is_lone = weight < _LONE_LETTERS and all(beside)
        if weight * _OUTWEIGHED > (max(beside) if is_lone else min(beside)):
            kept.append(run)
    return [match for run in kept for match in run]


def _letters(words: Sequence[str], begin: int, end: int) -> int:
    return sum(len(word) for word in words[begin:end])
