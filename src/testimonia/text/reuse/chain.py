"""Chains of exact matches between two documents: sparse dynamic programming, best chain first.

A match follows another where it begins after it in both documents, within `gap` letters, and the two gaps differ by at most
12 letters and a fifth of the gap. A chain's score is the weight of its letters less what it leaps over, so that a
text that repeats itself is chained along its own diagonal rather than to the nearest likeness.
(Sparse DP with a bounded look-back: Abouelhoda & Ohlebusch 2005; Li, minimap2, 2018.)
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

LOOK_BACK = 64
_DRIFT_LETTERS = 12
_DRIFT_SHARE = 5
_GAP_COST = 0.03
_DRIFT_COST = 0.5

# A match: place a, place b, letters, weight.
Match = tuple[int, int, int, float]


@dataclass(frozen=True, slots=True)
class Chain:
    """Matches in order in both documents, trimmed so that none overlaps the next: (a, b, letters); and its score."""

    matches: tuple[tuple[int, int, int], ...]
    score: float


def chains_of(matches: Sequence[Match], gap: int) -> Iterator[Chain]:
    """The chains of one pair of documents, best first; `matches` sorted by (a, b). A match is in one chain at most."""
    if len(matches) == 1:
        yield Chain((matches[0][:3],), matches[0][3])
        return
    score, before = _best_ends(matches, gap)
    free = [True] * len(matches)
    for last in sorted(range(len(matches)), key=lambda i: (-score[i], i)):
        if not free[last]:
            continue
        members = []
        at = last
        while at >= 0 and free[at]:
            free[at] = False
            members.append(at)
            at = before[at]
        members.reverse()
        yield Chain(_trimmed([matches[i][:3] for i in members]), score[last] - (score[at] if at >= 0 else 0.0))


def _best_ends(matches: Sequence[Match], gap: int) -> tuple[list[float], list[int]]:
    """The score of the best chain that ends in each match, and the match before it there (-1: none)."""
    score: list[float] = []
    before: list[int] = []
    reach = gap + max(match[2] for match in matches)
    for i, (a, b, letters, weight) in enumerate(matches):
        best, best_before = weight, -1
        for j in range(i - 1, max(-1, i - 1 - LOOK_BACK), -1):
            a_j, b_j, letters_j, _ = matches[j]
            if a - a_j > reach:
                break
            if a_j >= a or b_j >= b:
                continue
            gap_a, gap_b = a - a_j - letters_j, b - b_j - letters_j
            wide = gap_a if gap_a > gap_b else gap_b
            drift = abs(gap_a - gap_b)
            if wide > gap or drift > _DRIFT_LETTERS + max(wide, 0) // _DRIFT_SHARE:
                continue
            overlap = max(0, -gap_a, -gap_b)
            if overlap >= letters:
                continue
            reached = score[j] + weight * (letters - overlap) / letters - _GAP_COST * max(wide, 0) - _DRIFT_COST * drift
            if reached > best:
                best, best_before = reached, j
        score.append(best)
        before.append(best_before)
    return score, before


def _trimmed(matches: Sequence[tuple[int, int, int]]) -> tuple[tuple[int, int, int], ...]:
    kept: list[tuple[int, int, int]] = []
    end_a = end_b = -1
    for a, b, letters in matches:
        overlap = max(0, end_a - a, end_b - b)
        if overlap < letters:
            kept.append((a + overlap, b + overlap, letters - overlap))
            end_a, end_b = a + letters, b + letters
    return tuple(kept)
