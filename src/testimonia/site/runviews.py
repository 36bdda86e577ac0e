"""What the pages of periodicals and their issues show, and the list of the issues that no document was printed in."""

from msgspec import Struct

from testimonia.model.dossier import ArchiveCard
from testimonia.site.lines import FindingLine, Link
from testimonia.site.pager import Nav


class RunLine(Struct, frozen=True):
    link: Link
    titles: tuple[str, ...]
    places: tuple[str, ...]
    periodicity: str
    first: str
    last: str
    issues: int
    held: int
    documents: int


class PeriodicalsView(Struct, frozen=True):
    card: ArchiveCard
    nav: Nav
    runs: tuple[RunLine, ...]


class IssueLine(Struct, frozen=True):
    """An issue as a line of its run: `held` documents were printed in it, `named` only mention it."""

    link: Link
    edtf: str
    series: str
    volume: str
    number: str
    whole: str
    held: int
    named: int
    findings: int


class RunView(Struct, frozen=True):
    card: ArchiveCard
    run: RunLine
    year: str
    years: tuple[Link, ...]
    issues: tuple[IssueLine, ...]
    gaps: tuple[str, ...]
    findings: tuple[FindingLine, ...]


class Witness(Struct, frozen=True):
    """A document's word for an issue: what it says, exactly."""

    link: Link
    by: str
    pages: str
    quote: str
    held: bool
    coins: str = ""


class IssueView(Struct, frozen=True):
    card: ArchiveCard
    run: Link
    issue: IssueLine
    witnesses: tuple[Witness, ...]
    findings: tuple[FindingLine, ...]
    before: Link | None
    after: Link | None


class Want(Struct, frozen=True):
    """An issue that pages cite and no document of the archive was printed in."""

    run: Link
    label: str
    edtf: str
    cited_by: tuple[Link, ...]
    quote: str


class WantsView(Struct, frozen=True):
    card: ArchiveCard
    nav: Nav
    wants: tuple[Want, ...]
