"""Reuse for the terminal: the texts that several documents print, and the passages of one document."""

from collections.abc import Iterator, Mapping

from testimonia.exporters.terminal import Ink, clipped
from testimonia.model.reuse import Reuse, ReuseCluster, ReusePair, ReuseReason, ReuseSide
from testimonia.model.sharing import Sharing

_QUOTE_CHARS = 160
_SHOWN_WITNESSES = 6


# What a text that stands in several documents is to them, in words.
_KINDS = {"quotation": "quoted", "shared-source": "quoted from a third", "recurring": "recurring", "formula": "formula"}


def clusters_text(reuse: Reuse, titles: Mapping[str, str], ink: Ink, limit: int, sharing: Sharing | None = None) -> str:
    """The largest clusters: texts before formulae and a paper's standing matter; of these the most matter first.
    `sharing` knows what each text is, where the archive was examined."""
    told = {strand.id: strand.kind for strand in sharing.strands} if sharing and sharing.documents else None
    kinds = {cluster.id: _kind_of(cluster, told) for cluster in reuse.clusters}
    ordered = sorted(reuse.clusters, key=lambda cluster: _largest_first(cluster, kinds[cluster.id]))
    lines = list(_head(reuse, ink))
    for cluster in ordered[:limit]:
        lines += ["", *_cluster_lines(cluster, kinds[cluster.id], titles, ink)]
    if len(ordered) > limit:
        lines += ["", f"{len(ordered) - limit:,} more; -n {len(ordered)} shows all, --format jsonl writes every pair."]
    return "\n".join(lines)


def _kind_of(cluster: ReuseCluster, told: Mapping[str, str] | None) -> str:
    """What a text is: as it was told (what was not is a formula), else as far as the cluster alone shows."""
    if cluster.recurring:
        return "recurring"
    if told is None:
        return "formula" if cluster.formula else "passage"
    return told.get(cluster.id, "formula")


def document_text(reuse: Reuse, document: str, titles: Mapping[str, str], ink: Ink, limit: int) -> str:
    """What one document shares with others, in its own order."""
    pairs = sorted(_seen_from(document, reuse), key=lambda row: (row[0].quote.begin, row[1].document))
    lines = list(_head(reuse, ink))
    if not pairs:
        lines += ["", f"{document} shares nothing. `testimonia reuse --why {document} OTHER` says why not."]
    for own, other, pair in pairs[:limit]:
        lines += ["", *_pair_lines(own, other, pair, titles, ink)]
    if len(pairs) > limit:
        lines += ["", f"{len(pairs) - limit:,} more passages; -n {len(pairs)} shows all."]
    return "\n".join(lines)


def reason_text(reason: ReuseReason, ink: Ink) -> str:
    """Why two documents were, or were not, called reuse."""
    answer = "share words" if reason.found else "share none"
    head = ink.styled(f"{reason.a} and {reason.b} {answer}", "strong")
    return "\n".join([head, *ink.wrapped(f"decided by: {reason.question}: {reason.words}.", "  ", "  ")])


def _head(reuse: Reuse, ink: Ink) -> Iterator[str]:
    found = f"{_many(len(reuse.pairs), 'pair')} of passages, {_many(len(reuse.clusters), 'text')}"
    yield ink.styled(f"{found} among {_many(reuse.documents, 'document')}.", "strong")
    settings = reuse.settings
    said = (
        f"Compared: {reuse.letters:,} letters{' and digits' if settings['digits'] else ''}. Looked for: "
        f"{settings['gram']} letters in a row; called reused: {settings['shortest']} letters or more, of which "
        f"{100 * settings['identity']:.0f} % agree. Middle share of errors: {reuse.noise / 10:.1f} %. "
        f"Each can be set in testimonia.toml, [reuse]."
    )
    for line in ink.wrapped(said, "", ""):
        yield ink.styled(line, "faint")


def _cluster_lines(cluster: ReuseCluster, kind: str, titles: Mapping[str, str], ink: Ink) -> Iterator[str]:
    documents = {witness.document for witness in cluster.witnesses}
    longest = max(cluster.witnesses, key=lambda side: (len(side.quote.exact), side.document))
    said = f", {_KINDS[kind]}" if kind in _KINDS else ""
    size = f"{len(documents)} documents, {len(longest.quote.exact):,} characters{said}"
    yield f"{ink.styled(size, 'strong')}  {ink.styled(cluster.id, 'faint')}"
    yield from _quote(longest, ink)
    for witness in cluster.witnesses[:_SHOWN_WITNESSES]:
        yield f"    {_named(witness, titles, cluster.earliest)}"
    if len(cluster.witnesses) > _SHOWN_WITNESSES:
        yield f"    and {len(cluster.witnesses) - _SHOWN_WITNESSES:,} more"


def _pair_lines(
    own: ReuseSide, other: ReuseSide, pair: ReusePair, titles: Mapping[str, str], ink: Ink
) -> Iterator[str]:
    which = {"unknown": "", "a-earlier": pair.a.document, "b-earlier": pair.b.document}[pair.direction]
    said = {
        "": "the dates do not tell which is earlier",
        own.document: "later, by its dates",
        other.document: "earlier, by its dates",
    }[which]
    size = f"{pair.matched_chars:,} letters agree, {100 * pair.similarity:.0f} %"
    yield f"{ink.styled(_named(other, titles, ''), 'strong')}  ({said})"
    yield f"    {size}{', recurring' if pair.recurring else ''}"
    yield from _quote(own, ink)


def _seen_from(document: str, reuse: Reuse) -> Iterator[tuple[ReuseSide, ReuseSide, ReusePair]]:
    for pair in reuse.pairs:
        if pair.a.document == document:
            yield pair.a, pair.b, pair
        elif pair.b.document == document:
            yield pair.b, pair.a, pair


def _quote(side: ReuseSide, ink: Ink) -> Iterator[str]:
    yield from ink.wrapped(f"“{clipped(' '.join(side.quote.exact.split()), _QUOTE_CHARS)}”", "  ", "  ")


def _named(side: ReuseSide, titles: Mapping[str, str], earliest: str) -> str:
    title = " ".join(titles.get(side.document, "").split())
    first = "  (earliest known)" if side.document == earliest else ""
    return f"{side.document}{': ' + clipped(title, 60) if title else ''}{first}"


def _largest_first(cluster: ReuseCluster, kind: str) -> tuple[bool, int, str]:
    documents = {witness.document for witness in cluster.witnesses}
    longest = max(len(side.quote.exact) for side in cluster.witnesses)
    return kind in ("formula", "recurring"), -len(documents) * longest, cluster.id


def _many(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
