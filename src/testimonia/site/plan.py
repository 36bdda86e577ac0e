"""Which pages the site has, and what each shows. A page's view holds only what touches that page."""

from collections.abc import Iterator, Mapping

from testimonia.model.dossier import Dossier
from testimonia.site.plan_dates import plan_dates
from testimonia.site.plan_documents import plan_documents
from testimonia.site.plan_findings import plan_findings
from testimonia.site.plan_lists import plan_lists
from testimonia.site.plan_machines import plan_machines
from testimonia.site.plan_runs import plan_runs
from testimonia.site.shelf import shelve
from testimonia.site.views import Extras, PageJob


def plan_site(
    dossier: Dossier, paragraphs: Mapping[str, tuple[str, ...]], extras: Extras | None = None
) -> Iterator[PageJob]:
    """All pages, one job each; every path once. `paragraphs` holds the frozen ids of each document's paragraphs, in the
    order of `paragraph_rows`."""
    shelf = shelve(dossier, extras or Extras())
    planned: list[str] = []
    for pages in (plan_lists, plan_runs, plan_dates, plan_findings):
        for job in pages(shelf):
            planned.append(job.path)
            yield job
    for job in plan_documents(shelf, paragraphs):
        planned.append(job.path)
        yield job
    yield from plan_machines(shelf, planned)
