"""One date with two numbers.

What it looks at: issues of one periodical under one and the same date that bear different numbers, or volumes.

Why it matters: a paper has one issue a day; one of the numbers, or one of the dates, slipped.

Example: "The Echo, Vol. X No. 7, 16 February 1946" on one page, "The Echo, Vol. X No. 9, 16 February 1946" on another.

Innocent causes: two issues or editions in one day, a supplement; a double number cited by either half; a month that saw
several issues; a namesake.

How it is computed: exact days are compared; months and seasons only where the run's rhythm is a month or longer.
Numbers that overlap ("9-10" and "10") agree. Where the run keeps no weekly or slower rhythm, neighbouring numbers of
one volume may be two issues of one day: then it is a note. The statement says which number stands alone among three
pages or more.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from testimonia.contract import rule
from testimonia.model.finding import Finding, Trace
from testimonia.model.issue import Issue, Run
from testimonia.rules._runs import Placed, evidence_of, issue_subject, pages
from testimonia.text.datepoints import in_words
from testimonia.text.numbering import numbers_of

STEADY = ("weekly", "fortnightly", "monthly", "bimonthly", "quarterly")
NEIGHBOURS = 3
SLOW = ("monthly", "bimonthly", "quarterly")


@rule("D111", "date-with-two-numbers", "run", "warning")
def find_two_numbers(run: Run) -> Iterable[Finding]:
    """Each date under which two issues stand whose numbers cannot be one."""
    units = ("day", "month", "season") if run.periodicity in SLOW else ("day",)
    dates: dict[tuple[str, str], list[Placed]] = defaultdict(list)
    for issue in run.issues:
        n = numbers_of(issue.volume, issue.number, issue.edtf)
        edition = issue.attestations[0].citation.value("edition")
        if n.low is not None and n.unit in units and not edition:
            dates[(issue.series, issue.edtf)].append(Placed(issue, n))
    for (_, edtf), placed in dates.items():
        apart = [p for p in placed if any(_differ(p, other) for other in placed)]
        if apart:
            yield _finding(run, edtf, [p.issue for p in apart], _may_be_two(run, apart))


def _differ(a: Placed, b: Placed) -> bool:
    volumes_differ = a.n.volume is not None and b.n.volume is not None and a.n.volume != b.n.volume
    return volumes_differ or a.low > b.high or b.low > a.high


def _may_be_two(run: Run, placed: Sequence[Placed]) -> bool:
    """Whether a paper with no steady rhythm may have had these issues on one day."""
    is_near = max(p.high for p in placed) - min(p.low for p in placed) <= NEIGHBOURS
    return run.periodicity not in STEADY and is_near and len({p.n.volume for p in placed}) == 1


def _finding(run: Run, edtf: str, issues: Sequence[Issue], may_be_two: bool) -> Finding:
    counts = {issue.id: len({a.document for a in issue.attestations}) for issue in issues}
    ordered = sorted(issues, key=lambda issue: (-counts[issue.id], issue.id))
    names = {issue.id: _name(issue) for issue in issues}
    said = ", ".join(f"{names[issue.id]} ({pages(counts[issue.id])})" for issue in ordered)
    statement = f"{run.label} of {in_words(edtf)} bears {len(issues)} numbers: {said}."
    if counts[ordered[0].id] >= 3 and counts[ordered[-1].id] == 1:
        statement += f" By count, {names[ordered[-1].id]} stands alone."
    return Finding(
        "D111",
        "date-with-two-numbers",
        "note" if may_be_two else "warning",
        "tension" if may_be_two else "contradiction",
        issue_subject(run, ordered[0]),
        "number",
        statement,
        evidence_of(ordered, "volume", "number"),
        Trace(
            "equal dates, numbers that do not overlap or volumes that differ",
            {"date": edtf, "rhythm": run.periodicity, **{names[i.id]: pages(counts[i.id]) for i in ordered}},
        ),
        (
            "A supplement or special of the same day: none of the citations names one.",
            "A double number cited by one half: the numbers do not overlap.",
            f"Several issues in that time: the run is {run.periodicity}.",
        ),
    )


def _name(issue: Issue) -> str:
    return f"Vol. {issue.volume} No. {issue.number}" if issue.volume else f"No. {issue.number}"
