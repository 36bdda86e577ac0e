"""A number out of sequence.

What it looks at: the issues of one volume in order of their numbers.

Why it matters: numbers and dates grow together; where they do not, a number, a volume or a date slipped.

Example: No. 7 of 16 February, No. 8 of 2 February, No. 9 of 2 March.

Innocent causes: a volume number printed wrong, so that the issue belongs elsewhere; numbers reassigned by the
publisher; issues that came out late.

How it is computed: within a volume (and the year in which it falls) the longest row of issues whose dates grow with
their numbers is kept; it must hold three issues or more and all but one in five. What stands outside is reported with
its neighbours in the row. Issues whose date is itself disputed are left to the rule on two dates.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from testimonia.contract import rule
from testimonia.model.finding import Finding, Trace
from testimonia.model.issue import Run
from testimonia.rules._runs import Placed, by_volume, first_evidence, issue_subject, placed_issues
from testimonia.text.datepoints import in_words

ROW_MIN = 3
OUTSIDE_SHARE = 0.25


@rule("D112", "number-out-of-sequence", "run", "warning")
def find_out_of_sequence(run: Run) -> Iterable[Finding]:
    """Each issue whose number and date stand the wrong way round between its neighbours."""
    for volume in by_volume(placed_issues(run, "day", "month", "season")):
        ordered = sorted(volume, key=lambda p: (p.low, p.first, p.issue.id))
        row = growing_row(ordered)
        outside = [p for p in ordered if p not in row]
        if len(row) >= ROW_MIN and len(outside) <= max(1, OUTSIDE_SHARE * len(row)):
            for odd in outside:
                against = [p for p in row if crosses(odd, p)]
                if against:
                    yield _finding(run, odd, row, against)


def growing_row(ordered: Sequence[Placed]) -> list[Placed]:
    """The longest row of issues, in order of number, whose first days never fall."""
    ends: list[int] = []
    tails: list[int] = []
    before: list[int] = []
    for at, p in enumerate(ordered):
        place = bisect_left(ends, p.first + 1)
        ends[place : place + 1] = [p.first]
        tails[place : place + 1] = [at]
        before.append(tails[place - 1] if place else -1)
    row: list[Placed] = []
    at = tails[-1] if tails else -1
    while at >= 0:
        row.append(ordered[at])
        at = before[at]
    return row[::-1]


def crosses(a: Placed, b: Placed) -> bool:
    """Whether the higher number bears the wholly earlier date."""
    return (a.low > b.high and a.last < b.first) or (b.low > a.high and b.last < a.first)


def _finding(run: Run, odd: Placed, row: Sequence[Placed], against: Sequence[Placed]) -> Finding:
    before = [p for p in row if p.high < odd.low][-1:]
    after = [p for p in row if p.low > odd.high][:1]
    near = [*before, *after, *(p for p in against if p not in before + after)][:3]
    said = "; ".join(f"No. {p.issue.number} is dated {in_words(p.issue.edtf)}" for p in near)
    return Finding(
        "D112",
        "number-out-of-sequence",
        "warning",
        "tension",
        issue_subject(run, odd.issue),
        "number",
        f"{run.label}, Vol. {odd.issue.volume} No. {odd.issue.number} is dated {in_words(odd.issue.edtf)}, out of "
        f"order: {said}. {len(row)} issues of the volume stand in order without it.",
        (*first_evidence([odd.issue], "number", "date"), *first_evidence([p.issue for p in near], "number", "date")),
        Trace(
            "a higher number with an earlier date, against the longest row in which both grow",
            {
                "issue": f"No. {odd.issue.number}, {odd.issue.edtf}",
                **{f"beside {i}": f"No. {p.issue.number}, {p.issue.edtf}" for i, p in enumerate(near, 1)},
                "issues in order": str(len(row)),
            },
        ),
        (
            "Another volume of the same number: its issues lie more than a year away and were not compared.",
            "Its own pages disagree on the date: they do not.",
        ),
    )
