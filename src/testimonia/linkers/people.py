"""Entities: which appearances in many documents are one person, organisation, place, work, periodical or event.

People meet in blocks of one surname as it sounds. Within a block, equal names are one unless their lives lie apart;
names that agree (initials, the same name in another language, another transliteration) are joined where they agree
with one person only; a bare surname joins the one person who bears it in this archive, or who bears it ten times as
often as any other. A pseudonym is tied to its bearer, never fused. What an authority file says goes before all this.
Of other kinds, equal folded names are one.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import cast

from msgspec import Struct, field
from msgspec.structs import replace

from testimonia.model.entity import Appearance, Authority, Entity, Ground, Kind, Naming, Tie
from testimonia.text.namewords import fold_name
from testimonia.text.personforms import Form, are_near, form_of, givens_agree, sound_key
from testimonia.text.slug import slug_of

FAR_YEARS = 2
ONE_END_YEARS = 12
LONGEST_GAP = 115
DOMINANT = 10
GROUNDS_MAX = 24
Block = tuple[str, str]


class _Person(Struct):
    """A person in the making: the fullest form, years, and what was put together."""

    form: Form
    parts: list[Appearance]
    born: str = ""
    died: str = ""
    sex: str = ""
    grounds: list[Ground] = field(default_factory=list)
    heads: set[tuple[str, str]] = field(default_factory=set)  # (source, document) of articles that are about this one

    @property
    def weight(self) -> int:
        return sum(len(part.namings) for part in self.parts)

    @property
    def label(self) -> str:
        return _label(self.parts)


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
    appearances = list(appearances)
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
        if entry is None or _far(entry.born, one.born) or _far(entry.died, one.died):
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
    entities = _join_bare(people, bare)
    return [_entity(person) for person in entities + _lone(lone)]


def _equal_names(parts: Sequence[Appearance]) -> list[_Person]:
    """One person for each form of a name, or several where years, or "the Elder", keep them apart."""
    people: dict[tuple[tuple[str, ...], str], list[_Person]] = defaultdict(list)
    for part in sorted(parts, key=lambda part: (not part.born, not part.died, not part.suffix, _place(part))):
        form = form_of(part.given, part.surname, part.suffix)
        homes = [p for p in people[(form.given, form.surname)] if _may_be(p, part)]
        if len(homes) > 1:  # one of two namesakes, and nothing says which
            homes = [p for p in homes if not (p.born or p.died or p.form.suffix)]
        if homes:
            _add(homes[0], part)
        else:
            person = _Person(form, [], part.born, part.died, part.sex)
            _add(person, part)
            people[(form.given, form.surname)].append(person)
    return [person for group in people.values() for person in group]


def _add(person: _Person, part: Appearance) -> None:
    person.parts.append(part)
    if part.is_hero:
        person.heads.add((part.namings[0].source, part.namings[0].document))
    person.born, person.died = person.born or part.born, person.died or part.died
    person.sex = person.sex or part.sex
    if part.suffix and not person.form.suffix:
        person.form = Form(person.form.given, person.form.surname, part.suffix)


def _may_be(person: _Person, part: Appearance) -> bool:
    """Whether nothing that is known of two keeps them apart: years, "the Elder", a title of the other sex."""
    if person.form.suffix and part.suffix and person.form.suffix != part.suffix:
        return False
    if person.sex and part.sex and person.sex != part.sex:
        return False
    if part.is_hero and any(s == part.namings[0].source and d != part.namings[0].document for s, d in person.heads):
        return False  # two articles of one work are about two people
    return not _lives_apart((person.born, person.died), (part.born, part.died))


def _lives_apart(a: tuple[str, str], b: tuple[str, str]) -> bool:
    """Whether two lives cannot be one: where both ends are known of both, no end agrees, or neither does well; where
    one end is, it lies over a dozen years off; or one was born more than a lifetime before the other died."""
    gaps = [abs(int(x) - int(y)) for x, y in zip(a, b, strict=True) if x and y]
    if len(gaps) == 2:
        return min(gaps) > FAR_YEARS
    if gaps and gaps[0] > ONE_END_YEARS:
        return True
    years = [int(year) for year in (*a, *b) if year]
    return bool(years) and max(years) - min(years) > LONGEST_GAP


def _far(a: str, b: str) -> bool:
    return bool(a and b) and abs(int(a) - int(b)) > FAR_YEARS


def _agreeing(people: Sequence[_Person]) -> list[_Person]:
    """Join the shorter forms to the one fuller person with whom alone they agree."""
    ordered = sorted(people, key=lambda p: (-_fullness(p.form), -p.weight, p.form.given, p.form.surname))
    done: list[_Person] = []
    meeting: dict[str, list[int]] = defaultdict(list)  # places in `done`, by what near surnames share (are_near)
    for person in ordered:
        keys = _near_keys(person.form.surname)
        places = sorted({place for key in keys for place in meeting[key]})
        homes = [(score, done[place]) for place in places if (score := _agreement(done[place], person)) > 0]
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
            _add(home, part)
    return done


def _near_keys(surname: str) -> tuple[str, str]:
    """Keys of which two surnames that may be one in two transliterations share at least one: how they sound, or how
    they begin and end. A block of a big archive holds hundreds of surnames, and comparing all with all is its cost."""
    return sound_key(surname), f"{surname[:1]}-{surname[-2:]}"


def _surest(homes: list[tuple[float, _Person]]) -> list[tuple[float, _Person]]:
    """Of several that agree, the one that does so much better, or that is named ten times as often; else none."""
    homes = sorted(homes, key=lambda pair: (-pair[0], -pair[1].weight))
    (best, first), (next_best, second) = homes[:2]
    if next_best >= 1.0:
        return homes  # namesakes, and nothing says which
    if best >= 0.9 > next_best or first.weight >= DOMINANT * max(other.weight for _, other in homes[1:]):
        return homes[:1]
    return homes if second else []


def _agreement(home: _Person, person: _Person) -> float:
    """How well a form agrees with a person: 0 where anything keeps them apart."""
    if any(not _may_be(home, part) for part in person.parts):
        return 0.0
    score = givens_agree(home.form.given, person.form.given)
    if score and home.form.surname != person.form.surname:
        same = score >= 0.8 and len(home.form.given[0]) > 1 and len(person.form.given[0]) > 1
        return 0.9 * score if same and are_near(home.form.surname, person.form.surname) else 0.0
    return score


def _fullness(form: Form) -> int:
    return sum(2 if len(part) > 1 else 1 for part in form.given)


def _join_bare(people: list[_Person], bare: Sequence[Appearance]) -> list[_Person]:
    """Give bare surnames to the one person who bears the surname, or bears it ten times as often; the rest are put
    together by surname as somebody of whom no more is said."""
    rest: dict[tuple[str, str], _Person] = {}
    bearers: dict[str, list[_Person]] = defaultdict(list)
    for person in people:
        bearers[person.form.surname].append(person)
    for part in bare:
        surname = fold_name(part.surname)
        homes = [p for p in bearers[surname] if _may_be(p, part)]
        homes.sort(key=lambda p: -p.weight)
        if len(homes) > 1 and homes[0].weight < DOMINANT * homes[1].weight:
            homes = []
        if not homes:
            key = (surname, part.sex if part.sex == "f" else "")
            _add(rest.setdefault(key, _Person(form_of("", part.surname), [], sex=part.sex)), part)
            continue
        alone = len(bearers[surname]) == 1
        why = "nobody else" if alone else "hardly anybody else"
        sentence = f"“{part.label}” is put with “{homes[0].label}”: {why} in this archive bears the surname."
        if all(ground.sentence != sentence for ground in homes[0].grounds):
            homes[0].grounds.append(Ground("surname", 0.8 if alone else 0.65, sentence))
        _add(homes[0], part)
    return people + list(rest.values())


def _lone(parts: Sequence[Appearance]) -> list[_Person]:
    """Given names alone: rulers with a number, or a title, are one throughout; others only within their document."""
    people: dict[str, _Person] = {}
    for part in parts:
        royal = part.suffix or any(role.lower() in _ROYAL for role in part.roles)
        key = fold_name(part.label) + ("" if royal else "\0" + part.namings[0].document)
        person = people.setdefault(key, _Person(form_of(part.given, "", part.suffix), []))
        _add(person, part)
    return list(people.values())


_ROYAL = frozenset("king queen emperor empress tsar czar kaiser pope prince princess saint st sultan shah".split())


def _label(parts: Sequence[Appearance]) -> str:
    """The fullest form, the most frequent of equals."""
    forms = Counter(part.label for part in parts)
    given = {part.label: _fullness(form_of(part.given, part.surname)) for part in parts}
    return min(forms, key=lambda form: (-given[form], form.isupper(), -forms[form], form))


def _entity(person: _Person) -> Entity:
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
