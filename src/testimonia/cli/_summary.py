"""What `build` prints: what was understood, what was not, and what to look at first."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from testimonia.model.dossier import Dossier
from testimonia.model.problem import SEVERITIES, Problem
from testimonia.pipeline import Built

SHOWN = 5
PLUGIN_CODES = ("P118", "P119")


def summary(built: Built, public: Path, seconds: float) -> str:
    """The lines after a build; figures are counts of what was read, never estimates."""
    dossier = built.examined.dossier
    return "\n".join(
        [*_understood(dossier), *_passed_over(built), *_worth_your_eyes(dossier), *_closing(built, public, seconds)]
    )


def _understood(dossier: Dossier) -> Iterator[str]:
    c = dossier.coverage
    readers = ", ".join(f"{count:,} {name}" for name, count in c.readers)
    languages = ", ".join(f"{name} {count:,}" for name, count in c.languages[:4])
    documents = _counted(len(dossier.documents), "document")
    yield f"  {documents}  ({readers})   {_counted(c.words, 'word')}   languages: {languages or 'none'}"
    furniture = dict(c.furniture)
    sourced = sum(1 for d in dossier.documents if d.source_citations() or d.fixture("source-line", "first-published"))
    if furniture:
        yield (
            f"  furniture    {sourced:,} say where they were printed, {furniture.get('transcription', 0):,} who "
            f"transcribed them, {furniture.get('updated', 0):,} when they were last updated"
        )
    if dossier.runs:
        runs = sorted(dossier.runs, key=lambda run: -sum(len(issue.attestations) for issue in run.issues))
        shown = ", ".join(f"{run.label} ({_counted(len(run.issues), 'issue')})" for run in runs[:3])
        yield f"  periodicals  {len(runs):,}: {shown}{' ...' if len(runs) > 3 else ''}"
    yield f"  authors      {_counted(len(dossier.authors), 'name')}"
    yield f"  people       {_people(dossier)}"


def _people(dossier: Dossier) -> str:
    """Who is named and of how many something is claimed; or how to ask for it."""
    if not dossier.entities:
        return 'not studied: who is named, and what is said of them. Ask: [studies] use = ["people"] in testimonia.toml'
    people = [entity for entity in dossier.entities if entity.kind == "person"]
    told = {claim.subject.entity for claim in dossier.claims}
    known = sum(1 for person in people if person.id in told)
    named = "1 is named" if len(people) == 1 else f"{len(people):,} are named"
    return f"{named}, the texts say something of {known:,}; {_counted(len(dossier.claims), 'statement')}"


def _counted(number: int, what: str) -> str:
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"


def _passed_over(built: Built) -> Iterator[str]:
    c, scan = built.examined.dossier.coverage, built.examined.scan
    if c.failed:
        yield f"  NOT READ     {_counted(c.failed, 'file')}: see the problems in `testimonia check`"
    problems = built.examined.dossier.problems
    yield from _first("PLUG-INS", [problem for problem in problems if problem.code in PLUGIN_CODES])
    grave = [problem for problem in problems if problem.severity != "note" and problem.code not in PLUGIN_CODES]
    yield from _first("FILES   ", sorted(grave, key=lambda problem: SEVERITIES.index(problem.severity)))
    if scan.passed_over:
        shown = ", ".join(f"{count:,} {suffix}" for suffix, count in scan.passed_over.items())
        yield f"  left out     {shown}: no text"


def _first(what: str, problems: Sequence[Problem]) -> Iterator[str]:
    if problems:
        first = problems[0]
        yield f"  {what}     {_counted(len(problems), 'problem')}, the first: {first.source}: {first.message}"


def _worth_your_eyes(dossier: Dossier) -> Iterator[str]:
    grave = [finding for finding in dossier.findings if finding.severity != "note"]
    notes = len(dossier.findings) - len(grave)
    if grave:
        yield f"  Worth your eyes ({len(grave):,})"
        shown: Counter[str] = Counter()
        for finding in grave:
            if shown[finding.code] < 2 and shown.total() < SHOWN:
                shown[finding.code] += 1
                mark = "X" if finding.severity == "error" else "?"
                yield f"  {mark} {finding.code}  {finding.subject.label[:48]}: {finding.statement}"
    else:
        yield "  Nothing worth your eyes was found by the rules that exist (see `testimonia rule`)."
    if notes:
        yield f"  and {_counted(notes, 'note')} (testimonia check --notes)"


def _closing(built: Built, public: Path, seconds: float) -> Iterator[str]:
    p = built.published
    changed = f"{_counted(p.written, 'file')} written" if p.written else "nothing had changed"
    gone = f", {p.deleted:,} deleted" if p.deleted else ""
    yield f"  {public / 'index.html'} - {changed}{gone} in {seconds:.1f} s. Open it, or: testimonia serve"
