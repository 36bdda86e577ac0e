"""Issues and runs from source lines."""

from typing import Any

from testimonia.linkers.periodicals import link_periodicals, link_run, periodical_blocks

WEEKLY = [f"The Echo, Vol. X No. {n}, {day}, p. 1." for n, day in ((1, "5 January 1946"), (2, "12 January 1946"),
          (3, "19 January 1946"), (6, "9 February 1946"), (7, "16 February 1946"))]  # fmt: skip


def test_titles_that_differ_in_article_and_marks_are_one_periodical(documents: Any) -> None:
    (run,) = link_periodicals(documents(["The Ferrymen’s Echo, 5 May 1925", "Ferrymen's Echo, 12 May 1925"]))
    assert (run.label, len(run.issues)) == ("Ferrymen's Echo", 2) or run.titles[0] == run.label


def test_the_rhythm_and_the_gaps_are_read_from_numbers_and_dates(documents: Any) -> None:
    (run,) = link_periodicals(documents(WEEKLY))
    assert (run.periodicity, run.gaps) == ("weekly", ("Vol. 10: no document attests Nos. 4–5.",))


def test_an_issue_keeps_disputed_dates_side_by_side(documents: Any) -> None:
    (run,) = link_periodicals(documents([*WEEKLY, "The Echo, Vol. X No. 7, 17 February 1946, p. 2."]))
    (issue,) = [issue for issue in run.issues if issue.number == "7"]
    assert (issue.edtf, len(issue.attestations)) == ("", 2)


def test_a_month_that_holds_the_day_is_no_dispute(documents: Any) -> None:
    (run,) = link_periodicals(documents([*WEEKLY, "The Echo, Vol. 10 No. 7, February 1946"]))
    assert [issue.edtf for issue in run.issues if issue.number == "7"] == ["1946-02-16"]


def test_a_citation_by_date_alone_joins_the_issue_of_that_date(documents: Any) -> None:
    (run,) = link_periodicals(documents(WEEKLY, mentioned=["The Echo, 16 February 1946"]))
    assert [len(issue.attestations) for issue in run.issues] == [1, 1, 1, 1, 2]
    assert [a.held for a in run.issues[-1].attestations] == [True, False]


def test_one_misspelt_letter_is_joined_where_volume_and_year_agree(documents: Any) -> None:
    lines = [f"The Harbinger, Vol. 6, No. {n}, {month} 1933" for n, month in ((1, "April"), (2, "May"), (3, "June"))]
    (run,) = link_periodicals(documents([*lines, "The Harbimger, Vol. 6, No. 4, July 1933"]))
    assert (run.label, len(run.issues)) == ("The Harbinger", 4)


def test_one_letter_of_another_volume_and_year_stays_apart(documents: Any) -> None:
    lines = [f"The Harbinger, Vol. 6, No. {n}, {month} 1933" for n, month in ((1, "April"), (2, "May"), (3, "June"))]
    runs = link_periodicals(documents([*lines, "The Harbimger, Vol. 1, No. 4, July 1899"]))
    assert len(runs) == 2


def test_a_plural_is_another_title(documents: Any) -> None:
    lines = ["Ferryman, Vol. 1 No. 1, 1 May 1925", "Ferryman, Vol. 1 No. 2, 8 May 1925"]
    assert len(link_periodicals(documents([*lines, "Ferrymans, Vol. 1 No. 3, 15 May 1925"]))) == 2


def test_namesakes_of_two_towns_stay_apart(documents: Any) -> None:
    lines = ["The Echo (Dover), Vol. 3 No. 1, May 1901", "The Echo (Dover), Vol. 3 No. 2, June 1901"]
    runs = link_periodicals(documents([*lines, "The Echo (Saltmarsh), Vol. 20 No. 5, May 1950"]))
    assert [run.label for run in runs] == ["The Echo (Dover, 1901)", "The Echo (Saltmarsh, 1950)"]


def test_a_weekly_and_a_later_monthly_of_one_title_stay_apart(documents: Any) -> None:
    lines = ["The Tide, 5 June 1920", "The Tide, 12 June 1920", "The Tide, Vol. 3, No. 4, May 1930"]
    assert [run.label for run in link_periodicals(documents(lines))] == ["The Tide (1920)", "The Tide (1930)"]


def test_a_paper_that_began_its_volumes_again_has_two_issues_of_one_number(documents: Any) -> None:
    first = [f"The Echo, Vol. {v} No. {n}, 4 {m} {1920 + v}" for v in (1, 2, 3) for n, m in ((1, "May"), (2, "June"))]
    again = [f"The Echo, Vol. {v} No. {n}, 4 {m} {1940 + v}" for v in (1, 2, 3) for n, m in ((1, "May"), (2, "June"))]
    (run,) = link_periodicals(documents([*first, *again]))
    assert len(run.issues) == 12
    assert len({issue.id for issue in run.issues}) == 12
    assert all(issue.edtf for issue in run.issues)


def test_a_month_on_one_title_page_makes_no_periodical(documents: Any) -> None:
    assert link_periodicals(documents(["Tides and their Errors, May 1925"])) == ()


def test_a_masthead_attests_no_issue(documents: Any) -> None:
    page = documents(WEEKLY[:2])
    held = page[0].citations[0]
    assert periodical_blocks(page)["echo"][0].citation == held
    assert len(link_run(periodical_blocks(page)["echo"])) == 1


def test_the_order_of_documents_does_not_matter(documents: Any) -> None:
    pages = documents([*WEEKLY, "The Echo, Vol. X No. 7, 17 February 1946", "The Echo (Dover), 23 February 1946"])
    assert link_periodicals(pages) == link_periodicals(pages[::-1])
