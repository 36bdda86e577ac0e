"""Findings: what a rule found, with the exact words that show it. A finding decides nothing."""

from functools import cached_property
from typing import Literal

from msgspec import Struct, field

from testimonia.model.canon import digest_of
from testimonia.model.problem import Severity
from testimonia.model.span import Quote

Verdict = Literal["contradiction", "tension", "compatible", "explained", "textual", "dependent", "absent"]


class Evidence(Struct, frozen=True):
    """The exact words of one witness and the value they carry; `value` is in normal form (EDTF, a number ...).
    `before` and `after` are a little of the text on each side; they tell a repeated phrase from its twin."""

    source: str
    document: str
    quote: Quote
    line: int
    value: str
    voice: str
    before: str = ""
    after: str = ""


class Trace(Struct, frozen=True):
    """The computation: a formula in words, its inputs by name, and the tolerance allowed."""

    formula: str
    inputs: dict[str, str] = field(default_factory=dict)
    tolerance: str = "none"


class Subject(Struct, frozen=True):
    """What a finding is about: a document, an issue, a periodical, a person ..."""

    kind: str
    id: str
    label: str


class Finding(Struct, frozen=True, dict=True):  # dict: its id is asked for a dozen times and costs a digest
    """A rule's finding. `alternatives` are the innocent causes that were looked for, each a sentence that says what was
    looked at and what came of it; `rests_on` are ids of other findings."""

    code: str
    name: str
    severity: Severity
    verdict: Verdict
    subject: Subject
    property: str
    statement: str
    evidence: tuple[Evidence, ...]
    trace: Trace
    alternatives: tuple[str, ...] = ()
    rests_on: tuple[str, ...] = ()
    status: str = "open"

    @cached_property
    def id(self) -> str:
        """A digest of rule, documents, quotes and their contexts: it survives rebuilds and tells a repeated phrase from
        its twin; offsets are not in it, so that a line added above changes nothing, nor is a person's id, which a
        better linker may change."""
        subject = "" if self.subject.kind in ("person", "name") else self.subject.id
        parts = [self.code, self.subject.kind, subject, self.property]
        for e in self.evidence:
            parts += [e.source, e.document, e.before, e.quote.exact, e.after]
        return f"{self.code.lower()}-{digest_of(*(part.encode() for part in parts))[:12]}"
