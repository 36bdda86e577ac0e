"""From a chain of exact matches to an alignment with its exact ends: edit distance in the gaps, extension at both ends.

A gap whose letters do not agree parts the chain in two: what stands between two reused passages is not reused.
Beyond the
ends the alignment goes on while what agrees outweighs what does not (x-drop). Distances are rapidfuzz's (bit-parallel,
Hyyrö 2003).
"""

from collections.abc import Callable
from typing import Protocol, cast

from msgspec import Struct
from rapidfuzz.distance import Levenshtein

from testimonia.text.reuse.chain import Chain
from testimonia.text.reuse.fold import BOUND

WINDOW = 64
_GOES_ON = 52
_ERROR_COST = 1.25
# Beyond an end, the alignment is given up where its score has fallen so far below its best.
_DROP = 12.0
# A gap under so many letters never parts a chain; a wider one does from this share of errors on.
_SMALL_GAP = 20
_PARTED = 0.6
_BOUND = bytes([BOUND])


class _Ops(Protocol):
    """(replace, insert or delete; place in x; place in y), in order."""

    def as_list(self) -> list[tuple[str, int, int]]: ...


_editops = cast(Callable[[bytes, bytes], _Ops], Levenshtein.editops)


class Aligned(Struct, frozen=True):
    """Letters [a, a_end) against [b, b_end): how many agree, and how many are in error (put in, left out,
    exchanged)."""

    a: int
    a_end: int
    b: int
    b_end: int
    matched: int
    errors: int

    @property
    def letters(self) -> int:
        """The letters of the longer side."""
        return max(self.a_end - self.a, self.b_end - self.b)

    @property
    def identity(self) -> float:
        """1 less the errors' share of the longer side."""
        return 1.0 - self.errors / self.letters

    @property
    def shorter(self) -> int:
        return min(self.a_end - self.a, self.b_end - self.b)

    @property
    def score(self) -> float:
        """What agrees less what does not."""
        return self.matched - self.errors


def align_chain(letters: bytes, chain: Chain, bounds: tuple[int, int, int, int]) -> list[Aligned]:
    """The alignments of a chain; `bounds` are the begin and end of what may be aligned, in a and in b. The letters
    themselves are asked, so that a match of hashes that is none is seen here."""
    pieces: list[Aligned] = []
    now: Aligned | None = None
    for a, b, size in chain.matches:
        if now is None:
            now = Aligned(a, a + size, b, b + size, size, 0)
            continue
        matched, errors = compare(letters[now.a_end : a], letters[now.b_end : b])
        wide = max(a - now.a_end, b - now.b_end)
        if wide > _SMALL_GAP and errors > _PARTED * wide:
            pieces.append(now)
            now = Aligned(a, a + size, b, b + size, size, 0)
        else:
            now = Aligned(now.a, a + size, now.b, b + size, now.matched + matched + size, now.errors + errors)
    if now is not None:
        pieces.append(now)
    return [extended(letters, piece, bounds) for piece in pieces]


def extended(letters: bytes, piece: Aligned, bounds: tuple[int, int, int, int]) -> Aligned:
    """The alignment carried on at both ends as far as the letters agree, never over the bounds, nor over one within
    them (where furniture stood)."""
    a, a_end, b, b_end, matched, errors = piece.a, piece.a_end, piece.b, piece.b_end, piece.matched, piece.errors
    bounds = (*_free(letters, a, a_end, bounds[:2]), *_free(letters, b, b_end, bounds[2:]))
    while True:
        x, y = letters[a_end : min(a_end + WINDOW, bounds[1])], letters[b_end : min(b_end + WINDOW, bounds[3])]
        more_a, more_b, agreed, wrong = _best_prefix(x, y)
        a_end, b_end, matched, errors = a_end + more_a, b_end + more_b, matched + agreed, errors + wrong
        if min(more_a, more_b) < _GOES_ON:
            break
    while True:
        x, y = letters[max(a - WINDOW, bounds[0]) : a][::-1], letters[max(b - WINDOW, bounds[2]) : b][::-1]
        more_a, more_b, agreed, wrong = _best_prefix(x, y)
        a, b, matched, errors = a - more_a, b - more_b, matched + agreed, errors + wrong
        if min(more_a, more_b) < _GOES_ON:
            break
    return Aligned(a, a_end, b, b_end, matched, errors)


def _free(letters: bytes, begin: int, end: int, bounds: tuple[int, int]) -> tuple[int, int]:
    """How far an alignment [begin, end) may be carried on before a bound stands in its way."""
    after = letters.find(_BOUND, end, bounds[1])
    return letters.rfind(_BOUND, bounds[0], begin) + 1 or bounds[0], bounds[1] if after < 0 else after


def compare(x: bytes, y: bytes) -> tuple[int, int]:
    """Letters that agree in the best alignment of the two, and errors."""
    if not x or not y:
        return 0, len(x) + len(y)
    if len(x) == len(y) == 1:
        return (1, 0) if x == y else (0, 1)
    ops = _editops(x, y).as_list()
    inserted = sum(1 for tag, _, _ in ops if tag == "insert")
    return len(x) - (len(ops) - inserted), len(ops)


def _best_prefix(x: bytes, y: bytes) -> tuple[int, int, int, int]:
    """(letters of x, of y, agreeing, errors) of the best common beginning: agreeing letters less 1.25 an error is
    highest."""
    if not x or not y:
        return 0, 0, 0, 0
    best = (0, 0, 0, 0)
    best_score = 0.0
    matched = errors = 0
    at_x = at_y = 0
    for tag, from_x, from_y in _editops(x, y).as_list():
        run = from_x - at_x
        if run:
            matched += run
            score = matched - _ERROR_COST * errors
            if score > best_score:
                best, best_score = (from_x, from_y, matched, errors), score
        errors += 1
        if matched - _ERROR_COST * errors < best_score - _DROP:
            return best
        at_x = from_x + (tag != "insert")
        at_y = from_y + (tag != "delete")
    run = min(len(x) - at_x, len(y) - at_y)
    if run and matched + run - _ERROR_COST * errors > best_score:
        best = (at_x + run, at_y + run, matched + run, errors)
    return best
