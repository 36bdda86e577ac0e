"""Offset maps by alignment: a text without positions is laid on the characters of its file.

Only solid characters count (no ASCII white space), since a reader makes its own spaces. Where text and file hold the
same solid characters in the same order, which is nearly always, the map is exact and costs a comparison of two arrays;
otherwise the lines that a parser moved are looked for one by one. What is not found has no position.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from testimonia.model.source import OffsetMap
from testimonia.text.tags import Scan

Codes = npt.NDArray[np.uint32]
Places = npt.NDArray[np.int64]
_IS_SPACE = np.isin(np.arange(33), (0, 9, 10, 12, 13, 32))
_SEARCHES_FAILED = 200


@dataclass(frozen=True, slots=True)
class Stream:
    """The solid characters of a file's text and the raw place of each (-1: none of its own)."""

    codes: Codes
    places: Places


def stream_of(raw: str, scan: Scan, mark: int = 0) -> Stream:
    """What a scan leaves as text; `mark` characters of byte order mark are no text."""
    codes = _codes(raw).copy()
    edges = np.zeros(len(raw) + 1, dtype=np.int32)
    if scan.hidden:
        spans = np.array(scan.hidden, dtype=np.int64)
        np.add.at(edges, spans[:, 0], 1)
        np.add.at(edges, spans[:, 1], -1)
    places = np.arange(len(raw), dtype=np.int64)
    for begin, end, characters in scan.entities:
        codes[begin : begin + len(characters)] = [ord(c) for c in characters]
        edges[begin + len(characters)] += 1
        edges[end] -= 1
        if len(characters) > 1:
            places[begin + 1 : begin + len(characters)] = -1
    kept = (np.cumsum(edges[:-1]) == 0) & _solid(codes)
    kept[:mark] = False
    return Stream(codes[kept], places[kept])


def offset_map(text: str, stream: Stream, raw: str, encoding: str) -> OffsetMap:
    """The map of a text on a file; the law: the character at a mapped place is the text's own, or begins the entity
    that stands for it, or is white space where the text has white space."""
    codes = _codes(text)
    solid = np.flatnonzero(_solid(codes))
    places = np.full(len(text), -1, dtype=np.int64)
    places[solid] = _align(text, codes[solid], stream)
    _place_spaces(places, np.flatnonzero(~_solid(codes)), _solid(_codes(raw)))
    return _runs(places, encoding)


def letters_lost(text: str, stream: Stream) -> Counter[str]:
    """The letters that the file has and the text lacks, with how many of each."""
    codes = _codes(text)
    if np.array_equal(codes[_solid(codes)], stream.codes):
        return Counter()
    return Counter(filter(str.isalpha, _text(stream.codes))) - Counter(filter(str.isalpha, text))


def place_of_loss(text: str, stream: Stream) -> int:
    """The raw place of the first solid character at which text and file part; -1 where they do not."""
    codes = _codes(text)
    codes = codes[_solid(codes)]
    same = _same_from_start(codes, stream.codes)
    return int(stream.places[same]) if same < len(stream.places) else -1


def _codes(text: str) -> Codes:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")


def _text(codes: Codes) -> str:
    return codes.astype("<u4").tobytes().decode("utf-32-le", "surrogatepass")


def _solid(codes: Codes) -> npt.NDArray[np.bool_]:
    solid: npt.NDArray[np.bool_] = codes > 32
    low = np.flatnonzero(~solid)
    solid[low] = ~_IS_SPACE[codes[low]]
    return solid


def _same_from_start(one: Codes, other: Codes) -> int:
    n = min(len(one), len(other))
    different = np.flatnonzero(one[:n] != other[:n])
    return int(different[0]) if len(different) else n


def _align(text: str, solids: Codes, stream: Stream) -> Places:
    """The raw place of each solid character of the text."""
    if np.array_equal(solids, stream.codes):
        return stream.places
    places = np.full(len(solids), -1, dtype=np.int64)
    head = _same_from_start(solids, stream.codes)
    rest = min(len(solids), len(stream.codes)) - head
    tail = min(rest, _same_from_start(solids[::-1], stream.codes[::-1]))
    places[:head] = stream.places[:head]
    if tail:
        places[-tail:] = stream.places[-tail:]
    middle = _text(stream.codes[head : len(stream.codes) - tail])
    lengths = [int(np.count_nonzero(_solid(_codes(line)))) for line in text.split("\n")]
    for begin, end, found in _find_lines(_text(solids), lengths, (head, len(solids) - tail), middle):
        places[begin:end] = stream.places[head + found : head + found + end - begin]
    return places


def _find_lines(
    solids: str, lengths: Iterable[int], bounds: tuple[int, int], middle: str
) -> Iterable[tuple[int, int, int]]:
    """Each line of the text that stands somewhere in the file's middle: (begin, end) among the solids, and where. A
    line is looked for after the one before it, then anywhere; a line of a place already taken is left without one."""
    end, cursor, failed = 0, 0, 0
    for length in lengths:
        begin, end = end, end + length
        first, last = max(begin, bounds[0]), min(end, bounds[1])
        if first >= last or failed > _SEARCHES_FAILED:
            continue
        line = solids[first:last]
        found = middle.find(line, cursor)
        if found < 0:
            found = middle.find(line)
            if found < 0 or middle.find(line, found + 1) >= 0:
                failed += 1
                continue
            yield first, last, found
            continue
        yield first, last, found
        cursor = found + last - first


def _place_spaces(places: Places, spaces: Places, solid: npt.NDArray[np.bool_]) -> None:
    """White space of the text stands where the file has white space right after the character before it, or right
    before the character after it."""
    known = places.copy()
    for step in (1, -1):
        beside = spaces[(spaces - step >= 0) & (spaces - step < len(places))]
        candidate = known[beside - step] + step
        good = (known[beside - step] >= 0) & (candidate < len(solid)) & (places[beside] < 0)
        beside, candidate = beside[good], candidate[good]
        fits = ~solid[candidate]
        places[beside[fits]] = candidate[fits]


def _runs(places: Places, encoding: str) -> OffsetMap:
    mapped = np.flatnonzero(places >= 0)
    if not len(mapped):
        return OffsetMap(encoding, (), (), ())
    raw = places[mapped]
    first = np.flatnonzero((np.diff(mapped, prepend=-2) != 1) | (np.diff(raw, prepend=-2) != 1))
    lengths = np.diff(np.append(first, len(mapped)))
    return OffsetMap(encoding, tuple(mapped[first].tolist()), tuple(raw[first].tolist()), tuple(lengths.tolist()))
