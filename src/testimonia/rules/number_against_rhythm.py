"""A number that its date does not give.

What it looks at: the numbers of a weekly, fortnightly, monthly, bimonthly or quarterly paper, against its dates.

Why it matters: in a steady paper, number and date say the same thing twice; where the issues around agree on the count
and one does not, its number or its date slipped.

Example: No. 6 on 9 February, No. 9 on 16 February, No. 8 on 23 February of a weekly.

Innocent causes: double numbers, skipped weeks and special issues shift the count, but then it stays shifted; a number
that the publisher printed wrong.

How it is computed: the two nearest issues before and the two after must keep one and the same count by the run's rhythm
(for a weekly, one number each seven days within a volume; for a monthly or slower, numbers that begin again with each
volume, where four issues in five of the whole run keep that count). The issue is reported where it alone leaves that
count. At most a tension.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from testimonia.contract import rule
from testimonia.model.finding import Finding, Trace
from testimonia.model.issue import Run
from testimonia.rules._runs import Placed, first_evidence, issue_subject, month_of, placed_issues
from testimonia.text.datepoints import in_words
from testimonia.text.numbering import numbered

SIDE = 2
KEPT_SHARE = 0.8
REACH_DAYS = 3 * 366
# Step in days (weeks are exact) or in months, and how many numbers a volume has.
DAYS = {"weekly": 7, "fortnightly": 14}
MONTHS = {"monthly": (1, 12), "bimonthly": (2, 6), "quarterly": (3, 4)}


@rule("D114", "number-against-rhythm", "run", "warning")
def find_number_off_rhythm(run: Run) -> Iterable[Finding]:
    """Each issue whose number leaves the count that its four neighbours keep."""
    if run.periodicity not in DAYS and run.periodicity not in MONTHS:
        return
    unit = "day" if run.periodicity in DAYS else "season" if run.periodicity == "quarterly" else "month"
    single = [p for p in placed_issues(run, unit) if p.low == p.high and not _is_special(p)]
    counts = Counter(count_of(p, run.periodicity) for p in single)
    if run.periodicity in MONTHS and max(counts.values(), default=0) < KEPT_SHARE * len(single):
        return
    for at in range(SIDE, len(single) - SIDE):
        around = [*single[at - SIDE : at], *single[at + 1 : at + 1 + SIDE]]
        finding = _judge(run, single[at], around)
        if finding:
            yield finding


def _is_special(p: Placed) -> bool:
    """Whether it is a special issue, or one of a winter, which may be that of either end of its year."""
    return p.issue.edtf.endswith("-24") or any(a.citation.value("edition") for a in p.issue.attestations)


def _judge(run: Run, odd: Placed, around: Sequence[Placed]) -> Finding | None:
    if around[-1].first - around[0].first > REACH_DAYS:
        return None
    counts = {count_of(p, run.periodicity) for p in around}
    own = count_of(odd, run.periodicity)
    volumes = {p.volume for p in around}
    if len(counts) > 1 or own in counts:
        return None
    if run.periodicity in DAYS and (len(volumes) > 1 or odd.volume not in volumes):
        return None
    expected = _expected(run.periodicity, odd, around[SIDE - 1])
    if run.periodicity in DAYS and not around[SIDE - 1].low < expected < around[SIDE].low:
        return None
    return _finding(run, odd, around, expected)


def count_of(p: Placed, rhythm: str) -> tuple[int, int]:
    """What stays the same from issue to issue of a steady paper: number less date, in steps of the rhythm; modulo the
    numbers of a volume where these begin again."""
    if rhythm in DAYS:
        return p.volume, p.low - round((p.first + p.last) / 2 / DAYS[rhythm] - 0.5)
    step, numbers = MONTHS[rhythm]
    return 0, (p.low - _step(p, step)) % numbers


def _step(p: Placed, step: int) -> int:
    return month_of((p.first + p.last) / 2) // step


def _expected(rhythm: str, odd: Placed, before: Placed) -> int:
    if rhythm in DAYS:
        return before.low + round((odd.first - before.first) / DAYS[rhythm])
    step, numbers = MONTHS[rhythm]
    return (before.low + _step(odd, step) - _step(before, step) - 1) % numbers + 1


def _finding(run: Run, odd: Placed, around: Sequence[Placed], expected: int) -> Finding:
    near = [around[SIDE - 1], around[SIDE]]
    said = " and ".join(f"No. {p.issue.number} of {in_words(p.issue.edtf)}" for p in near)
    others = [a.document for a in odd.issue.attestations if numbered(a.citation).low == odd.low]
    return Finding(
        "D114",
        "number-against-rhythm",
        "warning",
        "tension",
        issue_subject(run, odd.issue),
        "number",
        f"{run.label}, a {run.periodicity} paper, of {in_words(odd.issue.edtf)} is given as No. "
        f"{odd.issue.number}; by its neighbours, {said}, it is No. {expected}.",
        (
            *first_evidence([odd.issue], "number", "date"),
            *first_evidence([p.issue for p in around], "number", "date"),
        ),
        Trace(
            "number expected = neighbour's number + steps of the rhythm between the dates",
            {
                "number": odd.issue.number,
                "date": odd.issue.edtf,
                "expected number": str(expected),
                "rhythm": run.periodicity,
                "pages that say so": str(len(set(others))),
            },
        ),
        (
            "A skipped or double issue: the two issues before and the two after keep one count across this date.",
            "A special issue: the citation names none.",
        ),
    )
