"""In one document: which mentions of people are one person.

Full names come first; those that agree are one. A bare surname is the one person who bears it here; where two do, the
one whom the document mostly names, else the one named last before it. It is nobody's yet where only a byline bears it,
or where the document had long named somebody so when it names one in full: other documents must say. A bare given name
is the one full name that has it; where two have, not the author of the text, then the person of the title, then the one
mostly named. What stays open is an appearance of its own, known by no more than it prints.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

from msgspec import Struct, field

from testimonia.model.entity import Appearance, Ground, Naming
from testimonia.model.layer import Annotation
from testimonia.model.span import quote_at
from testimonia.text.lifedates import life_years
from testimonia.text.namewords import fold_name, name_words
from testimonia.text.personforms import Form, form_of, givens_agree, is_ruler

MOSTLY = 2
LONG_BARE = 3  # so many bare surnames before the first full name, and
RARELY_FULL = 4  # so many for each full name, are not introduced by it
_SUFFIX = re.compile(r",?\s(?:(?P<jr>[Jj]r|[Jj]unior)|(?P<sr>[Ss]r|[Ss]enior)|the (?P<age>[Ee]lder|[Yy]ounger))\b")
_OF = re.compile(r"\sof\s[A-ZÀ-Þ]")  # "Alexander of Battenberg" is no other Alexander
_ROMAN = re.compile(r"\s(?P<n>I|II|III|IV|V|VI|VII|VIII|IX|X|XI|XII|XIV|XV|XVI)$")
_AKA = re.compile(
    r"\s?[,(]{0,2}\s?(?:alias|also known as|better known as|n[ée]e|real name(?: was)?|pseudonym of|pen[- ]name of|"
    r"writing as|wrote as|under the (?:pseudonym|pen[- ]name|name)(?: of)?|whose (?:real )?name was),?\s?[“\"‘']?"
)


class Document(Struct, frozen=True):
    """What resolution needs of a document: its id and source, its text, the folded words of its title and the places of
    its bylines; its year and circles (model.entity.Appearance) are passed on."""

    id: str
    source: str
    text: str
    title: str
    bylines: tuple[tuple[int, int], ...]
    year: str = ""
    circles: tuple[str, ...] = ()


class _Person(Struct):
    """One person in the making."""

    form: Form
    rows: list[Annotation] = field(default_factory=list)
    sex: str = ""
    born: str = ""
    died: str = ""
    is_author: bool = False
    is_byline: bool = True  # no full name of theirs stands anywhere else
    full: int = 0
    grounds: list[Ground] = field(default_factory=list)
    aka: set[str] = field(default_factory=set)


def people_in(document: Document, rows: Sequence[Annotation]) -> list[Appearance]:
    """The people of a document from its mentions of kind "person", in order of place."""
    people: list[_Person] = []
    bare: list[Annotation] = []
    for row in sorted(rows, key=lambda row: -len(row.get("given"))):
        form = _form(document.text, row)
        if not form.given or (not form.surname and not form.suffix):
            bare.append(row)
            continue
        _join_full(document, people, row, form)
    places: dict[str, list[int]] = defaultdict(list)
    for row in sorted(bare, key=lambda row: row.begin):
        places[fold_name(row.get("surname") or row.get("given"))].append(row.begin)
    for row in sorted(bare, key=lambda row: row.begin):
        _join_bare(document, people, row, places)
    _note_aliases(document.text, people)
    return [_appearance(document, person) for person in sorted(people, key=lambda p: min(r.begin for r in p.rows))]


def _form(text: str, row: Annotation) -> Form:
    suffix = ""
    match = _SUFFIX.match(text, row.end)
    roman = _ROMAN.search(row.get("name"))
    if match:
        suffix = "jr" if match["jr"] else "sr" if match["sr"] else match["age"].lower()
    elif roman:
        suffix = roman["n"].lower()
    return form_of(row.get("given"), row.get("surname"), suffix)


def _sex(row: Annotation) -> str:
    words = name_words()
    roles = {role.rstrip(".").lower() for role in row.get("role").split()}
    if roles & words["titles_of_women"]:
        return "f"
    if roles & words["titles_of_men"]:
        return "m"
    given = fold_name(row.get("given")).split()
    if not given or given[0] not in words.given:
        return ""
    return "f" if given[0] in words.feminine else "m"


def _join_full(document: Document, people: list[_Person], row: Annotation, form: Form) -> None:
    """Put a full name with the one person whose name agrees, else make a new one."""
    born, died = life_years(document.text, row.end)
    homes = [
        p
        for p in people
        if (p.form.surname == form.surname and p.form.suffix in ("", form.suffix))
        or (not form.suffix and p.form.surname == form.surname)
        if givens_agree(p.form.given, form.given) and not _conflict(p, born, died)
    ]
    exact = [p for p in homes if p.form.given == form.given]
    if len(exact) == 1 or len(homes) == 1:
        person = (exact or homes)[0]
        if person.form != form and row.get("name") not in {r.get("name") for r in person.rows}:
            score = givens_agree(person.form.given, form.given)
            person.grounds.append(
                _ground("given-names", score, row, person, "the surname is the same and the given names agree")
            )
    else:
        person = _Person(form)
        people.append(person)
    _add(document, person, row)
    person.full += 1
    person.is_byline = person.is_byline and row.get("grounds") == "byline"
    person.born, person.died = person.born or born, person.died or died
    if form.suffix and not person.form.suffix:
        person.form = Form(person.form.given, person.form.surname, form.suffix)


def _conflict(person: _Person, born: str, died: str) -> bool:
    """Whether years of birth or death lie more than two apart: two people of one name."""
    return any(x and y and abs(int(x) - int(y)) > 2 for x, y in ((person.born, born), (person.died, died)))


def _add(document: Document, person: _Person, row: Annotation) -> None:
    person.rows.append(row)
    person.sex = person.sex or _sex(row)
    person.is_author = person.is_author or any(b <= row.begin < e for b, e in document.bylines)


def _join_bare(document: Document, people: list[_Person], row: Annotation, places: Mapping[str, Sequence[int]]) -> None:
    """Give a surname or a given name alone to the person of the document whom it can only, or mostly, mean. `places`
    are those of each such word."""
    word = fold_name(row.get("surname") or row.get("given"))
    is_royal = not row.get("surname") and is_ruler(row.get("role").split())
    sex = _sex(row) if row.get("role") else ""
    bearers = [p for p in people if p.form.surname == word and not is_royal]
    by_surname = [p for p in bearers if not (sex and p.sex and sex != p.sex)]
    chosen, ground, score = None, "surname", 0.9
    if not sex and any(p.sex != "f" for p in by_surname):
        by_surname = [p for p in by_surname if p.sex != "f"]
    if by_surname and not _is_doubtful(by_surname, sex, places[word]):
        chosen, score = _mostly(by_surname, row)
    elif by_surname:
        chosen = next((p for p in people if p.form == form_of("", row.get("surname"))), None)
    elif (not row.get("role") or sex) and row.get("grounds") != "archive" and not _OF.match(document.text, row.end):
        by_given = [p for p in people if p.form.given and p.form.given[0] == word and p.form.surname]
        others = [p for p in by_given if not p.is_author] or by_given
        titled = [p for p in others if p.form.surname in document.title and word in document.title]
        ground = "given-name"
        if others:
            chosen, score = (titled[0], 0.85) if len(titled) == 1 else _mostly(others, row)
            score = min(score, 0.85)
    if chosen is None:
        chosen = _Person(form_of(row.get("given"), row.get("surname")))
        people.append(chosen)
    elif row.get("name") not in {r.get("name") for r in chosen.rows}:
        why = (
            "this document names one person so" if score > 0.8 else "it is whom this document mostly, or last, named so"
        )
        chosen.grounds.append(_ground(ground, score, row, chosen, why))
    _add(document, chosen, row)


def _is_doubtful(people: Sequence[_Person], sex: str, bare: Sequence[int]) -> bool:
    """Whether a surname, bare in those places, may be somebody else's than theirs who bear it here: a woman's rarely
    named in full, where it stands without her title; an author's of whom no more than the byline speaks; anybody's whom
    the document names in full late and rarely."""
    full = sum(p.full for p in people)
    rarely = RARELY_FULL * full < len(bare)
    if not sex and rarely and all(p.sex == "f" for p in people):
        return True
    named = [r.begin for p in people for r in p.rows if r.get("given")]
    first = min((begin for p in people if p.full for begin in named), default=0)
    if all(p.is_byline for p in people if p.full):
        return any(p.full for p in people)
    return rarely and sum(begin < first for begin in bare) >= LONG_BARE


def _mostly(people: Sequence[_Person], row: Annotation) -> tuple[_Person, float]:
    """The only one; the one named in full twice as often as any other; else the one named in full last before."""
    if len(people) == 1:
        return people[0], 0.9
    first, second = sorted(people, key=lambda p: -p.full)[:2]
    if first.full >= MOSTLY * max(second.full, 1):
        return first, 0.75
    before = [(max((r.end for r in p.rows if r.end <= row.begin and r.get("given")), default=-1), p) for p in people]
    return max(before, key=lambda pair: pair[0])[1], 0.6


def _ground(name: str, score: float, row: Annotation, person: _Person, why: str) -> Ground:
    label = person.rows[0].get("name")
    return Ground(name, round(score, 2), f"“{row.get('name')}” is put with “{label}”: {why}.")


def _note_aliases(text: str, people: Sequence[_Person]) -> None:
    """Full names that the text says are one person's other name: they stay apart, and are tied."""
    ordered = sorted(((row.begin, row.end, row.get("name"), p) for p in people for row in p.rows), key=lambda x: x[:2])
    for (_, end, name, one), (begin, _, other_name, other) in pairwise(ordered):
        if one is not other and 0 < begin - end < 45 and _AKA.fullmatch(text, end, begin):
            one.aka.add(other_name)
            other.aka.add(name)


def _appearance(document: Document, person: _Person) -> Appearance:
    rows = sorted(person.rows, key=lambda row: row.begin)
    names = Counter(row.get("name") for row in rows)
    fullest = max(
        rows,
        key=lambda row: (
            bool(row.get("given") and row.get("surname")),
            _fullness(row),
            names[row.get("name")],
            -row.begin,
        ),
    )
    roles: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        if row.get("role"):
            roles[row.get("role")].append("")
    namings = tuple(
        Naming(
            row.get("name"),
            row.get("grounds"),
            document.id,
            document.source,
            quote_at(document.text, row.begin, row.end),
            score_of(row),
        )
        for row in rows
    )
    return Appearance(
        "person", fullest.get("name"), fullest.get("given"), fullest.get("surname"), person.form.suffix, person.sex,
        person.born, person.died, tuple(sorted(roles)), tuple(sorted(person.aka)), namings, tuple(person.grounds),
        False, document.year, document.circles,
    )  # fmt: skip


def score_of(row: Annotation) -> float:
    """How sure the reading of a mention is, 0 to 1."""
    score = row.values.get("score")
    return round(float(score), 2) if isinstance(score, int | float) else 1.0


def _fullness(row: Annotation) -> int:
    """Full given names weigh more than initials."""
    return sum(2 if len(part.rstrip(".")) > 1 else 1 for part in row.get("given").split())
