"""Mercator's projection of the maps: conformal, so that a town keeps its surroundings' shape at every scale."""

import math

WIDTH = 1000
NORTH, SOUTH = 79.0, -58.0


def _y(lat: float) -> float:
    return math.log(math.tan(math.pi / 4 + math.radians(lat) / 2)) * WIDTH / math.tau


HEIGHT = round(_y(NORTH) - _y(SOUTH))


def project(lat: float, lon: float) -> tuple[float, float]:
    """Degrees to the picture's units: x from 0 (180 W) to WIDTH, y from 0 (79 N) to HEIGHT (58 S); beyond, at the edge.

    >>> project(NORTH, -180), round(project(0, 0)[0])
    ((0.0, 0.0), 500)
    """
    clamped = min(max(lat, SOUTH), NORTH)
    return (lon + 180) * WIDTH / 360, _y(NORTH) - _y(clamped)
