"""Reuse as rows of the interchange contract, and as one object with its clusters and settings."""

from collections.abc import Mapping
from typing import Any

from testimonia.exporters.rows import Row
from testimonia.model.dossier import Dossier
from testimonia.model.reuse import Reuse, ReuseCluster, ReusePair, ReuseReason, ReuseSide


def sources_of(dossier: Dossier) -> dict[str, str]:
    """The source of each document, by the document's id."""
    return {document.id: document.source for document in dossier.documents}


def reuse_rows(reuse: Reuse, sources: Mapping[str, str]) -> list[Row]:
    """A row a pair, sorted by source and begin; side a is the document whose id sorts first."""
    rows = [pair_row(pair, sources) for pair in reuse.pairs]
    return sorted(rows, key=lambda row: (*_place(row["a"]), *_place(row["b"])))


def pair_row(pair: ReusePair, sources: Mapping[str, str]) -> Row:
    """The same words in two documents."""
    return {
        "a": side_row(pair.a, sources),
        "b": side_row(pair.b, sources),
        "matched_chars": pair.matched_chars,
        "similarity": pair.similarity,
        "direction": pair.direction,
        "cluster": pair.cluster,
        "related": pair.related,
        "recurring": pair.recurring,
    }


def side_row(side: ReuseSide, sources: Mapping[str, str]) -> Row:
    """One document's words. A text from outside the archive is its own source."""
    return {
        "source": sources.get(side.document, side.document),
        "document": side.document,
        "begin": side.quote.begin,
        "end": side.quote.end,
        "quote": side.quote.exact,
    }


def cluster_row(cluster: ReuseCluster, sources: Mapping[str, str]) -> Row:
    """Passages that are one text."""
    return {
        "id": cluster.id,
        "witnesses": [side_row(witness, sources) for witness in cluster.witnesses],
        "earliest": cluster.earliest,
        "formula": cluster.formula,
        "recurring": cluster.recurring,
    }


def reuse_object(reuse: Reuse, sources: Mapping[str, str]) -> dict[str, Any]:
    """All of it: what was compared and how, the clusters and the pairs."""
    return {
        "version": 1,
        "documents": reuse.documents,
        "letters": reuse.letters,
        "settings": dict(sorted(reuse.settings.items())),
        "noise": reuse.noise,
        "clusters": [cluster_row(cluster, sources) for cluster in reuse.clusters],
        "pairs": reuse_rows(reuse, sources),
    }


def reason_row(reason: ReuseReason) -> Row:
    """Why two documents were, or were not, called reuse."""
    return {
        "a": reason.a,
        "b": reason.b,
        "found": reason.found,
        "question": reason.question,
        "measured": reason.measured,
        "needed": reason.needed,
        "words": reason.words,
    }


def _place(side: Row) -> tuple[str, int, int]:
    return side["source"], side["begin"], side["end"]
