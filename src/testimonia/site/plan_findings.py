"""The pages of the disagreements, of the rules that find them, and of what pages cite and the archive does not hold."""

import inspect
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from typing import Any

from testimonia import registry
from testimonia.contract import RuleMember
from testimonia.model.finding import Evidence, Finding
from testimonia.model.issue import Run
from testimonia.model.problem import SEVERITIES
from testimonia.model.when import years_after
from testimonia.site.cast import FOLDERS
from testimonia.site.edtf import year_of
from testimonia.site.findingviews import (
    DisagreementsView,
    DisagreementView,
    FindingGroup,
    FoundWhen,
    RulesView,
    RuleView,
    Testimony,
)
from testimonia.site.lines import FindingLine, Link
from testimonia.site.pager import Leaf, numbered, one_page
from testimonia.site.paths import href, rule_path, slug
from testimonia.site.plan_documents import anchor_of
from testimonia.site.runviews import Want, WantsView
from testimonia.site.shelf import Shelf, issue_label
from testimonia.site.views import PageJob

# A finding's line weighs about 450 bytes. More than so many of one kind, and of all, stand on the rules' own pages.
SHOWN_OF_A_KIND = 200
SHOWN_OF_ALL = 550
LINES_A_PAGE = 500
WANTS_A_PAGE = 600


def plan_findings(shelf: Shelf) -> Iterator[PageJob]:
    by_code: dict[str, list[Finding]] = defaultdict(list)
    for finding in shelf.dossier.findings:
        by_code[finding.code].append(finding)
    rules = {function.member.code: function for function in registry.rules()}
    most = max(min(SHOWN_OF_A_KIND, SHOWN_OF_ALL // max(len(by_code), 1)), 1)
    if len(shelf.dossier.findings) <= SHOWN_OF_ALL:
        most = SHOWN_OF_A_KIND
    kinds = sorted(by_code.values(), key=lambda found: (SEVERITIES.index(found[0].severity), found[0].code))
    groups = tuple(_group(shelf, found, most) for found in kinds)
    found = tuple(_found_when(shelf, found) for found in kinds)
    coverage = shelf.dossier.coverage
    view = DisagreementsView(shelf.card, coverage.read, coverage.sources, len(shelf.dossier.findings), groups, found)
    yield PageJob("disagreements/index.html", "disagreements", view)
    by_id = {finding.id: finding for finding in shelf.dossier.findings}
    for id, finding in by_id.items():
        yield PageJob(shelf.paths.findings[id], "disagreement", _disagreement(shelf, finding, by_id))
    yield from _plan_rules(shelf, rules, by_code)
    wants = tuple(_wants(shelf))
    for leaf in numbered(len(wants), "wants.html", WANTS_A_PAGE):
        yield PageJob(leaf.path, "wants", WantsView(shelf.card, leaf.nav, one_page(wants, leaf)))


def _found_when(shelf: Shelf, found: list[Finding]) -> FoundWhen:
    """What one rule found, by the year of the first document that each finding quotes and that has one."""
    years: Counter[int] = Counter()
    for finding in found:
        records = (shelf.records.get(evidence.document) for evidence in finding.evidence)
        dates = (year_of(record.printed or record.written) for record in records if record)
        if year := next((date for date in dates if date), ""):
            years[int(year)] += 1
    first = found[0]
    return FoundWhen(first.code, first.name, href(rule_path(first.code)), len(found), tuple(sorted(years.items())))


def _group(shelf: Shelf, found: list[Finding], most: int) -> FindingGroup:
    first = found[0]
    return FindingGroup(
        first.code,
        first.name,
        first.severity,
        href(rule_path(first.code)),
        len(found),
        shelf.lines(found[:most]),
    )


def _disagreement(shelf: Shelf, finding: Finding, by_id: dict[str, Finding]) -> DisagreementView:
    values: dict[str, list[Testimony]] = {}
    for index, evidence in enumerate(finding.evidence):
        values.setdefault(evidence.value, []).append(_testimony(shelf, finding, evidence, index))
    return DisagreementView(
        card=shelf.card,
        finding=finding,
        id=finding.id,
        subject=_subject(shelf, finding),
        values=tuple((value, tuple(testimonies)) for value, testimonies in values.items()),
        rests_on=tuple(_resting(shelf, id, by_id) for id in finding.rests_on),
        rule=href(rule_path(finding.code)),
        read=shelf.dossier.coverage.read,
        sources=shelf.dossier.coverage.sources,
    )


def _resting(shelf: Shelf, id: str, by_id: dict[str, Finding]) -> Link:
    other = by_id.get(id)
    return Link(f"{other.code} {other.statement}", href(shelf.paths.findings[id])) if other else Link(id, "")


def _testimony(shelf: Shelf, finding: Finding, evidence: Evidence, index: int) -> Testimony:
    link = shelf.link(evidence.document)
    if link.path:
        link = Link(link.label, f"{link.path}#{slug(anchor_of(finding.id, index))}")
    record = shelf.records.get(evidence.document)
    dated = (record.written or record.printed) if record else ""
    return Testimony(
        link=link,
        origin=evidence.source,
        line=evidence.line,
        edtf=(record.printed or record.written) if record else "",
        voice=evidence.voice,
        value=evidence.value,
        before=evidence.before,
        quote=evidence.quote.exact,
        after=evidence.after,
        years=years_after(evidence.value, dated) if finding.subject.kind in FOLDERS else None,
    )


def _subject(shelf: Shelf, finding: Finding) -> Link:
    subject, paths = finding.subject, shelf.paths
    known = {"document": paths.documents, "periodical": paths.runs, "run": paths.runs, "author": paths.authors}
    path = known.get(subject.kind, {}).get(subject.id, "")
    if subject.kind in FOLDERS:
        path = path or paths.entities.get(subject.id, "")
    if subject.kind == "name":
        path = paths.names.get(subject.id.removeprefix("name/"), "")
    if subject.kind == "issue":
        path = next((path for (_, issue), path in paths.issues.items() if issue == subject.id), "")
    return Link(subject.label or subject.id, href(path), subject.kind)


def _plan_rules(
    shelf: Shelf, rules: dict[str, Callable[..., Any]], by_code: dict[str, list[Finding]]
) -> Iterator[PageJob]:
    groups = []
    for code in sorted(rules.keys() | by_code.keys()):
        found = by_code.get(code, [])
        for leaf in numbered(len(found), rule_path(code), LINES_A_PAGE):
            view = _rule(shelf, code, rules.get(code), leaf, shelf.lines(one_page(found, leaf)))
            yield PageJob(leaf.path, "rule", view)
        groups.append(FindingGroup(code, view.name, view.severity, href(rule_path(code)), view.total, ()))
    yield PageJob("rules/index.html", "rules", RulesView(shelf.card, tuple(groups)))


def _rule(
    shelf: Shelf, code: str, function: Callable[..., Any] | None, leaf: Leaf, lines: tuple[FindingLine, ...]
) -> RuleView:
    """A rule's manual page; of a rule that is no longer here only what its findings say."""
    if function is None:
        first = lines[0]
        return RuleView(shelf.card, code, first.name, first.severity, "", "", leaf.nav.total, leaf.nav, lines)
    member: RuleMember = function.member  # type: ignore[attr-defined]
    manual = inspect.getdoc(inspect.getmodule(function)) or ""
    return RuleView(
        shelf.card, code, member.name, member.severity, member.subject, manual, leaf.nav.total, leaf.nav, lines
    )


def _wants(shelf: Shelf) -> Iterator[Want]:
    for run in shelf.dossier.runs:
        yield from _wants_of(shelf, run)


def _wants_of(shelf: Shelf, run: Run) -> Iterator[Want]:
    for issue in run.issues:
        if any(attestation.held for attestation in issue.attestations):
            continue
        yield Want(
            run=Link(run.label, href(shelf.paths.runs[run.id])),
            label=issue_label(issue, shelf.book),
            edtf=issue.edtf,
            cited_by=tuple(shelf.link(id) for id in dict.fromkeys(a.document for a in issue.attestations)),
            quote=issue.attestations[0].citation.quote.exact if issue.attestations else "",
        )
