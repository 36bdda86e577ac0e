"""Two documents of an examined archive, word for word, whether or not the search for reuse joined them."""

from msgspec import Struct

from testimonia.archive.memo import Memo
from testimonia.comparers.sharing import Holding, holding_of
from testimonia.model.collation import Collation
from testimonia.model.sharing import Share, SharedPassage
from testimonia.pipeline import Archive, Examined
from testimonia.pipeline.mapping import open_page
from testimonia.pipeline.sharing import LAYERS
from testimonia.text.collate.collating import collate
from testimonia.text.collate.rows import Row, rows_of
from testimonia.text.collate.witness import witness_of


class Stretch(Struct, frozen=True):
    """Rows of a comparison: of a passage, or of the whole texts where there is none."""

    passage: SharedPassage | None
    collation: Collation
    rows: tuple[Row, ...]


class Compared(Struct, frozen=True):
    """Two documents, the earlier first where dates tell; what they share, where the search joined them; stretches."""

    a: Holding
    b: Holding
    share: Share | None
    stretches: tuple[Stretch, ...]


def compared(archive: Archive, examined: Examined, a: str, b: str) -> Compared:
    """Two documents: their passages where they share a few, else the whole of both."""
    shares = (one for one in examined.dossier.sharing.shares if {one.a.document, one.b.document} == {a, b})
    share = next(shares, None)
    first, second = (share.a.document, share.b.document) if share else (a, b)
    documents = {document.id: document for document in examined.dossier.documents}
    memo = Memo(archive.layout.memo, read_only=True)
    try:
        sides = [
            holding_of(one, open_page(memo, examined.plan, examined.rows[one.source], LAYERS))
            for one in (documents[first], documents[second])
        ]
    finally:
        memo.close()
    passages = [None] if share is None or share.is_whole else [p for p in share.passages if p.kind != "formula"]
    stretches: list[Stretch] = []
    number = 1
    for passage in passages:
        stretches.append(_stretch(sides[0], sides[1], passage, number))
        number += sum(mark.number > 0 for row in stretches[-1].rows for mark in row.a.marks + row.b.marks)
    return Compared(sides[0], sides[1], share, tuple(stretches))


def _stretch(a: Holding, b: Holding, passage: SharedPassage | None, number: int) -> Stretch:
    spans = (((passage.a.begin, passage.a.end),), ((passage.b.begin, passage.b.end),)) if passage else (a.own, b.own)
    collation = collate(witness_of(a.text, spans[0], (b.text,)), witness_of(b.text, spans[1], (a.text,)))
    begins = ([begin for begin, _ in a.own], [begin for begin, _ in b.own])
    return Stretch(passage, collation, tuple(rows_of(collation, (a.text, b.text), begins, number)))
