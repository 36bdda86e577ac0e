"""link > judge: documents to runs and authors, runs to findings; memoised by block."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Protocol, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from testimonia import registry
from testimonia.archive.memo import Memo, SourceRow
from testimonia.engine.step import code_digest
from testimonia.linkers.authors import link_authors
from testimonia.linkers.dossiers import Gathering, gather
from testimonia.linkers.periodicals import link_run, periodical_blocks
from testimonia.linkers.works import cited_books
from testimonia.model.canon import digest_of, pack
from testimonia.model.claim import Claim
from testimonia.model.document import Document
from testimonia.model.entity import Author, Authority
from testimonia.model.extraction import Answer
from testimonia.model.finding import Finding
from testimonia.model.issue import Run
from testimonia.model.person import NameDossier, PersonDossier
from testimonia.model.problem import SEVERITIES, Problem
from testimonia.model.sharing import CitedQuotation, Share
from testimonia.model.source import Source
from testimonia.pipeline.blocks import Blocks
from testimonia.pipeline.linking import Linked, link
from testimonia.pipeline.mapping import open_page, values
from testimonia.pipeline.plan import READ, Plan, Problems
from testimonia.pipeline.plugins import failed_on_run
from testimonia.text.anchorer import is_anchored, placed, unanchored

# Rules on transcription whose findings make the words under them doubtful.
SLIPS = ("T302",)


class Labelled(Protocol):
    """What a run rule or a person rule judges."""

    @property
    def label(self) -> str: ...


L = TypeVar("L", bound=Labelled)


class Judged(Struct, frozen=True):
    """What linking and judging make of all documents."""

    authors: tuple[Author, ...]
    linked: Linked
    findings: tuple[Finding, ...]
    problems: Problems


def link_and_judge(
    blocks: Blocks,
    plan: Plan,
    rows: Mapping[str, SourceRow],
    documents: Sequence[Document],
    runs: Sequence[Run],
    authority: Sequence[Authority] = (),
    answers: Mapping[str, Sequence[Answer]] | None = None,
) -> Judged:
    """Authors and entities of the archive, and the findings on documents, on runs and on people, each with its
    quotes verified. `answers` are those of extractors from outside, by source."""
    digests = (row.steps["documents"][1] for row in rows.values() if "documents" in row.steps)
    inputs = digest_of(*(digest.encode() for digest in digests)).encode()
    authors = blocks.value("authors", inputs, tuple[Author, ...], link_authors, lambda: link_authors(documents))
    of_runs, problems = _judge_runs(blocks, plan, rows, runs)
    extracted, left_out = _extracted(blocks, plan, rows, answers)
    linked = link(blocks, plan, rows, authority, extracted)
    gathering = gather(linked.entities, linked.claims, linked.faint, documents, authority)
    of_people, more = _judge_people(blocks, plan, rows, gathering)
    of_works, wanted = _judge_works(blocks, plan, rows, documents)
    of_documents = (f for judge in plan.judges for _, made in values(blocks.memo, plan, rows, judge) for f in made)
    findings = with_grounds((*of_documents, *of_runs, *of_works, *of_people))
    return Judged(authors, linked, in_order(findings), (*problems, *wanted, *more, *left_out))


def _extracted(
    blocks: Blocks, plan: Plan, rows: Mapping[str, SourceRow], answers: Mapping[str, Sequence[Answer]] | None
) -> tuple[list[Claim], list[Problem]]:
    if not answers:
        return [], []
    from testimonia.pipeline.answering import extracted_claims  # what reads claims takes longer to load than all else

    return extracted_claims(blocks, plan, rows, answers)


def link_runs(blocks: Blocks, documents: Sequence[Document]) -> tuple[Run, ...]:
    """The runs of each block of periodicals; a changed page costs its own blocks."""
    runs: list[Run] = []
    for key, rows in sorted(periodical_blocks(documents).items()):
        runs += blocks.value(f"runs:{key}", pack(rows), tuple[Run, ...], link_run, partial(link_run, rows))
    return tuple(sorted(runs, key=lambda run: (run.label.casefold(), run.id)))


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """By severity, code, place; each id once (two parts of a page may lead a rule to the same words)."""
    by_id = {finding.id: finding for finding in findings}
    return tuple(
        finding
        for id_, finding in sorted(
            by_id.items(), key=lambda item: (SEVERITIES.index(item[1].severity), item[1].code, _place(item[1]), item[0])
        )
    )


def _place(finding: Finding) -> tuple[str, int]:
    first = finding.evidence[0] if finding.evidence else None
    return (first.source, first.quote.begin) if first else (finding.subject.id, 0)


def _judge_runs(
    blocks: Blocks, plan: Plan, rows: Mapping[str, SourceRow], runs: Sequence[Run]
) -> tuple[list[Finding], list[Problem]]:
    rules = [*(rule for rule in plan.rules if rule.member.subject == "run"), *plan.plugins.run_rules]
    findings: list[Finding] = []
    problems: list[Problem] = []
    for run in runs:
        paths = sorted({attestation.source for issue in run.issues for attestation in issue.attestations})
        inputs = digest_of(pack(run), *(rows[path].steps[READ][1].encode() for path in paths)).encode()
        for rule in rules:
            judge = partial(_judge_run, rule, run, partial(_open_source, blocks.memo, plan, rows))
            made = blocks.value(f"{rule.member.code}:{run.id}", inputs, RunJudged, rule, judge)
            findings.extend(made.findings)
            problems.extend(made.problems)
    return findings, problems


def _judge_works(
    blocks: Blocks, plan: Plan, rows: Mapping[str, SourceRow], documents: Sequence[Document]
) -> tuple[list[Finding], list[Problem]]:
    """The findings on works that documents cite."""
    rules = [rule for rule in plan.rules if rule.member.subject == "work"]
    findings: list[Finding] = []
    problems: list[Problem] = []
    for work in cited_books(documents) if rules else ():
        paths = sorted({attestation.source for attestation in work.attestations})
        inputs = digest_of(pack(work), *(rows[path].steps[READ][1].encode() for path in paths)).encode()
        for rule in rules:
            judge = partial(_judge_run, rule, work, partial(_open_source, blocks.memo, plan, rows))
            made = blocks.value(f"{rule.member.code}:{work.id}", inputs, RunJudged, rule, judge)
            findings.extend(made.findings)
            problems.extend(made.problems)
    return findings, problems


def with_grounds(findings: Sequence[Finding]) -> list[Finding]:
    """The findings, each with the ids of the slips on which its quotes rest: a date read across a slip, or that
    stands in words in which a rule on transcription found one."""
    slips: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for finding in findings:
        if finding.code in SLIPS:
            for e in finding.evidence:
                slips[e.source].append((e.quote.begin, e.quote.end, finding.id))
    return [_grounded(finding, slips) if finding.code.startswith("C") else finding for finding in findings]


def _grounded(finding: Finding, slips: Mapping[str, Sequence[tuple[int, int, str]]]) -> Finding:
    under = {
        id_
        for e in finding.evidence
        for begin, end, id_ in slips.get(e.source, ())
        if begin < e.quote.end and e.quote.begin < end
    }
    named = {ground for ground in finding.rests_on if not ground.startswith("slip:")}
    grounds = tuple(sorted(under | named))
    return replace(finding, rests_on=grounds) if grounds != finding.rests_on else finding


def _judge_people(
    blocks: Blocks, plan: Plan, rows: Mapping[str, SourceRow], gathering: Gathering
) -> tuple[list[Finding], list[Problem]]:
    """The findings on people, and on names that several bear; each dossier is judged by itself, so that a changed page
    costs its own people."""
    rules = {kind: [rule for rule in plan.rules if rule.member.subject == kind] for kind in ("person", "name")}
    code = {kind: digest_of(*(code_digest(rule).encode() for rule in own)).encode() for kind, own in rules.items()}
    findings: list[Finding] = []
    problems: list[Problem] = []
    open_source = partial(_open_source, blocks.memo, plan, rows)
    dossiers: list[tuple[str, PersonDossier | NameDossier]] = [("person", person) for person in gathering.people]
    dossiers += [("name", name) for name in gathering.names]
    for kind, dossier in dossiers:
        paths = sorted(_sources_of(dossier))
        texts = (rows[path].steps[READ][1].encode() for path in paths)
        inputs = digest_of(pack(dossier), *texts, code[kind]).encode()
        judge = partial(_judge_dossier, rules[kind], dossier, open_source)
        made = blocks.value(f"{kind}:{dossier.id}", inputs, RunJudged, _judge_dossier, judge)
        findings.extend(made.findings)
        problems.extend(made.problems)
    return findings, problems


def _sources_of(dossier: PersonDossier | NameDossier) -> set[str]:
    """Every source that a finding on it may quote."""
    paths = {claim.source for claim in dossier.claims}
    if isinstance(dossier, PersonDossier):
        paths |= {text.source for text in dossier.texts}
        return paths | {c.source for kin in dossier.relatives for c in (kin.claim, *kin.claims)}
    return paths | {bearer.naming.source for bearer in dossier.bearers if bearer.naming is not None}


def _judge_dossier(
    rules: Sequence[Callable[[L], Iterable[Finding]]], dossier: L, open_source: Callable[[str], Source]
) -> "RunJudged":
    made = [_judge_run(rule, dossier, open_source) for rule in rules]
    return RunJudged(tuple(f for one in made for f in one.findings), tuple(p for one in made for p in one.problems))


def judge_shares(
    memo: Memo, plan: Plan, rows: Mapping[str, SourceRow], shares: Iterable[Share]
) -> tuple[list[Finding], list[Problem]]:
    """The findings on what documents share; cheap, for all that a rule needs stands in the share."""
    rules = [rule for rule in plan.rules if rule.member.subject == "reuse"]
    made = [_judge_run(rule, share, partial(_open_source, memo, plan, rows)) for share in shares for rule in rules]
    return [finding for one in made for finding in one.findings], [problem for one in made for problem in one.problems]


def judge_quotations(
    memo: Memo, plan: Plan, rows: Mapping[str, SourceRow], quotations: Iterable[CitedQuotation]
) -> tuple[list[Finding], list[Problem]]:
    """The findings on quotations whose cited pages the archive holds."""
    rules = [rule for rule in plan.rules if rule.member.subject == "quotation"]
    made = [_judge_run(rule, one, partial(_open_source, memo, plan, rows)) for one in quotations for rule in rules]
    return [finding for one in made for finding in one.findings], [problem for one in made for problem in one.problems]


class RunJudged(Struct, frozen=True):
    """What one rule found in one run, and the quotes that it could not show."""

    findings: tuple[Finding, ...]
    problems: Problems


def _judge_run(rule: Callable[[L], Iterable[Finding]], run: L, open_source: Callable[[str], Source]) -> RunJudged:
    """A rule's findings on a run or a person with the line and context of each quote, every quote verified against
    its text."""
    sources: dict[str, Source] = {}
    findings: list[Finding] = []
    problems: list[Problem] = []
    try:
        found = list(rule(run))
    except Exception as error:
        if not registry.plugin_of(rule):
            raise
        return RunJudged((), (failed_on_run(rule, run.label, error),))
    for finding in found:
        for each in finding.evidence:
            if each.source not in sources:
                sources[each.source] = open_source(each.source)
        wrong = [each for each in finding.evidence if not is_anchored(sources[each.source], each)]
        problems.extend(unanchored(finding, each) for each in wrong)
        if not wrong:
            evidence = tuple(placed(sources[each.source], each) for each in finding.evidence)
            findings.append(replace(finding, evidence=evidence))
    return RunJudged(tuple(findings), tuple(problems))


def _open_source(memo: Memo, plan: Plan, rows: Mapping[str, SourceRow], path: str) -> Source:
    return open_page(memo, plan, rows[path], ()).source
