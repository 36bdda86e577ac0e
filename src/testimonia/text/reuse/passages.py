"""Alignments of many pairs as columns, and how they are made from the starts of matches, a bucket at a time."""

from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from testimonia.text.reuse.align import Aligned, align_chain
from testimonia.text.reuse.chain import Chain, Match, chains_of, have_neighbours
from testimonia.text.reuse.evidence import agreeing_sides, in_company, is_long
from testimonia.text.reuse.fold import I64, Letters
from testimonia.text.reuse.links import Bools, match_lengths
from testimonia.text.reuse.settings import Settings
from testimonia.text.reuse.starts import Starts

# Full weight for a gram that stood in fewer than 4 earlier places, three quarters under 16, half from there.
_WEIGHTS = np.array([1.0, 1.0, 0.75, 0.5])
# A passage that overlaps another of its pair by half, on either side, is the weaker reading of a text that repeats
# itself.
_OVERLAP = 0.5


class Passage(Struct, frozen=True):
    """Reused letters of the documents numbered `later` and `earlier` (in the archive's order): letters from each
    one's own
    beginning, half-open. related: see `closure`."""

    later: int
    earlier: int
    begin: int
    end: int
    earlier_begin: int
    earlier_end: int
    matched: int
    errors: int
    related: bool = False

    @property
    def letters(self) -> int:
        """Of the longer side."""
        return max(self.end - self.begin, self.earlier_end - self.earlier_begin)

    @property
    def identity(self) -> float:
        return 1.0 - self.errors / self.letters


# The order of passages: as their later document came into the archive.
in_order = attrgetter("later", "earlier", "begin", "earlier_begin", "end", "earlier_end", "related")


_FIELDS = 9


def rows_of(passages: Sequence[Passage]) -> I64:
    """Passages as a block: int64[n, 9], the fields in their order."""
    rows = [
        (p.later, p.earlier, p.begin, p.end, p.earlier_begin, p.earlier_end, p.matched, p.errors, p.related)
        for p in passages
    ]
    return np.array(rows, np.int64).reshape(len(rows), _FIELDS)


def rows_in_order(block: I64) -> I64:
    """The rows of a block, sorted as `in_order` sorts passages."""
    later, earlier, begin, end, earlier_begin, earlier_end, _, _, related = block.T
    ordered: I64 = block[np.lexsort((related, earlier_end, end, earlier_begin, begin, earlier, later))]
    return ordered


def renumbered(block: I64, origin: Sequence[int]) -> I64:
    """The rows of a block by the numbers that its documents have today: document i is the old origin[i], or new (-1).
    Documents that are gone become -1."""
    old = np.array(origin, np.int64)
    now = np.full(max(int(block[:, :2].max(initial=-1)), int(old.max(initial=-1))) + 1, -1, np.int64)
    now[old[old >= 0]] = np.flatnonzero(old >= 0)
    rows = block.copy()
    rows[:, :2] = now[block[:, :2]]
    return rows


def from_rows(block: I64) -> Iterator[Passage]:
    """The passages of a block."""
    for later, earlier, begin, end, earlier_begin, earlier_end, matched, errors, related in block.tolist():
        yield Passage(later, earlier, begin, end, earlier_begin, earlier_end, matched, errors, bool(related))


class Texts(Struct, frozen=True):
    """A stream of letters in the three forms that the kernels ask for: padded for windows, as bytes, and its starts."""

    stream: Letters
    raw: bytes
    starts: list[int]

    def bounds(self, document: int) -> tuple[int, int]:
        """The begin and end of a document in the stream, without its bound."""
        return self.starts[document], self.starts[document + 1] - 1


class Seeds(Struct, frozen=True):
    """Promising exact matches, sorted by pair, a and b: int64[n] each, `weight` float64[n]."""

    pair: I64
    a: I64
    b: I64
    length: I64
    weight: npt.NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.pair)


def promising(texts: Texts, starts: Starts, settings: Settings) -> Seeds:
    """The matches among some starts that may belong to a reuse (see `evidence`): what is said of a pair rests on its
    own starts alone."""
    letters = texts.stream.letters
    rare = starts.common == 0
    supported = in_company(starts.pair, starts.b - starts.a)
    apart = np.flatnonzero(~supported)
    long = apart[is_long(letters, (starts.a[apart], starts.b[apart]), settings.gram, settings.alone)]
    supported[long] = True
    kept = np.flatnonzero(supported | rare)
    pair, a, b, supported = starts.pair[kept], starts.a[kept], starts.b[kept], supported[kept]
    common = starts.common[kept]
    length = match_lengths(letters, a, b)
    after, before = agreeing_sides(letters, (a, b, length))
    sides = (after >= settings.agreeing).astype(np.int64) + (before >= settings.agreeing)
    true = length >= settings.gram
    alive = true & ((sides > 0) | (supported & (length >= settings.whole)))
    kept = np.flatnonzero(true & (supported | alive) & _with_any(pair, alive))
    kept = kept[np.lexsort((b[kept], a[kept], pair[kept]))]
    near = have_neighbours(pair[kept], a[kept], b[kept], length[kept], settings.gap)
    kept = kept[near | alive[kept]]
    weight = length[kept] * _WEIGHTS[common[kept]] + settings.agreeing * sides[kept]
    return Seeds(pair[kept], a[kept], b[kept], length[kept], weight)


def _with_any(pair: I64, alive: Bools) -> Bools:
    """Whether any of a pair's matches is alive; pairs stand together."""
    firsts = np.flatnonzero(np.diff(pair, prepend=-1))
    if not len(firsts):
        return alive
    some = np.logical_or.reduceat(alive, firsts)
    return np.repeat(some, np.diff(np.append(firsts, len(pair))))


def passages_of(texts: Texts, seeds: Seeds, settings: Settings) -> Iterator[Passage]:
    """The passages of every pair of documents among the seeds."""
    rows = list(zip(seeds.a.tolist(), seeds.b.tolist(), seeds.length.tolist(), seeds.weight.tolist(), strict=True))
    firsts = np.flatnonzero(np.diff(seeds.pair, prepend=-1))
    pairs = seeds.pair[firsts].tolist()
    firsts_and_end = [*firsts.tolist(), len(rows)]
    for pair, begin, end in zip(pairs, firsts_and_end, firsts_and_end[1:], strict=False):
        yield from passages_of_pair(texts, divmod(pair, len(texts.starts)), rows[begin:end], settings)


def passages_of_pair(
    texts: Texts, pair: tuple[int, int], matches: list[Match], settings: Settings
) -> Iterator[Passage]:
    """The passages of (later, earlier) from their exact matches, best chain first."""
    later, earlier = pair
    bounds = (*texts.bounds(earlier), *texts.bounds(later))
    found: list[Aligned] = []
    for chain in chains_of(matches, settings.gap, settings.weight):
        if _within(chain, found):
            continue
        for one in align_chain(texts.raw, chain, bounds):
            if is_reuse(one, settings) and not _overlaps(one, found):
                found.append(one)
                yield passage_of(one, pair, bounds)


def is_reuse(one: Aligned, settings: Settings) -> bool:
    """Whether an alignment is long and like enough to be called reuse."""
    return one.shorter >= settings.shortest and one.identity >= settings.identity and one.score >= settings.margin


def passage_of(
    one: Aligned, pair: tuple[int, int], bounds: tuple[int, int, int, int], related: bool = False
) -> Passage:
    """An alignment in the stream as a passage of (later, earlier), whose bounds in the stream are given."""
    first_a, _, first_b, _ = bounds
    return Passage(
        *pair,
        one.b - first_b,
        one.b_end - first_b,
        one.a - first_a,
        one.a_end - first_a,
        one.matched,
        one.errors,
        related,
    )


def _within(chain: Chain, found: Iterable[Aligned]) -> bool:
    """Whether a chain lies in a passage that was already found, on both sides."""
    a, b, _ = chain.matches[0]
    last_a, last_b, letters = chain.matches[-1]
    return any(
        one.a <= a and one.b <= b and last_a + letters <= one.a_end and last_b + letters <= one.b_end for one in found
    )


def _overlaps(one: Aligned, found: Iterable[Aligned]) -> bool:
    return any(
        min(one.a_end, other.a_end) - max(one.a, other.a) > _OVERLAP * one.letters
        or min(one.b_end, other.b_end) - max(one.b, other.b) > _OVERLAP * one.letters
        for other in found
    )
