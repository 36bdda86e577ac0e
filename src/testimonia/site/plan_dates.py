"""The pages of the dates: every year, and every day of the year that documents share."""

from collections import defaultdict
from collections.abc import Iterator

from testimonia.site.dateviews import DatesView, DateView, YearBar
from testimonia.site.edtf import day_of, year_of
from testimonia.site.lines import Entry, Link
from testimonia.site.pager import numbered, one_page
from testimonia.site.paths import href
from testimonia.site.shelf import Shelf, by_date, historic_dates
from testimonia.site.views import PageJob

# A line weighs about 300 bytes.
LONGEST = 900


def plan_dates(shelf: Shelf) -> Iterator[PageJob]:
    years: dict[str, list[Entry]] = defaultdict(list)
    days: dict[str, list[Entry]] = defaultdict(list)
    for document in shelf.dossier.documents:
        for role, edtf in historic_dates(document):
            entry = shelf.entry(document.id, role, edtf)
            if year_of(edtf):
                years[year_of(edtf)].append(entry)
            if day_of(edtf):
                days[day_of(edtf)].append(entry)
    view = DatesView(
        card=shelf.card,
        years=year_bars(shelf),
        days=tuple(Link(day, href(shelf.paths.days[day]), str(len(days[day]))) for day in sorted(days)),
    )
    yield PageJob("dates/index.html", "dates", view)
    for pages, paths in ((years, shelf.paths.years), (days, shelf.paths.days)):
        dates = sorted(pages)
        for index, date in enumerate(dates):
            before = dates[index - 1] if index else ""
            after = dates[index + 1] if index + 1 < len(dates) else ""
            links = [Link(other, href(paths[other])) if other else None for other in (before, after)]
            entries = by_date(pages[date])
            for leaf in numbered(len(entries), paths[date], LONGEST):
                page = DateView(shelf.card, date, leaf.nav, one_page(entries, leaf), *links)
                yield PageJob(leaf.path, "date", page)


def year_bars(shelf: Shelf) -> tuple[YearBar, ...]:
    """How many documents bear each year in any historic role; a document counts once a year."""
    counts: dict[str, int] = defaultdict(int)
    for document in shelf.dossier.documents:
        for year in {year_of(edtf) for _, edtf in historic_dates(document)} - {""}:
            counts[year] += 1
    return tuple(YearBar(int(year), counts[year], href(shelf.paths.years[year])) for year in sorted(counts))
