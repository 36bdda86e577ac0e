"""What the pages of dates show: years, and the days of every year."""

from msgspec import Struct

from testimonia.model.dossier import ArchiveCard
from testimonia.site.lines import Entry, Link
from testimonia.site.pager import Nav


class YearBar(Struct, frozen=True):
    """One year of a strip: how many documents bear it, and its page."""

    year: int
    count: int
    path: str


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
