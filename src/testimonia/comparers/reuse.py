"""Reuse: which documents print the same words, tolerant of noise, spelling of old types and re-typesetting.

    result = find_reuse(corpus, keep=True)            # everything with everything
    result = find_reuse(more, known=result.index)     # the same, when documents came, changed or went
    why_reuse(result.index, "a", "b")                 # what there was to see, and which threshold decided

The corpus is in an order (an archive's: by id); the result depends on it only for texts that stand in
more than 16 documents, of which each is then compared with some of the earlier ones, not with all. Excluded spans
(furniture) are never compared. Every threshold is in `Settings` and is shown in the result.
"""

import datetime
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property, lru_cache
from statistics import median
from typing import Protocol

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from testimonia.model.canon import digest_of
from testimonia.model.reuse import Direction, ReuseCluster, ReusePair, ReuseReason, ReuseSide
from testimonia.model.span import quote_at
from testimonia.text.reuse.blocks import Blocks, MemoryBlocks
from testimonia.text.reuse.cluster import Side, clusters_of
from testimonia.text.reuse.fold import BOUND, I64, Fold, Letters, fold_text, fold_texts
from testimonia.text.reuse.passages import from_rows, renumbered
from testimonia.text.reuse.relation import related_rows
from testimonia.text.reuse.search import Spread, search_all, texts_of
from testimonia.text.reuse.settings import Settings, chosen
from testimonia.text.reuse.update import Known, can_update, update
from testimonia.text.reuse.why import decided

Bounds = tuple[datetime.date | None, datetime.date | None]
Spans = tuple[int, int, int, int]
# Words by document, begin and end in the source.
Quoted = Mapping[tuple[str, int, int], ReuseSide]

# A text of at most so many characters that so many documents share is a phrase of the genre.
FORMULA_CHARS = 120
FORMULA_DOCUMENTS = 4
# Matter that so many documents of one group share recurs there.
RECURRING_DOCUMENTS = 3
_ID_CHARS = 12


class Compared(Protocol):
    """A document as it is compared; its text is asked for only where something new is to be compared or quoted.
    excluded: spans (begin, end) that are not its own words, sorted; group: what it
    appeared in (a periodical), "" if nothing; dated: the first and last day that its date may mean; base: where the
    text begins in its source, in which quotes are placed;
    digest: of all that decides what is found."""

    @property
    def document(self) -> str: ...

    @property
    def text(self) -> str: ...

    @property
    def excluded(self) -> tuple[tuple[int, int], ...]: ...

    @property
    def group(self) -> str: ...

    @property
    def dated(self) -> Bounds: ...

    @property
    def base(self) -> int: ...

    @property
    def digest(self) -> str: ...


class ReuseText(Struct, frozen=True, dict=True):
    """A document whose text is at hand (see `Compared`)."""

    document: str
    text: str
    excluded: tuple[tuple[int, int], ...] = ()
    group: str = ""
    dated: Bounds = (None, None)
    base: int = 0

    @cached_property
    def digest(self) -> str:
        """Of all that decides what is found."""
        return digest_of(self.text.encode("utf-8", "surrogatepass"), repr(self.excluded).encode())


class ReuseIndex(Struct, frozen=True):
    """What a later search starts from: the documents (id, digest) that were compared, in their order; what the search
    knows of them, with its blocks; the passages that relation added (`rows_of`), and the characters of all passages,
    direct and related: int64[n, 4], begin and end in the later document and in the earlier one."""

    settings: Settings
    documents: tuple[tuple[str, str], ...]
    known: Known
    blocks: Blocks
    related: I64
    spans: I64

    @property
    def rows(self) -> I64:
        """All passages: the direct ones, then the related ones."""
        return np.concatenate([self.known.rows, self.related])


class ReuseResult(Struct, frozen=True):
    """settings: with all that the archive chose; noise: the middle share of errors in what was found, in
    thousandths; pairs
    and clusters sorted."""

    settings: Settings
    noise: int
    pairs: tuple[ReusePair, ...]
    clusters: tuple[ReuseCluster, ...]
    index: ReuseIndex


def find_reuse(
    corpus: Sequence[Compared],
    settings: Settings | None = None,
    known: ReuseIndex | None = None,
    *,
    blocks: Blocks | None = None,
    spread: Spread = map,
    keep: bool = False,
    most_changed: float = 0.25,
    quoted: Quoted | None = None,
    search: Callable[[Letters, Settings], I64] | None = None,
) -> ReuseResult:
    """All reuse in a corpus. `known` is the index of an earlier search that was told to `keep` it: then only documents
    that are new, changed or gone cost something, and what is found is the same. `blocks` takes what is large (default:
    in memory); `spread` is `map`, or that of a pool of threads or (with blocks on disk) of processes: neither changes a
    result. Where more than `most_changed` of the letters are new or gone since the last whole search, all is searched
    anew. `quoted` are words of unchanged documents that need not be asked for again. `search` finds the
    direct passages (`rows_of`) elsewhere, in place of `search_all`.

    Raises ValueError where two documents have one id.
    """
    documents = tuple((one.document, one.digest) for one in corpus)
    if len({document for document, _ in documents}) < len(documents):
        doubled = next(name for name, count in Counter(name for name, _ in documents).items() if count > 1)
        raise ValueError(f"two documents are called {doubled}; each must have an id of its own")
    wanted = settings or (known.settings if known else Settings())
    origin = _origin(documents, known.documents) if known else []
    index = _brought_up(corpus, documents, wanted, (known, origin, most_changed)) if known else None
    index = index or _searched_anew(corpus, documents, wanted, (blocks or MemoryBlocks(), spread, keep), search)
    return result_of(corpus, index, quoted or {})


def why_reuse(index: ReuseIndex, a: str, b: str) -> ReuseReason:
    """What there was to see between two documents of an index, and which threshold decided. Raises ValueError where
    one is
    not in it."""
    numbers = {document: number for number, (document, _) in enumerate(index.documents)}
    if missing := [name for name in (a, b) if name not in numbers]:
        raise ValueError(f"{missing[0]} is not in the index")
    if a == b:
        raise ValueError("a document is not compared with itself")
    earlier, later = sorted((numbers[a], numbers[b]))
    rows = index.rows
    between = list(from_rows(rows[(rows[:, 0] == later) & (rows[:, 1] == earlier)]))
    if between and all(one.related for one in between):
        best = max(between, key=lambda one: one.matched)
        question, measured, needed = "related", float(best.matched - best.errors), float(index.settings.margin)
    else:
        answer = decided(index.known, (earlier, later), index.blocks, index.settings)
        question, measured, needed = answer.question, answer.measured, answer.needed
    words = _WORDS[question].format(measured=measured, needed=needed, gram=index.settings.gram)
    return ReuseReason(a, b, bool(between), question, measured, needed, words)


_WORDS = {
    "no-letters": "one of the two has only {measured:.0f} letters; {needed:.0f} are needed",
    "no-match": "no {gram} letters in a row stand in both",
    "not-linked": "all that they share stands in so many documents that these two were not compared",
    "no-company": "single likenesses, none beside another; beside the best, {measured:.0f} of 12 letters agree, and "
    "{needed:.0f} are needed",
    "weight": "the letters of their likenesses weigh {measured:.1f}; {needed:.0f} are needed",
    "alignment": "the best passage has {measured:.0f} agreeing letters more than errors; {needed:.0f} are needed, "
    "with the least length and likeness that the settings say",
    "reused": "the best passage has {measured:.0f} agreeing letters more than errors; {needed:.0f} are needed",
    "related": "both agree with a third document there; side by side, {measured:.0f} more letters agree than not",
}


def _brought_up(
    corpus: Sequence[Compared],
    documents: tuple[tuple[str, str], ...],
    wanted: Settings,
    known: tuple[ReuseIndex, Sequence[int], float],
) -> ReuseIndex | None:
    """An earlier index brought up to date; None where it cannot be or where a new search costs less."""
    index, origin, most_changed = known
    fold = Fold(wanted.digits)
    stream = _stream(corpus, fold, index.known.stream, origin)
    settings = chosen(wanted, stream.letters)
    if settings != index.settings:
        return None
    if origin == list(range(len(index.documents))):
        return index
    if not can_update(index.known, len(stream.letters)) or _changed(index.known, stream, origin) > most_changed:
        return None
    known_now = update(index.known, stream, origin, settings, (index.blocks, _tag(settings, documents)))
    last = tuple(renumbered(rows, origin) for rows in (index.known.rows, index.related))
    return _index(corpus, documents, (settings, fold), (known_now, index.blocks, _told(index, origin)), last)


def _searched_anew(
    corpus: Sequence[Compared],
    documents: tuple[tuple[str, str], ...],
    wanted: Settings,
    how: tuple[Blocks, Spread, bool],
    search: Callable[[Letters, Settings], I64] | None,
) -> ReuseIndex:
    blocks, spread, keep = how
    fold = Fold(wanted.digits)
    stream = fold_texts(fold, [(one.text, one.excluded) for one in corpus])
    settings = chosen(wanted, stream.letters)
    serials = tuple(range(len(documents)))
    if search:
        known = Known(stream, serials, (), (), search(stream, settings), len(serials))
        return _index(corpus, documents, (settings, fold), (known, blocks, {}))
    found = search_all(stream, settings, (blocks, _tag(settings, documents)), spread, keep)
    known = Known(stream, serials, (found.segment,) if keep else (), found.kept, found.rows, len(serials))
    return _index(corpus, documents, (settings, fold), (known, blocks, {}))


def _tag(settings: Settings, documents: Iterable[tuple[str, str]]) -> str:
    """What the blocks of a search are named after: all that it rests on."""
    return digest_of(repr(settings).encode(), *(part.encode() for document in documents for part in document))[:16]


def _origin(documents: Sequence[tuple[str, str]], old: Sequence[tuple[str, str]]) -> list[int]:
    """The number that each document had before, -1 for a new or changed one. Those that stand in another order than
    they stood in count as new."""
    numbers = {document: number for number, document in enumerate(old)}
    origin = []
    last = -1
    for document in documents:
        number = numbers.get(document, -1)
        origin.append(number if number > last else -1)
        last = max(last, number)
    return origin


def _stream(corpus: Sequence[Compared], fold: Fold, old: Letters, origin: Sequence[int]) -> Letters:
    """The letters of the corpus; those of known documents are not folded again."""
    came = [one for one, number in zip(corpus, origin, strict=True) if number < 0]
    new = fold_texts(fold, [(one.text, one.excluded) for one in came])
    parts = [np.full(1, BOUND, np.uint8)]
    next_new = 0
    for number in origin:
        of, at = (old, number) if number >= 0 else (new, next_new)
        next_new += number < 0
        parts.append(of.letters[of.starts[at] : of.starts[at + 1]])
    return Letters(np.concatenate(parts), np.cumsum([len(part) for part in parts], dtype=np.int64))


def _changed(known: Known, stream: Letters, origin: Sequence[int]) -> float:
    """The share of letters that are new or gone since the last whole search."""
    whole = known.segments[0]
    sizes = dict(zip(whole.serials, np.diff(whole.starts).tolist(), strict=True))
    held = sum(sizes.get(known.serials[number], 0) for number in origin if number >= 0)
    return float(sum(sizes.values()) - held + len(stream.letters) - held) / len(stream.letters)


def _told(index: ReuseIndex, origin: Sequence[int]) -> dict[tuple[int, ...], tuple[int, ...]]:
    """The characters of the passages that were known, by their rows as the documents are numbered now."""
    now = {number: at for at, number in enumerate(origin) if number >= 0}
    return {
        (now[row[0]], now[row[1]], *row[2:]): tuple(span)
        for row, span in zip(index.rows.tolist(), index.spans.tolist(), strict=True)
        if row[0] in now and row[1] in now
    }


def _index(
    corpus: Sequence[Compared],
    documents: tuple[tuple[str, str], ...],
    folded: tuple[Settings, Fold],
    found: tuple[Known, Blocks, dict[tuple[int, ...], tuple[int, ...]]],
    last: tuple[I64, ...] = (),
) -> ReuseIndex:
    """The index with the passages that relation adds and the characters of all, of which some may be told already;
    `last` are the direct and the related passages of an earlier search, by the numbers of today."""
    settings, fold = folded
    known, blocks, told = found
    related = related_rows(texts_of(known.stream), known.rows, settings, last)
    rows = [tuple(row) for row in (*known.rows.tolist(), *related.tolist())]
    fresh = dict(_spans_of([row for row in rows if row not in told], corpus, fold))
    spans = np.array([told.get(row) or fresh[row] for row in rows], np.int64).reshape(len(rows), 4)
    return ReuseIndex(settings, documents, known, blocks, related, spans)


def _spans_of(
    rows: Iterable[tuple[int, ...]], corpus: Sequence[Compared], fold: Fold
) -> Iterator[tuple[tuple[int, ...], Spans]]:
    """The characters of each passage: its begin and end in the later document, then in the earlier one."""

    @lru_cache(1024)
    def offsets(document: int) -> I64:
        return fold_text(fold, corpus[document].text, corpus[document].excluded)[1]

    for row in rows:
        later, earlier = offsets(row[0]), offsets(row[1])
        yield (
            row,
            (
                int(later[row[2]]),
                int(later[row[3] - 1]) + 1,
                int(earlier[row[4]]),
                int(earlier[row[5] - 1]) + 1,
            ),
        )


def result_of(corpus: Sequence[Compared], index: ReuseIndex, quoted: Quoted) -> ReuseResult:
    """The pairs and clusters of an index over its corpus."""
    rows = index.rows.tolist()
    sides: list[tuple[Side, Side]] = [
        ((row[1], span[2], span[3]), (row[0], span[0], span[1]))
        for row, span in zip(rows, index.spans.tolist(), strict=True)
    ]
    numbers = clusters_of(sides)
    members: defaultdict[int, list[Side]] = defaultdict(list)
    for number, both in zip(numbers, sides, strict=True):
        members[number] += both

    @cache
    def words_of(side: Side) -> ReuseSide:
        one = corpus[side[0]]
        known = quoted.get((one.document, one.base + side[1], one.base + side[2]))
        return known or ReuseSide(one.document, quote_at(one.text, side[1], side[2], one.base))

    clusters = _told_apart({number: _cluster(corpus, some, words_of) for number, some in members.items()})
    groups = {number: _recurring_groups(corpus, some) for number, some in members.items()}
    pairs = [
        _pair(corpus, both, row, (clusters[number].id, groups[number]), words_of)
        for row, both, number in zip(rows, sides, numbers, strict=True)
    ]
    return ReuseResult(
        index.settings,
        int(median(1000 * row[7] // max(row[3] - row[2], row[5] - row[4]) for row in rows)) if rows else 0,
        tuple(sorted(pairs, key=_pair_order)),
        tuple(sorted(clusters.values(), key=_by_id)),
        index,
    )


def _told_apart(clusters: Mapping[int, ReuseCluster]) -> dict[int, ReuseCluster]:
    """The clusters with ids of their own: of two texts that begin at one place of one document, which no witness of
    both makes one, the longer keeps the id of the place."""
    taken: set[str] = set()
    told: dict[int, ReuseCluster] = {}
    for number, cluster in sorted(clusters.items(), key=lambda item: (item[1].id, _reach(item[1]))):
        id_ = cluster.id
        while id_ in taken:
            id_ = digest_of(id_.encode(), repr(_reach(cluster)).encode())[:_ID_CHARS]
        taken.add(id_)
        told[number] = cluster if id_ == cluster.id else replace(cluster, id=id_)
    return told


def _reach(cluster: ReuseCluster) -> tuple[int, list[tuple[str, int, int]]]:
    spans = [(one.document, one.quote.begin, one.quote.end) for one in cluster.witnesses]
    return -max(end - begin for _, begin, end in spans), spans


def _pair_order(pair: ReusePair) -> tuple[str, int, int, str, int, int]:
    a, b = pair.a, pair.b
    return a.document, a.quote.begin, a.quote.end, b.document, b.quote.begin, b.quote.end


def _by_id(cluster: ReuseCluster) -> str:
    return cluster.id


def _pair(
    corpus: Sequence[Compared],
    sides: tuple[Side, Side],
    row: Sequence[int],
    cluster: tuple[str, frozenset[str]],
    words_of: Callable[[Side], ReuseSide],
) -> ReusePair:
    a, b = sides
    if corpus[a[0]].document > corpus[b[0]].document:
        a, b = b, a
    one, other = corpus[a[0]], corpus[b[0]]
    letters = max(row[3] - row[2], row[5] - row[4])
    return ReusePair(
        words_of(a),
        words_of(b),
        row[6],
        round(1.0 - row[7] / letters, 3),
        direction_of(one.dated, other.dated),
        cluster[0],
        bool(row[8]),
        one.group == other.group and one.group in cluster[1],
    )


def direction_of(a: Bounds, b: Bounds) -> Direction:
    """Which of two dates is earlier; unknown where they overlap or one is open.

    >>> day = datetime.date
    >>> direction_of((day(1904, 1, 1), day(1904, 12, 31)), (day(1905, 1, 9), day(1905, 1, 22)))
    'a-earlier'
    """
    if a[1] is not None and b[0] is not None and a[1] < b[0]:
        return "a-earlier"
    if b[1] is not None and a[0] is not None and b[1] < a[0]:
        return "b-earlier"
    return "unknown"


def _cluster(corpus: Sequence[Compared], sides: Iterable[Side], words_of: Callable[[Side], ReuseSide]) -> ReuseCluster:
    witnesses = _merged(sides)
    documents = {document for document, _, _ in witnesses}
    longest = max(end - begin for _, begin, end in witnesses)
    ordered = sorted(witnesses, key=lambda side: (_first_day(corpus[side[0]]), corpus[side[0]].document, side))
    first = min((corpus[document].document, begin) for document, begin, _ in witnesses)
    groups = {corpus[document].group for document in documents}
    return ReuseCluster(
        digest_of(first[0].encode(), str(first[1]).encode())[:_ID_CHARS],
        tuple(map(words_of, ordered)),
        _earliest([corpus[document] for document in documents]),
        longest <= FORMULA_CHARS and len(documents) >= FORMULA_DOCUMENTS,
        len(groups) == 1 and "" not in groups and len(documents) >= RECURRING_DOCUMENTS,
    )


def _merged(sides: Iterable[Side]) -> list[Side]:
    """Sides of one document that overlap, as one."""
    merged: list[Side] = []
    for document, begin, end in sorted(set(sides)):
        if merged and merged[-1][0] == document and begin < merged[-1][2]:
            merged[-1] = (document, merged[-1][1], max(end, merged[-1][2]))
        else:
            merged.append((document, begin, end))
    return merged


def _first_day(one: Compared) -> datetime.date:
    return one.dated[0] or datetime.date.max


def _earliest(documents: Sequence[Compared]) -> str:
    """The document that is earlier than each of the others, by dates that do not overlap; "" if none is."""
    if all(one.dated[1] is None for one in documents):
        return ""
    first, *others = sorted(documents, key=lambda one: (one.dated[1] or datetime.date.max, one.document))
    is_earliest = all(direction_of(first.dated, other.dated) == "a-earlier" for other in others)
    return first.document if is_earliest else ""


def _recurring_groups(corpus: Sequence[Compared], sides: Iterable[Side]) -> frozenset[str]:
    documents = {side[0] for side in sides}
    if len(documents) < RECURRING_DOCUMENTS:
        return frozenset()
    counts = Counter(corpus[document].group for document in documents)
    return frozenset(group for group, count in counts.items() if group and count >= RECURRING_DOCUMENTS)
