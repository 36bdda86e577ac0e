"""The anchorer's last word: no finding leaves with a quote that does not stand in its source, letter for letter."""

from collections.abc import Iterable

from msgspec.structs import replace

from testimonia.model.finding import Evidence, Finding
from testimonia.model.problem import Problem
from testimonia.model.source import Source

CONTEXT_CHARS = 24


def is_anchored(source: Source, evidence: Evidence) -> bool:
    """Whether the quote stands where it says, in the source's exact text."""
    quote = evidence.quote
    return source.text[quote.begin : quote.end] == quote.exact and bool(quote.exact)


def placed(source: Source, evidence: Evidence) -> Evidence:
    """The evidence with its line and its context, where a rule that had no text at hand left them out."""
    if evidence.line:
        return evidence
    begin, end = evidence.quote.begin, evidence.quote.end
    return replace(
        evidence,
        line=source.line_of(begin),
        before=source.text[max(0, begin - CONTEXT_CHARS) : begin],
        after=source.text[end : end + CONTEXT_CHARS],
    )


def anchored(source: Source, findings: Iterable[Finding], problems: list[Problem]) -> tuple[Finding, ...]:
    """The findings whose every quote from this source stands in it; each of the others becomes a Problem (P130)."""
    kept: list[Finding] = []
    for finding in findings:
        wrong = [e for e in finding.evidence if e.source == source.path and not is_anchored(source, e)]
        problems.extend(unanchored(finding, evidence) for evidence in wrong)
        if not wrong:
            kept.append(finding)
    return tuple(kept)


def unanchored(finding: Finding, evidence: Evidence) -> Problem:
    """Our own fault, said aloud: a rule quoted words that do not stand there."""
    message = f"rule {finding.code} quoted words that do not stand there: {evidence.quote.exact[:80]!r}"
    return Problem(
        evidence.source, "P130", "error", message, "report this as a bug of the rule", begin=evidence.quote.begin
    )
