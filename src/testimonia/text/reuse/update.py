"""A search again after documents came, changed or vanished, anywhere in the archive: exactly what a whole search finds.

Only grams of changed documents are linked anew, among all documents that hold them, as it was before and as it is now.
Where the starts of matches between two unchanged documents differ, or one has become commoner or rarer, that pair is
looked at again with all its starts (those not linked anew come from what was kept); every other pair of unchanged
documents is as it was, since what is said of a pair rests on its own starts alone.
"""

from collections.abc import Sequence

import numpy as np
from msgspec import Struct

from testimonia.text.reuse.arrays import among, ranges, sorted_set
from testimonia.text.reuse.blocks import Blocks
from testimonia.text.reuse.fold import BOUND, I64, U8, Letters
from testimonia.text.reuse.grams import (
    U64,
    fewest_partitions,
    hash_places,
    partition,
    place_bits,
    places_of,
    run_starts,
    sorted_run,
)
from testimonia.text.reuse.links import (
    Bools,
    Ranked,
    coarse_documents,
    documents_of,
    few_a_document,
    note_ranks,
    shared,
    starts_of_matches,
)
from testimonia.text.reuse.passages import Texts, passages_of, promising, rows_of
from testimonia.text.reuse.search import texts_of
from testimonia.text.reuse.segments import Segment, gathered, hashes_at
from testimonia.text.reuse.settings import Settings
from testimonia.text.reuse.starts import (
    Starts,
    commonness,
    get_kept,
    kept_of,
    key_of,
    looked_up,
    put_kept,
    renewed,
)

# Two places and a commonness make one word.
_MOST_PLACES = 1 << 31


class Known(Struct, frozen=True):
    """What a search leaves for the next. stream: of its documents, in order; serials: their numbers that stay;
    segments: the postings of its last whole search, and of what came since; kept: names of what is kept of the starts,
    the newest first; rows: its direct passages (see `rows_of`); next_serial: the first that was never given."""

    stream: Letters
    serials: tuple[int, ...]
    segments: tuple[Segment, ...]
    kept: tuple[str, ...]
    rows: I64
    next_serial: int


class _Both(Struct, frozen=True):
    """Documents that were and that are, in one order. letters, starts: of all; was, is_: whether each document was
    there before and is there now; from_old, from_new: the number of each old and new document here; serials."""

    stream: Letters
    was: Bools
    is_: Bools
    from_old: I64
    from_new: I64
    serials: I64

    @property
    def stayed(self) -> Bools:
        return self.was & self.is_


def can_update(known: Known, places: int) -> bool:
    """Whether so many places, old and new, fit the words of an update."""
    return bool(known.segments) and len(known.stream.letters) + places < _MOST_PLACES


def update(
    known: Known, stream: Letters, origin: Sequence[int], settings: Settings, store: tuple[Blocks, str]
) -> Known:
    """The search of a stream of which document i is the old document origin[i], or new (-1). Old documents come in
    their old order."""
    blocks, tag = store
    both = _both(known, stream, origin)
    texts = texts_of(both.stream)
    coarse = coarse_documents(both.stream)
    bits = place_bits(len(both.stream.letters))
    postings, looked = _postings(known, both, coarse, (settings.gram, bits), blocks)
    before = _starts(texts, coarse, bits, postings, settings, both.was, looked)
    after = _starts(texts, coarse, bits, postings, settings, both.is_, looked)
    old_pairs = both.stayed[before.pair // len(texts.starts)] & both.stayed[before.pair % len(texts.starts)]
    before = before.some(old_pairs)
    stays = both.stayed[after.pair // len(texts.starts)] & both.stayed[after.pair % len(texts.starts)]
    again = _pairs_that_differ(before, after.some(stays), texts, coarse)
    unlinked = _unlinked(known, both, again, before, blocks)
    made = after.some(~stays | among(after.pair, again))
    starts = unlinked.and_(made)
    found = rows_of(list(passages_of(texts, promising(texts, starts, settings), settings)))
    rows = _rows(known, both, again, found)
    kept = _keep(known, both, again, starts, (blocks, f"{tag}/kept-new"))
    return Known(
        stream,
        tuple(both.serials[both.from_new].tolist()),
        (known.segments[0], *_newer_segment(known, both, settings.gram, (blocks, tag))),
        (kept, *known.kept[-_whole_parts(known) :]),
        rows,
        max(known.next_serial, int(both.serials.max(initial=-1)) + 1),
    )


def postings_of(known: Known, hashes: U64, blocks: Blocks) -> tuple[I64, I64]:
    """(number of the hash, place) of the postings with these hashes (sorted, each once) in the documents that are."""
    here = np.full(known.next_serial + 1, -1, np.int64)
    here[np.array(known.serials, np.int64)] = np.arange(len(known.serials))
    return _kept_postings(known, hashes, (here, known.stream.starts), blocks)


def _whole_parts(known: Known) -> int:
    """How many of what is kept are of the last whole search: all but the newest where there was an update since."""
    return sum("/kept-new" not in name for name in known.kept)


def _both(known: Known, stream: Letters, origin: Sequence[int]) -> _Both:
    """The union in an order that agrees with both: what vanished stands before the next that stayed."""
    old, new = len(known.serials), len(origin)
    came: list[tuple[int, int]] = []
    next_old = 0
    for number, from_ in enumerate(origin):
        if from_ >= 0:
            came += [(gone, -1) for gone in range(next_old, from_)]
            next_old = from_ + 1
        came.append((from_, number))
    came += [(gone, -1) for gone in range(next_old, old)]
    parts: list[U8] = [np.full(1, BOUND, np.uint8)]
    from_old, from_new = np.zeros(old, np.int64), np.zeros(new, np.int64)
    serials = np.zeros(len(came), np.int64)
    next_serial = known.next_serial
    for here, (was, is_) in enumerate(came):
        of, number = (stream, is_) if is_ >= 0 else (known.stream, was)
        parts.append(of.letters[of.starts[number] : of.starts[number + 1]])
        if was >= 0:
            from_old[was] = here
            serials[here] = known.serials[was]
        else:
            serials[here] = next_serial
            next_serial += 1
        if is_ >= 0:
            from_new[is_] = here
    starts = np.cumsum([len(part) for part in parts], dtype=np.int64)
    columns = np.array(came, np.int64).reshape(len(came), 2)
    return _Both(
        Letters(np.concatenate(parts), starts), columns[:, 0] >= 0, columns[:, 1] >= 0, from_old, from_new, serials
    )


def _postings(known: Known, both: _Both, coarse: I64, sizes: tuple[int, int], blocks: Blocks) -> tuple[U64, Bools]:
    """The postings of all grams that changed documents hold, and of those beside them elsewhere (the number of the gram
    in place of its hash); and the places whose starts can be told from these: where a changed gram stands, and the next
    after it."""
    gram, bits = sizes
    letters, starts = both.stream.letters, both.stream.starts
    changed = np.flatnonzero(~both.stayed)
    theirs = ranges(starts[changed], starts[changed + 1])
    hashes = hashes_at(letters, theirs, gram)
    came = np.flatnonzero(~both.was)
    at = _whole(letters, ranges(starts[came], starts[came + 1]), gram)
    own = (hash_places(letters, at, gram), at)
    numbers, places = _gathered(known, both, hashes, own, blocks)
    looked = np.zeros(len(letters) + 1, bool)
    looked[places] = True
    looked[places + 1] = True
    elsewhere = places[both.stayed[documents_of(starts, coarse, places)]]
    beside = hashes_at(letters, np.concatenate([elsewhere - 1, elsewhere + 1]), gram)
    beside = beside[~among(beside, hashes)]
    more, more_places = _gathered(known, both, beside, own, blocks)
    number = np.concatenate([numbers, more + len(hashes)]).astype(np.uint64)
    postings = (number << np.uint64(bits)) | np.concatenate([places, more_places]).astype(np.uint64)
    postings.sort()
    return shared(postings, bits), looked


def _gathered(known: Known, both: _Both, hashes: U64, own: tuple[U64, I64], blocks: Blocks) -> tuple[I64, I64]:
    """(number of the hash, place) of the postings with these hashes (sorted) in all documents, old and new; `own` are
    the hashes and places of all grams of the new ones."""
    here = np.full(known.next_serial + 1, -1, np.int64)
    here[np.array(known.serials, np.int64)] = both.from_old
    numbers, places = _kept_postings(known, hashes, (here, both.stream.starts), blocks)
    if not len(hashes):
        return numbers, places
    own_hashes, own_places = own
    at = np.minimum(np.searchsorted(hashes, own_hashes), len(hashes) - 1)
    held = hashes[at] == own_hashes
    return np.concatenate([numbers, at[held]]), np.concatenate([places, own_places[held]])


def _kept_postings(known: Known, hashes: U64, to: tuple[I64, I64], blocks: Blocks) -> tuple[I64, I64]:
    """(number of the hash, place) of kept postings; `to` says which document each serial number is (-1: gone), and
    where the documents begin."""
    here, starts = to
    numbers, places = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for segment in known.segments:
        number, document, offset = gathered(segment, blocks, hashes)
        at = here[np.array(segment.serials, np.int64)][document]
        alive = at >= 0
        numbers.append(number[alive])
        places.append(starts[at[alive]] + offset[alive])
    return np.concatenate(numbers), np.concatenate(places)


def _whole(letters: U8, places: I64, gram: int) -> I64:
    """Those places at which a gram stands that holds no bound."""
    some = places[places + gram <= len(letters)]
    for k in range(gram):
        some = some[letters[some + k] != BOUND]
    return some


def _starts(
    texts: Texts, coarse: I64, bits: int, postings: U64, settings: Settings, among: Bools, looked: Bools
) -> Starts:
    """The starts of matches at the places that are looked at, among some of the documents."""
    own = postings[among[documents_of(texts.stream.starts, coarse, places_of(postings, bits))]]
    linked = few_a_document(texts.stream, coarse, shared(own, bits), bits)
    noted = np.zeros(len(texts.raw), np.uint16)
    note_ranks(noted, linked, bits)
    lags = [
        (np.zeros(0, np.int64),) * 3,
        *starts_of_matches(texts.stream, Ranked(noted, coarse, bits), linked, settings, looked),
    ]
    a, b, rank = (np.concatenate(column) for column in zip(*lags, strict=True))
    pair = documents_of(texts.stream.starts, coarse, b) * np.int64(len(texts.starts))
    pair += documents_of(texts.stream.starts, coarse, a)
    return Starts(pair, a, b, commonness(rank))


def _pairs_that_differ(before: Starts, after: Starts, texts: Texts, coarse: I64) -> I64:
    """The pairs of documents whose starts are not what they were, sorted, each once."""
    differ = np.setxor1d(_words(before), _words(after), assume_unique=True)
    a, b = (differ >> np.uint64(33)).astype(np.int64), (differ >> np.uint64(2)).astype(np.int64) & (_MOST_PLACES - 1)
    pair = documents_of(texts.stream.starts, coarse, b) * np.int64(len(texts.starts))
    return sorted_set(pair + documents_of(texts.stream.starts, coarse, a))


def _words(starts: Starts) -> U64:
    a, b = starts.a.astype(np.uint64), starts.b.astype(np.uint64)
    return (a << np.uint64(33)) | (b << np.uint64(2)) | starts.common


def _unlinked(known: Known, both: _Both, again: I64, before: Starts, blocks: Blocks) -> Starts:
    """Of the pairs that are looked at again, the starts that were not linked anew: kept ones but those of `before`."""
    pairs, keys = _keys(both, again)
    order = np.argsort(keys)
    parts = [get_kept(blocks, name) for name in known.kept]
    key, a, b, common = looked_up(parts, keys[order])
    pair = pairs[order][np.searchsorted(keys[order], key)]
    later, earlier = np.divmod(pair, len(both.stream.starts))
    a, b = a + both.stream.starts[earlier], b + both.stream.starts[later]
    kept = Starts(pair, a, b, common)
    return kept.some(~among(_words(kept) >> np.uint64(2), np.sort(_words(before) >> np.uint64(2))))


def _keys(both: _Both, pairs: I64) -> tuple[I64, I64]:
    later, earlier = np.divmod(pairs, len(both.stream.starts))
    return pairs, key_of(both.serials[later], both.serials[earlier])


def _rows(known: Known, both: _Both, again: I64, found: I64) -> I64:
    """The passages of pairs that were not looked at again, and those found now, numbered as the new documents are."""
    old = known.rows.copy()
    old[:, :2] = both.from_old[known.rows[:, :2]]
    stays = both.stayed[old[:, 0]] & both.stayed[old[:, 1]]
    stays &= ~among(old[:, 0] * len(both.stream.starts) + old[:, 1], again)
    rows = np.concatenate([old[stays], found])
    to_new = np.full(len(both.was), -1, np.int64)
    to_new[both.from_new] = np.arange(len(both.from_new))
    rows[:, :2] = to_new[rows[:, :2]]
    return rows[np.lexsort(rows.T[::-1])]


def _keep(known: Known, both: _Both, again: I64, starts: Starts, store: tuple[Blocks, str]) -> str:
    """Keep the starts of the pairs that were looked at, over what is kept of the last whole search."""
    blocks, name = store
    later, earlier = np.divmod(starts.pair, len(both.stream.starts))
    first = both.stream.starts
    key = key_of(both.serials[later], both.serials[earlier])
    newer = kept_of(key, starts.a - first[earlier], starts.b - first[later], starts.common, _keys(both, again)[1])
    older = known.kept[: -_whole_parts(known)]
    for one in older:
        newer = renewed(newer, get_kept(blocks, one), np.sort(both.serials[~both.is_]))
    put_kept(blocks, name, newer)
    return name


def _newer_segment(known: Known, both: _Both, gram: int, store: tuple[Blocks, str]) -> list[Segment]:
    """The segment of all documents that came since the last whole search."""
    blocks, tag = store
    old = np.array(known.segments[0].serials, np.int64)
    newer = np.flatnonzero(both.is_ & ~among(both.serials, np.sort(old)))
    if not len(newer):
        return []
    starts = both.stream.starts
    sizes = starts[newer + 1] - starts[newer]
    letters = np.concatenate(
        [np.full(1, BOUND, np.uint8), both.stream.letters[ranges(starts[newer], starts[newer + 1])]]
    )
    bits = place_bits(len(letters))
    runs = [(start, sorted_run(letters, gram, start)) for start in run_starts(len(letters))]
    names = []
    for number in range(of := fewest_partitions(bits)):
        names.append(f"{tag}/postings-new{number}")
        blocks.put(names[-1], partition(runs, number, of, bits))
    own = np.append(1, 1 + np.cumsum(sizes))
    return [Segment(tuple(both.serials[newer].tolist()), tuple(own.tolist()), bits, tuple(names))]
