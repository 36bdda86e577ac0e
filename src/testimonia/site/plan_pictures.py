"""The three pictures of the whole archive: over time, on the map, and who is named near whom."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from testimonia.model.entity import Entity
from testimonia.site.edtf import year_of
from testimonia.site.entityviews import Band, Knot, MapView, NetworkView, TimelineView
from testimonia.site.layout import lay_out, push_apart
from testimonia.site.lines import Link
from testimonia.site.paths import href, slug
from testimonia.site.plan_entities import Scene, located, map_place
from testimonia.site.shelf import Shelf
from testimonia.site.views import PageJob

BANDS = 10
KNOTS = 48
LINES_EACH = 3
FEWEST_TOGETHER = 2
PLACES = 150
SIZE = (700.0, 560.0)
LETTER_PX = 6.0


def plan_timeline(shelf: Shelf) -> Iterator[PageJob]:
    """timeline.html: the documents of each year, by the periodical in which they were printed."""
    years: dict[str, Counter[str]] = defaultdict(Counter)
    undated = 0
    for id, record in shelf.records.items():
        year = year_of(record.printed or record.written)
        printing = shelf.printings.get(id)
        undated += not year
        if year:
            years[printing.run.id if printing else ""][year] += 1
    if not years:
        return
    runs = sorted((id for id in years if id), key=lambda id: (-years[id].total(), id))
    shown, rest = runs[:BANDS], runs[BANDS:]
    labels = {run.id: run.label for run in shelf.dossier.runs}
    bands = [_band(shelf, Link(labels[id], href(shelf.paths.runs[id])), years[id]) for id in shown]
    if rest:
        others = sum((years[id] for id in rest), Counter[str]())
        bands.append(_band(shelf, Link("", "", "others"), others))
    if years[""]:
        bands.append(_band(shelf, Link("", "", "none"), years[""]))
    yield PageJob("timeline.html", "timeline", TimelineView(shelf.card, tuple(bands), len(rest), undated))


def plan_network(scene: Scene) -> Iterator[PageJob]:
    """network.html: the people of most documents, and with whom each is named most often."""
    people = scene.cast.most_named("person")
    if len(people) < 2:
        return
    ids = [entity.id for entity in people[:KNOTS]]
    pairs = _strongest(ids, scene.company)
    knotted = [id for id in ids if any(id in pair for pair in pairs)]
    if not knotted:
        return
    knots = _knots(scene, [scene.cast.entities[id] for id in knotted], pairs)
    number = {id: index for index, id in enumerate(knotted)}
    lines = tuple((number[a], number[b], count) for (a, b), count in sorted(pairs.items()))
    yield PageJob("network.html", "network", NetworkView(scene.shelf.card, len(people), knots, lines))


def plan_map(scene: Scene) -> Iterator[PageJob]:
    """map.html: the places named in most documents, those of which the gazetteer knows where they lie."""
    places = scene.cast.most_named("place")
    at = [(entity, spot) for entity in places if (spot := located(scene.cast, entity))]
    if not at:
        return
    shown = tuple(map_place(scene, number, entity, spot) for number, (entity, spot) in enumerate(at[:PLACES], 1))
    yield PageJob("map.html", "map", MapView(scene.shelf.card, len(places), len(at), shown))


def _band(shelf: Shelf, link: Link, years: Mapping[str, int]) -> Band:
    counts = tuple((int(year), years[year], href(shelf.paths.years.get(year, ""))) for year in sorted(years))
    return Band(link, counts, sum(years.values()))


def _strongest(ids: list[str], company: Mapping[str, Mapping[str, int]]) -> dict[tuple[str, str], int]:
    """The few pairs of each that are named together in most documents, not fewer than two."""
    among = set(ids)
    pairs: dict[tuple[str, str], int] = {}
    for id in ids:
        near = [(count, other) for other, count in company.get(id, {}).items() if other in among]
        near.sort(key=lambda pair: (-pair[0], pair[1]))
        for count, other in near[:LINES_EACH]:
            if count >= FEWEST_TOGETHER:
                pairs[min(id, other), max(id, other)] = count
    return pairs


def _knots(scene: Scene, people: list[Entity], pairs: Mapping[tuple[str, str], int]) -> tuple[Knot, ...]:
    """Each at a place of its own, its name beneath it, no name over another."""
    at = lay_out([entity.id for entity in people], {pair: float(n) for pair, n in pairs.items()}, SIZE)
    counts = [len(scene.cast.documents[entity.id]) for entity in people]
    sizes = [round(3 + 9 * (count / max(counts)) ** 0.5, 1) for count in counts]
    boxes = [
        (max(len(entity.label) * LETTER_PX, 2 * size) + 10, 2 * size + 18)
        for entity, size in zip(people, sizes, strict=True)
    ]
    placed = push_apart([at[entity.id] for entity in people], boxes, SIZE)
    return tuple(
        Knot(round(x, 1), round(y - 6, 1), size, scene.link(entity.id), count, f"n-{slug(entity.id)}")
        for entity, (x, y), size, count in zip(people, placed, sizes, counts, strict=True)
    )
