"""Relation brought up to date: only where direct passages have changed are documents laid beside each other again.

What relation makes of a passage rests on the passages that overlap it in one of its documents, on those that overlap
these, and so on: a web. A web of which no passage came or went has the related passages that it had.
"""

from collections.abc import Sequence

import numpy as np

from testimonia.text.reuse.closure import related_passages
from testimonia.text.reuse.fold import I64
from testimonia.text.reuse.links import Bools
from testimonia.text.reuse.passages import Texts, from_rows, rows_in_order, rows_of
from testimonia.text.reuse.settings import Settings

_NEVER = 1 << 40  # no document has so high a number


def related_rows(texts: Texts, direct: I64, settings: Settings, last: Sequence[I64] = ()) -> I64:
    """The related passages of all direct ones (rows, see `rows_of`), in order. `last` are the direct and the related
    ones of an earlier search by the numbers of today, -1 for documents that are gone; what is returned is the same."""
    if not last:
        return rows_in_order(_related(texts, direct, settings))
    then, related = last
    gone, is_new = then[~_among(then, direct)], ~_among(direct, then)
    first = int(direct[is_new, 0].min(initial=_NEVER))
    if not len(gone) and first > then[:, 0].max(initial=-1):
        # All that is new came after all that was: only what it reveals is added.
        both = np.concatenate([direct, related])
        return rows_in_order(np.concatenate([related, _related(texts, both, settings, first)]))
    seeds = np.concatenate([is_new, np.ones(len(gone), bool), (related[:, :2] < 0).any(axis=1)])
    known = np.concatenate([direct, gone, related])
    # Relation asks for overlaps of `shortest` letters, and whether half of such a stretch, stretched or shrunk by
    # errors, is known already.
    least = settings.shortest // 4
    reached = _reached(known, seeds, least)
    while True:
        asked, stays = reached[: len(direct)], ~reached[len(direct) + len(gone) :]
        added = _related(texts, direct[asked], settings)
        # A related passage is carried on as far as letters agree, and may come upon a web that was not asked.
        further = _reached(np.concatenate([known, added]), np.concatenate([reached, np.ones(len(added), bool)]), least)
        if (further[: len(known)] == reached).all():
            return rows_in_order(np.concatenate([related[stays], added]))
        reached = further[: len(known)]


def _related(texts: Texts, known: I64, settings: Settings, first: int = 0) -> I64:
    return rows_of(list(related_passages(texts, from_rows(known), settings, first)))


def _among(rows: I64, others: I64) -> Bools:
    """Whether each row is one of the others: bool[n]."""
    held = set(map(tuple, others.tolist()))
    return np.array([tuple(row) in held for row in rows.tolist()], bool).reshape(len(rows))


def _reached(rows: I64, seeds: Bools, least: int) -> Bools:
    """Which passages are in a web with one of the seeds, by overlaps of more than so many letters: bool[n]."""
    documents = np.concatenate([rows[:, 0], rows[:, 1]])
    here = documents >= 0
    width = int(rows[:, 2:6].max(initial=0)) + 1
    begin = (documents * width + np.concatenate([rows[:, 2], rows[:, 4]]))[here]
    end = (documents * width + np.concatenate([rows[:, 3], rows[:, 5]]))[here]
    row = np.tile(np.arange(len(rows)), 2)[here]
    order = np.argsort(begin, kind="stable")
    begin, end, row = begin[order], end[order], row[order]
    # Sides that overlap one another, one after the other, are a run.
    starts = np.ones(len(begin), bool)
    starts[1:] = begin[1:] >= np.maximum.accumulate(end)[:-1] - least
    run = np.cumsum(starts) - 1
    reached, count = seeds.copy(), -1
    while count != (count := int(reached.sum())):
        is_reached = np.zeros(len(begin), bool)
        is_reached[run[reached[row]]] = True
        reached[row[is_reached[run]]] = True
    return reached
