"""One issue with two dates.

What it looks at: two pages cite the same volume and number of a periodical under dates that cannot both be its date.

Why it matters: one of the two source lines slipped. Whoever orders the issue, or dates the text by it, goes wrong.

Example: "The Echo, Vol. X No. 7, 16 February 1946" on one page, "The Echo, Vol. X No. 7, 17 February 1946" on another.

Innocent causes: a double or special issue under the number of another; a paper that began its count again (told apart
beforehand, where three issues or more show the new count); a volume printed wrong, so that the issues are two.

How it is computed: attestations with equal series, volume and number are put side by side. A date that holds the other
(a month, a year) agrees with it. Dates more than a year apart are reported only where the periodical's own issues show
in which year the volume falls. Where most pages agree, the statement says which date stands alone.
"""

from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations

from testimonia.contract import rule
from testimonia.model.finding import Finding, Trace
from testimonia.model.issue import Attestation, Issue, Run
from testimonia.rules._runs import EACH_MAX, evidence_from, issue_subject, pages
from testimonia.rules._volumes import lines_of
from testimonia.text.datepoints import in_words
from testimonia.text.numbering import days_of

YEAR_DAYS = 366


@rule("D110", "issue-with-two-dates", "run", "warning")
def find_two_dates(run: Run) -> Iterable[Finding]:
    """Each issue to which attestations give dates that share no day."""
    for issue in run.issues:
        by_date: dict[str, list[Attestation]] = defaultdict(list)
        for attestation in issue.attestations:
            if attestation.citation.value("date"):
                by_date[attestation.citation.value("date")].append(attestation)
        apart = [gap for a, b in combinations(by_date, 2) if (gap := _gap_days(a, b)) > 0]
        if not issue.number or not apart or (max(apart) > YEAR_DAYS and not lines_of(run)):
            continue
        yield _finding(run, issue, dict(by_date), max(apart))


def _gap_days(a: str, b: str) -> int:
    (a_first, a_last, _), (b_first, b_last, _) = days_of(a), days_of(b)
    if a_first is None or a_last is None or b_first is None or b_last is None:
        return 0
    return max(a_first - b_last, b_first - a_last, 0)


def _finding(run: Run, issue: Issue, by_date: dict[str, list[Attestation]], apart_days: int) -> Finding:
    counts = {edtf: len({a.document for a in rows}) for edtf, rows in by_date.items()}
    ordered = sorted(counts, key=lambda edtf: (-counts[edtf], edtf))
    said = ", ".join(f"{in_words(edtf)} ({pages(counts[edtf])})" for edtf in ordered)
    statement = f"{run.label}, Vol. {issue.volume or '?'} No. {issue.number} has {len(ordered)} dates: {said}."
    if counts[ordered[0]] >= 3 and counts[ordered[-1]] == 1:
        statement += f" By count, {in_words(ordered[-1])} stands alone."
    rows = [row for edtf in ordered for row in by_date[edtf][:EACH_MAX]]
    return Finding(
        "D110",
        "issue-with-two-dates",
        "warning",
        "contradiction",
        issue_subject(run, issue),
        "date",
        statement,
        tuple(evidence_from(row, "date") for row in rows),
        Trace(
            "the days of the dates share none, though volume and number are equal",
            {**{f"date {edtf}": pages(counts[edtf]) for edtf in ordered}, "days apart": str(apart_days)},
        ),
        (
            "Another count of volumes under the same title: none of the dates fits one that three issues show.",
            "A special or supplement under the same number: none of the citations names one.",
            "A coarser date that holds the other: the dates share no day.",
        ),
    )
