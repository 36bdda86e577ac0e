"""Lives: the claims about one entity as a table of properties, values and witnesses, and as an itinerary."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from testimonia.model.claim import Claim
from testimonia.model.finding import Finding
from testimonia.model.when import years_after
from testimonia.site.edtf import year_of
from testimonia.site.entityviews import PropertyLine, Spot, StopLine, ValueLine, WitnessLine
from testimonia.site.lines import Link
from testimonia.text.geography import Place, locate
from testimonia.text.standings import standings

# The order of the table: what is asked for first, then the course of a life; what is not named here comes after, in
# alphabetical order.
ORDER = (
    "birth-date", "birth-place", "death-date", "death-place", "age-at-death", "manner-of-death", "cause-of-death",
    "killed-by", "birth-order", "child-of", "parent-of", "sibling", "spouse", "alias", "pseudonym", "studied-at",
    "resided", "moved", "office-held", "member-of", "leader-of", "founder-of", "editor-of", "author-of",
    "attributed-to", "accused-of", "sentenced", "imprisoned", "exiled", "escaped", "participated-in", "age-at",
    "declared-age-changed",
)  # fmt: skip
# What stands at the head of the page.
GLANCE = ("birth-date", "birth-place", "death-date", "death-place")
# Properties whose value is a place in which somebody was.
PLACED = (
    "birth-place",
    "resided",
    "moved",
    "studied-at",
    "imprisoned",
    "exiled",
    "escaped",
    "death-place",
    "event-place",
)
# When somebody was at the place: the date of the same event, where the claim of the place has none.
DATED_BY = {"birth-place": "birth-date", "death-place": "death-date", "event-place": "event-date"}
WITNESSES_MAX = 12
STANDINGS_MAX = 6
GRAVE = ("contradiction", "tension")


class Telling(Struct, frozen=True):
    """What the table of a life needs beside the claims: the spot of a claim's words, the entity of a value, the
    findings about this life, of claims in words that several texts print, by id, a link to the text that has them
    first, and the ids of claims linked by a bare surname only."""

    spot: Callable[[Claim], Spot]
    link: Callable[[str, str], Link]
    findings: Sequence[Finding]
    line: Callable[[Finding], Link]
    copies: Mapping[str, Link] = field(default_factory=dict)
    faint: frozenset[str] = frozenset()


def life_of(claims: Iterable[Claim], telling: Telling) -> tuple[PropertyLine, ...]:
    """The table: properties in the order of a life, the values of each with those of most witnesses first."""
    by_property: dict[str, dict[tuple[str, str], list[Claim]]] = defaultdict(lambda: defaultdict(list))
    for claim in claims:
        if claim.extractor == "page":
            continue  # the bylines of somebody's own texts are listed with the documents
        when = "" if claim.property.endswith("-date") else claim.when
        by_property[claim.property][claim.value.value, when].append(claim)
    quoting = _quoting(telling)
    lines = []
    for name in sorted(by_property, key=_rank):
        groups = sorted(by_property[name].items(), key=lambda item: (-_texts(item[1]), item[0]))
        stand = standings((claim for _, own in groups for claim in own), telling.faint, telling.copies)
        agreed = {s.a: s.relation for s in stand if s.a == s.b}
        values = tuple(
            replace(_value(name, value, when, own, telling, quoting), agreed=agreed.get(value, ""))
            for (value, when), own in groups
        )
        pairs = tuple(standing for standing in stand if standing.a != standing.b)[:STANDINGS_MAX]
        grave = [f for f in telling.findings if f.property == name and f.severity != "note" and f.verdict in GRAVE]
        worst = min(grave, key=lambda f: GRAVE.index(f.verdict), default=None)
        lines.append(PropertyLine(name, values, worst.severity if worst else "", worst.verdict if worst else "", pairs))
    return tuple(lines)


def stops_of(claims: Sequence[Claim], telling: Telling, located: Callable[[str], Place | None]) -> tuple[StopLine, ...]:
    """The itinerary: where texts say that somebody was, in order of time, undated stations last. `located` knows the
    places of the archive's own authority file, by entity."""
    dates = _dates(claims)
    quoting = _quoting(telling)
    groups: dict[tuple[str, str, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.mode == "denied" or not claim.polarity or claim.value.value.startswith("from "):
            continue  # "banished from Norwick" says of no place that somebody was there
        place = claim.value.value if claim.property in PLACED else claim.place
        when = claim.when or dates.get(DATED_BY.get(claim.property, ""), "")
        if claim.property.endswith("-date"):
            when = claim.value.value
        if place:
            groups[when, claim.property, place].append(claim)
    ordered = sorted(groups.items(), key=lambda item: (not item[0][0], item[0][0], _rank(item[0][1]), item[0][2]))
    stops = []
    for number, ((when, name, place), own) in enumerate(ordered, 1):
        entity = own[0].value.entity if name in PLACED else ""
        at = located(entity) or locate(place)
        marks = {link.path: link for claim in own for link in quoting.get(_place(claim), ())}
        stops.append(
            StopLine(
                number=number,
                place=place,
                link=telling.link(entity, place),
                property=name,
                edtf=when,
                lat=at.lat if at else None,
                lon=at.lon if at else None,
                is_region=bool(at and at.kind == "region"),
                total=_texts(own),
                witness=telling.spot(own[0]),
                disputed=tuple(marks.values()),
            )
        )
    return tuple(stops)


def years_of(life: Iterable[PropertyLine], name: str, printed: str) -> str:
    """The years that the texts give for a birth or a death ("1906", or "1905/1906" where they differ); `printed` is one
    that stands beside the name somewhere."""
    told = {
        year_of(value.value)
        for line in life
        if line.property == name
        for value in line.values
        if any(witness.mode == "asserted" for witness in value.witnesses)
    }
    return "/".join(sorted((told | {printed}) - {""}))


def _value(
    name: str,
    value: str,
    when: str,
    claims: list[Claim],
    telling: Telling,
    quoting: Mapping[tuple[str, int], list[Link]],
) -> ValueLine:
    edtf = value if name.endswith("-date") else when
    entity = next((claim.value.entity for claim in claims if claim.value.entity), "")
    ordered = sorted(
        claims, key=lambda c: (c.mode != "asserted", telling.spot(c).edtf or "9", c.source, c.evidence.begin)
    )
    return ValueLine(
        value=value,
        link=telling.link(entity, value) if entity else Link(value, ""),
        edtf=edtf,
        place=next((claim.place for claim in claims if claim.place), ""),
        total=len(claims),
        witnesses=tuple(_witness(c, edtf, telling, quoting) for c in ordered[:WITNESSES_MAX]),
    )


def _witness(claim: Claim, edtf: str, telling: Telling, quoting: Mapping[tuple[str, int], list[Link]]) -> WitnessLine:
    spot = telling.spot(claim)
    mode = claim.mode if claim.polarity else "denied"
    findings = tuple(quoting.get(_place(claim), ()))
    return WitnessLine(
        spot, claim.evidence.exact, claim.voice, mode, years_after(edtf, spot.edtf), findings,
        telling.copies.get(claim.id),
    )  # fmt: skip


def _quoting(telling: Telling) -> dict[tuple[str, int], list[Link]]:
    """The disagreements that quote a place of a source; notes are none."""
    quoting: dict[tuple[str, int], list[Link]] = defaultdict(list)
    for finding in telling.findings:
        if finding.severity == "note":
            continue
        for place in dict.fromkeys((e.source, e.quote.begin) for e in finding.evidence):
            quoting[place].append(telling.line(finding))
    return quoting


def _dates(claims: Iterable[Claim]) -> dict[str, str]:
    """The date of birth, death or event of most texts."""
    found: dict[str, dict[str, list[Claim]]] = defaultdict(lambda: defaultdict(list))
    for claim in claims:
        if claim.property in DATED_BY.values() and claim.mode == "asserted":
            found[claim.property][claim.value.value].append(claim)
    return {name: min(values, key=lambda v: (-_texts(values[v]), v)) for name, values in found.items()}


def _place(claim: Claim) -> tuple[str, int]:
    return claim.source, claim.evidence.begin


def _texts(claims: Iterable[Claim]) -> int:
    return len({claim.document for claim in claims})


def _rank(name: str) -> tuple[int, str]:
    return (ORDER.index(name), "") if name in ORDER else (len(ORDER), name)


def events_of(life: Iterable[PropertyLine]) -> Iterator[tuple[str, ValueLine]]:
    """The dated values of a life in order of time."""
    dated = [(line.property, value) for line in life for value in line.values if value.edtf]
    yield from sorted(dated, key=lambda pair: (pair[1].edtf, _rank(pair[0]), pair[1].value))


def glance_of(life: Iterable[PropertyLine]) -> tuple[PropertyLine, ...]:
    """What is asked for first, without the witnesses: the values of birth and death that texts assert."""
    return tuple(
        replace(line, values=values)
        for line in life
        if line.property in GLANCE
        and (
            values := tuple(
                replace(value, witnesses=())
                for value in line.values
                if any(witness.mode in ("asserted", "hedged") for witness in value.witnesses)
            )
        )
    )
