"""A page to be written, and what it shows other than the text itself: small frozen values (`site/*views.py`), whose
digest changes only if the page does.

Paths in views are those of the site ("documents/x.html"), already percent-encoded where they serve as links; templates
put the way up to the site's root before them.
"""

from msgspec import Struct

from testimonia.site.archiveviews import (
    AboutView,
    DataView,
    FeedView,
    HomeView,
    MachineView,
    SearchView,
    StatementView,
    Table,
)
from testimonia.site.authorviews import AuthorsView, AuthorView
from testimonia.site.dateviews import DatesView, DateView
from testimonia.site.documentviews import DocumentListView, DocumentView, OriginalView
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
from testimonia.site.findingviews import DisagreementsView, DisagreementView, RulesView, RuleView
from testimonia.site.lines import Link
from testimonia.site.reuseviews import CompareView, FlowsView, ReuseView, TextView
from testimonia.site.runviews import IssueView, PeriodicalsView, RunView, WantsView

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
