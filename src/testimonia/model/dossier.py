"""The dossier: all that a build knows, as the site and the exporters see it."""

from msgspec import Struct, field

from testimonia.model.claim import Claim
from testimonia.model.document import Document
from testimonia.model.entity import Author, Entity
from testimonia.model.finding import Finding
from testimonia.model.issue import Run
from testimonia.model.problem import Problem
from testimonia.model.sharing import Sharing


class ArchiveCard(Struct, frozen=True):
    """What `testimonia.toml` says of the archive; every text may be empty but `title`. `language` is that of the
    archive's own words, `interface` that of the site's ("Printed in"), one that it speaks."""

    title: str
    description: str = ""
    address: str = ""
    language: str = "en"
    licence: str = ""
    contact: str = ""
    interface: str = "en"


class Coverage(Struct, frozen=True):
    """How much was read: sources and characters, those not read, and documents with each piece of furniture."""

    sources: int
    read: int
    failed: int
    unexamined_chars: int
    words: int
    languages: tuple[tuple[str, int], ...]
    furniture: tuple[tuple[str, int], ...]
    readers: tuple[tuple[str, int], ...]


class Dossier(Struct, frozen=True):
    """Documents sorted by id, runs by label, authors by id, findings by severity, code and id, problems by source.
    `entities` (by kind and id) and `claims` (by source and place, each slot linked to its entity) are there only where
    the archive asks for the study of people; `faint` are ids of claims linked by a bare surname only. `sharing` is what
    documents have in common."""

    card: ArchiveCard
    documents: tuple[Document, ...]
    runs: tuple[Run, ...]
    authors: tuple[Author, ...]
    findings: tuple[Finding, ...]
    problems: tuple[Problem, ...]
    coverage: Coverage
    entities: tuple[Entity, ...] = ()
    claims: tuple[Claim, ...] = ()
    faint: tuple[str, ...] = ()
    sharing: Sharing = field(default_factory=Sharing)
