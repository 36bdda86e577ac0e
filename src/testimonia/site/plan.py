"""Which pages the site has, and what each shows. A page's view holds only what touches that page."""

from collections.abc import Iterator, Mapping
from itertools import chain

from msgspec.structs import replace

from testimonia.model.dossier import Dossier
from testimonia.site.company import company_of
from testimonia.site.plan_dates import plan_dates
from testimonia.site.plan_documents import plan_documents
from testimonia.site.plan_entities import Scene, plan_entities, renumbered
from testimonia.site.plan_findings import plan_findings
from testimonia.site.plan_lists import plan_lists
from testimonia.site.plan_machines import plan_machines
from testimonia.site.plan_names import plan_names, plan_shards
from testimonia.site.plan_pictures import plan_map, plan_network, plan_timeline
from testimonia.site.plan_reuse import plan_reuse
from testimonia.site.plan_runs import plan_runs
from testimonia.site.shelf import shelve
from testimonia.site.views import Extras, PageJob
from testimonia.site.withheld import withhold
from testimonia.text.dependence import SharedWords


def plan_site(
    dossier: Dossier, paragraphs: Mapping[str, tuple[str, ...]], extras: Extras | None = None
) -> Iterator[PageJob]:
    """All pages, one job each; every path once. `paragraphs` holds the frozen ids of each document's paragraphs, in the
    order of `paragraph_rows`."""
    extras = extras or Extras()
    shown, withheld = withhold(dossier) if extras.living == "withhold" else (dossier, 0)
    shelf = shelve(shown, extras, withheld)
    planned: list[str] = []
    shared, faint = SharedWords(shelf.dossier.sharing.shares), frozenset(shelf.dossier.faint)
    scene = Scene(shelf, company_of(shown.entities), renumbered(paragraphs), shared, faint)
    pictures = [*plan_timeline(shelf), *plan_network(scene), *plan_map(scene)]
    jobs = chain(
        *(pages(shelf) for pages in (plan_lists, plan_runs, plan_dates, plan_findings)),
        *(pages(scene) for pages in (plan_entities, plan_names)),
        pictures,
        plan_reuse(shelf, paragraphs),
        plan_documents(shelf, paragraphs),
    )
    sections = (*shelf.cast.folders, *(job.path.removesuffix(".html") for job in pictures))
    yield from plan_shards(scene)
    for job in jobs:
        planned.append(job.path)
        yield replace(job, sections=sections)
    yield from plan_machines(shelf, planned)
