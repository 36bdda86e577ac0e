"""A page that lies out of order in its volume.

What it looks at: the page numbers of periodicals that count their pages through the volume.

Why it matters: in such a volume a later issue has higher pages. Where it has not, a page, a number or a date slipped.

Example: January pp. 1-32, February pp. 12-20, March pp. 65-90.

Innocent causes: a volume that began its pages again; a supplement with pages of its own; a text continued elsewhere.

How it is computed: nothing is said unless the run shows that it counts through (ten pairs of following issues of one
volume, in nine of ten of which the pages grow) and the volume too: three issues or more without the one in question,
in order, beyond page 100. An issue is reported where its first page is not between the pages of the issue before it and
of the one after it. At most a tension.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from testimonia.contract import rule
from testimonia.model.finding import Finding, Trace
from testimonia.model.issue import Run
from testimonia.rules._runs import Placed, by_volume, first_evidence, issue_subject, placed_issues

PAIRS_MIN = 10
ISSUES_MIN = 3
GROWING_SHARE = 0.9
THROUGH_PAGE = 100


class Paged(NamedTuple):
    """An issue with the lowest and highest page that any text of its own begins on."""

    placed: Placed
    low: int
    high: int


@rule("D116", "page-out-of-order", "run", "warning")
def find_page_out_of_order(run: Run) -> Iterable[Finding]:
    """Each issue whose pages lie outside those of the issues before and after."""
    volumes = [_paged(volume) for volume in by_volume(placed_issues(run, "day", "month", "season"))]
    pairs = [(a, b) for volume in volumes for a, b in pairwise(volume)]
    if len(pairs) < PAIRS_MIN or sum(a.high < b.low for a, b in pairs) < GROWING_SHARE * len(pairs):
        return
    for volume in volumes:
        for before, odd, after in zip(volume, volume[1:], volume[2:], strict=False):
            if _counts_through([p for p in volume if p is not odd]) and not before.high <= odd.low <= after.high:
                yield _finding(run, before, odd, after)


def _counts_through(volume: Sequence[Paged]) -> bool:
    top = max(p.high for p in volume)
    return len(volume) >= ISSUES_MIN and top >= THROUGH_PAGE and all(a.high < b.low for a, b in pairwise(volume))


def _paged(volume: Sequence[Placed]) -> list[Paged]:
    paged = []
    for p in volume:
        rows = [a for a in p.issue.attestations if not a.citation.value("edition")]
        firsts = [int(m[0]) for a in rows if (m := re.match(r"\d+", a.citation.value("pages")))]
        if firsts:
            paged.append(Paged(p, min(firsts), max(firsts)))
    return paged


def _finding(run: Run, before: Paged, odd: Paged, after: Paged) -> Finding:
    issue = odd.placed.issue
    near = [before.placed.issue, after.placed.issue]
    return Finding(
        "D116",
        "page-out-of-order",
        "warning",
        "tension",
        issue_subject(run, issue),
        "pages",
        f"{run.label}, Vol. {issue.volume} No. {issue.number} is cited from page {odd.low}; its volume counts pages "
        f"through, and the issue before it is cited from page {before.high}, the one after it from page {after.low}.",
        (
            *first_evidence([issue], "number", "pages", "date"),
            *first_evidence(near, "number", "pages", "date"),
        ),
        Trace(
            "first page of an issue between the first pages of the issues before and after it",
            {"page": str(odd.low), "before": str(before.high), "after": str(after.low)},
        ),
        (
            "Pages that begin again with each issue: in this run they grow from issue to issue.",
            "A supplement: the citation names none.",
        ),
    )
