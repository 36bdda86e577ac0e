"""Findings and problems for people at a terminal: what, where with both quotes, why, and how to read more."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from testimonia.exporters.terminal import Ink, clipped, one_line
from testimonia.model.dossier import Coverage
from testimonia.model.finding import Evidence, Finding
from testimonia.model.problem import SEVERITIES, Problem, Severity

_MARKS = {"error": "X", "warning": "?", "note": "·"}
_HEADS = {"error": "Errors", "warning": "Warnings", "note": "Notes"}
_QUOTE_CHARS = 160
_WIDEST_PLACE = 44
_CODES_SHOWN = 8


def diagnostics_text(checked: tuple[Sequence[Finding], Sequence[Problem], Coverage], ink: Ink, with_notes: bool) -> str:
    """The whole report, without a last line break. Notes are counted by code unless `with_notes`."""
    findings, problems, coverage = checked
    lines: list[str] = []
    for severity in SEVERITIES:
        chosen = [finding for finding in findings if finding.severity == severity]
        if chosen and (severity != "note" or with_notes):
            lines += [*_findings(chosen, severity, ink)]
    grave = [problem for problem in problems if with_notes or problem.severity != "note"]
    if grave:
        lines += [*_problems(grave, ink)]
    folded = [] if with_notes else [*_folded(findings, problems, ink)]
    return "\n".join([*lines, *folded, *_closing(findings, problems, coverage, ink)])


def _findings(findings: list[Finding], severity: Severity, ink: Ink) -> Iterator[str]:
    yield ink.styled(f"{_HEADS[severity]} ({len(findings):,})", "strong")
    yield ""
    for code, group in groupby(sorted(findings, key=lambda f: (f.code, f.subject.label, f.id)), key=lambda f: f.code):
        for finding in group:
            yield from _finding(finding, ink)
            yield ""
        yield ink.styled(f"  more: testimonia rule {code}", "faint")
        yield ""


def _finding(finding: Finding, ink: Ink) -> Iterator[str]:
    head = f"{_MARKS[finding.severity]} {finding.code} {finding.name}"
    label = clipped(one_line(finding.subject.label), 80)
    if len(head) + 2 + len(label) <= ink.width:
        yield f"{ink.styled(head, finding.severity)}  {label}"
    else:
        yield ink.styled(head, finding.severity)
        yield from ink.wrapped(label, "  ", "  ")
    yield from ink.wrapped(finding.statement, "  ", "  ")
    places = [f"{e.source}:{e.line}" for e in finding.evidence]
    column = min(_WIDEST_PLACE, max((len(place) for place in places), default=0))
    for place, evidence in zip(places, finding.evidence, strict=True):
        yield from _evidence(place, evidence, column, ink)
    trace = finding.trace
    if trace.formula:
        inputs = "; ".join(f"{name} = {value}" for name, value in trace.inputs.items())
        allowed = f", allowed: {trace.tolerance}" if trace.tolerance not in ("", "none") else ""
        yield from ink.wrapped(trace.formula + (f" ({inputs})" if inputs else "") + allowed, "  why   ", "        ")
    for alternative in finding.alternatives:
        yield from ink.wrapped(alternative, "  or    ", "        ")
    if finding.rests_on:
        yield from ink.wrapped("rests on " + ", ".join(finding.rests_on), "        ", "        ")
    if finding.status != "open":
        yield f"        decided: {finding.status}"


def _evidence(place: str, evidence: Evidence, column: int, ink: Ink) -> Iterator[str]:
    """The place, and beside it (below it, where it is long) the quote with its value and whose words it is."""
    value = f" = {evidence.value}" if evidence.value and evidence.value != evidence.quote.exact else ""
    whose = f"  ({evidence.voice})" if evidence.voice else ""
    quote = f"“{clipped(one_line(evidence.quote.exact), _QUOTE_CHARS)}”{value}{whose}"
    indent = " " * (column + 6)
    if len(place) > column or len(indent) > ink.width // 2:
        yield f"    {ink.styled(one_line(place), 'strong')}"
        yield from ink.wrapped(quote, "      ", "      ")
        return
    first, *rest = ink.wrapped(quote, indent, indent)
    yield f"    {ink.styled(one_line(place), 'strong')}{' ' * (column - len(place))}  {first.lstrip()}"
    yield from rest


def _problems(problems: list[Problem], ink: Ink) -> Iterator[str]:
    yield ink.styled(f"Problems with the files ({len(problems):,})", "strong")
    yield ""
    for problem in problems:
        line = f":{problem.line}" if problem.line else ""
        place = one_line(problem.source) + line if problem.source else "the archive"
        mark = ink.styled(f"{_MARKS[problem.severity]} {problem.code}", problem.severity)
        yield f"{mark}  {ink.styled(place, 'strong')}"
        yield from ink.wrapped(problem.message, "  ", "  ")
        if problem.hint:
            yield from ink.wrapped(problem.hint, "  help  ", "        ")
    yield ""


def _folded(findings: Iterable[Finding], problems: Iterable[Problem], ink: Ink) -> Iterator[str]:
    names = {finding.code: f"{finding.code} {finding.name}" for finding in findings}
    counts = Counter(finding.code for finding in findings if finding.severity == "note")
    counts.update(problem.code for problem in problems if problem.severity == "note")
    if not counts:
        return
    yield ink.styled(f"Notes ({counts.total():,}), listed with --notes", "strong")
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    width = max(len(f"{count:,}") for count in counts.values())
    for code, count in ordered[:_CODES_SHOWN]:
        yield f"  {count:>{width},}  {names.get(code, code)}"
    if len(ordered) > _CODES_SHOWN:
        rest = sum(count for _, count in ordered[_CODES_SHOWN:])
        yield f"  {rest:>{width},}  of {len(ordered) - _CODES_SHOWN} other kinds"
    yield ""


def _closing(findings: Sequence[Finding], problems: Sequence[Problem], coverage: Coverage, ink: Ink) -> Iterator[str]:
    counts = Counter(finding.severity for finding in findings)
    counts.update(problem.severity for problem in problems)
    said = ", ".join(_counted(counts[severity], severity) for severity in SEVERITIES if counts[severity])
    words = f"; {coverage.words:,} words" if coverage.words else ""
    read = f"{coverage.read:,} of {coverage.read + coverage.failed:,} files read{words}"
    unread = f"; {coverage.unexamined_chars:,} characters not examined" if coverage.unexamined_chars else ""
    yield from ink.wrapped(f"{said or 'Nothing found by the rules that exist'}. {read}{unread}.", "", "")


def _counted(count: int, name: str) -> str:
    return f"{count:,} {name}" + ("" if count == 1 else "s")
