"""The pages of whom and what the documents name: people, organisations, places, works, events; their indexes."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

from msgspec import Struct

from testimonia.model.claim import Claim
from testimonia.model.document import Document
from testimonia.model.entity import Entity, Naming
from testimonia.model.finding import Finding
from testimonia.site.cast import FOLDERS, Cast, sort_name, titled_for
from testimonia.site.edtf import sort_key
from testimonia.site.entityviews import (
    CompanyLine,
    EntitiesView,
    EntityLine,
    EntityView,
    MapPlace,
    MentionsView,
    NameLine,
    Spot,
    TieLine,
    ToldLine,
)
from testimonia.site.lines import Link
from testimonia.site.lives import Telling, glance_of, life_of, stops_of, years_of
from testimonia.site.pager import lettered, numbered, one_page, sorting_key
from testimonia.site.paths import href
from testimonia.site.shelf import Shelf, by_date, citable
from testimonia.site.views import PageJob
from testimonia.text.dependence import SharedWords
from testimonia.text.geography import Place, locate, read_degrees
from testimonia.text.namewords import fold_name

# An index line weighs about 250 bytes, a mention in its sentence about 700: no page over 300 kB.
LINES_A_PAGE = 900
MENTIONS_A_PAGE = 300
MENTIONS_SHOWN = 25
# Mentions that stand on the page of all mentions, and on the entity's own only where there are no others.
APART = ("byline", "signature")
NAMES_SHOWN = 40
ENTRIES_SHOWN = 60
COMPANY_SHOWN = 24
TOLD_SHOWN = 60
TOP = 60
GROUNDS_SHOWN = 12


class Scene(Struct, frozen=True):
    """What the pages of entities are planned from; `renumbered` are the frozen ids of the paragraphs of documents where
    they are other than p1, p2 and so on, `faint` the ids of claims linked by a bare surname only."""

    shelf: Shelf
    company: Mapping[str, Mapping[str, int]]
    renumbered: Mapping[str, tuple[str, ...]]
    shared: SharedWords
    faint: frozenset[str]

    @property
    def cast(self) -> Cast:
        return self.shelf.cast

    def link(self, id: str, label: str = "") -> Link:
        """A link to an entity's page, or its name alone where it has none."""
        entity = self.cast.entities.get(id)
        path = self.shelf.paths.entities.get(id, "")
        return Link(label or (entity.label if entity else id), href(path) if path else "")

    def spot(self, document: str, source: str, begin: int, end: int) -> Spot:
        """A place in a document."""
        held = self.shelf.documents.get(document)
        link = self.shelf.link(document)
        if held is None:
            return Spot(link, source, begin, end, begin, end)
        record = self.shelf.records[document]
        dated = record.written or record.printed
        return Spot(link, source, held.begin, held.end, begin, end, self.renumbered.get(document, ()), dated)

    def line(self, entity: Entity) -> EntityLine:
        """An entity as a line of an index: one that has no page of its own leads to the document that names it."""
        link = self.link(entity.id)
        counts = self.cast.documents[entity.id]
        if not link.path and counts:
            link = Link(entity.label, self.shelf.link(next(iter(counts))).path)
        forms = Counter(" ".join(naming.form.split()) for naming in entity.namings)
        others = tuple(f for f, _ in forms.most_common() if fold_name(f) != fold_name(entity.label))[:3]
        return EntityLine(link, entity.kind, others, len(counts), len(entity.namings), entity.born, entity.died)


def renumbered(paragraphs: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """The ids of the documents whose paragraphs are not numbered one after the other (some were put in later)."""
    return {
        document: ids
        for document, ids in paragraphs.items()
        if any(id != f"p{number}" for number, id in enumerate(ids, 1))
    }


def plan_entities(scene: Scene) -> Iterator[PageJob]:
    """All pages of entities and their indexes; none where the archive names nobody."""
    for kind, folder in FOLDERS.items():
        if kind == "periodical":
            continue
        kinds = tuple(other for other, own in FOLDERS.items() if own == folder)
        found = scene.cast.of_kind(*kinds)
        if found:
            yield from _plan_index(scene, kind, folder, found)
            for entity in found:
                if entity.id in scene.cast.paged:
                    yield from _plan_entity(scene, entity)


def _plan_index(scene: Scene, kind: str, folder: str, found: Sequence[Entity]) -> Iterator[PageJob]:
    kinds = tuple(sorted({entity.kind for entity in found}))
    top = tuple(scene.line(entity) for entity in scene.cast.most_named(*kinds)[:TOP])
    keys = [sort_name(entity) for entity in found]
    for leaf in lettered(keys, folder, LINES_A_PAGE):
        lines = tuple(scene.line(entity) for entity in one_page(found, leaf))
        view = EntitiesView(scene.shelf.card, kind, leaf.nav, lines, () if leaf.nav.letter else top)
        yield PageJob(leaf.path, "entities", view)


def _plan_entity(scene: Scene, entity: Entity) -> Iterator[PageJob]:
    path = scene.shelf.paths.entities[entity.id]
    namings = [naming for naming in _in_time(scene, entity) if naming.quote]
    spots = [scene.spot(n.document, n.source, n.quote.begin, n.quote.end) for n in namings if n.quote]
    more = path.removesuffix(".html") + ".mentions.html"
    told = [spot for spot, naming in zip(spots, namings, strict=True) if naming.kind not in APART]
    shown = _some_of_each(told or spots, MENTIONS_SHOWN)
    has_more = len(spots) > len(shown)
    view = _entity_view(scene, entity, tuple(shown), href(more) if has_more else "")
    yield PageJob(path, "entity", view, texts=_texts(view))
    if not has_more:
        return
    for leaf in numbered(len(spots), more, MENTIONS_A_PAGE):
        mentions = MentionsView(
            scene.shelf.card,
            Link(entity.label, href(path)),
            entity.kind,
            FOLDERS[entity.kind],
            leaf.nav,
            one_page(spots, leaf),
        )
        yield PageJob(leaf.path, "mentions", mentions, texts=texts_of(mentions.mentions))


def _ties(scene: Scene, entity: Entity) -> Iterator[TieLine]:
    return (TieLine(tie.relation, scene.link(tie.other), tie.sentence) for tie in entity.ties)


def _entity_view(scene: Scene, entity: Entity, mentions: tuple[Spot, ...], more: str) -> EntityView:
    shelf, cast = scene.shelf, scene.cast
    findings = [f for f in shelf.about.get((entity.kind, entity.id), ()) if f.name != "living-person"]
    claims = cast.claims.get(entity.id, [])
    telling = _telling(scene, findings, claims)
    life = life_of(claims, telling)
    names = _names(scene, entity)
    by = _ids_by(scene, entity)
    about = [id for id in titled_for(entity, _documents(scene, cast.documents[entity.id])) if id not in by]
    told = [claim for claim in cast.told_of.get(entity.id, []) if claim.subject.entity in cast.entities]
    place = located(cast, entity) if entity.kind == "place" else None
    return EntityView(
        card=shelf.card,
        id=entity.id,
        kind=entity.kind,
        folder=FOLDERS[entity.kind],
        label=entity.label,
        born=years_of(life, "birth-date", entity.born),
        died=years_of(life, "death-date", entity.died),
        documents=len(cast.documents[entity.id]),
        total=len(entity.namings),
        names=names[:NAMES_SHOWN],
        names_total=len(names),
        grounds=tuple(ground.sentence for ground in entity.grounds[:GROUNDS_SHOWN]),
        ties=tuple(line for line in _ties(scene, entity) if line.relation != "may-be"),
        perhaps=tuple(line for line in _ties(scene, entity) if line.relation == "may-be"),
        is_open=any(ground.name == "open-surname" for ground in entity.grounds),
        identifiers=tuple(pair for pair in entity.identifiers if pair[0] != "geo"),
        glance=glance_of(life),
        life=life,
        stops=stops_of(claims, telling, partial(_by_authority, cast)),
        told=tuple(_told(scene, claim) for claim in told[:TOLD_SHOWN]),
        told_total=len(told),
        mentions=mentions,
        mentions_path=more,
        by=by_date(citable(shelf, by[:ENTRIES_SHOWN])),
        by_total=len(by),
        author=tuple(Link(a.label, href(shelf.paths.authors[a.id])) for a in cast.authors.get(entity.id, ())),
        about=by_date(citable(shelf, about[:ENTRIES_SHOWN])),
        about_total=len(about),
        company=_company(scene, entity),
        findings=shelf.lines(findings),
        spot=map_place(scene, 1, entity, place) if place else None,
        run=_run(shelf, entity) if entity.kind == "periodical" else None,
    )


def _telling(scene: Scene, findings: Sequence[Finding], claims: Sequence[Claim]) -> Telling:
    shelf = scene.shelf

    def spot(claim: Claim) -> Spot:
        return scene.spot(claim.document, claim.source, claim.evidence.begin, claim.evidence.end)

    def line(finding: Finding) -> Link:
        return Link(finding.code, href(shelf.paths.findings[finding.id]), finding.statement)

    copies = {id_: shelf.link(document) for id_, document in scene.shared.copies(claims).items()}
    return Telling(spot, scene.link, findings, line, copies, scene.faint)


def located(cast: Cast, entity: Entity) -> Place | None:
    """Where a place lies: as the archive's own authority file says, else the gazetteer."""
    return _by_authority(cast, entity.id) or locate(entity.label)


def _by_authority(cast: Cast, id: str) -> Place | None:
    entity = cast.entities.get(id)
    degrees = dict(entity.identifiers).get("geo", "") if entity else ""
    return read_degrees(degrees) if degrees else None


def map_place(scene: Scene, number: int, entity: Entity, spot: Place) -> MapPlace:
    """A place as it stands on a map."""
    documents = len(scene.cast.documents[entity.id])
    return MapPlace(number, scene.link(entity.id), spot.lat, spot.lon, spot.kind == "region", documents)


def _run(shelf: Shelf, entity: Entity) -> Link | None:
    """The run whose title a periodical bears."""
    title = sorting_key(entity.label)
    runs = (run for run in shelf.dossier.runs if title in {sorting_key(own) for own in (run.label, *run.titles)})
    run = next(runs, None)
    return Link(run.label, href(shelf.paths.runs[run.id])) if run else None


def _names(scene: Scene, entity: Entity) -> tuple[NameLine, ...]:
    """The names as printed, the most frequent first; forms that differ in case or accents alone count as one."""
    groups: dict[str, list[Naming]] = defaultdict(list)
    for naming in entity.namings:
        groups[fold_name(naming.form)].append(naming)
    lines = []
    for folded, own in sorted(groups.items(), key=lambda item: (-len(item[1]), item[0])):
        form = Counter(" ".join(naming.form.split()) for naming in own).most_common(1)[0][0]
        documents = list(dict.fromkeys(naming.document for naming in own))
        first = tuple(scene.shelf.link(document) for document in documents[:3])
        lines.append(NameLine(form, len(own), len(documents), first, href(scene.shelf.paths.names.get(folded, ""))))
    return tuple(lines)


def _ids_by(scene: Scene, entity: Entity) -> list[str]:
    ids = {id for author in scene.cast.authors.get(entity.id, ()) for id in author.documents}
    return sorted(ids & scene.shelf.documents.keys(), key=lambda id: (sort_key(_date(scene, id)), id))


def _in_time(scene: Scene, entity: Entity) -> list[Naming]:
    """The mentions in order of their documents' dates, then of place."""
    dated = {document: sort_key(_date(scene, document)) for document in {n.document for n in entity.namings}}

    def key(naming: Naming) -> tuple[tuple[bool, str], str, int]:
        return dated[naming.document], naming.source, naming.quote.begin if naming.quote else 0

    return sorted(entity.namings, key=key)


def _date(scene: Scene, document: str) -> str:
    record = scene.shelf.records.get(document)
    return (record.written or record.printed) if record else ""


def _some_of_each(spots: Sequence[Spot], most: int) -> list[Spot]:
    """Up to so many mentions: one of each document before a second of any, evenly over the documents, in order."""
    turn: Counter[str] = Counter()
    ranked = []
    for index, spot in enumerate(spots):
        turn[spot.link.path] += 1
        ranked.append((turn[spot.link.path], index))
    firsts = [index for rank, index in ranked if rank == 1]
    if len(firsts) > most:
        return [spots[firsts[i * len(firsts) // most]] for i in range(most)]
    return [spots[index] for index in sorted(index for _, index in sorted(ranked)[:most])]


def _company(scene: Scene, entity: Entity) -> tuple[CompanyLine, ...]:
    near = [(count, id) for id, count in scene.company.get(entity.id, {}).items() if id in scene.cast.paged]
    near.sort(key=lambda pair: (-pair[0], -len(scene.cast.entities[pair[1]].namings), pair[1]))
    return tuple(CompanyLine(scene.link(id), scene.cast.entities[id].kind, count) for count, id in near[:COMPANY_SHOWN])


def _told(scene: Scene, claim: Claim) -> ToldLine:
    spot = scene.spot(claim.document, claim.source, claim.evidence.begin, claim.evidence.end)
    return ToldLine(scene.link(claim.subject.entity), claim.property, spot, claim.evidence.exact)


def _documents(scene: Scene, ids: Mapping[str, int]) -> Iterator[Document]:
    return (scene.shelf.documents[id] for id in ids)


def _texts(view: EntityView) -> tuple[str, ...]:
    witnesses = (w.spot for line in view.life for value in line.values for w in value.witnesses)
    stops = (stop.witness for stop in view.stops)
    return texts_of((*view.mentions, *witnesses, *stops, *(told.spot for told in view.told)))


def texts_of(spots: Iterable[Spot]) -> tuple[str, ...]:
    """The sources out of which these sentences are cut."""
    return tuple(sorted({spot.source for spot in spots}))
