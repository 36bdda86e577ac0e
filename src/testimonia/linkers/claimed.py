"""Claims to entities: each slot of a claim that names somebody or something gets the id of the entity named there."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from testimonia.model.claim import Claim, Slot
from testimonia.model.entity import Entity, Naming, Tie
from testimonia.model.span import Quote

# Values of these properties name somebody or something; of all others a name inside the words is not the value.
PEOPLE = frozenset(
    ("child-of", "parent-of", "sibling", "spouse", "killed-by", "alias", "pseudonym", "transcribed-by", "marked-up-by")
)
THINGS = frozenset(
    (
        "birth-place", "death-place", "resided", "moved", "exiled", "imprisoned", "escaped", "event-place",
        "studied-at", "member-of", "leader-of", "founder-of", "editor-of", "author-of", "attributed-to",
        "contributor-to", "translator-of", "translated-into", "participated-in", "office-held", "published-in",
    )
)  # fmt: skip
OTHER_KINDS = ("organisation", "place", "work", "periodical", "event")
KIN = frozenset(("child-of", "parent-of", "sibling", "spouse"))
LONGEST_NAME = 200


class _Named(Struct, frozen=True):
    begin: int
    end: int
    kind: str
    entity: str
    naming: Naming


def linked_claims(claims: Iterable[Claim], entities: Iterable[Entity]) -> tuple[tuple[Claim, ...], frozenset[str]]:
    """The claims with the entities of their slots, in order of source and place; and the ids of those whose subject
    their document names by a bare surname only."""
    index = Index(entities)
    linked = [index.linked(claim) for claim in claims]
    faint = frozenset(claim.id for claim in linked if claim.subject.entity and index.is_faint(claim))
    return tuple(sorted(linked, key=lambda c: (c.source, c.evidence.begin, c.property, c.id))), faint


def tied_by_claims(entities: Iterable[Entity], claims: Iterable[Claim]) -> tuple[Entity, ...]:
    """The entities, with a tie between a person and each pen-name or alias that a claim gives as theirs: linked, never
    fused."""
    ties: dict[str, dict[tuple[str, str], Tie]] = defaultdict(dict)
    for claim in claims:
        own, other = claim.subject.entity, claim.value.entity
        if claim.property in ("pseudonym", "alias") and claim.mode == "asserted" and own and other and own != other:
            words = " ".join(claim.evidence.exact.split())
            sentence = f"{claim.document} says so: “{words[:160]}”."
            for one, far in ((own, other), (other, own)):
                ties[one].setdefault(("pseudonym-of", far), Tie("pseudonym-of", far, sentence))
    return tuple(replace(e, ties=_merged(e.ties, ties[e.id].values())) if e.id in ties else e for e in entities)


def _merged(known: Iterable[Tie], more: Iterable[Tie]) -> tuple[Tie, ...]:
    ties = {(tie.relation, tie.other): tie for tie in (*more, *known)}
    return tuple(ties[key] for key in sorted(ties))


class Index:
    """Which entity is named where, by source."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        rows: dict[str, list[_Named]] = defaultdict(list)
        self._full: set[tuple[str, str]] = set()
        # Many claims have one subject: in one place one name is looked up once.
        self._known: dict[tuple[str, int, int, tuple[str, ...]], str] = {}
        for entity in entities:
            for naming in entity.namings:
                quote = naming.quote
                if quote is not None:
                    rows[naming.source].append(_Named(quote.begin, quote.end, entity.kind, entity.id, naming))
                if entity.kind != "person" or " " in naming.form.strip() or "," in naming.form:
                    self._full.add((naming.document, entity.id))
        self._rows = {source: sorted(own, key=lambda row: row.begin) for source, own in rows.items()}
        self._begins = {source: [row.begin for row in own] for source, own in self._rows.items()}

    def linked(self, claim: Claim) -> Claim:
        """The claim with the entities of its subject and of its value."""
        subject = self._slot(claim.source, claim.subject, ("person",)) if _is_of_person(claim) else claim.subject
        kinds = ("person",) if claim.property in PEOPLE else OTHER_KINDS if claim.property in THINGS else ()
        value = self._slot(claim.source, claim.value, kinds)
        return claim if subject is claim.subject and value is claim.value else _with_slots(claim, subject, value)

    def is_faint(self, claim: Claim) -> bool:
        """Whether the claim's own document never names its subject by more than one word; or, of a claim on kin, the
        relative: "son of Pepin" does not say of which."""
        kin = claim.value.entity if claim.property in KIN else ""
        return any((claim.document, id_) not in self._full for id_ in (claim.subject.entity, kin) if id_)

    def _slot(self, source: str, slot: Slot, kinds: tuple[str, ...]) -> Slot:
        if slot.quote is None or slot.entity or not kinds:
            return slot
        key = (source, slot.quote.begin, slot.quote.end, kinds)
        if key not in self._known:
            self._known[key] = self._entity_at(source, slot.quote, kinds)
        entity = self._known[key]
        return Slot(slot.value, slot.quote, entity) if entity else slot

    def _entity_at(self, source: str, quote: Quote, kinds: Sequence[str]) -> str:
        """The entity that shares most letters with the quote; "" where none does."""
        over = [row for row in self._over(source, quote) if row.kind in kinds]
        best = max(over, key=lambda row: (_shared(row, quote), -row.begin), default=None)
        return best.entity if best else ""

    def _over(self, source: str, quote: Quote) -> list[_Named]:
        rows = self._rows.get(source, [])
        at = bisect_right(self._begins.get(source, []), quote.end - 1)
        found = []
        while at > 0 and rows[at - 1].begin > quote.begin - LONGEST_NAME:
            at -= 1
            if rows[at].end > quote.begin:
                found.append(rows[at])
        return found


def _with_slots(claim: Claim, subject: Slot, value: Slot) -> Claim:
    """The claim with these slots; written out, since `replace` is a third of the time of linking."""
    return Claim(
        claim.id, claim.source, claim.document, subject, claim.property, value, claim.evidence, claim.when, claim.place,
        claim.polarity, claim.mode, claim.voice, claim.extractor, claim.rests_on,
    )  # fmt: skip


def _is_of_person(claim: Claim) -> bool:
    return ":" not in claim.subject.value.split(" ")[0]


def _shared(row: _Named, quote: Quote) -> int:
    return min(row.end, quote.end) - max(row.begin, quote.begin)
