"""A volume that does not fit its year.

What it looks at: the volumes and dates of all issues of a periodical.

Why it matters: most periodicals count volumes by the year. One volume in the wrong year means that the volume or the
date slipped, often by a single digit, and the page stands in the wrong year of the archive.

Example: Vol. X dated 1945, where Vol. IX is 1945 and Vol. X is 1946 on every other page.

Innocent causes: a new series or a restart of the count; volumes that begin in mid-year, last six months or two years;
several periodicals under one title.

How it is computed: robust lines of volume against month are learnt from the run itself, one for each count that three
issues or more show (six for a count that is not plain years); together they must explain four issues in five, else
nothing is said. An issue is reported when no line that reaches its date allows its volume in that month or the ones
beside it; and, where no line reaches its date, when eight issues or more put its volume in a year that differs from its
own by one digit.
"""

from collections.abc import Iterable, Sequence

from testimonia.contract import rule
from testimonia.model.finding import Finding, Trace
from testimonia.model.issue import Attestation, Issue, Run
from testimonia.rules._runs import evidence_from, issue_subject, pages
from testimonia.rules._volumes import dated_volumes
from testimonia.text.datepoints import in_words
from testimonia.text.volumelines import Line, Point, learn_lines

WITNESSES = 2
FAR_SUPPORT_MIN = 8
_LENGTHS = {4: "four months", 6: "half a year", 12: "a year", 24: "two years"}


@rule("D113", "volume-against-year", "run", "warning")
def find_volume_off_year(run: Run) -> Iterable[Finding]:
    """Each issue whose volume no learnt count puts at its date; one finding an issue and date."""
    said = dated_volumes(run)
    lines = learn_lines(point for _, _, point in said)
    told: set[tuple[str, int]] = set()
    for issue, _, point in said:
        near = [line for line in lines if line.reaches(point.month)] or _one_digit_off(point, lines)
        if not near or any(point.volume in line.volumes(point.month) for line in near):
            continue
        if (issue.id, point.month) not in told:
            told.add((issue.id, point.month))
            same = [r for i, r, p in said if i.id == issue.id and p.month == point.month]
            witnesses = [(r, p) for _, r, p in said if any(p in line.points for line in near)]
            yield _finding(run, issue, same, _Case(point, near[0], _nearest(point, witnesses)))


def _one_digit_off(point: Point, lines: Sequence[Line]) -> list[Line]:
    """The lines of eight issues or more that put the volume, as issues show, in a year like the given one but for one
    digit."""
    off = []
    for line in lines:
        years = {p.month // 12 for p in line.points if p.volume == point.volume}
        digits = [sum(a != b for a, b in zip(str(y), str(point.month // 12), strict=False)) for y in years]
        if len({p.issue for p in line.points}) >= FAR_SUPPORT_MIN and 1 in digits:
            off.append(line)
    return off


class _Case:
    """What a finding rests on: the odd point, the line that reaches it, and pages that show the line."""

    def __init__(self, point: Point, line: Line, witnesses: Sequence[Attestation]) -> None:
        self.point, self.line, self.witnesses = point, line, witnesses


def _nearest(point: Point, rows: Sequence[tuple[Attestation, Point]]) -> list[Attestation]:
    """The nearest in time, and the nearest of the same volume."""
    by_time = sorted(rows, key=lambda r: (abs(r[1].month - point.month), r[0].document))
    same = sorted(
        (r for r in rows if r[1].volume == point.volume), key=lambda r: (abs(r[1].month - point.month), r[0].document)
    )
    chosen = [*by_time[:WITNESSES], *(each for each in same[:1] if each not in by_time[:WITNESSES])]
    return [row for row, _ in chosen]


def _finding(run: Run, issue: Issue, rows: Sequence[Attestation], case: _Case) -> Finding:
    point, line = case.point, case.line
    expected = line.volume(point.month)
    others = [p for p in line.points if p.volume == point.volume]
    edtf = rows[0].citation.value("date")
    there = f"; Vol. {point.volume} is {_years(others)}" if others else ""
    documents = len({row.document for row in rows})
    return Finding(
        "D113",
        "volume-against-year",
        "warning",
        "tension",
        issue_subject(run, issue),
        "volume",
        f"{run.label} of {in_words(edtf)} is given as Vol. {point.volume} ({pages(documents)}), but its other issues "
        f"put Vol. {expected} there{there}.",
        (
            *(evidence_from(row, "volume", "date") for row in rows[:WITNESSES]),
            *(evidence_from(row, "volume", "date") for row in case.witnesses),
        ),
        Trace(
            "volume learnt from the run: (month - first month) / length of a volume - base",
            {
                "volume": str(point.volume),
                "date": edtf,
                "expected volume": str(expected),
                "length of a volume": _LENGTHS[line.length],
                "first month": str(line.phases[0][0] % 12 + 1),
                "issues on the line": str(len({p.issue for p in line.points})),
            },
            "one month at either end of a volume",
        ),
        (
            "A new series or a restart: no count that three issues show allows this volume at this date.",
            "Volumes that begin in mid-year: the first month was learnt from the run.",
            "A namesake: no other place or rhythm was found under this title.",
        ),
    )


def _years(points: Sequence[Point]) -> str:
    first, last = min(p.month for p in points) // 12, max(p.month for p in points) // 12
    return str(first) if first == last else f"{first}–{last}"
