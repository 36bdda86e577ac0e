"""The pages of the periodicals: all of them, each run, each of its years, each issue."""

from collections import Counter
from collections.abc import Iterator

from testimonia.model.issue import Attestation, Issue, Run
from testimonia.site.edtf import year_of
from testimonia.site.lines import FindingLine, Link
from testimonia.site.pager import alphabetical, lettered, one_page, sorting_key
from testimonia.site.paths import href
from testimonia.site.runviews import IssueLine, IssueView, PeriodicalsView, RunLine, RunView, Witness
from testimonia.site.shelf import Shelf, first_page
from testimonia.site.views import PageJob

# A line of either weighs about 300 bytes, and an issue as much again in the picture: a run of more issues shows them by
# year.
RUNS_A_PAGE = 800
ISSUES_A_PAGE = 500
GAPS_SHOWN = 200
FINDINGS_SHOWN = 100


def plan_runs(shelf: Shelf) -> Iterator[PageJob]:
    runs = sorted(shelf.dossier.runs, key=lambda run: (*alphabetical(sorting_key(run.label)), run.id))
    lines = tuple(_run_line(shelf, run) for run in runs)
    for leaf in lettered([sorting_key(run.label) for run in runs], "periodicals", RUNS_A_PAGE):
        yield PageJob(leaf.path, "periodicals", PeriodicalsView(shelf.card, leaf.nav, one_page(lines, leaf)))
    for run, line in zip(runs, lines, strict=True):
        yield from _plan_run(shelf, run, line)


def _plan_run(shelf: Shelf, run: Run, line: RunLine) -> Iterator[PageJob]:
    issues = tuple(_issue_line(shelf, run, issue) for issue in run.issues)
    counts = Counter(year_of(issue.edtf) for issue in issues)
    years = tuple(
        Link(year, href(shelf.paths.year_of_run(run.id, year)), str(counts[year]))
        for year in sorted(counts.keys() - {""})
    )
    findings = _findings(shelf, run)
    whole = issues if len(issues) <= ISSUES_A_PAGE or len(years) < 2 else ()
    view = RunView(shelf.card, line, "", years, whole, run.gaps[:GAPS_SHOWN], findings[:FINDINGS_SHOWN])
    yield PageJob(shelf.paths.runs[run.id], "run", view)
    for year in (link.label for link in years):
        of_year = tuple(issue for issue in issues if year_of(issue.edtf) == year)
        view = RunView(shelf.card, line, year, years, of_year, (), ())
        yield PageJob(shelf.paths.year_of_run(run.id, year), "run", view)
    for index, issue in enumerate(run.issues):
        yield _plan_issue(shelf, run, issues, index, issue)


def _plan_issue(shelf: Shelf, run: Run, lines: tuple[IssueLine, ...], index: int, issue: Issue) -> PageJob:
    held = [a for a in issue.attestations if a.held]
    held.sort(key=lambda a: (_page_of(shelf, a), a.document))
    named = [a for a in issue.attestations if not a.held]
    view = IssueView(
        card=shelf.card,
        run=Link(run.label, href(shelf.paths.runs[run.id])),
        issue=lines[index],
        witnesses=tuple(_witness(shelf, a) for a in (*held, *named)),
        findings=shelf.lines(shelf.about.get(("issue", issue.id), [])),
        before=lines[index - 1].link if index else None,
        after=lines[index + 1].link if index + 1 < len(lines) else None,
    )
    return PageJob(shelf.paths.issues[run.id, issue.id], "issue", view)


def _page_of(shelf: Shelf, attestation: Attestation) -> int:
    record = shelf.records.get(attestation.document)
    return first_page(record) if record else 1_000_000


def _witness(shelf: Shelf, attestation: Attestation) -> Witness:
    record = shelf.records.get(attestation.document)
    return Witness(
        link=shelf.link(attestation.document),
        by=", ".join(name.literal for name in record.authors) if record else "",
        pages=attestation.citation.value("pages"),
        quote=attestation.citation.quote.exact,
        held=attestation.held,
        coins=shelf.coins(attestation.document) if attestation.held else "",
    )


def _run_line(shelf: Shelf, run: Run) -> RunLine:
    dates = sorted(issue.edtf for issue in run.issues if issue.edtf)
    held = [{a.document for a in issue.attestations if a.held} for issue in run.issues]
    return RunLine(
        link=Link(run.label, href(shelf.paths.runs[run.id])),
        titles=run.titles,
        places=run.places,
        periodicity=run.periodicity,
        first=dates[0] if dates else "",
        last=dates[-1] if dates else "",
        issues=len(run.issues),
        held=sum(1 for documents in held if documents),
        documents=len(set().union(*held)) if held else 0,
    )


def _issue_line(shelf: Shelf, run: Run, issue: Issue) -> IssueLine:
    held = {a.document for a in issue.attestations if a.held}
    return IssueLine(
        link=shelf.issue_link(run.id, issue),
        edtf=issue.edtf,
        series=issue.series,
        volume=issue.volume,
        number=issue.number,
        whole=issue.whole,
        held=len(held),
        named=len({a.document for a in issue.attestations} - held),
        findings=len(shelf.about.get(("issue", issue.id), [])),
    )


def _findings(shelf: Shelf, run: Run) -> tuple[FindingLine, ...]:
    subjects = [("periodical", run.id), ("run", run.id), *(("issue", issue.id) for issue in run.issues)]
    return shelf.lines(finding for subject in subjects for finding in shelf.about.get(subject, []))
