"""link: appearances and claims of all sources to people, organisations, places, works and events; memoised by block.

Appearances meet in blocks of names that may be one (linkers/people); a changed page costs its own blocks. What is left
to do over the whole archive is cheap: ids of namesakes, ties, and which entity stands in which slot of a claim.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

from msgspec import Struct

from testimonia.archive.memo import SourceRow
from testimonia.linkers.claimed import linked_claims, tied_by_claims
from testimonia.linkers.people import block_of, blocks_of, link_block, merged_by_id, with_ties
from testimonia.linkers.surnames import as_surnames
from testimonia.model.canon import digest_of, pack
from testimonia.model.claim import Claim
from testimonia.model.entity import Appearance, Authority, Entity
from testimonia.pipeline.blocks import Blocks
from testimonia.pipeline.mapping import values
from testimonia.pipeline.plan import APPEARANCES, CLAIMS, Plan

# Things meet by their whole name: a shelf of names with one beginning is one value of the memo, not thousands.
SHELF_CHARS = 3
Block = tuple[str, str]


class Linked(Struct, frozen=True):
    """The entities by kind and id; the claims with theirs, by source and place; ids of the claims linked by a bare
    surname only."""

    entities: tuple[Entity, ...] = ()
    claims: tuple[Claim, ...] = ()
    faint: frozenset[str] = frozenset()


def link(
    blocks: Blocks,
    plan: Plan,
    rows: Mapping[str, SourceRow],
    authority: Sequence[Authority],
    extracted: Iterable[Claim] = (),
) -> Linked:
    """The entities and linked claims of an archive; nothing where the study of people was not asked for. `extracted`
    are claims of extractors from outside, beside those that the analyser reads."""
    if not plan.has(CLAIMS):
        return Linked()
    appearances = as_surnames(one for _, made in values(blocks.memo, plan, rows, APPEARANCES) for one in made)
    said = digest_of(pack(tuple(authority))).encode()
    found: list[Entity] = []
    for (kind, key), shelf in sorted(_shelves(appearances).items()):
        make = partial(_linked, shelf, authority)
        inputs = digest_of(pack(tuple(shelf)), said).encode()
        found += blocks.value(f"link:{kind}:{key}", inputs, tuple[Entity, ...], link_block, make)
    entities = with_ties(merged_by_id(found), appearances, authority)
    claims = (claim for _, made in values(blocks.memo, plan, rows, CLAIMS) for claim in made)
    linked, faint = linked_claims(_with_extracted(claims, extracted), entities)
    return Linked(tied_by_claims(entities, linked), linked, faint)


def _with_extracted(claims: Iterable[Claim], extracted: Iterable[Claim]) -> Iterator[Claim]:
    """All claims, each statement once: what an extractor read in words that ours read alike is no second statement."""
    known: set[tuple[str, str, int]] = set()
    for claim in claims:
        known.add(_statement(claim))
        yield claim
    for claim in extracted:
        if _statement(claim) not in known:
            known.add(_statement(claim))
            yield claim


def _statement(claim: Claim) -> tuple[str, str, int]:
    return claim.source, claim.property, claim.value.quote.begin if claim.value.quote else claim.evidence.begin


def _shelves(appearances: Iterable[Appearance]) -> dict[Block, list[Appearance]]:
    """The appearances by shelf: people by the block in which they may meet, things by how their names begin."""
    shelves: dict[Block, list[Appearance]] = defaultdict(list)
    for one in appearances:
        kind, key = block_of(one)
        shelves[(kind, key if kind == "person" else key[:SHELF_CHARS])].append(one)
    return shelves


def _linked(shelf: Sequence[Appearance], authority: Sequence[Authority]) -> tuple[Entity, ...]:
    return tuple(entity for block in blocks_of(shelf).values() for entity in link_block(block, authority))
