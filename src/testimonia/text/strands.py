"""Texts that stand in several documents: the clusters of the search for reuse, each with the kind of its passages."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from statistics import median

from testimonia.model.reuse import ReuseCluster
from testimonia.model.sharing import Share, SharedPassage, ShareKind, Strand, StrandWitness
from testimonia.text.collate.words import count_words

_OPENING_CHARS = 160
# So many documents that mostly have so few words alike share a phrase, though two of them go on alike a little longer.
_FORMULA_DOCUMENTS = 4
_FORMULA_WORDS = 14
# A text is what the most telling of its passages is.
_GRADES: tuple[ShareKind, ...] = ("passage", "quotation", "shared-source", "recurring", "formula")


def strands_of(clusters: Iterable[ReuseCluster], shares: Sequence[Share]) -> tuple[Strand, ...]:
    """The texts, those that fill the most pages first."""
    passages: defaultdict[str, list[SharedPassage]] = defaultdict(list)
    quoting: defaultdict[str, set[str]] = defaultdict(set)
    sources: dict[str, str] = {}
    for share in shares:
        sources[share.a.document], sources[share.b.document] = share.a.source, share.b.source
        for passage in share.passages:
            passages[passage.cluster].append(passage)
            quoting[passage.cluster].update(
                side.document for name, side in (("a", share.a), ("b", share.b)) if name in passage.quoted
            )
    strands = [
        _strand(cluster, passages[cluster.id], quoting[cluster.id], sources)
        for cluster in clusters
        if passages[cluster.id]
    ]
    return tuple(sorted(strands, key=lambda one: (-one.words * (len(one.witnesses) - 1), one.id)))


def is_formula(cluster: ReuseCluster) -> bool:
    """Whether a cluster is a phrase of the genre rather than one text's words."""
    if cluster.formula or len({witness.document for witness in cluster.witnesses}) < _FORMULA_DOCUMENTS:
        return cluster.formula
    return median(count_words(one.quote.exact) for one in cluster.witnesses) <= _FORMULA_WORDS


def _strand(
    cluster: ReuseCluster, passages: Sequence[SharedPassage], quoting: set[str], sources: dict[str, str]
) -> Strand:
    kinds = {passage.kind for passage in passages}
    first = _as_shared(cluster, passages)
    return Strand(
        cluster.id,
        next(kind for kind in _GRADES if kind in kinds),
        max(count_words(one.quote.exact) for one in cluster.witnesses),
        _opening(first),
        tuple(
            StrandWitness(one.document, sources[one.document], one.quote.span, one.document in quoting)
            for one in cluster.witnesses
            if one.document in sources
        ),
        cluster.earliest,
    )


def _as_shared(cluster: ReuseCluster, passages: Sequence[SharedPassage]) -> str:
    """The words of the first witness from where a word begins (the search counts letters)."""
    quote = cluster.witnesses[0].quote
    begins = (side.begin for passage in passages for side in (passage.a, passage.b))
    begin = min((at for at in begins if quote.begin <= at < quote.end), default=quote.begin)
    return quote.exact[begin - quote.begin :]


def _opening(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= _OPENING_CHARS else line[:_OPENING_CHARS].rsplit(" ", 1)[0] + " …"
