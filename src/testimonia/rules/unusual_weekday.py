"""A paper dated on another day of the week than it came out.

What it looks at: the exact dates of a periodical's issues, as weekdays.

Why it matters: a weekly keeps its day. A date on another day is often a slip in the day, the month or the year.

Example: a paper of Saturdays, dated "15 February 1946", a Friday.

Innocent causes: a special or double issue; a paper that changed its day, or had two days a week; a holiday.

How it is computed: of up to four issues before and four after, within a year on either side, two or more on each side
must fall on one day of the week, and all of them but one in seven. A paper of two days a week is compared with both,
where nine in ten of its issues within a year, ten or more, keep them. The issue itself must be single and of one exact
day. At most a tension, and a note in the weeks of Christmas and New Year.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from testimonia.contract import rule
from testimonia.model.finding import Finding, Trace
from testimonia.model.issue import Issue, Run
from testimonia.rules._runs import first_evidence, issue_subject, weekday_of
from testimonia.text.datepoints import in_words
from testimonia.text.numbering import numbers_of

SIDE = 2
WINDOW = 4
NEAR_MIN = 10
KEPT_SHARE = 0.9
STEADY_SHARE = 6 / 7
REACH_DAYS = 366
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class Day(NamedTuple):
    """An issue with its one exact day."""

    ordinal: int
    issue: Issue

    @property
    def weekday(self) -> int:
        return weekday_of(self.ordinal)


@rule("D115", "unusual-weekday", "run", "warning")
def find_unusual_weekday(run: Run) -> Iterable[Finding]:
    """Each issue dated on a weekday on which none of its neighbours came out."""
    if run.periodicity == "daily":
        return
    days = _days(run)
    for at, day in enumerate(days):
        before = [d for d in days[max(0, at - WINDOW) : at] if day.ordinal - d.ordinal <= REACH_DAYS]
        after = [d for d in days[at + 1 : at + 1 + WINDOW] if d.ordinal - day.ordinal <= REACH_DAYS]
        usual = _usual(before, after)
        if usual and day.weekday not in usual and (len(usual) == 1 or _keeps(days, day, usual)):
            near = [d for d in before if d.weekday in usual][-SIDE:] + [d for d in after if d.weekday in usual][:SIDE]
            yield _finding(run, day, near, sorted(usual))


def _keeps(days: Sequence[Day], odd: Day, usual: set[int]) -> bool:
    """Whether nearly all issues within a year keep these days."""
    near = [day for day in days if abs(day.ordinal - odd.ordinal) <= REACH_DAYS]
    return len(near) >= NEAR_MIN and sum(day.weekday in usual for day in near) >= KEPT_SHARE * len(near)


def _usual(before: Sequence[Day], after: Sequence[Day]) -> set[int]:
    """The one day of the week, or the two, on which the neighbours came out; none where they keep no day."""
    counts = Counter(day.weekday for day in [*before, *after])
    total = sum(counts.values())
    sides = [{day.weekday for day in before}, {day.weekday for day in after}]
    if len(counts) == 2 and sides[0] == sides[1] and total >= 2 * WINDOW and min(counts.values()) >= SIDE:
        return set(counts)
    common = [day for day, n in counts.items() if n >= STEADY_SHARE * total]
    on_sides = [sum(day.weekday in common for day in side) for side in (before, after)]
    return set(common) if min(on_sides) >= SIDE else set()


def _days(run: Run) -> list[Day]:
    """One for each date that a page of its own gives, in order."""
    days: dict[int, Day] = {}
    for issue in run.issues:
        n = numbers_of(issue.volume, issue.number, issue.edtf)
        is_single = n.unit == "day" and n.first == n.last and n.low == n.high
        is_held = any(a.held and not a.citation.value("edition") for a in issue.attestations)
        if is_single and is_held and n.first is not None:
            days.setdefault(n.first, Day(n.first, issue))
    return [days[ordinal] for ordinal in sorted(days)]


def _is_holiday(ordinal: int) -> bool:
    """Whether it is 21 December to 4 January, when papers come out early or late."""
    day = date.fromordinal(ordinal)
    return (day.month, day.day) >= (12, 21) or (day.month, day.day) <= (1, 4)


def _finding(run: Run, odd: Day, near: Sequence[Day], usual: Sequence[int]) -> Finding:
    names = " or ".join(DAYS[day] for day in usual)
    return Finding(
        "D115",
        "unusual-weekday",
        "note" if _is_holiday(odd.ordinal) else "warning",
        "tension",
        issue_subject(run, odd.issue),
        "date",
        f"{run.label} of {in_words(odd.issue.edtf)} is dated on a {DAYS[odd.weekday]}; the issues around it bear a "
        f"{names}.",
        (*first_evidence([odd.issue], "date"), *first_evidence([day.issue for day in near], "date")),
        Trace(
            "the weekday of the date, against the weekdays of up to four issues before and four after",
            {
                "date": odd.issue.edtf,
                "weekday": DAYS[odd.weekday],
                "usual weekday": names,
                **{f"issue {day.issue.edtf}": DAYS[day.weekday] for day in near},
            },
        ),
        (
            "A special or double issue: the citation names none and bears one number.",
            "A holiday: "
            + (
                "Christmas or New Year is near."
                if _is_holiday(odd.ordinal)
                else "neither Christmas nor New Year is near."
            ),
            "A change of day: the issues before and after keep the same one.",
        ),
    )
