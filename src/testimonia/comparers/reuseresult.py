"""What an index of shared words comes to: pairs of passages, and the clusters that they form."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from statistics import median

from msgspec import Struct
from msgspec.structs import replace

from testimonia.comparers.compared import Bounds, Compared
from testimonia.comparers.reuseindex import ReuseIndex
from testimonia.model.canon import digest_of
from testimonia.model.reuse import Direction, ReuseCluster, ReusePair, ReuseSide
from testimonia.model.span import quote_at
from testimonia.text.reuse.cluster import Side, clusters_of
from testimonia.text.reuse.settings import Settings

# Words by document, begin and end in the source.
Quoted = Mapping[tuple[str, int, int], ReuseSide]

# A text of at most so many characters that so many documents share is a phrase of the genre.
FORMULA_CHARS = 120
FORMULA_DOCUMENTS = 4
# Matter that so many documents of one group share recurs there.
RECURRING_DOCUMENTS = 3
_ID_CHARS = 12


class ReuseResult(Struct, frozen=True):
    """settings: with all that the archive chose; noise: the middle share of errors in what was found, in thousandths;
    pairs and clusters sorted."""

    settings: Settings
    noise: int
    pairs: tuple[ReusePair, ...]
    clusters: tuple[ReuseCluster, ...]
    index: ReuseIndex


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
