"""Entities: which appearances in many documents are one person, organisation, place, work, periodical or event.

People meet in blocks of one surname as it sounds. Within a block, equal names are one unless their lives lie apart;
names that agree (initials, the same name in another language, another transliteration) are joined where they agree
with one person only; a bare surname joins one who bears it where a second ground agrees (linkers/surnames). A pseudonym
is tied to its bearer, never fused. What an authority file says goes before all this. Of other kinds, equal folded names
are one.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import cast

from msgspec.structs import replace

from testimonia.linkers._persons import Person, far, fullness
from testimonia.linkers.surnames import OPEN, as_surnames, join_bare
from testimonia.model.entity import Appearance, Authority, Entity, Ground, Kind, Naming, Tie
from testimonia.text.namewords import fold_name
from testimonia.text.personforms import are_near, form_of, givens_agree, is_ruler, sound_key
from testimonia.text.slug import slug_of

DOMINANT = 10
GROUNDS_MAX = 24
WEAK = 0.75  # given names that agree by an initial, or less
ONE_TIME_YEARS = 20  # within which texts may well tell of one person
SAME_YEARS = 10  # the same, where the surname is a common one
DROPPED = 0.7  # "Keir Hardie" for "J. Keir Hardie"
COMMON = 3  # a surname with so many other given names
MAY_BE_MAX = 8
Block = tuple[str, str]


def blocks_of(appearances: Iterable[Appearance]) -> dict[Block, tuple[Appearance, ...]]:
    """The appearances by the key under which one may meet another."""
    blocks: dict[Block, list[Appearance]] = defaultdict(list)
    for one in appearances:
        blocks[block_of(one)].append(one)
    return {key: tuple(sorted(blocks[key], key=_place)) for key in sorted(blocks)}


def block_of(one: Appearance) -> Block:
    """A person's surname as it sounds, cut to where transliterations still meet; a thing's folded name."""
    if one.kind != "person":
        return one.kind, fold_name(one.label).removeprefix("the ")
    surname = fold_name(one.surname).split()
    return "person", sound_key(surname[-1])[:4] if surname else "=" + fold_name(one.label)


def link_entities(appearances: Iterable[Appearance], authority: Sequence[Authority] = ()) -> tuple[Entity, ...]:
    """The entities of all appearances, by kind and id; ties between them added."""
    appearances = as_surnames(appearances)
    entities: list[Entity] = []
    for block in blocks_of(appearances).values():
        entities += link_block(block, authority)
    return with_ties(merged_by_id(entities), appearances, authority)


def link_block(block: Sequence[Appearance], authority: Sequence[Authority] = ()) -> list[Entity]:
    """The entities of one block; ids are still those of their names."""
    known = _by_name(authority)
    free: list[Appearance] = []
    told: dict[str, list[Appearance]] = defaultdict(list)
    for one in block:
        entry = known.get((one.kind, fold_name(one.label)))
        if entry is None or far(entry.born, one.born) or far(entry.died, one.died):
            free.append(one)
        else:
            told[entry.id].append(one)
    entities = [_from_authority(entry, told[entry.id]) for entry in authority if entry.id in told]
    if block and block[0].kind == "person":
        return entities + _people(free)
    return entities + ([_thing(free)] if free else [])


def _by_name(authority: Sequence[Authority]) -> dict[tuple[str, str], Authority]:
    return {(entry.kind, fold_name(name)): entry for entry in authority for name in (entry.label, *entry.names)}


def _from_authority(entry: Authority, parts: Sequence[Appearance]) -> Entity:
    ground = Ground("authority", 1.0, f"The archive’s authority file says that these are names of “{entry.label}”.")
    return Entity(
        entry.id, cast(Kind, entry.kind), entry.label, _namings(parts), (ground,), entry.born, entry.died, (),
        entry.identifiers,
    )  # fmt: skip


def _thing(parts: Sequence[Appearance]) -> Entity:
    forms = Counter(part.label for part in parts for _ in part.namings)
    label = min(forms, key=lambda form: (form.isupper(), -forms[form], form))
    grounds = {ground.sentence: ground for part in parts for ground in part.grounds}
    kind = cast(Kind, parts[0].kind)
    return Entity(_id(kind, label), kind, label, _namings(parts), tuple(grounds.values())[:GROUNDS_MAX])


def _people(parts: Sequence[Appearance]) -> list[Entity]:
    """The people of one block: equal names, then names that agree, then transliterations, then bare surnames."""
    full = [part for part in parts if part.surname and part.given]
    bare = [part for part in parts if part.surname and not part.given]
    lone = [part for part in parts if not part.surname]
    people = _equal_names(full)
    people = _agreeing(people)
    entities = join_bare(people, bare)
    return [_entity(person) for person in entities + _lone(lone)]


def _equal_names(parts: Sequence[Appearance]) -> list[Person]:
    """One person for each form of a name, or several where years, or "the Elder", keep them apart."""
    people: dict[tuple[tuple[str, ...], str], list[Person]] = defaultdict(list)
    for part in sorted(parts, key=lambda part: (not part.born, not part.died, not part.suffix, _place(part))):
        form = form_of(part.given, part.surname, part.suffix)
        homes = [p for p in people[(form.given, form.surname)] if p.may_be(part)]
        if len(homes) > 1:  # one of two namesakes, and nothing says which
            homes = [p for p in homes if not (p.born or p.died or p.form.suffix)]
        if homes:
            homes[0].add(part)
        else:
            person = Person(form, [], part.born, part.died, part.sex)
            person.add(part)
            people[(form.given, form.surname)].append(person)
    return [person for group in people.values() for person in group]


def _agreeing(people: Sequence[Person]) -> list[Person]:
    """Join the shorter forms to the one fuller person with whom alone they agree."""
    ordered = sorted(people, key=lambda p: (-fullness(p.form), -p.weight, p.form.given, p.form.surname))
    done: list[Person] = []
    givens: dict[str, set[str]] = defaultdict(set)
    for person in people:
        givens[person.form.surname].add(person.form.given[0])
    meeting: dict[str, list[int]] = defaultdict(list)  # places in `done`, by what near surnames share (are_near)
    for person in ordered:
        keys = _near_keys(person.form.surname)
        places = sorted({place for key in keys for place in meeting[key]})
        homes = [(score, done[place]) for place in places if (score := _agreement(done[place], person, givens)) > 0]
        if len({other.form.given[0][0] for _, other in homes}) and len(homes) > 1:
            homes = _surest(homes)
        if len(homes) != 1:
            for key in keys:
                meeting[key].append(len(done))
            done.append(person)
            continue
        score, home = homes[0]
        near = home.form.surname != person.form.surname
        why = "the surname in another transliteration" if near else "the same surname"
        also = "" if score > 0.9 else ", and given names that agree"
        sentence = f"“{person.label}” is put with “{home.label}”: {why}{also}."
        home.grounds.append(Ground("transliteration" if near else "given-names", round(score, 2), sentence))
        home.grounds += person.grounds
        for part in person.parts:
            home.add(part)
    return done


def _near_keys(surname: str) -> tuple[str, str]:
    """Keys of which two surnames that may be one in two transliterations share at least one: how they sound, or how
    they begin and end. A block of a big archive holds hundreds of surnames, and comparing all with all is its cost."""
    return sound_key(surname), f"{surname[:1]}-{surname[-2:]}"


def _surest(homes: list[tuple[float, Person]]) -> list[tuple[float, Person]]:
    """Of several that agree, the one that does so much better, or that is named ten times as often; else none."""
    homes = sorted(homes, key=lambda pair: (-pair[0], -pair[1].weight))
    (best, first), (next_best, second) = homes[:2]
    if next_best >= 1.0:
        return homes  # namesakes, and nothing says which
    if best >= 0.9 > next_best or first.weight >= DOMINANT * max(other.weight for _, other in homes[1:]):
        return homes[:1]
    return homes if second else []


def _agreement(home: Person, person: Person, givens: Mapping[str, Collection[str]]) -> float:
    """How well a form agrees with a person: 0 where anything keeps them apart, or where too little joins them. `givens`
    are the first given names that go with each surname."""
    own, other = home.form, person.form
    if any(not home.may_be(part) for part in person.parts):
        return 0.0
    score = givens_agree(own.given, other.given)
    others = sum(not givens_agree((name,), other.given[:1]) for name in givens[own.surname])
    if own.surname != other.surname:
        out = score >= 0.8 and len(own.given[0]) > 1 and len(other.given[0]) > 1
        rare = score and own.given == other.given and not others and _is_of_one_time(home, person, ONE_TIME_YEARS)
        return 0.9 * score if (out or rare) and are_near(own.surname, other.surname) else 0.0
    if not score and len(own.given) > 1 and len(own.given[1]) > 1 and own.given[1:] == other.given:
        known = others - (not givens_agree(own.given[:1], other.given[:1]))
        return DROPPED if not known and _is_of_one_time(home, person, ONE_TIME_YEARS) else 0.0
    if 0 < score <= WEAK and (others >= COMMON or (others and _is_more_than(own.given, other.given))):
        return score if _is_of_one_circle(home, person) else 0.0
    return score


def _is_more_than(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether names agree by an initial alone and one of them has more: "H. Norman" and "Harold"."""
    return len(a) != len(b) and min(len(a), len(b)) == 1


def _is_of_one_time(a: Person, b: Person, years: int) -> bool:
    gap = min((abs(x - y) for x in a.years for y in b.years), default=-1)
    return 0 <= gap <= years


def _is_of_one_circle(a: Person, b: Person) -> bool:
    """Whether a text that names the one and a text that names the other are one, or of one author or paper and of
    about one time."""
    if a.texts & b.texts:
        return True
    return bool(a.circles & b.circles) and _is_of_one_time(a, b, SAME_YEARS)


def _lone(parts: Sequence[Appearance]) -> list[Person]:
    """Given names alone: rulers with a number, or a title, are one throughout; others only within their document."""
    people: dict[str, Person] = {}
    for part in parts:
        royal = part.suffix or is_ruler(part.roles)
        key = fold_name(part.label) + ("" if royal else "\0" + part.namings[0].document)
        person = people.setdefault(key, Person(form_of(part.given, "", part.suffix), []))
        person.add(part)
    return list(people.values())


def _entity(person: Person) -> Entity:
    grounds = {g.sentence: g for g in (*person.grounds, *(g for part in person.parts for g in part.grounds))}
    label = person.label
    return Entity(
        _id("person", label), "person", label, _namings(person.parts),
        tuple(sorted(grounds.values(), key=lambda g: (g.score, g.sentence)))[:GROUNDS_MAX], person.born, person.died,
    )  # fmt: skip


def _namings(parts: Iterable[Appearance]) -> tuple[Naming, ...]:
    namings = (naming for part in parts for naming in part.namings)
    return tuple(sorted(namings, key=lambda n: (n.source, n.quote.begin if n.quote else -1)))


def _id(kind: str, label: str) -> str:
    return f"{kind}/{slug_of(label.replace('.', ' '))}"


def _place(one: Appearance) -> tuple[str, int]:
    quote = one.namings[0].quote
    return one.namings[0].source, quote.begin if quote else -1


def merged_by_id(entities: Iterable[Entity]) -> list[Entity]:
    """Entities with ids of their own: an authority's may come from several blocks and are one; others that share
    an id are namesakes and are told apart by the years of their lives, or numbered in order of their first place."""
    by_id: dict[str, list[Entity]] = defaultdict(list)
    for entity in entities:
        by_id[entity.id].append(entity)
    told: list[Entity] = []
    for id_, group in sorted(by_id.items()):
        if group[0].grounds and group[0].grounds[0].name == "authority":
            told.append(replace(group[0], namings=tuple(n for entity in group for n in entity.namings)))
            continue
        group.sort(key=lambda e: (-len(e.namings), e.namings[0].source, e.namings[0].form))
        taken: set[str] = set()
        for entity in group:
            own = id_ if len(group) == 1 else _own_id(id_, entity, taken)
            taken.add(own)
            told.append(replace(entity, id=own))
    return told


def _own_id(id_: str, entity: Entity, taken: set[str]) -> str:
    """One namesake's id: by the years of the life, which another page does not shift, else by number."""
    if entity.born or entity.died:
        own = f"{id_}-{entity.born or 'd'}{'' if entity.born else entity.died}"
        if own not in taken:
            return own
    number = 1
    while (own := id_ if number == 1 else f"{id_}-{number}") in taken:
        number += 1
    return own


def with_ties(
    entities: Sequence[Entity], appearances: Iterable[Appearance], authority: Sequence[Authority] = ()
) -> tuple[Entity, ...]:
    """Tie pseudonyms to their bearers, and namesakes to each other."""
    at = {(n.source, n.quote): entity.id for entity in entities for n in entity.namings}
    by_form: dict[tuple[str, str], str] = {(n.document, n.form): e.id for e in entities for n in e.namings}
    ties: dict[str, set[Tie]] = defaultdict(set)
    for one in appearances:
        own = at.get((one.namings[0].source, one.namings[0].quote), "")
        if one.kind != "person":
            continue
        for form in one.aka:
            other = by_form.get((one.namings[0].document, form), "")
            if other and other != own:
                sentence = f"{one.namings[0].document} gives “{form}” as another name of “{one.label}”."
                ties[own].add(Tie("pseudonym-of", other, sentence))
    labels = {(entity.kind, fold_name(entity.label)): entity.id for entity in entities}
    for entry in authority:
        for pen in entry.pseudonyms:
            other = labels.get(("person", fold_name(pen)), "")
            if other and other != entry.id:
                sentence = f"The archive’s authority file gives “{pen}” as a pseudonym of “{entry.label}”."
                ties[entry.id].add(Tie("pseudonym-of", other, sentence))
                ties[other].add(Tie("pseudonym-of", entry.id, sentence))
    names: dict[str, list[Entity]] = defaultdict(list)
    for entity in entities:
        if entity.kind == "person" and " " in entity.label:
            names[re.sub(r"-\d+$", "", entity.id)].append(entity)
    for own, other, sentence in _open_surnames(entities):
        ties[own].add(Tie("may-be", other, sentence))
    for group in names.values():
        for entity in group if len(group) > 1 else ():
            for other_entity in group:
                if other_entity.id != entity.id:
                    sentence = "The same name, of somebody whose life, title or suffix is another."
                    ties[entity.id].add(Tie("namesake-of", other_entity.id, sentence))
    return tuple(
        replace(entity, ties=tuple(sorted(ties[entity.id], key=lambda t: (t.relation, t.other))))
        for entity in sorted(entities, key=lambda e: (e.kind, e.id))
    )


def _open_surnames(entities: Iterable[Entity]) -> Iterator[tuple[str, str, str]]:
    """Ties both ways between a surname that stayed open and those named most who bear it."""
    people = [entity for entity in entities if entity.kind == "person"]
    bearers: dict[str, list[Entity]] = defaultdict(list)
    for entity in people:
        if " " in entity.label:
            bearers[fold_name(entity.label).split()[-1]].append(entity)
    for entity in people:
        if any(ground.name == OPEN for ground in entity.grounds):
            known = sorted(bearers[fold_name(entity.label).split()[-1]], key=lambda e: (-len(e.namings), e.id))
            for other in known[:MAY_BE_MAX]:
                yield entity.id, other.id, "Nothing but the surname says so."
                yield other.id, entity.id, "Nothing but the surname says so."
