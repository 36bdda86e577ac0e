"""What the rules on runs share: evidence from attestations, issues with their numbers, months."""

from collections.abc import Iterable, Sequence
from datetime import date

from msgspec import Struct

from testimonia.model.citation import Part
from testimonia.model.finding import Evidence, Subject
from testimonia.model.issue import Attestation, Issue, Run
from testimonia.text.numbering import Numbered, label_of, numbers_of

EACH_MAX = 3


class Placed(Struct, frozen=True):
    """An issue whose attestations agree, in numbers."""

    issue: Issue
    n: Numbered

    @property
    def volume(self) -> int:
        return self.n.volume or 0

    @property
    def low(self) -> int:
        return self.n.low or 0

    @property
    def high(self) -> int:
        return self.n.high or 0

    @property
    def first(self) -> int:
        return self.n.first or 0

    @property
    def last(self) -> int:
        return self.n.last or 0


def placed_issues(run: Run, *units: str) -> list[Placed]:
    """The issues with a volume, a number and an agreed date of one of these units, by date."""
    placed = [Placed(issue, numbers_of(issue.volume, issue.number, issue.edtf)) for issue in run.issues]
    whole = [p for p in placed if p.n.volume is not None and p.n.low is not None and p.n.first is not None]
    return sorted((p for p in whole if p.n.unit in units), key=lambda p: (p.first, p.low, p.issue.id))


def by_volume(placed: Iterable[Placed]) -> list[list[Placed]]:
    """The issues of each volume in order; a volume of the same number that lies over a year off is another one."""
    volumes: dict[tuple[str, int], list[list[Placed]]] = {}
    for p in placed:
        lists = volumes.setdefault((p.issue.series, p.volume), [[]])
        if lists[-1] and p.first - lists[-1][-1].first > 366:
            lists.append([])
        lists[-1].append(p)
    return [issues for lists in volumes.values() for issues in lists]


def month_of(ordinal: float) -> int:
    """Months since the year 0."""
    day = date.fromordinal(int(ordinal))
    return day.year * 12 + day.month - 1


def weekday_of(ordinal: int) -> int:
    """0 for Monday to 6 for Sunday."""
    return (ordinal - 1) % 7


def evidence_from(attestation: Attestation, *parts: Part) -> Evidence:
    """A citation's exact words; its value is that of the named parts. Line and context are filled in where the text is
    at hand."""
    citation = attestation.citation
    value = " ".join(f"{part} {citation.value(part)}" for part in parts if citation.value(part))
    voice = "source-line" if attestation.held else "author"
    return Evidence(attestation.source, attestation.document, citation.quote, 0, value, voice)


def evidence_of(issues: Sequence[Issue], *parts: Part) -> tuple[Evidence, ...]:
    """The words of up to three attestations of each issue, those of its own pages first."""
    rows = [a for issue in issues for a in sorted(issue.attestations, key=_held_first)[:EACH_MAX]]
    return tuple(evidence_from(row, *parts) for row in rows)


def first_evidence(issues: Sequence[Issue], *parts: Part) -> tuple[Evidence, ...]:
    """One attestation of each issue."""
    return tuple(evidence_from(min(issue.attestations, key=_held_first), *parts) for issue in issues)


def _held_first(attestation: Attestation) -> tuple[bool, str, int]:
    return not attestation.held, attestation.document, attestation.citation.quote.begin


def issue_subject(run: Run, issue: Issue) -> Subject:
    """An issue as what a finding is about."""
    return Subject("issue", issue.id, label_of(run, issue))


def run_subject(run: Run) -> Subject:
    """A periodical as what a finding is about."""
    return Subject("periodical", run.id, run.label)


def pages(count: int) -> str:
    """A number of pages in words.

    >>> pages(1), pages(3)
    ('1 page', '3 pages')
    """
    return "1 page" if count == 1 else f"{count} pages"
