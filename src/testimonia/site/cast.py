"""The cast: whoever and whatever the documents name, each found by what leads to it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from msgspec import Struct

from testimonia.model.claim import Claim
from testimonia.model.document import Document
from testimonia.model.dossier import Dossier
from testimonia.model.entity import Author, Entity, Naming
from testimonia.site.pager import alphabetical, sorting_key
from testimonia.text.namewords import fold_name

# The folders of the pages, by kind; a periodical that is named and not held is a work like another.
FOLDERS = {
    "person": "people",
    "organisation": "organisations",
    "place": "places",
    "work": "works",
    "periodical": "works",
    "event": "events",
}
# Somebody who is named in one document only, of whom nothing is claimed, has a line in the index and no page: it could
# say no more than the line does.
FEWEST_DOCUMENTS = 2


class Cast(Struct, frozen=True):
    """`entities` by id; `claims` by the entity that is their subject, `told_of` by the entity that is their value;
    `documents` of each entity, in order, with how often each names it; `named_in` the other way round; `paged` are the
    ids that have a page; `authors` the names of authors that are each entity's own, `as_author` the other way round;
    `bearers` the entities of each folded name."""

    entities: dict[str, Entity]
    claims: dict[str, list[Claim]]
    told_of: dict[str, list[Claim]]
    documents: dict[str, dict[str, int]]
    named_in: dict[str, list[str]]
    paged: frozenset[str]
    authors: dict[str, list[Author]]
    as_author: dict[str, str]
    bearers: dict[str, list[str]]

    @property
    def folders(self) -> tuple[str, ...]:
        """The folders that the site has for them."""
        found = {FOLDERS[entity.kind] for entity in self.entities.values()}
        return (*sorted(found), "names") if found else ()

    def of_kind(self, *kinds: str) -> list[Entity]:
        """The entities of these kinds, in alphabetical order."""
        found = [entity for entity in self.entities.values() if entity.kind in kinds]
        return sorted(found, key=lambda entity: (*alphabetical(sort_name(entity)), entity.id))

    def most_named(self, *kinds: str) -> list[Entity]:
        """The entities of these kinds that have a page, those of most documents first."""
        found = [entity for entity in self.entities.values() if entity.kind in kinds and entity.id in self.paged]
        return sorted(found, key=lambda entity: (-len(self.documents[entity.id]), -len(entity.namings), entity.id))


def cast_of(dossier: Dossier) -> Cast:
    """Index the entities and claims once."""
    held = {document.id: document for document in dossier.documents}
    entities = {entity.id: entity for entity in dossier.entities}
    claims: dict[str, list[Claim]] = defaultdict(list)
    told_of: dict[str, list[Claim]] = defaultdict(list)
    for claim in dossier.claims:
        if claim.subject.entity in entities:
            claims[claim.subject.entity].append(claim)
        if claim.value.entity in entities and claim.value.entity != claim.subject.entity:
            told_of[claim.value.entity].append(claim)
    documents = {
        entity.id: dict(Counter(n.document for n in entity.namings if n.document in held))
        for entity in dossier.entities
    }
    named_in: dict[str, list[str]] = defaultdict(list)
    for id, counts in documents.items():
        for document in counts:
            named_in[document].append(id)
    as_author = dict(_authors(dossier))
    authors: dict[str, list[Author]] = defaultdict(list)
    for author in dossier.authors:
        if author.id in as_author:
            authors[as_author[author.id]].append(author)
    bearers: dict[str, list[str]] = defaultdict(list)
    for entity in dossier.entities:
        for form in sorted({fold_name(naming.form) for naming in entity.namings} - {""}):
            bearers[form].append(entity.id)
    paged = frozenset(
        entity.id
        for entity in dossier.entities
        if entity.kind in FOLDERS
        and (
            len(documents[entity.id]) >= FEWEST_DOCUMENTS
            or entity.id in claims
            or entity.id in told_of
            or entity.id in authors
            or any(tie.relation != "may-be" for tie in entity.ties)
            or entity.identifiers
        )
    )
    return Cast(entities, claims, told_of, documents, named_in, paged, authors, as_author, bearers)


def shared_names(cast: Cast) -> list[str]:
    """The folded names that more than one entity bears, one of which at least has a page."""
    return sorted(name for name, ids in cast.bearers.items() if len(ids) > 1 and any(id in cast.paged for id in ids))


def sort_name(entity: Entity) -> str:
    """The name as it is sorted: a person's surname first, where the label gives one.

    >>> from testimonia.model.entity import Entity
    >>> sort_name(Entity("p", "person", "Ada van Orme", ())), sort_name(Entity("w", "work", "The Gale", ()))
    ('orme, ada van', 'gale')
    """
    return person_key(entity.label) if entity.kind == "person" else sorting_key(entity.label)


def person_key(label: str) -> str:
    """A person's name as it is sorted: what stands last first."""
    given, _, surname = label.rpartition(" ")
    return sorting_key(label if "," in label or not given else f"{surname}, {given}")


def _authors(dossier: Dossier) -> Iterator[tuple[str, str]]:
    """(author, entity) where the words of a byline are a mention of the entity; the entity of most bylines counts."""
    names: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for entity in dossier.entities:
        if entity.kind in ("person", "organisation"):
            for naming in entity.namings:
                if naming.quote:
                    names[naming.source].append((naming.quote.begin, naming.quote.end, entity.id))
    for found in names.values():
        found.sort()
    for author in dossier.authors:
        votes = Counter(id for naming in author.namings for id in _within(names, naming))
        if votes:
            yield author.id, min(votes, key=lambda id: (-votes[id], id))


def _within(names: dict[str, list[tuple[int, int, str]]], naming: Naming) -> Iterator[str]:
    if naming.quote is None:
        return
    for begin, end, id in names.get(naming.source, ()):
        if naming.quote.begin <= begin and end <= naming.quote.end:
            yield id


def titled_for(entity: Entity, documents: Iterable[Document]) -> list[str]:
    """The documents, of those that name the entity, whose titles do."""
    places: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for naming in entity.namings:
        if naming.quote:
            places[naming.document].append((naming.quote.begin, naming.quote.end))
    forms = {fold_name(naming.form) for naming in entity.namings if " " in naming.form}
    found = []
    for document in documents:
        quote = document.title_quote
        inside = quote and any(quote.begin <= b and e <= quote.end for b, e in places.get(document.id, ()))
        title = f" {fold_name(document.title)} "
        if inside or any(f" {form} " in title for form in forms):
            found.append(document.id)
    return found
