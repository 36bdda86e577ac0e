"""What `check` prints: findings and problems as text, JSON, SARIF or GitHub annotations. Pure: values to a string."""

from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct

from testimonia import __version__
from testimonia.exporters.diagnostics_text import diagnostics_text
from testimonia.exporters.rows import coverage_row, finding_row, problem_row
from testimonia.exporters.sarif import sarif_log
from testimonia.exporters.terminal import Ink
from testimonia.model.canon import canonical
from testimonia.model.dossier import Coverage
from testimonia.model.finding import Finding
from testimonia.model.problem import Problem, Severity


class Options(Struct, frozen=True):
    """How the text form looks: every note in full or counted, colour or none, columns; and how many documents the
    archive holds, where the caller knows (else the sources that were read are counted)."""

    notes: bool = False
    colour: bool = False
    width: int = 100
    documents: int | None = None


Form = Callable[[Sequence[Finding], Sequence[Problem], Coverage, Options], str]
_DEFAULTS = Options()


def as_text(
    findings: Sequence[Finding], problems: Sequence[Problem], coverage: Coverage, options: Options = _DEFAULTS
) -> str:
    """For people: grouped by severity and rule, both quotes with their places, why, and where to read more."""
    ink = Ink(options.colour, options.width)
    return diagnostics_text((findings, problems, coverage), ink, options.notes)


def as_json(
    findings: Sequence[Finding], problems: Sequence[Problem], coverage: Coverage, options: Options = _DEFAULTS
) -> str:
    """The interchange contract, version 1: one object on one line, ending with a line break."""
    report = {
        "version": 1,
        "testimonia": __version__,
        "documents": coverage.read if options.documents is None else options.documents,
        "coverage": coverage_row(coverage),
        "findings": [finding_row(finding) for finding in findings],
        "problems": [problem_row(problem) for problem in problems],
    }
    return canonical(report).decode() + "\n"


def as_sarif(
    findings: Sequence[Finding], problems: Sequence[Problem], _coverage: Coverage, _options: Options = _DEFAULTS
) -> str:
    """SARIF 2.1.0 (OASIS, 2020), for code scanning and editors."""
    return canonical(sarif_log(findings, problems, __version__)).decode() + "\n"


def as_github(
    findings: Sequence[Finding], problems: Sequence[Problem], _coverage: Coverage, _options: Options = _DEFAULTS
) -> str:
    """Workflow commands of GitHub Actions: one annotation a line."""
    lines = [_finding_command(finding) for finding in findings] + [_problem_command(p) for p in problems]
    return "".join(f"{line}\n" for line in lines)


def _finding_command(finding: Finding) -> str:
    first = finding.evidence[0] if finding.evidence else None
    quotes = "\n".join(f"{e.source}:{e.line} “{e.quote.exact}” = {e.value}" for e in finding.evidence)
    place = {"file": first.source, "line": str(first.line)} if first else {}
    message = f"{finding.subject.label}: {finding.statement}\n{quotes}".rstrip()
    return _command(finding.severity, {**place, "title": f"{finding.code} {finding.name}"}, message)


def _problem_command(problem: Problem) -> str:
    place = {"file": problem.source} if problem.source else {}
    if problem.line:
        place["line"] = str(problem.line)
    return _command(problem.severity, {**place, "title": problem.code}, f"{problem.message}\n{problem.hint}".rstrip())


def _command(severity: Severity, properties: Mapping[str, str], message: str) -> str:
    kind = {"error": "error", "warning": "warning", "note": "notice"}[severity]
    listed = ",".join(f"{key}={_escaped(value, ':,')}" for key, value in properties.items())
    return f"::{kind} {listed}::{_escaped(message, '')}"


def _escaped(text: str, more: str) -> str:
    for character in "%\r\n" + more:
        text = text.replace(character, f"%{ord(character):02X}")
    return text


FORMS: Mapping[str, Form] = {"text": as_text, "json": as_json, "sarif": as_sarif, "github": as_github}
