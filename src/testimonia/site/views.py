"""What each page shows, other than the text itself: small frozen values, whose digest changes only if the page does.

Paths in views are those of the site ("documents/x.html"), already percent-encoded where they serve as links; templates
put the way up to the site's root before them.
"""

from msgspec import Struct

from testimonia.exporters.atom import Changed
from testimonia.exporters.record import Record
from testimonia.model.document import Document
from testimonia.model.dossier import ArchiveCard, Coverage
from testimonia.model.finding import Finding
from testimonia.model.problem import Problem
from testimonia.model.sharing import Share, Strand
from testimonia.site.entityviews import (
    EntitiesView,
    EntityView,
    MapView,
    MentionsView,
    NamesView,
    NameView,
    NetworkView,
    ShardView,
    TimelineView,
)
from testimonia.site.lines import Entry as Entry
from testimonia.site.lines import FindingLine as FindingLine
from testimonia.site.lines import Link as Link
from testimonia.site.pager import Nav


class Touch(Struct, frozen=True):
    """A finding that quotes a document: the words [begin, end) of its source. `anchor` is the id under which the quote
    stands on the document's page, and to which the finding's own page leads."""

    anchor: str
    path: str
    code: str
    severity: str
    statement: str
    begin: int
    end: int


class Neighbours(Struct, frozen=True):
    """What comes before and after a document, in its issue, by its author or by date; `way` says which."""

    way: str
    name: str
    before: Link | None
    after: Link | None


class Shared(Struct, frozen=True):
    """What a document has in common with another, as a line of its margin: what kind of thing it is, seen from the
    document ("printed-in": the other took it over; "taken-from": this one did), how many words, and the page that
    shows both; `begin`, `end` are the longest passage's in the document's source."""

    link: Link
    kind: str
    way: str
    words: int
    compare: str
    edtf: str
    begin: int
    end: int


class DocumentView(Struct, frozen=True):
    card: ArchiveCard
    document: Document
    record: Record
    item_type: str
    origin: str
    paragraphs: tuple[str, ...]
    authors: tuple[Link, ...]
    printed_in: tuple[Link, ...]
    touches: tuple[Touch, ...]
    neighbours: tuple[Neighbours, ...]
    alternates: tuple[str, ...]
    report: str
    original: str = ""
    named: tuple[tuple[str, tuple[Link, ...]], ...] = ()
    shared: tuple[Shared, ...] = ()
    shared_more: int = 0


class YearBar(Struct, frozen=True):
    """One year of a strip: how many documents bear it, and its page."""

    year: int
    count: int
    path: str


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


class DocumentListView(Struct, frozen=True):
    card: ArchiveCard
    nav: Nav
    entries: tuple[Entry, ...]


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


class AuthorLine(Struct, frozen=True):
    link: Link
    kind: str
    forms: tuple[str, ...]
    documents: int
    first: str
    last: str


class AuthorsView(Struct, frozen=True):
    card: ArchiveCard
    nav: Nav
    authors: tuple[AuthorLine, ...]


class NamedIn(Struct, frozen=True):
    form: str
    kind: str
    link: Link
    quote: str


class AuthorView(Struct, frozen=True):
    """An author's texts, page by page; the first of so many `namings` on each; `entity` is the page of who or what
    bears the name, as far as the texts tell."""

    card: ArchiveCard
    label: str
    grounds: tuple[str, ...]
    nav: Nav
    namings: tuple[NamedIn, ...]
    namings_total: int
    entries: tuple[Entry, ...]
    entity: Link | None = None


class DatesView(Struct, frozen=True):
    """`days` are the month-and-day pages that exist: ("02-16", 3, path)."""

    card: ArchiveCard
    years: tuple[YearBar, ...]
    days: tuple[Link, ...]


class DateView(Struct, frozen=True):
    """A year ("1938") or a day of every year ("02-16"), with the documents that bear it."""

    card: ArchiveCard
    date: str
    nav: Nav
    entries: tuple[Entry, ...]
    before: Link | None
    after: Link | None


class FindingGroup(Struct, frozen=True):
    code: str
    name: str
    severity: str
    rule: str
    total: int
    lines: tuple[FindingLine, ...]


class FoundWhen(Struct, frozen=True):
    """What one rule found, by the years of the documents that it quotes."""

    code: str
    name: str
    rule: str
    total: int
    counts: tuple[tuple[int, int], ...]


class DisagreementsView(Struct, frozen=True):
    """All that rules found. `read` files of `sources` were read: no more of the coverage, for what else is counted
    changes with every word, and a page is written again where its view changes."""

    card: ArchiveCard
    read: int
    sources: int
    total: int
    groups: tuple[FindingGroup, ...]
    found: tuple[FoundWhen, ...] = ()


class Testimony(Struct, frozen=True):
    """One witness of a disagreement: the document, its date, the exact words with a little on each side, and how
    many years after the date that it gives of somebody's life it was written (None where it gives none)."""

    link: Link
    origin: str
    line: int
    edtf: str
    voice: str
    value: str
    before: str
    quote: str
    after: str
    years: int | None = None


class DisagreementView(Struct, frozen=True):
    """One finding; `read` and `sources` as in `DisagreementsView`."""

    card: ArchiveCard
    finding: Finding
    id: str
    subject: Link
    values: tuple[tuple[str, tuple[Testimony, ...]], ...]
    rests_on: tuple[Link, ...]
    rule: str
    read: int
    sources: int


class RuleView(Struct, frozen=True):
    card: ArchiveCard
    code: str
    name: str
    severity: str
    subject: str
    manual: str
    total: int
    nav: Nav
    lines: tuple[FindingLine, ...]


class RulesView(Struct, frozen=True):
    card: ArchiveCard
    rules: tuple[FindingGroup, ...]


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


class OriginalView(Struct, frozen=True):
    """A source as it was transcribed, or a picture that lies by it, copied beside the site: its path below the sources
    folder, and its digest."""

    card: ArchiveCard
    origin: str
    digest: str


class CompareSide(Struct, frozen=True):
    """One of the texts that are compared, with the frozen ids of its paragraphs."""

    entry: Entry
    document: Document
    paragraphs: tuple[str, ...]


class CompareView(Struct, frozen=True):
    """Two documents side by side; `texts` are the pages of texts that others print too, `through` the document that
    both follow."""

    card: ArchiveCard
    share: Share
    sides: tuple[CompareSide, ...]
    findings: tuple[FindingLine, ...]
    texts: tuple[Link, ...]
    through: Link | None


class TextView(Struct, frozen=True):
    """A text that several documents print: its witnesses in the order in which they appeared."""

    card: ArchiveCard
    strand: Strand
    sides: tuple[CompareSide, ...]
    compares: tuple[Link, ...]
    more: tuple[Link, ...]


class TextLine(Struct, frozen=True):
    """A text that stands in several documents, as a line of the index."""

    opening: str
    kind: str
    words: int
    path: str
    first: Link
    edtf: str
    is_earliest: bool
    others: tuple[Link, ...]
    more: int


class Counts(Struct, frozen=True):
    """How much was compared and found, for the head of the index."""

    documents: int
    shares: int
    texts: int
    formulas: int
    recurring: int
    kinds: tuple[tuple[str, int], ...]


class ReuseView(Struct, frozen=True):
    """The texts that stand in several documents, the largest first; a page of them. `pages` are all pages."""

    card: ArchiveCard
    sharing: Counts
    number: int
    pages: tuple[Link, ...]
    lines: tuple[TextLine, ...]
    groups: tuple[Link, ...]


class FlowLine(Struct, frozen=True):
    """Whose words stand in whose: from one group (a periodical, an author, a year) to another, how many texts and
    words, and the pages that show the largest of them."""

    source: Link
    target: Link
    texts: int
    words: int
    compares: tuple[Link, ...]


class FlowsView(Struct, frozen=True):
    """Who prints whom, by periodical, author or year (`way`); `left` lines are not shown, and of `undated` shares no
    date tells the direction."""

    card: ArchiveCard
    way: str
    ways: tuple[Link, ...]
    lines: tuple[FlowLine, ...]
    left: int
    undated: int


View = (
    DocumentView
    | CompareView
    | TextView
    | ReuseView
    | FlowsView
    | HomeView
    | DocumentListView
    | PeriodicalsView
    | RunView
    | IssueView
    | AuthorsView
    | AuthorView
    | DatesView
    | DateView
    | DisagreementsView
    | DisagreementView
    | RuleView
    | RulesView
    | WantsView
    | SearchView
    | AboutView
    | StatementView
    | DataView
    | FeedView
    | MachineView
    | OriginalView
    | EntityView
    | MentionsView
    | EntitiesView
    | NamesView
    | NameView
    | NetworkView
    | MapView
    | TimelineView
    | ShardView
)


class PageJob(Struct, frozen=True):
    """A page to be written: where, of which kind, what it shows, the path of the source whose layers it needs, and
    those of the sources out of whose texts it cuts sentences. `sections` are the parts of the site that not every
    archive has ("people", "map"), for the ways that lead to them; `beside` are more sources whose layers it needs,
    where it shows several texts."""

    path: str
    kind: str
    view: View
    source: str = ""
    texts: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()


class Extras(Struct, frozen=True):
    """What the pipeline knows and the dossier does not: files that others write beside each document (".tei.xml"),
    downloads ("data/archive.sqlite"), the tables of the database, the robots policy, where to report a slip, (day,
    document id) of what changed last, the digests of the sources that are copied beside the site, by path, the size
    and time of the pictures among them, and whether people who may be alive are shown ("show" or "withhold")."""

    alternates: tuple[str, ...] = ()
    downloads: tuple[Link, ...] = ()
    tables: tuple[Table, ...] = ()
    robots: str = "open"
    report: str = ""
    changes: tuple[tuple[str, str], ...] = ()
    originals: tuple[tuple[str, str], ...] = ()
    pictures: tuple[tuple[str, str], ...] = ()
    living: str = "show"
