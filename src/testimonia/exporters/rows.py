"""The layers of the interchange contract as rows: one function a layer, each sorted by source and begin.

Rows are plain mappings ready for JSON; schemas/ holds a JSON Schema for each. Offsets are code points into the source's
exact text, and `quote` is always text[begin:end]: what has no words of its own (a date read from a path) is no row.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from testimonia.exporters.record import Printing, printings_of
from testimonia.model.claim import Claim
from testimonia.model.document import Document
from testimonia.model.dossier import Coverage, Dossier
from testimonia.model.entity import Author, Entity
from testimonia.model.finding import Evidence, Finding
from testimonia.model.issue import Run
from testimonia.model.passage import DocumentText
from testimonia.model.problem import Problem
from testimonia.model.span import Quote

Row = dict[str, Any]
Texts = Mapping[str, DocumentText]
CITATION_PARTS = (
    "title", "place", "series", "volume", "number", "whole", "pages", "date", "edition", "publisher", "article",
)  # fmt: skip


def document_row(document: Document, printing: Printing | None) -> Row:
    """A document with its bibliographic facts, as its own page states them."""
    citation = next(iter(document.source_citations()), None)
    said = citation.value if citation else lambda _name: ""
    issue = printing.issue if printing else None
    return {
        "id": document.id,
        "source": document.source,
        "begin": document.begin,
        "end": document.end,
        "title": document.title,
        "kind": document.kind,
        "authors": list(dict.fromkeys(byline.form for byline in document.bylines)),
        "dates": [{"role": d.role, "edtf": d.edtf, "quote": _exact(d.quote)} for d in document.dates],
        "periodical": printing.run.label if printing else said("title"),
        "volume": said("volume") or (issue.volume if issue else ""),
        "number": said("number") or (issue.number if issue else ""),
        "pages": said("pages"),
        "credit": _credit(document),
        "language": document.language,
        "words": document.words,
    }


def date_rows(document: Document, text: DocumentText | None) -> list[Row]:
    """The dates of a document: those it bears in a role, then those of its running text that stand elsewhere."""
    rows: dict[tuple[int, int], Row] = {}
    for dated in document.dates:
        if dated.quote is not None:
            row = _date_row(document, dated.quote, dated.edtf, dated.role)
            rows.setdefault((dated.quote.begin, dated.quote.end), row | {"calendar": dated.calendar, "anchor": ""})
    for date in text.dates if text else ():
        row = _date_row(document, date.quote, date.edtf, date.role)
        rows.setdefault((date.quote.begin, date.quote.end), row | {"calendar": date.calendar, "anchor": date.anchor})
    return sorted(rows.values(), key=_place)


def citation_rows(document: Document) -> list[Row]:
    """The citations of a document, each with the normal form of its parts."""
    rows = []
    for citation in document.citations:
        row = _at(document, citation.quote) | {"kind": citation.kind, "role": citation.role}
        rows.append(row | {part: citation.value(part) for part in CITATION_PARTS})  # type: ignore[arg-type]
    return sorted(rows, key=_place)


def author_row(author: Author) -> Row:
    """An author as an entity: every form of the name with the words that show it."""
    names = [{"form": n.form, "kind": n.kind, "source": n.source, "quote": _exact(n.quote)} for n in author.namings]
    return {
        "id": author.id,
        "kind": "organisation" if author.kind == "organisation" else "person",
        "label": author.label,
        "names": names,
        "identifiers": {},
    }


def entity_row(entity: Entity) -> Row:
    """A linked entity: each form of its names once, the commonest first, with its first words; why its forms were put
    together; what it is tied to. Every place stands in the layer of mentions."""
    forms: dict[str, Row] = {}
    for n in entity.namings:
        row = forms.setdefault(
            n.form, {"form": n.form, "kind": n.kind, "source": n.source, "quote": _exact(n.quote), "count": 0}
        )
        row["count"] += 1
    return {
        "id": entity.id,
        "kind": entity.kind,
        "label": entity.label,
        "names": sorted(forms.values(), key=lambda row: (-row["count"], row["form"])),
        "identifiers": dict(entity.identifiers),
        "born": entity.born,
        "died": entity.died,
        "grounds": [{"name": g.name, "score": g.score, "sentence": g.sentence} for g in entity.grounds],
        "ties": [{"relation": t.relation, "other": t.other, "sentence": t.sentence} for t in entity.ties],
    }


def mention_rows(entity: Entity) -> Iterator[Row]:
    """Every place at which an entity is named."""
    for n in entity.namings:
        if n.quote is not None:
            yield {
                "source": n.source,
                "document": n.document,
                "begin": n.quote.begin,
                "end": n.quote.end,
                "quote": n.quote.exact,
                "kind": entity.kind,
                "entity": entity.id,
                "score": n.score,
            }


def claim_row(claim: Claim) -> Row:
    """A claim with its words; `entity` and `value_entity` are whom and what they were linked to ("" where nobody)."""
    return {
        "id": claim.id,
        "source": claim.source,
        "document": claim.document,
        "begin": claim.evidence.begin,
        "end": claim.evidence.end,
        "quote": claim.evidence.exact,
        "subject": claim.subject.value,
        "property": claim.property,
        "value": claim.value.value,
        "when": claim.when,
        "place": claim.place,
        "polarity": claim.polarity,
        "mode": claim.mode,
        "voice": claim.voice,
        "extractor": claim.extractor,
        "entity": claim.subject.entity,
        "value_entity": claim.value.entity,
        "rests_on": list(claim.rests_on),
    }


def run_row(run: Run) -> Row:
    """A periodical as an entity: each form of its title with the first words that attest it."""
    first: dict[str, Row] = {}
    for issue in run.issues:
        for attestation in issue.attestations:
            part = attestation.citation.part("title")
            if part and part.value not in first:
                row = {"form": part.value, "kind": "title", "source": attestation.source, "quote": part.quote.exact}
                first[part.value] = row
    rest = [{"form": title, "kind": "title", "source": "", "quote": None} for title in run.titles if title not in first]
    names = [*first.values(), *rest]
    return {"id": run.id, "kind": "periodical", "label": run.label, "names": names, "identifiers": {}}


def issue_rows(run: Run) -> Iterator[Row]:
    """The issues of a run, each with the sources that were printed in it or cite it."""
    for issue in run.issues:
        yield {
            "id": issue.id,
            "periodical": run.label,
            "series": issue.series,
            "volume": issue.volume,
            "number": issue.number,
            "whole": issue.whole,
            "date": issue.edtf,
            "sources": sorted({a.source for a in issue.attestations if a.held}),
            "cited_by": sorted({a.source for a in issue.attestations if not a.held}),
        }


def finding_row(finding: Finding) -> Row:
    """A finding with its evidence, computation and innocent alternatives."""
    return {
        "id": finding.id,
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity,
        "verdict": finding.verdict,
        "subject": {"kind": finding.subject.kind, "id": finding.subject.id, "label": finding.subject.label},
        "property": finding.property,
        "statement": finding.statement,
        "evidence": [evidence_row(evidence) for evidence in finding.evidence],
        "trace": {
            "formula": finding.trace.formula,
            "inputs": dict(sorted(finding.trace.inputs.items())),
            "tolerance": finding.trace.tolerance,
        },
        "alternatives": list(finding.alternatives),
        "rests_on": list(finding.rests_on),
        "status": finding.status,
    }


def evidence_row(evidence: Evidence) -> Row:
    """The exact words of one witness, with their place and value. `claim` is null until claims are extracted."""
    return {
        "source": evidence.source,
        "document": evidence.document,
        "begin": evidence.quote.begin,
        "end": evidence.quote.end,
        "line": evidence.line,
        "quote": evidence.quote.exact,
        "value": evidence.value,
        "voice": evidence.voice,
        "claim": None,
    }


def problem_row(problem: Problem) -> Row:
    """A problem of ours, with its place where it has one (line 0 and begin -1 mean none)."""
    where: Row = {"source": problem.source}
    if problem.line:
        where["line"] = problem.line
    if problem.begin >= 0:
        where["begin"] = problem.begin
    return {
        "code": problem.code,
        "severity": problem.severity,
        "message": problem.message,
        "where": where,
        "hint": problem.hint,
    }


def coverage_row(coverage: Coverage) -> Row:
    """How much was read."""
    return {
        "sources": coverage.sources,
        "read": coverage.read,
        "failed": coverage.failed,
        "unexamined_chars": coverage.unexamined_chars,
        "words": coverage.words,
        "languages": dict(coverage.languages),
        "furniture": dict(coverage.furniture),
        "readers": dict(coverage.readers),
    }


def layer_rows(layer: str, dossier: Dossier, texts: Texts) -> Iterable[Row]:
    """The rows of a layer of `LAYERS`; KeyError for another name."""
    return LAYERS[layer](dossier, texts)


def _all_documents(dossier: Dossier, _texts: Texts) -> list[Row]:
    printings = printings_of(dossier)
    return sorted((document_row(d, printings.get(d.id)) for d in dossier.documents), key=_place)


def _all_dates(dossier: Dossier, texts: Texts) -> list[Row]:
    return sorted((row for d in dossier.documents for row in date_rows(d, texts.get(d.id))), key=_place)


def _all_citations(dossier: Dossier, _texts: Texts) -> list[Row]:
    return sorted((row for d in dossier.documents for row in citation_rows(d)), key=_place)


def _all_entities(dossier: Dossier, _texts: Texts) -> list[Row]:
    rows = [author_row(author) for author in dossier.authors] + [run_row(run) for run in dossier.runs]
    rows += [entity_row(entity) for entity in dossier.entities]
    return sorted(rows, key=lambda row: (row["kind"], row["id"]))


def _all_mentions(dossier: Dossier, _texts: Texts) -> list[Row]:
    return sorted((row for entity in dossier.entities for row in mention_rows(entity)), key=_place)


def _all_claims(dossier: Dossier, _texts: Texts) -> list[Row]:
    return sorted(map(claim_row, dossier.claims), key=_place)


def _all_issues(dossier: Dossier, _texts: Texts) -> list[Row]:
    return [row for run in dossier.runs for row in issue_rows(run)]


def _all_findings(dossier: Dossier, _texts: Texts) -> list[Row]:
    return [finding_row(finding) for finding in dossier.findings]


def _all_problems(dossier: Dossier, _texts: Texts) -> list[Row]:
    return [problem_row(problem) for problem in dossier.problems]


def _date_row(document: Document, quote: Quote, edtf: str, role: str) -> Row:
    return _at(document, quote) | {"edtf": edtf, "role": role}


def _at(document: Document, quote: Quote) -> Row:
    return {
        "source": document.source,
        "document": document.id,
        "begin": quote.begin,
        "end": quote.end,
        "quote": quote.exact,
    }


def _credit(document: Document) -> str:
    return next((fixture.value for fixture in document.fixture("transcription")), "")


def _exact(quote: Quote | None) -> str | None:
    return quote.exact if quote else None


def _place(row: Row) -> tuple[str, int, int, str]:
    return row["source"], row["begin"], -row["end"], row.get("id", "")


LAYERS: Mapping[str, Callable[[Dossier, Texts], Iterable[Row]]] = {
    "documents": _all_documents,
    "dates": _all_dates,
    "citations": _all_citations,
    "mentions": _all_mentions,
    "claims": _all_claims,
    "entities": _all_entities,
    "issues": _all_issues,
    "findings": _all_findings,
    "problems": _all_problems,
}
