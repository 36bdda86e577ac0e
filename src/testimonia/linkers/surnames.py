"""Bare surnames across documents: whom a document means that names somebody by the surname alone.

That nobody else in an archive bears a surname says little: it does not hold everybody. So a second ground must agree:
the document itself names the bearer in full elsewhere; a text of the same author or paper, of about the same years,
does; many documents do, so that all may be expected to know; or others do within a few years. A surname that stays
open is kept by itself, with a sentence that says so, and is tied to those who bear it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Sized

from msgspec import Struct
from msgspec.structs import replace

from testimonia.linkers._persons import Person
from testimonia.model.entity import Appearance, Ground
from testimonia.text.namewords import fold_name
from testimonia.text.personforms import form_of, is_ruler

OPEN = "open-surname"
FEW_YEARS = 3  # within which a text may mean whom another names in full
NEAR_YEARS = 10  # the same, of one author or one paper
KNOWN_YEARS = 12  # the same, of those whom many name
KNOWN_TEXTS = 4  # so many texts name in full whom all may know, or
KNOWN_AUTHOR_TEXTS = 10  # so many, their own counted
OUTSTANDING = 10  # so many texts, and
OVER_RIVALS = 3  # so many times as many as a namesake's of another time, are enough
EVERYWHERE = 20  # whom so many texts name is known as long as any of them tells
DOMINANT = 10  # so many times as many texts as any namesake's
OFTENER = 1.5  # so many times as many texts bear a word as a surname as do as a given name
HERE, CLOSE, SOON = 3, 2, 1
# What says of somebody no more than that they are one.
_PLAIN_TITLES = frozenset("mr mrs miss ms m mm mme herr frau señor comrade com citizen".split())


class _Bearer(Struct):
    """Somebody who bears the surname in full: the documents that name them so, those that do in their text and not
    only over it, when these were written, in which circles, and with what titles."""

    person: Person
    texts: frozenset[str]
    told: frozenset[str]
    years: tuple[int, ...]
    circles: frozenset[str]
    titles: frozenset[str]


def as_surnames(appearances: Iterable[Appearance]) -> list[Appearance]:
    """The appearances, those of one word that passes for a given name with it as their surname where the archive bears
    it so: "Thomas" where texts name Ada Thomas and Norman Thomas oftener than a Thomas Orme."""
    told = list(appearances)
    borne: dict[str, set[str]] = defaultdict(set)
    given: dict[str, set[str]] = defaultdict(set)
    for one in told:
        if one.kind == "person" and one.given and one.surname:
            borne[fold_name(one.surname)].add(one.namings[0].document)
            given[fold_name(one.given).split()[0]].add(one.namings[0].document)
    return [_as_surname(one) if _is_borne(one, borne, given) else one for one in told]


def _is_borne(one: Appearance, borne: Mapping[str, Sized], given: Mapping[str, Sized]) -> bool:
    if one.kind != "person" or one.surname or one.suffix or " " in one.label.strip() or is_ruler(one.roles):
        return False
    word = fold_name(one.label)
    return word in borne and len(borne[word]) >= OFTENER * len(given.get(word, ()))


def _as_surname(one: Appearance) -> Appearance:
    return replace(one, given="", surname=one.label)


def join_bare(people: list[Person], bare: Sequence[Appearance]) -> list[Person]:
    """The people with those bare surnames that are theirs; the rest put together by surname, as somebody of whom no
    more is said."""
    left = _joined(people, bare)
    left = _joined(people, left) if any(len(person.texts) >= EVERYWHERE for person in people) else left
    rest: dict[tuple[str, str], Person] = {}
    borne = {person.form.surname for person in people}
    for part in left:
        surname = fold_name(part.surname)
        key = (surname, part.sex if part.sex == "f" else "")
        person = rest.setdefault(key, Person(form_of("", part.surname), [], sex=part.sex))
        if surname in borne and not person.grounds:
            person.grounds.append(_open(part.surname))
        person.add(part)
    return people + list(rest.values())


def _joined(people: Sequence[Person], bare: Sequence[Appearance]) -> list[Appearance]:
    """Give bare surnames to those of the people whom they mean; those that are left."""
    left = []
    bearers: dict[str, list[_Bearer]] = defaultdict(list)
    for person in people:
        bearers[person.form.surname].append(_bearer(person))
    for part in bare:
        surname = fold_name(part.surname)
        homes = [bearer for bearer in bearers[surname] if bearer.person.may_be(part)]
        if not part.sex:  # without a woman's title it is hers only where nobody else bears it
            homes = [bearer for bearer in homes if bearer.person.sex != "f"] or homes
        found = _home(homes, part)
        if found is None:
            left.append(part)
            continue
        home, ground = found
        if all(known.sentence != ground.sentence for known in home.grounds):
            home.grounds.append(ground)
        home.add(part)
    return left


def _bearer(person: Person) -> _Bearer:
    told = [part for part in person.parts if any(n.kind != "byline" and " " in n.form for n in part.namings)]
    full = person.parts if len(person.texts) >= EVERYWHERE else [part for part in person.parts if part.given]
    return _Bearer(
        person,
        frozenset(part.namings[0].document for part in full),
        frozenset(part.namings[0].document for part in told),
        tuple(sorted({int(part.year) for part in full if part.year})),
        frozenset(circle for part in told for circle in part.circles),
        frozenset(_titles(person.parts)),
    )


def _titles(parts: Iterable[Appearance]) -> set[str]:
    words = {word.strip(".").lower() for part in parts for role in part.roles for word in role.split()}
    return words - _PLAIN_TITLES


def _home(homes: Sequence[_Bearer], part: Appearance) -> tuple[Person, Ground] | None:
    """The one bearer whom the bare surname means, and why; None where that is open."""
    if not homes:
        return None
    alone = len(homes) == 1
    scored = sorted(
        ((_nearness(bearer, part, alone), bearer) for bearer in homes), key=lambda pair: (-pair[0], -len(pair[1].texts))
    )
    nearness, best = scored[0]
    rivals = [len(bearer.texts) for _, bearer in scored[1:]]
    if nearness == HERE:
        if sum(near == HERE for near, _ in scored) > 1 or max(rivals, default=0) >= DOMINANT * len(best.texts):
            return None
    elif nearness < (SOON if alone else CLOSE) or len(best.texts) < _enough(best, scored[1:]):
        return None
    return best.person, _ground(part, best, nearness, alone)


def _enough(best: _Bearer, rivals: Sequence[tuple[int, _Bearer]]) -> int:
    """How many texts must name somebody in full for a bare surname to be theirs beside those rivals."""
    most = max((len(bearer.texts) for _, bearer in rivals), default=0)
    if len(best.told) >= OUTSTANDING and not any(nearness for nearness, _ in rivals):
        return OVER_RIVALS * most
    return DOMINANT * most


def _nearness(bearer: _Bearer, part: Appearance, alone: bool) -> int:
    """How near the bearer's texts lie to the one that prints the surname; 0 where nothing says that it means them."""
    text = part.namings[0].document
    if text in bearer.told or (alone and text in bearer.texts):
        return HERE
    gap = min((abs(int(part.year) - year) for year in bearer.years), default=0) if part.year else 0
    many = len(bearer.told) >= KNOWN_TEXTS or len(bearer.texts) >= KNOWN_AUTHOR_TEXTS
    if many and gap <= KNOWN_YEARS:
        return CLOSE
    if text in bearer.texts or _titles([part]) - bearer.titles:
        return 0  # an author's own text, which may speak of a namesake; or an office that nobody gives the bearer
    if gap <= NEAR_YEARS and bearer.circles & set(part.circles):
        return CLOSE
    return SOON if part.year and bearer.years and gap <= FEW_YEARS else 0


def _ground(part: Appearance, bearer: _Bearer, nearness: int, alone: bool) -> Ground:
    who = "nobody else" if alone else "hardly anybody else"
    where = "the same document names them in full" if nearness == HERE else "so do other texts of about its time"
    if nearness == CLOSE and len(bearer.texts) >= KNOWN_TEXTS:
        where = f"{len(bearer.texts)} documents name them in full"
    sentence = (
        f"“{part.label}” is put with “{bearer.person.label}”: {who} in this archive bears the surname, and {where}."
    )
    return Ground("surname", round(0.55 + 0.1 * nearness - (0 if alone else 0.1), 2), sentence)


def _open(surname: str) -> Ground:
    sentence = (
        f"“{surname}” alone: who is meant, these documents do not say. It may be one of those who bear the surname, "
        "or several people."
    )
    return Ground(OPEN, 0.0, sentence)
