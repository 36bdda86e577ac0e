"""Spans that may cross, as events that never do: what a writer of XML or Markdown needs of standing-off annotations."""

import heapq
from collections.abc import Iterable, Iterator
from typing import Literal

from msgspec import Struct


class Stretch(Struct, frozen=True):
    """Words [begin, end) that are of a kind; `value` is the kind's own (a date, an address)."""

    begin: int
    end: int
    kind: str
    value: str = ""
    more: str = ""


class Event(Struct, frozen=True):
    """Either words [begin, end), or a stretch that opens or closes."""

    what: Literal["words", "open", "close"]
    begin: int
    end: int
    stretch: Stretch | None = None


def nested(begin: int, end: int, stretches: Iterable[Stretch]) -> Iterator[Event]:
    """The words [begin, end) with their stretches opened and closed in order. A stretch that runs out of [begin, end)
    is cut to it; one that crosses another is cut in two.

    >>> [e.what for e in nested(0, 9, [Stretch(0, 5, "em"), Stretch(3, 9, "date")])]
    ['open', 'words', 'open', 'words', 'close', 'close', 'open', 'words', 'close']
    """
    waiting = [
        (max(s.begin, begin), -min(s.end, end), turn, s)
        for turn, s in enumerate(stretches)
        if s.begin < end and s.end > begin and s.begin < s.end
    ]
    heapq.heapify(waiting)
    stack: list[tuple[int, Stretch]] = []
    at = begin
    while waiting or stack:
        first = waiting[0][0] if waiting else end
        if stack and stack[-1][0] <= first:
            limit, closing = stack.pop()
            if at < limit:
                yield Event("words", at, limit)
                at = limit
            yield Event("close", at, at, closing)
            continue
        start, minus, turn, stretch = heapq.heappop(waiting)
        stop = -minus
        if at < start:
            yield Event("words", at, start)
            at = start
        if stack and stack[-1][0] < stop:
            heapq.heappush(waiting, (stack[-1][0], minus, turn, stretch))
            stop = stack[-1][0]
        yield Event("open", at, at, stretch)
        stack.append((stop, stretch))
    if at < end:
        yield Event("words", at, end)
