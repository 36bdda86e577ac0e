"""Geometry of the maps: a window on the outlines of the world, dots in it, and names that cover neither each other nor
a dot."""

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from testimonia.site import mercator
from testimonia.site.entityviews import MapPlace, StopLine
from testimonia.site.lines import Link

WIDTH, HEIGHT = 720, 420
LETTER_PX = 6.2
LINE_PX = 13
# The least part of the world that a map shows, in units of the projection (1000 around the world): some 3,500 km.
LEAST = 95.0
NAMED = 45
# The part of the world that a second, closer map shows: about Europe.
CLOSE = 120.0
# The part of the world around a single place.
AROUND = 190.0
Box = tuple[float, float, float, float]


class Pin(Struct, frozen=True):
    """A dot of a map: `label` and where it stands ("" where there was no room); `numbers` of the stations there."""

    x: float
    y: float
    r: float
    kind: str
    link: Link
    numbers: str
    name: str
    label: str
    label_x: float
    label_y: float
    anchor: str


class Map(Struct, frozen=True):
    """The window: where the picture of the world lies behind it, the pins, and the way between stations as points."""

    width: float
    height: float
    image: Box
    pins: tuple[Pin, ...]
    way: str


class Window(Struct, frozen=True):
    """The part of the world that a map shows."""

    x: float
    y: float
    scale: float

    def at(self, lat: float, lon: float) -> tuple[float, float]:
        x, y = mercator.project(lat, lon)
        return round((x - self.x) * self.scale, 1), round((y - self.y) * self.scale, 1)

    @property
    def image(self) -> Box:
        """Where the whole world lies, in the picture's units: x, y, width, height."""
        left, top = -self.x * self.scale, -self.y * self.scale
        return (
            round(left, 1), round(top, 1), round(mercator.WIDTH * self.scale, 1), round(mercator.HEIGHT * self.scale, 1)
        )  # fmt: skip


def window_on(points: Sequence[tuple[float, float]], least: float = LEAST) -> Window:
    """The least window, of the picture's shape, that shows all (latitude, longitude) with some room around."""
    at = [mercator.project(lat, lon) for lat, lon in points]
    left, right = min(x for x, _ in at), max(x for x, _ in at)
    top, bottom = min(y for _, y in at), max(y for _, y in at)
    width = max((right - left) * 1.3, (bottom - top) * 1.35 * WIDTH / HEIGHT, least)
    width = min(width, mercator.WIDTH * 1.1)
    height = width * HEIGHT / WIDTH
    return Window((left + right - width) / 2, (top + bottom - height) / 2, WIDTH / width)


def itinerary_map(stops: Sequence[StopLine]) -> Map | None:
    """The stations of a life that lie on the map, each place once with its numbers, joined in order of time; None where
    none does."""
    there = [stop for stop in stops if stop.lat is not None]
    if not there:
        return None
    window = window_on([_degrees(stop) for stop in there])
    by_place: dict[tuple[float, float], list[StopLine]] = {}
    for stop in there:
        by_place.setdefault(window.at(*_degrees(stop)), []).append(stop)
    dots = [
        (x, y, 4.5, _kind(own), own[0].link, _numbers(own), own[0].place, f"s-{own[0].number}")
        for (x, y), own in by_place.items()
    ]
    dated = [window.at(*_degrees(stop)) for stop in there if stop.edtf]
    way = [point for index, point in enumerate(dated) if not index or point != dated[index - 1]]
    return Map(WIDTH, HEIGHT, window.image, _named(dots), " ".join(f"{x},{y}" for x, y in way) if len(way) > 1 else "")


def archive_maps(places: Sequence[MapPlace]) -> tuple[Map, ...]:
    """The places, greater where more documents name them, those of one spot in one dot; the first in order get their
    names first. Where they lie far apart, a second map shows the part in which most are named."""
    if not places:
        return ()
    whole = window_on([(place.lat, place.lon) for place in places])
    maps = [_archive_map(places, whole)]
    if WIDTH / whole.scale > 2 * CLOSE:
        near = _fullest(places)
        if len(near) > 2:
            maps.append(_archive_map(near, window_on([(place.lat, place.lon) for place in near])))
    return tuple(maps)


def place_map(place: MapPlace) -> Map:
    """One place, with so much around it that one sees where in the world it lies."""
    drawn = _archive_map([place], window_on([(place.lat, place.lon)], AROUND))
    return replace(drawn, pins=tuple(replace(pin, r=6.0) for pin in drawn.pins))


def _archive_map(places: Sequence[MapPlace], window: Window) -> Map:
    spots: dict[tuple[float, float], list[MapPlace]] = {}
    for place in places:
        spots.setdefault(window.at(place.lat, place.lon), []).append(place)
    most = max(place.documents for place in places)
    dots = []
    for (x, y), own in spots.items():
        r = round(2.5 + 9 * (own[0].documents / most) ** 0.5, 1)
        name = ", ".join(place.link.label for place in own)
        kind = "region" if own[0].is_region else "held"
        dots.append((x, y, r, kind, own[0].link, "", name, f"m-{own[0].number}"))
    return Map(WIDTH, HEIGHT, window.image, _named(dots), "")


def _fullest(places: Sequence[MapPlace]) -> list[MapPlace]:
    """The places within the close window around one of them in which most documents name places."""
    at = [mercator.project(place.lat, place.lon) for place in places]
    half_x, half_y = CLOSE / 2, CLOSE / 2 * HEIGHT / WIDTH

    def around(x: float, y: float) -> list[MapPlace]:
        return [p for p, (px, py) in zip(places, at, strict=True) if abs(px - x) <= half_x and abs(py - y) <= half_y]

    return max((around(x, y) for x, y in at), key=lambda near: sum(place.documents for place in near))


def _numbers(stops: Sequence[StopLine]) -> str:
    return ", ".join(str(stop.number) for stop in stops)


def _degrees(stop: StopLine) -> tuple[float, float]:
    return stop.lat or 0.0, stop.lon or 0.0


def _kind(stops: Sequence[StopLine]) -> str:
    if any(stop.disputed for stop in stops):
        return "found"
    return "region" if all(stop.is_region for stop in stops) else "held"


def _named(dots: Sequence[tuple[float, float, float, str, Link, str, str, str]]) -> tuple[Pin, ...]:
    """Pins with their names where there is room for them: to the right, to the left, beneath, above."""
    taken: list[Box] = [(x - r, y - r, x + r, y + r) for x, y, r, *_ in dots[:NAMED]]
    pins = []
    for index, (x, y, r, kind, link, numbers, name, anchor) in enumerate(dots):
        words = f"{numbers} {name.partition(', ')[0]}".strip()[:34]
        spot = _room(words, (x, y, r), taken) if index < NAMED else None
        label_x, label_y = spot or (0.0, 0.0)
        pins.append(Pin(x, y, r, kind, link, numbers, name, words if spot else "", label_x, label_y, anchor))
    return tuple(pins)


def _room(words: str, dot: tuple[float, float, float], taken: list[Box]) -> tuple[float, float] | None:
    """Where a name may begin beside its dot (its base line), kept in `taken`; None where there is no room."""
    x, y, r = dot
    width = len(words) * LETTER_PX
    for left, base in (
        (x + r + 3, y + 4),
        (x - r - 3 - width, y + 4),
        (x - width / 2, y + r + 12),
        (x - width / 2, y - r - 4),
    ):
        box = (left, base - LINE_PX + 3, left + width, base + 3)
        inside = box[0] >= 2 and box[2] <= WIDTH - 2 and box[1] >= 2 and box[3] <= HEIGHT - 2
        if inside and not any(_overlap(box, other) for other in taken):
            taken.append(box)
            return round(left, 1), round(base, 1)
    return None


def _overlap(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
