"""What the pages of the archive as a whole show, and what it tells machines."""

from msgspec import Struct

from testimonia.exporters.atom import Changed
from testimonia.model.dossier import ArchiveCard, Coverage
from testimonia.model.problem import Problem
from testimonia.site.dateviews import YearBar
from testimonia.site.lines import Entry, FindingLine, Link


class HomeView(Struct, frozen=True):
    card: ArchiveCard
    coverage: Coverage
    documents: int
    years: tuple[YearBar, ...]
    runs: tuple[Link, ...]
    newest: tuple[Entry, ...]
    eyes: tuple[FindingLine, ...]
    counts: tuple[Link, ...]
    downloads: tuple[Link, ...]


class SearchView(Struct, frozen=True):
    """The search page; what it searches is the index beside it, which is no page."""

    card: ArchiveCard


class StatementView(Struct, frozen=True):
    """The statement of accessibility; `report` is where a barrier is reported, "" where nobody said."""

    card: ArchiveCard
    report: str


class AboutView(Struct, frozen=True):
    """`named` counts what the texts name by kind, `withheld` the people that the site does not show; `problems` are the
    first of so many."""

    card: ArchiveCard
    coverage: Coverage
    documents: int
    problems: tuple[Problem, ...]
    problems_total: int
    findings: tuple[tuple[str, int], ...]
    version: str
    rules: int
    named: tuple[tuple[str, int], ...]
    claims: int
    withheld: int


class Table(Struct, frozen=True):
    """A table of the published database: its name, what it holds, and its columns with what each means."""

    name: str
    about: str
    columns: tuple[tuple[str, str], ...] = ()


class DataView(Struct, frozen=True):
    card: ArchiveCard
    downloads: tuple[Link, ...]
    tables: tuple[Table, ...]


class FeedView(Struct, frozen=True):
    """changes.xml: the documents that are new or changed, newest first."""

    card: ArchiveCard
    entries: tuple[Changed, ...]


class MachineView(Struct, frozen=True):
    """robots.txt, sitemap.xml and opensearch.xml: for machines; `paths` are those of the sitemap, or of the maps that a
    map of maps names."""

    card: ArchiveCard
    robots: str
    paths: tuple[str, ...] = ()
    of_maps: bool = False
