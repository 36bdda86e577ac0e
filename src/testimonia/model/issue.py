"""Periodicals and their issues, as the archive's documents cite them."""

from msgspec import Struct

from testimonia.model.citation import Citation


class Attestation(Struct, frozen=True):
    """One document's word for an issue: the citation it stands in, and by which document. `held` is whether the
    document itself was printed there (its source line), not merely mentions it."""

    document: str
    source: str
    citation: Citation
    held: bool


class Issue(Struct, frozen=True):
    """One issue: the values that its attestations agree on ("" where none gives it or they differ)."""

    id: str
    periodical: str
    series: str
    volume: str
    number: str
    whole: str
    edtf: str
    attestations: tuple[Attestation, ...]


class Run(Struct, frozen=True):
    """A periodical and its issues in order of time. `titles` are the forms found, commonest first; `places` likewise;
    `periodicity` is "daily", "weekly", "fortnightly", "monthly", "bimonthly", "quarterly", "irregular" or "unknown";
    `gaps` are sentences about numbers that no document attests."""

    id: str
    label: str
    titles: tuple[str, ...]
    places: tuple[str, ...]
    periodicity: str
    issues: tuple[Issue, ...]
    gaps: tuple[str, ...]
