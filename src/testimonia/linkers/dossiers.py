"""Entities and linked claims to dossiers: what a rule on people, or on names, judges by itself."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from testimonia.linkers.claimed import linked_claims
from testimonia.linkers.people import link_entities
from testimonia.model.claim import Claim
from testimonia.model.document import Document
from testimonia.model.entity import Appearance, Authority, Entity
from testimonia.model.person import Bearer, NameDossier, PersonDossier, Relative, TextDate
from testimonia.model.span import Quote
from testimonia.text.claimants import with_claims
from testimonia.text.namewords import name_key
from testimonia.text.textdates import text_date

RELATIONS = {"child-of": "parent", "parent-of": "child", "sibling": "sibling", "spouse": "spouse"}
BACK = {"parent": "child", "child": "parent", "sibling": "sibling", "spouse": "spouse"}
LIFE = frozenset(("birth-date", "death-date"))
# A claim with one of these says something of its value that may clash with what is said of it elsewhere.
OF_A_NAME = frozenset(
    ("author-of", "attributed-to", "founder-of", "member-of", "office-held", "leader-of", "editor-of", "pseudonym",
     "resided", "moved", "exiled", "imprisoned", "birth-place", "death-place", "studied-at", "title", "founded",
     "translated-into")
)  # fmt: skip


LONGEST_NAME_WORDS = 4


class Gathering(Struct, frozen=True):
    """All dossiers of an archive: people, by id, and names of which something is claimed, by key."""

    people: tuple[PersonDossier, ...] = ()
    names: tuple[NameDossier, ...] = ()


def gather(
    entities: Sequence[Entity],
    claims: Sequence[Claim],
    faint: frozenset[str] = frozenset(),
    documents: Iterable[Document] = (),
    authority: Sequence[Authority] = (),
) -> Gathering:
    """The dossiers of everybody of whom, and of every name of which, a text claims something."""
    texts = {document.id: text for document in documents if (text := text_date(document))}
    by_person: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.subject.entity:
            by_person[claim.subject.entity].append(claim)
    known = {entity.id: entity for entity in entities if entity.kind == "person"}
    kin = _relatives(by_person, known, faint)
    titled = _titled(texts.values())
    people = tuple(
        _person(known[id_], own, kin.get(id_, ()), texts, faint, titled)
        for id_, own in sorted(by_person.items())
        if id_ in known
    )
    return Gathering(people, tuple(_names(entities, claims, texts, authority, known)))


def gather_alone(
    claims: Iterable[Claim],
    appearances: Sequence[Appearance] = (),
    documents: Iterable[Document] = (),
    authority: Sequence[Authority] = (),
) -> Gathering:
    """The dossiers of some claims by themselves: of a bench, a test, or one who asks. `appearances` are those that the
    analyser found, where it was asked; else the claims' own subjects."""
    claims = list(claims)
    if not appearances:
        sources: dict[str, list[Claim]] = defaultdict(list)
        for claim in claims:
            sources[claim.source].append(claim)
        appearances = [one for _, own in sorted(sources.items()) for one in with_claims((), own)]
    entities = link_entities(appearances, authority)
    linked, faint = linked_claims(claims, entities)
    return gather(entities, linked, faint, documents, authority)


def _person(
    entity: Entity,
    claims: Sequence[Claim],
    relatives: Iterable[Relative],
    texts: Mapping[str, TextDate],
    faint: frozenset[str],
    titled: Mapping[str, Sequence[str]],
) -> PersonDossier:
    forms = {claim.subject.value for claim in claims} | {n.form for n in entity.namings if " " in n.form}
    return PersonDossier(
        entity.id,
        entity.label,
        tuple(sorted(forms, key=lambda form: (-len(form), form))),
        tuple(sorted(claims, key=_place)),
        tuple(ground.sentence for ground in entity.grounds),
        tuple(relatives),
        _texts((*(claim.document for claim in claims), *titled.get(name_key(entity.label), ())), texts),
        tuple(sorted(claim.id for claim in claims if claim.id in faint)),
    )


def _texts(documents: Iterable[str], texts: Mapping[str, TextDate]) -> tuple[TextDate, ...]:
    return tuple(texts[document] for document in sorted(set(documents)) if document in texts)


def _titled(texts: Iterable[TextDate]) -> dict[str, list[str]]:
    """The documents whose titles hold a name of two to four words, by its key."""
    found: dict[str, list[str]] = defaultdict(list)
    for text in texts:
        words = name_key(text.title).split()
        for size in range(2, LONGEST_NAME_WORDS + 1):
            for at in range(len(words) - size + 1):
                found[" ".join(words[at : at + size])].append(text.document)
    return found


def _relatives(
    by_person: Mapping[str, Sequence[Claim]], known: Mapping[str, Entity], faint: frozenset[str]
) -> dict[str, list[Relative]]:
    """The kin of each person that claims name, in both directions, with the dates of their lives; faint claims tell of
    nobody's."""
    kin: dict[str, dict[tuple[str, str], Relative]] = defaultdict(dict)
    for id_, claims in sorted(by_person.items()):
        for claim in claims:
            relation, other = RELATIONS.get(claim.property), claim.value.entity
            is_told = claim.mode == "asserted" and claim.id not in faint
            if relation is None or other not in known or other == id_ or id_ not in known or not is_told:
                continue
            for own, far, how in ((id_, other, relation), (other, id_, BACK[relation])):
                life = tuple(c for c in by_person.get(far, ()) if c.property in LIFE)
                first = kin[own].get((how, far))
                mutual = first is not None and (first.is_mutual or first.claim.subject.entity != id_)
                said = first.claim if first else claim
                kin[own][(how, far)] = Relative(how, far, known[far].label, said, life, mutual)
    return {id_: [relatives[key] for key in sorted(relatives)] for id_, relatives in kin.items()}


def _names(
    entities: Sequence[Entity],
    claims: Sequence[Claim],
    texts: Mapping[str, TextDate],
    authority: Sequence[Authority],
    known: Mapping[str, Entity],
) -> Iterable[NameDossier]:
    """The names of things, and pen-names, of which claims say something."""
    used = {name_key(form): span for entry in authority for form, span in entry.used}
    said: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        for slot in _named(claim):
            if key := name_key(slot):
                said[key].append(claim)
    bearers: dict[str, dict[str, Bearer]] = defaultdict(dict)
    for entity in entities:
        if entity.kind != "person" or any(tie.relation == "pseudonym-of" for tie in entity.ties):
            for key in _keys_of(entity) & said.keys():
                if bearer := _bearer(entity, said[key]):
                    bearers[key][entity.id] = bearer
    for key, own in sorted(said.items()):
        kinds = {bearer.kind for bearer in bearers[key].values()}
        if len(own) == 1 and own[0].property != "pseudonym" and "event" not in kinds and key not in used:
            continue  # nothing that one claim of a name could clash with, or explain
        own.sort(key=_place)
        subjects = sorted({claim.subject.entity for claim in own} & known.keys())
        yield NameDossier(
            key,
            own[0].value.value if _is_value(own[0]) else own[0].subject.value.partition(":")[2] or own[0].subject.value,
            tuple(bearers[key][id_] for id_ in sorted(bearers[key])),
            tuple(own),
            tuple(Bearer(id_, "person", known[id_].label) for id_ in subjects),
            used.get(key, ""),
            _texts((claim.document for claim in own), texts),
        )


def _bearer(entity: Entity, claims: Iterable[Claim]) -> Bearer | None:
    """The entity as a bearer of the name, where it is named beside the words that the claims quote."""
    taken: dict[str, list[Quote]] = defaultdict(list)
    for claim in claims:
        taken[claim.source] += [quote for quote in (claim.value.quote, claim.evidence) if quote is not None]
    free = [n for n in entity.namings if n.quote and not any(_meet(n.quote, q) for q in taken.get(n.source, ()))]
    return Bearer(entity.id, entity.kind, entity.label, free[0], len(free)) if free else None


def _meet(a: Quote, b: Quote) -> bool:
    return a.begin < b.end and b.begin < a.end


def _keys_of(entity: Entity) -> set[str]:
    """The keys of an entity's names; of an event also of what stands before "of 1891"."""
    forms = {entity.label, *(naming.form for naming in entity.namings)}
    if entity.kind == "event":
        forms |= {form.partition(" of ")[0] for form in forms}
    return {name_key(form) for form in forms}


def _named(claim: Claim) -> Iterable[str]:
    if _is_value(claim):
        yield claim.value.value
    if ":" in claim.subject.value.split(" ")[0]:
        yield claim.subject.value.partition(":")[2]


def _is_value(claim: Claim) -> bool:
    return claim.property in OF_A_NAME


def _place(claim: Claim) -> tuple[str, int, str]:
    return claim.source, claim.evidence.begin, claim.id
