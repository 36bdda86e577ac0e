"""Offset maps by alignment: a text without positions is laid on the characters of its file.

Only solid characters count (no ASCII white space), since a reader makes its own spaces. Where text and file hold the
same solid characters in the same order, which is nearly always, the map is exact and costs a comparison of two arrays;
otherwise the lines that a parser moved are looked for one by one. What is not found has no position.
"""

from collections import Counter
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from testimonia.model.source import OffsetMap
from testimonia.text.tags import Scan

Codes = npt.NDArray[np.uint32]
Places = npt.NDArray[np.int64]
_SPACES = " \n\r\t\f\0"
_IS_SPACE = np.isin(np.arange(34), [ord(c) for c in _SPACES])
_SEARCHES_FAILED = 200


class Stream(Struct, frozen=True):
    """The solid characters of a file's text and the raw place of each (-1: none of its own)."""

    codes: Codes
    places: Places


class Solids(Struct, frozen=True):
    """The solid characters of a text and the place of each in it."""

    codes: Codes
    places: Places


def stream_of(raw: str, scan: Scan, mark: int = 0) -> Stream:
    """What a scan leaves as text; `mark` characters of byte order mark are no text."""
    codes = _codes(raw)
    kept = _solid(raw, codes)
    if scan.entities:
        codes = codes.copy()
        _decode_entities(codes, kept, scan.entities)
    for begin, end in scan.hidden:
        kept[begin:end] = False
    kept[:mark] = False
    places = np.flatnonzero(kept)
    codes = codes[places]
    for begin, _, characters in scan.entities:
        if len(characters) > 1:  # only the first stands where the entity begins
            more = (places > begin) & (places < begin + len(characters))
            places[more] = -1
    return Stream(codes, places)


def _decode_entities(codes: Codes, kept: npt.NDArray[np.bool_], entities: Iterable[tuple[int, int, str]]) -> None:
    """Write the characters of each entity over its own."""
    for begin, end, characters in entities:
        kept[begin:end] = False
        for place, character in enumerate(characters, begin):
            codes[place] = ord(character)
            kept[place] = character not in _SPACES


def solids_of(text: str) -> Solids:
    """The solid characters of a text: made once, then laid on the file and compared with it."""
    codes = _codes(text)
    places = np.flatnonzero(_solid(text, codes))
    return Solids(codes[places], places)


def offset_map(text: str, solids: Solids, stream: Stream, raw: str, encoding: str) -> OffsetMap:
    """The map of a text on a file; the law: the character at a mapped place is the text's own, or begins the entity
    that stands for it, or is white space where the text has white space."""
    places = np.full(len(text), -1, dtype=np.int64)
    places[solids.places] = _align(text, solids.codes, stream)
    _place_spaces(places, solids.places, _codes(raw))
    return _runs(places, encoding)


def letters_lost(solids: Solids, stream: Stream) -> Counter[str]:
    """The letters that the file has and the text lacks, with how many of each."""
    if np.array_equal(solids.codes, stream.codes):
        return Counter()
    return Counter(filter(str.isalpha, _text(stream.codes))) - Counter(filter(str.isalpha, _text(solids.codes)))


def place_of_loss(solids: Solids, stream: Stream) -> int:
    """The raw place of the first solid character at which text and file part; -1 where they do not."""
    same = _same_from_start(solids.codes, stream.codes)
    return int(stream.places[same]) if same < len(stream.places) else -1


def _codes(text: str) -> Codes:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")


def _text(codes: Codes) -> str:
    return codes.astype("<u4").tobytes().decode("utf-32-le", "surrogatepass")


def _solid(text: str, codes: Codes) -> npt.NDArray[np.bool_]:
    solid: npt.NDArray[np.bool_] = codes > 32
    if np.count_nonzero(solid) + sum(map(text.count, _SPACES)) < len(text):  # controls that are no white space
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
    lengths = [len(solids_of(line).places) for line in text.split("\n")]
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


def _place_spaces(places: Places, solids: Places, raw: Codes) -> None:
    """White space of the text stands where the file has white space right after the character before it, or right
    before the character after it: so the first and the last of each gap between two solid characters."""
    edges = np.concatenate(([-1], solids, [len(places)]))
    gaps = np.flatnonzero(np.diff(edges) > 1)
    for step, beside in ((1, edges[gaps]), (-1, edges[gaps + 1])):
        beside = beside[(beside >= 0) & (beside < len(places))]
        candidate = places[beside] + step
        good = (places[beside] >= 0) & (places[beside + step] < 0) & (candidate >= 0) & (candidate < len(raw))
        beside, candidate = beside[good], candidate[good]
        fits = _IS_SPACE[np.minimum(raw[candidate], 33)]
        places[beside[fits] + step] = candidate[fits]


def _runs(places: Places, encoding: str) -> OffsetMap:
    mapped = np.flatnonzero(places >= 0)
    if not len(mapped):
        return OffsetMap(encoding, (), (), ())
    raw = places[mapped]
    breaks = np.flatnonzero((mapped[1:] - mapped[:-1] != 1) | (raw[1:] - raw[:-1] != 1)) + 1
    first = np.concatenate(([0], breaks))
    lengths = np.diff(first, append=len(mapped))
    return OffsetMap(encoding, tuple(mapped[first].tolist()), tuple(raw[first].tolist()), tuple(lengths.tolist()))
