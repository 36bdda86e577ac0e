"""The people of an archive: their dossiers, for those who ask about one."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from testimonia.linkers.dossiers import gather
from testimonia.model.entity import Entity
from testimonia.model.person import PersonDossier
from testimonia.model.sharing import Share
from testimonia.pipeline import Archive, examine
from testimonia.text.dependence import SharedWords
from testimonia.text.namewords import fold_name
from testimonia.text.personname import compatible, person_name

__all__ = ["Asked", "people_of"]


class Asked(Struct, frozen=True):
    """Who may be meant by a name: the people, those with most claims first; for each, by which form of which name, and
    how many documents name it so; people of that name of whom no text claims anything; and of claims in words that
    several documents print, by id, the document that has them first."""

    people: tuple[PersonDossier, ...]
    means: tuple[str, ...]
    silent: tuple[str, ...]
    copies: Mapping[str, str] = field(default_factory=dict)


def people_of(archive: Archive, who: str) -> Asked:
    """The people whom a question can mean: by full name, surname, given name, initials, alias or pen-name."""
    studies = replace(archive.config.studies, use=tuple(dict.fromkeys((*archive.config.studies.use, "people"))))
    dossier = examine(replace(archive, config=replace(archive.config, studies=studies))).dossier
    people = {
        person.id: person
        for person in gather(dossier.entities, dossier.claims, frozenset(dossier.faint), dossier.documents).people
    }
    pens = _pens(dossier.entities)
    found: dict[str, str] = {}
    for entity in dossier.entities:
        if entity.kind == "person" and (form := _form_meant(entity, people.get(entity.id), who)):
            found[entity.id] = form
            # Who asks by a pen-name of which nothing is said means its bearer; who asks by a name means nobody else.
            bearers = () if entity.id in people else pens.get(entity.id, ())
            found |= {id_: f"{form}, a pen-name" for id_ in bearers if id_ not in found}
    exact = {id_ for id_, form in found.items() if fold_name(form.removesuffix(", a pen-name")) == fold_name(who)}
    chosen = exact if exact and " " in who.strip() else set(found)
    chosen = {id_ for id_ in chosen if id_ in people or not chosen & set(pens.get(id_, ()))}
    ordered = sorted(chosen, key=lambda id_: (-len(people[id_].claims) if id_ in people else 0, id_))
    silent = tuple(id_ for id_ in ordered if id_ not in people)
    labels = {entity.id: entity.label for entity in dossier.entities}
    return Asked(
        tuple(people[id_] for id_ in ordered if id_ in people),
        tuple(found[id_] for id_ in ordered if id_ in people),
        tuple(labels[id_] for id_ in silent),
        _copies([people[id_] for id_ in ordered if id_ in people], dossier.sharing.shares),
    )


def _copies(people: Iterable[PersonDossier], shares: Sequence[Share]) -> dict[str, str]:
    words = SharedWords(shares)
    return {id_: first for person in people for id_, first in words.copies(person.claims).items()}


def _pens(entities: Iterable[Entity]) -> dict[str, list[str]]:
    """The people who are tied to each pen-name's entity, in both directions."""
    tied: dict[str, list[str]] = defaultdict(list)
    for entity in entities:
        for tie in entity.ties:
            if tie.relation == "pseudonym-of":
                tied[entity.id].append(tie.other)
                tied[tie.other].append(entity.id)
    return tied


def _form_meant(entity: Entity, person: PersonDossier | None, who: str) -> str:
    """The form of the entity's names that the question can mean; "" where none can."""
    aliases = [c.value.value for c in person.of("alias", "pseudonym")] if person else []
    forms = dict.fromkeys((entity.label, *(naming.form for naming in entity.namings), *aliases))
    return next((form for form in forms if fold_name(form) == fold_name(who)), "") or next(
        (form for form in forms if _means(who, form)), ""
    )


def _means(who: str, form: str) -> bool:
    asked, name = person_name(who), person_name(form)
    if asked is None or name is None:
        return False
    if not asked.given:
        return fold_name(who).strip() in (name.surname, *name.given[:1])
    return compatible(asked, name)
