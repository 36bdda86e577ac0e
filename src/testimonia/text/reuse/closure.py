"""Relation: two passages that agree with the same words of a third document are compared with each other.

Two noisy copies of one text may share no fourteen letters anywhere, and still both be known by the text they copy.
Each is
laid beside the other where the third says, and must hold as every alignment must.

Passages are taken as their later document came into the archive; only what was there by then is asked, so that a
document
added at the end changes nothing among older ones but by what it itself reveals.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from testimonia.text.reuse.align import Aligned, compare, extended
from testimonia.text.reuse.passages import Passage, Texts, in_order, is_reuse, passage_of
from testimonia.text.reuse.settings import Settings

_COVERED = 0.5


class _Beside(NamedTuple):
    """Letters [begin, end) of a document that agree with [other_begin, other_end) of `other`."""

    begin: int
    end: int
    other: int
    other_begin: int
    other_end: int


class _Sides:
    """What each document has beside others so far, in the order in which that was seen; `to` are the numbers of those
    of its sides that agree with one other document."""

    def __init__(self) -> None:
        self.of: defaultdict[int, list[_Beside]] = defaultdict(list)
        self.to: defaultdict[tuple[int, int], list[int]] = defaultdict(list)

    def see(self, document: int, side: _Beside) -> None:
        own = self.of[document]
        self.to[document, side.other].append(len(own))
        own.append(side)


def related_passages(
    texts: Texts, passages: Iterable[Passage], settings: Settings, first: int = 0
) -> Iterator[Passage]:
    """The passages that relation adds, of those whose latest document has a number from `first` on. `passages` holds
    all
    direct ones, and of earlier runs the related ones too."""
    ordered = sorted(passages, key=in_order)
    beside = _Sides()
    known: defaultdict[tuple[int, int], list[Passage]] = defaultdict(list)
    for passage in ordered:
        if passage.related:
            known[passage.later, passage.earlier].append(passage)
    for later, group in groupby((passage for passage in ordered if not passage.related), lambda one: one.later):
        for passage in group:
            known[later, passage.earlier].append(passage)
            beside.see(later, _seen_from_later(passage))
            beside.see(passage.earlier, _seen_from_earlier(passage))
        if later >= first:
            for x, y in _beside_each_other(later, beside, settings):
                pair = (max(x[0], y[0]), min(x[0], y[0]))
                if any(_covers(other, x if x[0] == pair[0] else y) for other in known[pair]):
                    continue
                for one in _compared(texts, x, y, settings):
                    known[pair].append(one)
                    yield one


def _beside_each_other(
    later: int, beside: _Sides, settings: Settings
) -> Iterator[tuple[tuple[int, int, int], tuple[int, int, int]]]:
    """The stretches (document, begin, end) that a document lays beside each other: as the third itself, and its own
    beside those that agree with one that it agrees with."""
    shortest = settings.shortest
    for third in [later, *sorted({one.other for one in beside.of[later]})]:
        sides = beside.of[third]
        for i in range(len(sides)) if third == later else beside.to[third, later]:
            x = sides[i]
            from_, to = x.begin + shortest, x.end - shortest
            near = [j for j, (begin, end, _, _, _) in enumerate(sides) if begin <= to and end >= from_]
            if len(near) > settings.related:
                continue
            for j in near:
                y = sides[j]
                if y.other != x.other and (j > i or third != later):
                    begin, end = max(x.begin, y.begin), min(x.end, y.end)
                    if end - begin >= shortest:
                        yield _part(x, begin, end), _part(y, begin, end)


def _compared(texts: Texts, x: tuple[int, int, int], y: tuple[int, int, int], settings: Settings) -> Iterator[Passage]:
    """Two stretches (document, begin, end) laid side by side."""
    earlier, later = (x, y) if x[0] < y[0] else (y, x)
    bounds = (*texts.bounds(earlier[0]), *texts.bounds(later[0]))
    a, a_end = bounds[0] + earlier[1], bounds[0] + earlier[2]
    b, b_end = bounds[2] + later[1], bounds[2] + later[2]
    matched, errors = compare(texts.raw[a:a_end], texts.raw[b:b_end])
    one = Aligned(a, a_end, b, b_end, matched, errors)
    if one.shorter and is_reuse(one, settings):
        yield passage_of(extended(texts.raw, one, bounds), (later[0], earlier[0]), bounds, related=True)


def _part(side: _Beside, begin: int, end: int) -> tuple[int, int, int]:
    """Where letters [begin, end) of the third stand in the other, as far as a straight line tells."""
    scale = (side.other_end - side.other_begin) / (side.end - side.begin)
    return (
        side.other,
        side.other_begin + round((begin - side.begin) * scale),
        side.other_end - round((side.end - end) * scale),
    )


def _covers(known: Passage, stretch: tuple[int, int, int]) -> bool:
    """Whether a known passage holds half of a stretch of its later document."""
    _, begin, end = stretch
    return min(known.end, end) - max(known.begin, begin) > _COVERED * (end - begin)


def _seen_from_later(passage: Passage) -> _Beside:
    return _Beside(passage.begin, passage.end, passage.earlier, passage.earlier_begin, passage.earlier_end)


def _seen_from_earlier(passage: Passage) -> _Beside:
    return _Beside(passage.earlier_begin, passage.earlier_end, passage.later, passage.begin, passage.end)
