"""Chains of exact matches between two documents: sparse dynamic programming, best chain first.

A match follows another where it begins after it in both documents, within `gap` letters, and the two gaps differ by
at most
12 letters and a fifth of the gap. A chain's score is the weight of its letters less what it leaps over, so that a
text that repeats itself is chained along its own diagonal rather than to the nearest likeness.
(Sparse DP with a bounded look-back: Abouelhoda & Ohlebusch 2005; Li, minimap2, 2018.)
"""

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from testimonia.text.reuse.fold import I64

Bools = npt.NDArray[np.bool_]

LOOK_BACK = 64
_DRIFT_LETTERS = 12
_DRIFT_SHARE = 5
_GAP_COST = 0.03
_DRIFT_COST = 0.5

# Matches behind one that are asked whether they have it for a neighbour at all.
_NEAR = 8

# A match: place a, place b, letters, weight.
Match = tuple[int, int, int, float]


class Chain(Struct, frozen=True):
    """Matches in order in both documents, trimmed so that none overlaps the next: (a, b, letters); and its score."""

    matches: tuple[tuple[int, int, int], ...]
    score: float


def chains_of(matches: Sequence[Match], gap: int, least: float) -> Iterator[Chain]:
    """The chains of one pair of documents whose score is at least `least`, best first; `matches` sorted by (a, b). A
    match
    is in one chain at most."""
    if len(matches) == 1:
        a, b, letters, weight = matches[0]
        if weight >= least:
            yield Chain(((a, b, letters),), weight)
        return
    score, before = _best_ends(matches, gap)
    free = [True] * len(matches)
    for last in sorted((i for i in range(len(matches)) if score[i] >= least), key=lambda i: (-score[i], i)):
        if not free[last]:
            continue
        members = []
        at = last
        while at >= 0 and free[at]:
            free[at] = False
            members.append(at)
            at = before[at]
        own = score[last] - (score[at] if at >= 0 else 0.0)
        if own >= least:
            members.reverse()
            yield Chain(_trimmed([matches[i][:3] for i in members]), own)


def _best_ends(matches: Sequence[Match], gap: int) -> tuple[list[float], list[int]]:
    """The score of the best chain that ends in each match, and the match before it there (-1: none)."""
    score: list[float] = []
    before: list[int] = []
    highest: list[float] = []  # of all scores up to each match: what lies behind it cannot do better
    reach = gap + max(match[2] for match in matches)
    for i, (a, b, letters, weight) in enumerate(matches):
        best, best_before = weight, -1
        for j in range(i - 1, max(-1, i - 1 - LOOK_BACK), -1):
            a_j, b_j, letters_j, _ = matches[j]
            if a - a_j > reach or highest[j] + weight <= best:
                break
            if a_j >= a or b_j >= b:
                continue
            gap_a, gap_b = a - a_j - letters_j, b - b_j - letters_j
            wide, narrow = (gap_a, gap_b) if gap_a > gap_b else (gap_b, gap_a)
            drift = wide - narrow
            if wide > gap or (drift > _DRIFT_LETTERS and drift > _DRIFT_LETTERS + wide // _DRIFT_SHARE):
                continue
            reached = score[j] + weight - _DRIFT_COST * drift
            if wide > 0:
                reached -= _GAP_COST * wide
            if narrow < 0:
                if -narrow >= letters:
                    continue
                reached += weight * narrow / letters
            if reached > best:
                best, best_before = reached, j
        score.append(best)
        before.append(best_before)
        highest.append(max(best, highest[-1]) if highest else best)
    return score, before


def have_neighbours(pair: I64, a: I64, b: I64, length: I64, gap: int) -> Bools:
    """Whether a match may be chained with one of the 8 before or after it, as `chains_of` would: bool[n], of matches
    sorted by
    pair, a and b. What has none needs no chaining."""
    chained = np.zeros(len(pair), bool)
    for lag in range(1, min(_NEAR, len(pair) - 1) + 1):
        gap_a = a[lag:] - a[:-lag] - length[:-lag]
        gap_b = b[lag:] - b[:-lag] - length[:-lag]
        wide = np.maximum(gap_a, gap_b)
        near = (pair[lag:] == pair[:-lag]) & (wide <= gap) & (b[lag:] > b[:-lag])
        near &= np.abs(gap_a - gap_b) <= _DRIFT_LETTERS + np.maximum(wide, 0) // _DRIFT_SHARE
        chained[lag:] |= near
        chained[:-lag] |= near
    return chained


def _trimmed(matches: Sequence[tuple[int, int, int]]) -> tuple[tuple[int, int, int], ...]:
    kept: list[tuple[int, int, int]] = []
    end_a = end_b = -1
    for a, b, letters in matches:
        overlap = max(0, end_a - a, end_b - b)
        if overlap < letters:
            kept.append((a + overlap, b + overlap, letters - overlap))
            end_a, end_b = a + letters, b + letters
    return tuple(kept)
