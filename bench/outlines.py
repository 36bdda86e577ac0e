"""Make src/testimonia/site/assets/world.svg: the outlines of land under every map. See adr/0150.

    npm pack world-atlas && tar xf world-atlas-*.tgz
    python -m bench.outlines package/land-50m.json

Natural Earth's 1:50m land (public domain), in Mercator's projection as site/mercator.py has it, thinned by Douglas and
Peucker's rule to what shows on a page. No borders: those of today would be wrong for nearly every text.
"""

import json
import sys
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from testimonia.site.mercator import HEIGHT, WIDTH, project

ASSET = Path(__file__).parents[1] / "src" / "testimonia" / "site" / "assets" / "world.svg"
# In units of the picture, which is WIDTH wide; islands smaller than this vanish.
TOLERANCE = 0.35
SMALLEST = 0.7
Point = tuple[float, float]


def main(atlas: str) -> None:
    """Write the outlines."""
    rings = [thin for ring in _rings(json.loads(Path(atlas).read_text(encoding="utf-8"))) if (thin := _thinned(ring))]
    path = "".join(_path(ring) for ring in rings)
    ASSET.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}">'
        '<path fill="#8a8069" fill-opacity=".28" stroke="#8a8069" stroke-opacity=".6" stroke-width=".25" '
        f'd="{path}"/></svg>\n',
        encoding="utf-8",
    )
    print(f"{len(rings)} rings, {ASSET.stat().st_size:,} bytes")


def _rings(topology: dict[str, Any]) -> Iterator[list[Point]]:
    """The outer rings of all land, projected."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append(project(y * sy + ty, x * sx + tx))
        arcs.append(points)
    for land in topology["objects"]["land"]["geometries"]:
        for polygon in land["arcs"] if land["type"] == "MultiPolygon" else [land["arcs"]]:
            for ring in polygon:  # a lake is a ring of its own, and shows as a hole
                points = [p for arc in ring for p in (arcs[arc] if arc >= 0 else arcs[~arc][::-1])]
                yield from _around(points)


def _around(ring: Sequence[Point]) -> Iterator[list[Point]]:
    """A ring that crosses the edge of the picture, whole on each side of it; the picture's own edge cuts it."""
    whole = [ring[0]]
    for x, y in ring[1:]:
        turns = round((whole[-1][0] - x) / WIDTH)
        whole.append((x + turns * WIDTH, y))
    yield whole
    if max(x for x, _ in whole) > WIDTH + 0.01:
        yield [(x - WIDTH, y) for x, y in whole]
    if min(x for x, _ in whole) < -0.01:
        yield [(x + WIDTH, y) for x, y in whole]


def _thinned(ring: Sequence[Point]) -> list[Point]:
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    if max(max(xs) - min(xs), max(ys) - min(ys)) < SMALLEST or min(ys) >= HEIGHT:
        return []
    half = len(ring) // 2
    return [*_simplified(ring[: half + 1])[:-1], *_simplified(ring[half:])[:-1]]


def _simplified(line: Sequence[Point]) -> list[Point]:
    """Douglas and Peucker: the points without which the line would move by more than the tolerance."""
    kept = [False] * len(line)
    kept[0] = kept[-1] = True
    spans = [(0, len(line) - 1)]
    while spans:
        first, last = spans.pop()
        far, at = max(((_off(line[i], line[first], line[last]), i) for i in range(first + 1, last)), default=(0.0, 0))
        if far > TOLERANCE:
            kept[at] = True
            spans += [(first, at), (at, last)]
    return [point for point, keep in zip(line, kept, strict=True) if keep]


def _off(p: Point, a: Point, b: Point) -> float:
    """The distance of p from the segment a b."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = dx * dx + dy * dy
    t = max(0.0, min(1.0, ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / length)) if length else 0.0
    return float(((p[0] - a[0] - t * dx) ** 2 + (p[1] - a[1] - t * dy) ** 2) ** 0.5)


def _path(ring: Sequence[Point]) -> str:
    """A closed path of steps in tenths."""
    tenths = [(round(x * 10), round(y * 10)) for x, y in ring]
    parts = [f"M{_tenth(tenths[0][0])} {_tenth(tenths[0][1])}l"]
    steps = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(tenths)]
    words = [f"{_tenth(dx)},{_tenth(dy)}" for dx, dy in steps if dx or dy]
    return parts[0] + " ".join(words).replace(",-", "-").replace(" -", "-") + "z"


def _tenth(value: int) -> str:
    text = f"{value / 10:.1f}".removesuffix(".0")
    return text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text


if __name__ == "__main__":
    main(sys.argv[1])
