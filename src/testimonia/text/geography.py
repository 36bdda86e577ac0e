"""Where places lie: degrees for the names of the gazetteer (adr/0103, adr/0150), and the way between two of them."""

import functools
import math
import re
import tomllib
from importlib import resources
from typing import Literal

from msgspec import Struct

from testimonia.text.namewords import fold_name

EARTH_KM = 6371.0
_SPLIT = re.compile(r"\s*[,(]\s*|\s+in\s+")
_DEGREES = re.compile(r"\s*(-?\d{1,2}(?:\.\d+)?)\s*[,; ]\s*(-?\d{1,3}(?:\.\d+)?)\s*$")


class Place(Struct, frozen=True):
    """A place in degrees. `kind` is "city", or "region" for a country or region, of which this is the middle;
    `doubtful` says that several cities bear the name."""

    lat: float
    lon: float
    kind: Literal["city", "region"]
    doubtful: bool = False


def locate(name: str) -> Place | None:
    """Where a place lies, by its name as printed; of "Paris, France" the finest part that is known. None where the
    gazetteer has none of the name: silence, rather than a namesake elsewhere.

    >>> locate("near Petrograd"), locate("Saltmarsh")
    (Place(lat=59.94, lon=30.31, kind='city', doubtful=False), None)
    """
    table = _table()
    plain = name.removeprefix("near ").removeprefix("the ")
    whole = table.get(fold_name(plain))
    if whole:
        return whole
    parts = [fold_name(part) for part in _SPLIT.split(plain) if part.strip()]
    return table.get(parts[0]) if len(parts) > 1 else None


def read_degrees(text: str) -> Place | None:
    """A place given in degrees, latitude first ("59.94, 30.31"), as an authority file gives it.

    >>> read_degrees("59.94, 30.31").lat, read_degrees("nowhere")
    (59.94, None)
    """
    match = _DEGREES.match(text)
    if not match:
        return None
    lat, lon = float(match[1]), float(match[2])
    return Place(lat, lon, "city") if abs(lat) <= 90 and abs(lon) <= 180 else None


def distance_km(a: Place, b: Place) -> float:
    """The way over the ground from one place to the other (haversine)."""
    lat_a, lat_b = math.radians(a.lat), math.radians(b.lat)
    half = math.sin((lat_b - lat_a) / 2) ** 2
    half += math.cos(lat_a) * math.cos(lat_b) * math.sin(math.radians(b.lon - a.lon) / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(min(1.0, half)))


@functools.cache
def _table() -> dict[str, Place]:
    """The table of coordinates.toml, read from the package once a process."""
    text = resources.files("testimonia.text").joinpath("coordinates.toml").read_text(encoding="utf-8")
    tables = tomllib.loads(text)
    places: dict[str, Place] = {}
    for kind, key in (("region", "regions"), ("city", "cities")):
        for row in tables[key].split(";"):
            if row.strip():
                name, lat, lon = row.strip().rsplit(" ", 2)
                places[name.rstrip("?")] = Place(float(lat), float(lon), kind, name.endswith("?"))  # type: ignore[arg-type]
    return places
