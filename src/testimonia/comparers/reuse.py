"""Reuse: which documents print the same words, tolerant of noise, spelling of old types and re-typesetting.

    result = find_reuse(corpus)                       # everything with everything
    result = find_reuse(more, known=result.index)     # the same, when only documents were added at the end
    why_reuse(result.index, "a", "b")                 # what there was to see, and which threshold decided

The corpus is in an order (the archive's: documents as they came); the result depends on it only for texts that stand in
more than 16 documents, of which each is then compared with some of the earlier ones, not with all. Excluded spans
(furniture) are never compared. Every threshold is in `Settings` and is shown in the result.
"""

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from statistics import median

import numpy as np

from testimonia.model.canon import digest_of
from testimonia.model.reuse import Direction, ReuseCluster, ReusePair, ReuseReason, ReuseSide
from testimonia.model.span import quote_at
from testimonia.text.reuse.blocks import Blocks, MemoryBlocks
from testimonia.text.reuse.cluster import Side, clusters_of
from testimonia.text.reuse.fold import Fold, Letters, fold_text, fold_texts
from testimonia.text.reuse.passages import Passage
from testimonia.text.reuse.search import Runs, Spread, add_runs, find_passages
from testimonia.text.reuse.settings import Settings, chosen
from testimonia.text.reuse.why import decided

Bounds = tuple[datetime.date | None, datetime.date | None]
Spans = tuple[int, int, int, int]

# A text of at most so many characters that so many documents share is a phrase of the genre.
FORMULA_CHARS = 120
FORMULA_DOCUMENTS = 4
# Matter that so many documents of one group share recurs there.
RECURRING_DOCUMENTS = 3
_ID_CHARS = 12


@dataclass(frozen=True, slots=True)
class ReuseText:
    """A document as it is compared. excluded: spans (begin, end) that are not its own words, sorted; group: what it
    appeared in (a periodical), "" if nothing; dated: the first and last day that its date may mean; base: where the
    text begins in its source, in which quotes are placed."""

    document: str
    text: str
    excluded: tuple[tuple[int, int], ...] = ()
    group: str = ""
    dated: Bounds = (None, None)
    base: int = 0

    @property
    def digest(self) -> str:
        """Of all that decides what is found."""
        return digest_of(self.text.encode("utf-8", "surrogatepass"), repr(self.excluded).encode())


@dataclass(frozen=True, slots=True)
class ReuseIndex:
    """What a later search starts from: the letters, the sorted postings (in `blocks`) and the passages of the documents
    (id, digest) that were compared, in their order."""

    settings: Settings
    documents: tuple[tuple[str, str], ...]
    stream: Letters
    runs: Runs
    blocks: Blocks
    passages: Mapping[Passage, Spans]


@dataclass(frozen=True, slots=True)
class ReuseResult:
    """settings: with all that the archive chose; noise: the middle share of errors in what was found, in
    thousandths; pairs
    and clusters sorted."""

    settings: Settings
    noise: int
    pairs: tuple[ReusePair, ...]
    clusters: tuple[ReuseCluster, ...]
    index: ReuseIndex = field(repr=False)


def find_reuse(
    corpus: Sequence[ReuseText],
    settings: Settings | None = None,
    known: ReuseIndex | None = None,
    *,
    blocks: Blocks | None = None,
    spread: Spread = map,
) -> ReuseResult:
    """All reuse in a corpus. `known` is the index of an earlier search; where the corpus begins with the same
    documents and
    the settings are the same, only what is new is compared with everything. `blocks` keeps what is large (default: in
    memory); `spread` is `map`, or that of a pool of threads: neither changes a result.

    Raises ValueError where two documents have one id.
    """
    documents = tuple((one.document, one.digest) for one in corpus)
    if len({document for document, _ in documents}) < len(documents):
        doubled = next(name for name, count in Counter(name for name, _ in documents).items() if count > 1)
        raise ValueError(f"two documents are called {doubled}; each must have an id of its own")
    wanted = settings or (known.settings if known else Settings())
    old = known if known and _continues(known, documents, wanted) else None
    index = _searched(corpus, documents, old or _empty(wanted, blocks), spread)
    return _result(corpus, index)


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
    between = [one for one in index.passages if (one.earlier, one.later) == (earlier, later)]
    if between and all(one.related for one in between):
        best = max(between, key=lambda one: one.matched)
        question, measured, needed = "related", float(best.matched - best.errors), float(index.settings.margin)
    else:
        answer = decided(index.stream, (earlier, later), (index.runs, index.blocks), index.settings)
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


def _continues(known: ReuseIndex, documents: tuple[tuple[str, str], ...], wanted: Settings) -> bool:
    same = wanted in (known.settings, _unchosen(known.settings))
    return bool(known.documents) and same and documents[: len(known.documents)] == known.documents


def _unchosen(settings: Settings) -> Settings:
    return Settings(**{name: getattr(settings, name) for name in Settings.__slots__ if name != "gram"})


def _empty(settings: Settings, blocks: Blocks | None) -> ReuseIndex:
    nothing = fold_texts(Fold(), ())
    return ReuseIndex(settings, (), nothing, Runs(), blocks or MemoryBlocks(), {})


def _searched(
    corpus: Sequence[ReuseText], documents: tuple[tuple[str, str], ...], known: ReuseIndex, spread: Spread
) -> ReuseIndex:
    """The index of the corpus, whose first documents are known."""
    fold = Fold(known.settings.digits)
    old = len(known.documents)
    added = fold_texts(fold, [(one.text, one.excluded) for one in corpus[old:]])
    stream = _joined(known.stream, added)
    settings = chosen(known.settings, stream.letters)
    first = len(known.stream.letters) if old else 0
    tag = digest_of(*(digest.encode() for _, digest in documents))
    runs = add_runs(stream, known.runs, settings, (known.blocks, tag), first)
    passages = find_passages(stream, runs, settings, known.blocks, (old, list(known.passages)), spread)
    fresh = dict(_spans_of([one for one in passages if one not in known.passages], corpus, fold))
    spans = {one: fresh[one] if one in fresh else known.passages[one] for one in passages}
    return ReuseIndex(settings, documents, stream, runs, known.blocks, spans)


def _joined(known: Letters, added: Letters) -> Letters:
    """Two streams as one: the bound that begins the second is the one that ends the first."""
    behind = len(known.letters) - 1
    return Letters(
        np.concatenate([known.letters, added.letters[1:]]),
        np.concatenate([known.starts[:-1], added.starts + behind]),
    )


def _spans_of(passages: Iterable[Passage], corpus: Sequence[ReuseText], fold: Fold) -> Iterable[tuple[Passage, Spans]]:
    """The characters of each passage: its begin and end in the later document, then in the earlier one."""

    @lru_cache(1024)
    def offsets(document: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
        return fold_text(fold, corpus[document].text, corpus[document].excluded)[1]

    for one in passages:
        later, earlier = offsets(one.later), offsets(one.earlier)
        yield (
            one,
            (
                int(later[one.begin]),
                int(later[one.end - 1]) + 1,
                int(earlier[one.earlier_begin]),
                int(earlier[one.earlier_end - 1]) + 1,
            ),
        )


def _result(corpus: Sequence[ReuseText], index: ReuseIndex) -> ReuseResult:
    rows = list(index.passages.items())
    sides: list[tuple[Side, Side]] = [
        ((one.earlier, span[2], span[3]), (one.later, span[0], span[1])) for one, span in rows
    ]
    numbers = clusters_of(sides)
    members: defaultdict[int, list[Side]] = defaultdict(list)
    for number, both in zip(numbers, sides, strict=True):
        members[number] += both
    clusters = {number: _cluster(corpus, some) for number, some in members.items()}
    groups = {number: _recurring_groups(corpus, some) for number, some in members.items()}
    pairs = [
        _pair(corpus, both, one, (clusters[number].id, groups[number]))
        for (one, _), both, number in zip(rows, sides, numbers, strict=True)
    ]
    noise = median(1000 * one.errors // one.letters for one, _ in rows) if rows else 0
    return ReuseResult(
        index.settings,
        int(noise),
        tuple(sorted(pairs, key=_pair_order)),
        tuple(sorted(clusters.values(), key=_by_id)),
        index,
    )


def _pair_order(pair: ReusePair) -> tuple[str, int, int, str, int, int]:
    a, b = pair.a, pair.b
    return a.document, a.quote.begin, a.quote.end, b.document, b.quote.begin, b.quote.end


def _by_id(cluster: ReuseCluster) -> str:
    return cluster.id


def _pair(
    corpus: Sequence[ReuseText], sides: tuple[Side, Side], passage: Passage, cluster: tuple[str, frozenset[str]]
) -> ReusePair:
    a, b = sorted(sides, key=lambda side: (corpus[side[0]].document, side))
    group = corpus[a[0]].group
    return ReusePair(
        _side(corpus, a),
        _side(corpus, b),
        passage.matched,
        round(passage.identity, 3),
        direction_of(corpus[a[0]].dated, corpus[b[0]].dated),
        cluster[0],
        passage.related,
        group == corpus[b[0]].group and group in cluster[1],
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


def _side(corpus: Sequence[ReuseText], side: Side) -> ReuseSide:
    one = corpus[side[0]]
    return ReuseSide(one.document, quote_at(one.text, side[1], side[2], one.base))


def _cluster(corpus: Sequence[ReuseText], sides: Iterable[Side]) -> ReuseCluster:
    witnesses = _merged(sides)
    documents = {document for document, _, _ in witnesses}
    longest = max(end - begin for _, begin, end in witnesses)
    ordered = sorted(witnesses, key=lambda side: (_first_day(corpus[side[0]]), corpus[side[0]].document, side))
    first = min((corpus[document].document, begin) for document, begin, _ in witnesses)
    groups = {corpus[document].group for document in documents}
    return ReuseCluster(
        digest_of(first[0].encode(), str(first[1]).encode())[:_ID_CHARS],
        tuple(_side(corpus, side) for side in ordered),
        _earliest(corpus, documents),
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


def _first_day(one: ReuseText) -> datetime.date:
    return one.dated[0] or datetime.date.max


def _earliest(corpus: Sequence[ReuseText], documents: set[int]) -> str:
    """The document that is earlier than each of the others, by dates that do not overlap; "" if none is."""
    for document in documents:
        if all(direction_of(corpus[document].dated, corpus[o].dated) == "a-earlier" for o in documents - {document}):
            return corpus[document].document
    return ""


def _recurring_groups(corpus: Sequence[ReuseText], sides: Iterable[Side]) -> frozenset[str]:
    counts = Counter(corpus[document].group for document in {side[0] for side in sides})
    return frozenset(group for group, count in counts.items() if group and count >= RECURRING_DOCUMENTS)
