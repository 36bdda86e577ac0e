"""Claims and appearances of one page: whose life a claim tells, and what a life's dates say of who is who.

A claim's subject is the person whose name stands where its quote stands; where the reading of names passed that place
over, the person of the document whose name agrees; else the claim itself is the appearance.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from testimonia.model.claim import Claim
from testimonia.model.entity import Appearance, Naming
from testimonia.model.span import Quote
from testimonia.text.personname import PersonName, compatible, fold_name, person_name
from testimonia.text.recasing import recased

_OTHER_KINDS = ("work:", "doc:", "event:", "organisation:", "place:", "periodical:")
_YEARS = ("birth-date", "death-date")
_INITIALS = re.compile(r"(?:[^\W\d_]\.[\s-]?){1,5}")
_STRONG = ("patterns:head", "patterns:name")
_SMALL = frozenset("a an and as at by for from in of on or the to with".split())
_SUFFIX_WORDS = frozenset("the elder younger jr sr jun sen junior senior i ii iii iv v vi vii viii ix x".split())


def with_claims(appearances: Sequence[Appearance], claims: Iterable[Claim]) -> tuple[Appearance, ...]:
    """The appearances of a page, each with the years that its claims give, and one more for every person of whom the
    page claims something and whom no mention names."""
    found = list(appearances)
    by_document: dict[str, list[int]] = defaultdict(list)
    for place, one in enumerate(found):
        if one.kind == "person":
            by_document[one.namings[0].document].append(place)
    own: dict[int, list[Claim]] = defaultdict(list)
    for claim in sorted(claims, key=lambda c: (c.evidence.begin, c.id)):
        if claim.subject.value.startswith(_OTHER_KINDS) or claim.subject.quote is None:
            continue
        place = _home(found, by_document[claim.document], claim)
        if place < 0:
            made = _made_of(claim)
            if made is None:
                continue
            place = len(found)
            found.append(made)
            by_document[claim.document].append(place)
        elif all(not _overlap(n.quote, claim.subject.quote) for n in found[place].namings):
            found[place] = replace(found[place], namings=_with(found[place].namings, _naming(claim)))
        own[place].append(claim)
    return tuple(_with_life(one, own.get(place, ())) for place, one in enumerate(found))


def _home(found: Sequence[Appearance], places: Sequence[int], claim: Claim) -> int:
    """The place of the appearance whom a claim's subject names; -1 where there is none."""
    over = [
        (n.quote.end - n.quote.begin, -place)
        for place in places
        for n in found[place].namings
        if n.quote is not None and _overlap(n.quote, claim.subject.quote)
    ]
    if over:
        return -max(over)[1]
    name = person_name(claim.subject.value)
    if name is None or not name.given:
        return -1
    agree = [place for place in places if _agrees(found[place], name)]
    return agree[0] if len(agree) == 1 else -1


def _agrees(one: Appearance, name: PersonName) -> bool:
    other = person_name(one.label)
    return other is not None and bool(other.given) and compatible(other, name)


def _overlap(a: Quote | None, b: Quote | None) -> bool:
    return a is not None and b is not None and a.begin < b.end and b.begin < a.end


def _with(namings: tuple[Naming, ...], naming: Naming) -> tuple[Naming, ...]:
    return tuple(sorted((*namings, naming), key=lambda n: n.quote.begin if n.quote else -1))


def _naming(claim: Claim) -> Naming:
    return Naming(" ".join(claim.subject.value.split()), "claim", claim.document, claim.source, claim.subject.quote)


def _made_of(claim: Claim) -> Appearance | None:
    """An appearance made of a claim's own subject; None where that is no full name: initials by themselves say of
    nobody who it is."""
    name = person_name(claim.subject.value)
    last = claim.subject.value.strip().split(" ")[-1].lower()
    if name is None or not name.given or _INITIALS.fullmatch(claim.subject.value.strip()) or last in _SMALL:
        return None
    given, surname = _printed_parts(claim.subject.value, name)
    suffix = {"the elder": "elder", "the younger": "younger"}.get(name.suffix, name.suffix)
    label = f"{given} {surname}".strip()
    return Appearance("person", label, given, surname, suffix, "", "", "", (), (), (_naming(claim),), ())


def _printed_parts(form: str, name: PersonName) -> tuple[str, str]:
    """Given names and surname as printed, capitals made small.

    >>> _printed_parts("ASHDOWN, MARY", person_name("ASHDOWN, MARY"))
    ('Mary', 'Ashdown')
    """

    before, comma, after = " ".join(form.split()).partition(",")
    if comma:
        return recased(after.split(",")[0].strip()), recased(before, inside=True)
    words = recased(before).split()
    start = next((at for at, word in enumerate(words) if fold_name(word).startswith(name.given[0])), 0)
    cut = start + len(name.given)
    surname = [word for word in words[cut:] if fold_name(word).strip(".,") not in _SUFFIX_WORDS]
    return " ".join(words[start:cut]), " ".join(surname)


def _with_life(one: Appearance, claims: Sequence[Claim]) -> Appearance:
    """The appearance with the years that its document asserts of that life, where it printed none beside the name."""
    if not claims:
        return one
    years = {prop: _year(claims, prop) for prop in _YEARS}
    return replace(
        one,
        born=one.born or years["birth-date"],
        died=one.died or years["death-date"],
        is_hero=any(claim.extractor == "patterns:head" for claim in claims),
    )


def _year(claims: Sequence[Claim], prop: str) -> str:
    """The year of the surest claim of a date: a head's before a name's; of a pronoun's none, it may mean a relative."""
    own = [c for c in claims if c.property == prop and c.mode == "asserted" and c.extractor in _STRONG]
    best = min(own, key=lambda c: (_STRONG.index(c.extractor), c.evidence.begin), default=None)
    year = best.value.value[:4] if best else ""
    return year if year.isdigit() else ""
