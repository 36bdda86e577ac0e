"""Claims to dossiers: which claims of several texts are about one person.

Until an entity stands in a claim (a linker's or an editor's), people are put together by name within blocks of one
surname and first letter, and kept apart where their lives are: two births *and* two deaths far from each other are two
namesakes, and so is one that lies a lifetime off with nothing to join them. A name with initials only, or of one word,
joins another only where a date of the life agrees.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from testimonia.model.canon import digest_of
from testimonia.model.claim import Claim
from testimonia.model.person import PersonDossier
from testimonia.model.when import When
from testimonia.text.personname import PersonName, compatible, person_name

NEAR_YEARS = 10
FAR_YEARS = 30
LIFE = ("birth-date", "death-date")
# A subject of these kinds is no person: it is written "work:..." or "doc:...".
_OTHER_KINDS = ("work:", "doc:", "event:", "organisation:")


def person_blocks(claims: Iterable[Claim]) -> dict[str, tuple[Claim, ...]]:
    """Claims by the key under which namesakes meet; claims that are linked to an entity, by that entity."""
    blocks: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.subject.entity:
            blocks["entity:" + claim.subject.entity].append(claim)
        elif not claim.subject.value.startswith(_OTHER_KINDS) and (name := person_name(claim.subject.value)):
            blocks[name.key].append(claim)
    return {key: tuple(sorted(blocks[key], key=_place)) for key in sorted(blocks)}


def dossiers_of(key: str, claims: Sequence[Claim]) -> tuple[PersonDossier, ...]:
    """The people of one block."""
    if key.startswith("entity:"):
        return (_dossier(key.removeprefix("entity:"), list(claims)),)
    appearances: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        appearances[(claim.document, claim.subject.value)].append(claim)
    people: list[list[_Appearance]] = []
    for (document, form), own in sorted(appearances.items(), key=lambda item: (-len(item[1]), item[0])):
        name = person_name(form)
        if name is None:
            continue
        one = _Appearance(document, form, name, own)
        home = next((group for group in people if all(_is_same(one, other) for other in group)), None)
        if home is None:
            people.append([one])
        else:
            home.append(one)
    return tuple(_dossier("", [c for a in group for c in a.claims]) for group in people)


@dataclass(frozen=True, slots=True)
class _Appearance:
    document: str
    form: str
    name: PersonName
    claims: list[Claim]


def _is_same(a: _Appearance, b: _Appearance) -> bool:
    if not compatible(a.name, b.name) or _are_two_entries(a, b):
        return False
    gaps = [gap for prop in LIFE if (gap := _least_gap_years(a.claims, b.claims, prop)) is not None]
    if len(gaps) == 2 and min(gaps) > NEAR_YEARS:
        return False
    if len(gaps) == 1 and gaps[0] > FAR_YEARS:
        return False
    if a.name.given and b.name.given and min(len(a.name.given[0]), len(b.name.given[0])) > 1:
        return True
    return a.document == b.document or (bool(gaps) and min(gaps) <= 1)


def _are_two_entries(a: _Appearance, b: _Appearance) -> bool:
    """Whether each is the hero of an article of its own in one work: a dictionary gives nobody two."""
    if a.document == b.document or a.claims[0].source != b.claims[0].source:
        return False
    return all(any(c.extractor == "patterns:head" for c in one.claims) for one in (a, b))


def _least_gap_years(a: Iterable[Claim], b: Iterable[Claim], prop: str) -> float | None:
    """Between the dates of two appearances, the strongest witness of each first: a life in brackets, then the rest."""
    gaps = [
        gap
        for x in _dated(a, prop)
        for y in _dated(b, prop)
        if (gap := plain_gap_years(x.value.value, y.value.value)) is not None
    ]
    return min(gaps) if gaps else None


def _dated(claims: Iterable[Claim], prop: str) -> list[Claim]:
    return [c for c in claims if c.property == prop and c.mode == "asserted"]


def plain_gap_years(a: str, b: str) -> float | None:
    """Years between two EDTF dates as written, 0 where they meet; None where one has no years."""
    (a_first, a_last), (b_first, b_last) = When(a).plain(), When(b).plain()
    if a_first is None or a_last is None or b_first is None or b_last is None:
        return None
    return max(0, a_first - b_last, b_first - a_last) / 365.25


def _dossier(entity: str, claims: list[Claim]) -> PersonDossier:
    claims.sort(key=_place)
    forms = tuple(sorted({claim.subject.value for claim in claims}, key=lambda form: (-len(form), form)))
    documents = sorted({claim.document for claim in claims})
    id_ = entity or "person-" + digest_of("|".join((*forms, *documents)).encode())[:12]
    grounds = (f"{len(forms)} forms with one surname and given name, and lives that meet",) if len(forms) > 1 else ()
    return PersonDossier(id_, label_of(forms), forms, tuple(claims), grounds)


def label_of(forms: Sequence[str]) -> str:
    """A name for a heading: the fullest form that is not in capitals, else the fullest, turned and in small letters.

    >>> label_of(("GREENE, ROBERT",)), label_of(("GREENE, ROBERT", "Robert Greene"))
    ('Robert Greene', 'Robert Greene')
    """
    small = [form for form in forms if not form.split(",")[0].isupper()]
    form = " ".join((small or list(forms))[0].split())
    surname, comma, given = form.partition(",")
    if not comma:
        return form
    return " ".join(
        word.capitalize() if word.isupper() and len(word) > 1 else word for word in f"{given.strip()} {surname}".split()
    )


def _place(claim: Claim) -> tuple[str, int, str]:
    return claim.source, claim.evidence.begin, claim.id
