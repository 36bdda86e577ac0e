"""Rules on runs of issues: each with a true slip and with innocent look-alikes."""

from collections.abc import Iterable, Sequence

import pytest

from testimonia.linkers.periodicals import link_periodicals
from testimonia.model.document import Document
from testimonia.model.finding import Finding
from testimonia.rules.date_with_two_numbers import find_two_numbers
from testimonia.rules.issue_not_held import find_issues_not_held
from testimonia.rules.issue_with_two_dates import find_two_dates
from testimonia.rules.number_against_rhythm import find_number_off_rhythm
from testimonia.rules.number_out_of_sequence import find_out_of_sequence
from testimonia.rules.page_out_of_order import find_page_out_of_order
from testimonia.rules.unusual_weekday import find_unusual_weekday
from testimonia.rules.volume_against_year import find_volume_off_year
from testimonia.text.citationgrammar import read_citation

ALL = (
    find_two_dates, find_two_numbers, find_out_of_sequence, find_volume_off_year, find_number_off_rhythm,
    find_unusual_weekday, find_page_out_of_order, find_issues_not_held,
)  # fmt: skip
SATURDAYS = [
    "5 January",
    "12 January",
    "19 January",
    "26 January",
    "2 February",
    "9 February",
    "16 February",
    "23 February",
]
WEEKLY = [f"The Echo, Vol. X No. {n}, {day} 1946, p. 1." for n, day in enumerate(SATURDAYS, 1)]
MONTHS = ["January", "February", "March", "April", "May", "June"]
MONTHLY = [f"Tidal Review, Vol. {v} No. {n}, {month} {1930 + v}, pp. {32 * n - 31}-{32 * n - 20}"
           for v in (1, 2, 3) for n, month in enumerate(MONTHS, 1)]  # fmt: skip


def judged(lines: Sequence[str], *rules: object, mentions: Sequence[str] = ()) -> list[Finding]:
    pages = [_page(i, line, "source") for i, line in enumerate(lines)]
    pages += [_page(i + len(lines), line, "mention") for i, line in enumerate(mentions)]
    runs = link_periodicals(pages)
    return [finding for run in runs for rule in (rules or ALL) for finding in _found(rule, run)]


def _found(rule: object, run: object) -> Iterable[Finding]:
    assert callable(rule)
    found: Iterable[Finding] = rule(run)
    return found


def _page(i: int, line: str, role: str) -> Document:
    citations = tuple(read_citation(line, 0, len(line), role))
    return Document(f"p{i:02}", f"p{i:02}.txt", 0, len(line), "A Page", None, "article", "en", (), (), citations, (), 0)


def codes(findings: Iterable[Finding]) -> list[str]:
    return [finding.code for finding in findings]


@pytest.mark.parametrize(
    "lines", [WEEKLY, MONTHLY, WEEKLY[:3], MONTHLY[:1]], ids=["weekly", "monthly", "short", "single"]
)
def test_a_run_that_agrees_with_itself_is_not_reported(lines: list[str]) -> None:
    assert judged(lines) == []


def test_one_issue_with_two_dates_shows_both_quotes() -> None:
    (finding,) = judged([*WEEKLY, "The Echo, Vol. X No. 7, 17 February 1946, p. 3."], find_two_dates)
    assert {e.value for e in finding.evidence} == {"date 1946-02-16", "date 1946-02-17"}
    assert finding.verdict == "contradiction"


def test_the_date_that_stands_alone_among_many_is_named() -> None:
    (finding,) = judged([*WEEKLY, WEEKLY[6], WEEKLY[6], "The Echo, Vol. X No. 7, 17 February 1946"], find_two_dates)
    assert finding.statement.endswith("By count, 17 February 1946 stands alone.")


def test_a_month_beside_the_day_is_no_second_date() -> None:
    assert judged([*WEEKLY, "The Echo, Vol. X No. 7, February 1946"], find_two_dates) == []


def test_two_issues_years_apart_with_nothing_learnt_are_left_alone() -> None:
    lines = ["The Echo, Vol. 5 No. 4, 23 January 1932", "The Echo, Vol. 5 No. 4, 25 January 1941"]
    assert judged(lines, find_two_dates) == []


def test_one_date_with_two_numbers_is_reported_once() -> None:
    assert codes(judged([*WEEKLY, "The Echo, Vol. X No. 9, 16 February 1946"], find_two_numbers)) == ["D111"]


def test_a_double_number_and_its_half_agree() -> None:
    lines = ["The Echo, Vol. X Nos. 6-7, 16 February 1946", "The Echo, Vol. X No. 7, 16 February 1946"]
    assert judged([*WEEKLY[:5], *lines], find_two_numbers) == []


def test_a_supplement_of_the_same_day_is_no_second_number() -> None:
    lines = [*WEEKLY, "The Echo, Vol. X No. 3, Supplement No. 1, 16 February 1946"]
    assert judged(lines, find_two_numbers) == []


def test_two_numbers_on_one_day_of_an_irregular_paper_are_a_note() -> None:
    days = [(1, "1 May"), (2, "2 May"), (3, "9 May"), (4, "11 May"), (5, "30 May"), (6, "30 May")]
    (finding,) = judged([f"The Echo, Vol. 1 No. {n}, {day} 1922" for n, day in days], find_two_numbers)
    assert (finding.severity, finding.verdict) == ("note", "tension")


def test_a_number_whose_date_runs_backwards_is_reported_with_its_neighbours() -> None:
    lines = [*WEEKLY[:3], "The Echo, Vol. X No. 4, 2 January 1946", *WEEKLY[4:]]
    (finding,) = judged(lines, find_out_of_sequence)
    assert "No. 4 is dated 2 January 1946, out of order" in finding.statement
    assert len(finding.evidence) >= 3


def test_a_volume_of_another_year_is_reported() -> None:
    lines = [*MONTHLY, "Tidal Review, Vol. 2 No. 8, August 1933"]
    (finding,) = judged(lines, find_volume_off_year)
    assert finding.trace.inputs["expected volume"] == "3"


def test_volumes_that_begin_in_mid_year_are_learnt() -> None:
    months = [("September", 0), ("November", 0), ("January", 1), ("March", 1), ("May", 1)]
    lines = [f"The Term, Vol. {v} No. {n}, {month} {1900 + v + later}"
             for v in (1, 2, 3) for n, (month, later) in enumerate(months, 1)]  # fmt: skip
    assert judged(lines, find_volume_off_year) == []
    assert codes(judged([*lines, "The Term, Vol. 2 No. 6, December 1903"], find_volume_off_year)) == ["D113"]


def test_a_count_that_began_again_is_explained() -> None:
    again = [f"Tidal Review, Vol. {v} No. {n}, {month} {1950 + v}" for v in (1, 2) for n, month in enumerate(MONTHS, 1)]
    assert judged([*MONTHLY, *again], find_volume_off_year) == []


def test_volumes_that_follow_no_rule_yield_silence() -> None:
    lines = [
        f"The Whim, Vol. {v} No. {n}, May {year}"
        for v, n, year in ((3, 1, 1901), (9, 2, 1902), (1, 3, 1904), (7, 4, 1905))
    ]
    assert judged(lines, find_volume_off_year) == []


def test_a_number_that_alone_leaves_the_weekly_count_is_reported() -> None:
    (finding,) = judged([line.replace("No. 4", "No. 40") for line in WEEKLY], find_number_off_rhythm)
    assert finding.trace.inputs["expected number"] == "4"
    gapped = [WEEKLY[0], WEEKLY[1], "The Echo, Vol. X No. 4, 19 January 1946", *WEEKLY[4:]]
    assert codes(judged(gapped, find_number_off_rhythm)) == ["D114"]


def test_a_count_that_stays_shifted_after_a_special_issue_is_left_alone() -> None:
    shifted = [f"The Echo, Vol. X No. {n + 1}, {day} 1946" for n, day in list(enumerate(SATURDAYS, 1))[4:]]
    assert judged([*WEEKLY[:4], *shifted], find_number_off_rhythm) == []


def test_a_monthly_number_is_held_against_the_month_across_volumes() -> None:
    lines = [line.replace("No. 5, May 1932", "No. 15, May 1932") for line in MONTHLY]
    (finding,) = judged(lines, find_number_off_rhythm)
    assert finding.trace.inputs["expected number"] == "5"


def test_a_saturday_paper_dated_on_a_friday_is_a_tension() -> None:
    lines = [line.replace("26 January", "25 January") for line in WEEKLY]
    (finding,) = judged(lines, find_unusual_weekday)
    assert (finding.verdict, finding.trace.inputs["weekday"]) == ("tension", "Friday")


def test_a_paper_that_changed_its_day_is_left_alone() -> None:
    later = [
        f"The Echo, Vol. X No. {n}, {day} 1946"
        for n, day in ((9, "1 March"), (10, "8 March"), (11, "15 March"), (12, "22 March"))
    ]
    assert judged([*WEEKLY, *later], find_unusual_weekday) == []


def test_a_page_out_of_the_order_of_its_volume_is_reported() -> None:
    lines = [line.replace("pp. 97-108", "pp. 7-18") if "1932" in line else line for line in MONTHLY]
    (finding,) = judged(lines, find_page_out_of_order)
    assert finding.trace.inputs == {"page": "7", "before": "65", "after": "129"}


def test_pages_that_begin_again_with_each_issue_are_left_alone() -> None:
    lines = [f"The Echo, Vol. X No. {n}, {day} 1946, p. {9 - n}" for n, day in enumerate(SATURDAYS, 1)]
    assert judged(lines, find_page_out_of_order) == []


def test_issues_cited_and_not_held_are_one_note() -> None:
    mentions = ["The Echo, 2 March 1946", "The Echo, 9 March 1946", "The Echo, 16 February 1946"]
    (finding,) = judged(WEEKLY, find_issues_not_held, mentions=mentions)
    assert (finding.severity, finding.verdict, len(finding.evidence)) == ("note", "absent", 2)
