"""SARIF 2.1.0 (OASIS, 2020): findings as results, problems as notifications of the tool's run.

A line is that of the text as read; in an HTML file it may differ from the file's own, so offsets stand in `properties`.
"""

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from testimonia.exporters.rows import finding_row
from testimonia.model.finding import Evidence, Finding
from testimonia.model.problem import Problem

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def sarif_log(findings: Sequence[Finding], problems: Sequence[Problem], version: str) -> dict[str, Any]:
    """The log: one run, with a rule for each code that occurs."""
    names = {finding.code: finding.name for finding in findings}
    rules = [{"id": code, "name": name} for code, name in sorted(names.items())]
    places = {rule["id"]: index for index, rule in enumerate(rules)}
    run = {
        "tool": {"driver": {"name": "testimonia", "version": version, "semanticVersion": version, "rules": rules}},
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {
                "executionSuccessful": True,
                "toolExecutionNotifications": [_notification(problem) for problem in problems],
            }
        ],
        "results": [_result(finding, places[finding.code]) for finding in findings],
    }
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _result(finding: Finding, rule_index: int) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": rule_index,
        "level": finding.severity,
        "message": {"text": _message(finding)},
        "partialFingerprints": {"testimonia/v1": finding.id},
        "properties": {
            k: v for k, v in finding_row(finding).items() if k in ("verdict", "subject", "property", "trace")
        },
    }
    if finding.evidence:
        result["locations"] = [_location(finding.evidence[0])]
    related = [{"id": i, **_location(e)} for i, e in enumerate(finding.evidence[1:], 1)]
    if related:
        result["relatedLocations"] = related
    return result


def _message(finding: Finding) -> str:
    quotes = "; ".join(f"“{e.quote.exact}” ({e.source}:{e.line})" for e in finding.evidence)
    return f"{finding.subject.label}: {finding.statement} {quotes}".strip()


def _location(evidence: Evidence) -> dict[str, Any]:
    region: dict[str, Any] = {"snippet": {"text": evidence.quote.exact}}
    if evidence.line > 0:
        region["startLine"] = evidence.line
    return {
        "physicalLocation": {"artifactLocation": {"uri": _uri(evidence.source)}, "region": region},
        "message": {"text": f"{evidence.value} ({evidence.voice})" if evidence.voice else evidence.value},
        "properties": {"begin": evidence.quote.begin, "end": evidence.quote.end, "document": evidence.document},
    }


def _notification(problem: Problem) -> dict[str, Any]:
    notification: dict[str, Any] = {
        "descriptor": {"id": problem.code},
        "level": problem.severity,
        "message": {"text": f"{problem.message} {problem.hint}".strip()},
    }
    if problem.source:
        place: dict[str, Any] = {"artifactLocation": {"uri": _uri(problem.source)}}
        if problem.line > 0:
            place["region"] = {"startLine": problem.line}
        notification["locations"] = [{"physicalLocation": place}]
    return notification


def _uri(path: str) -> str:
    return quote(path, safe="/~", errors="surrogateescape")
