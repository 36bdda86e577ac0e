"""How a periodical counts its volumes, learnt from its own issues: robust lines of volume against month."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from msgspec import Struct

SUPPORT_MIN = 3
# A count other than one volume a calendar year has more freedom to fit by chance, and must explain more.
ODD_SUPPORT_MIN = 6
ODD_VOLUMES_MIN = 3
LINES_MAX = 4
EXPLAINED_SHARE = 0.8
SLACK_MONTHS = 1
REACH_MONTHS = 12
_LENGTHS = (12, 6, 24, 4)


class Point(Struct, frozen=True):
    """An issue's volume and the month it is dated, counted from the year 0."""

    volume: int
    month: int
    issue: str


class Line(Struct, frozen=True):
    """A count of volumes: `length` months each, begun in one of `phases` (months that fit equally well, each with its
    volume number at month 0), supported by `points`."""

    length: int
    phases: tuple[tuple[int, int], ...]
    points: tuple[Point, ...]

    def reaches(self, month: int) -> bool:
        """Whether the month lies within a year of the issues that the line was learnt from."""
        months = [point.month for point in self.points]
        return min(months) - REACH_MONTHS <= month <= max(months) + REACH_MONTHS

    def volumes(self, month: int) -> frozenset[int]:
        """The volumes that an issue of that month, or of one next to it, may bear."""
        near = range(month - SLACK_MONTHS, month + SLACK_MONTHS + 1)
        return frozenset((m - phase) // self.length - base for phase, base in self.phases for m in near)

    def volume(self, month: int) -> int:
        """The volume that the line puts in that month."""
        phase, base = self.phases[0]
        return (month - phase) // self.length - base


def learn_lines(points: Iterable[Point]) -> tuple[Line, ...]:
    """The lines that together explain at least four issues in five, the best supported first; none where they do not:
    then nothing is known of how the volumes were counted.

    >>> run = [Point(y - 1936, y * 12 + m, f"{y}-{m}") for y in (1945, 1946) for m in (1, 5, 9)]
    >>> [line] = learn_lines([*run, Point(5, 1946 * 12 + 6, "odd")])
    >>> line.volume(1946 * 12 + 6), line.volumes(1946 * 12 + 6)
    (10, frozenset({10}))
    """
    rest = sorted(set(points), key=lambda point: (point.month, point.volume, point.issue))
    total = len(rest)
    lines: list[Line] = []
    while len(rest) >= SUPPORT_MIN and len(lines) < LINES_MAX:
        line = _best(rest)
        if line is None:
            break
        lines.append(line)
        rest = [point for point in rest if point not in line.points]
    explained = total - len([p for p in rest if not any(p.volume in line.volumes(p.month) for line in lines)])
    return tuple(lines) if total and explained >= EXPLAINED_SHARE * total else ()


def _best(points: Sequence[Point]) -> Line | None:
    """The line through most issues; of two as good, the one of plain calendar years."""
    best: tuple[tuple[int, int, int], Line] | None = None
    for rank, length in enumerate(_LENGTHS):
        fits: dict[int, list[tuple[int, int, list[Point]]]] = defaultdict(list)
        for phase in range(length):
            bases = Counter((p.month - phase) // length - p.volume for p in points)
            base, _ = min(bases.items(), key=lambda item: (-item[1], item[0]))
            inliers = [p for p in points if (p.month - phase) // length - p.volume == base]
            fits[len(inliers)].append((phase, base, inliers))
        support = max(fits)
        equal = fits[support]
        is_plain = length == 12 and equal[0][0] == 0
        inliers = equal[0][2]
        if not _is_supported(inliers, is_plain):
            continue
        line = Line(length, tuple((phase, base) for phase, base, _ in equal), tuple(inliers))
        score = (support if rank == 0 else int(0.85 * support) - 1, int(is_plain), -rank)
        if best is None or score > best[0]:
            best = (score, line)
    return best[1] if best else None


def _is_supported(inliers: Sequence[Point], is_plain: bool) -> bool:
    if is_plain:
        return len({point.issue for point in inliers}) >= SUPPORT_MIN
    issues, volumes = {point.issue for point in inliers}, {point.volume for point in inliers}
    return len(issues) >= ODD_SUPPORT_MIN and len(volumes) >= ODD_VOLUMES_MIN
