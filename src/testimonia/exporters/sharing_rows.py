"""What documents share, as rows: pairs of documents, their passages, the names, numbers and dates that were changed,
and the texts that stand in several."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from testimonia.model.sharing import Share, Strand

Row = Mapping[str, Any]


def share_rows(shares: Iterable[Share]) -> Iterator[Row]:
    """A row a pair of documents."""
    for share in shares:
        yield {
            "a": share.a.document, "b": share.b.document, "kind": share.kind, "direction": share.direction,
            "words": share.words, "a_words": share.a.words, "a_shared": share.a.shared, "b_words": share.b.words,
            "b_shared": share.b.shared, "differences": share.counts, "through": share.through or None,
        }  # fmt: skip


def passage_rows(shares: Iterable[Share]) -> Iterator[Row]:
    """A row a passage."""
    for share in shares:
        for passage in share.passages:
            yield {
                "a": share.a.document, "b": share.b.document, "a_begin": passage.a.begin, "a_end": passage.a.end,
                "b_begin": passage.b.begin, "b_end": passage.b.end, "words": passage.words, "kind": passage.kind,
                "similarity": passage.similarity, "quoted": passage.quoted, "held_against": passage.check,
                "text": passage.cluster,
            }  # fmt: skip


def change_rows(shares: Iterable[Share]) -> Iterator[Row]:
    """A row a difference that a rule may judge: `class` and `touches` as in model/collation."""
    for share in shares:
        for change in (*share.changes, *share.misquoted):
            yield {
                "a": share.a.document, "b": share.b.document, "class": change.kind, "touches": change.touches,
                "a_begin": change.a.begin, "a_end": change.a.end, "a_quote": change.a.exact, "a_reading": change.said_a,
                "b_begin": change.b.begin, "b_end": change.b.end, "b_quote": change.b.exact, "b_reading": change.said_b,
            }  # fmt: skip


def text_rows(strands: Iterable[Strand]) -> Iterator[Row]:
    """A row a witness of a text that stands in several documents."""
    for strand in strands:
        for position, witness in enumerate(strand.witnesses):
            yield {
                "text": strand.id, "position": position, "document": witness.document, "source": witness.source,
                "begin": witness.span.begin, "end": witness.span.end, "quoted": witness.quoted, "kind": strand.kind,
                "words": strand.words, "is_earliest": witness.document == strand.earliest,
            }  # fmt: skip
