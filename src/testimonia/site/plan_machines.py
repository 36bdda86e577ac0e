"""The files for machines: robots.txt always; the sitemap, the search description and the feed only where the site has
an address, which they need."""

from collections.abc import Iterable, Iterator

from testimonia.exporters.atom import Changed
from testimonia.site.archiveviews import FeedView, MachineView
from testimonia.site.documentviews import OriginalView
from testimonia.site.paths import href, original_path
from testimonia.site.shelf import Shelf, container_of
from testimonia.site.views import PageJob

# The protocol allows 50,000 addresses in a map (sitemaps.org).
SITEMAP_MAX = 40_000


def plan_machines(shelf: Shelf, planned: Iterable[str]) -> Iterator[PageJob]:
    sources = {document.source for document in shelf.dossier.documents}
    for origin, digest in shelf.extras.originals:
        if origin in sources:
            yield PageJob(original_path(origin), "original", OriginalView(shelf.card, origin, digest))
    for origin, state in shelf.extras.pictures:
        yield PageJob(original_path(origin), "original", OriginalView(shelf.card, origin, state))
    yield PageJob("robots.txt", "machine", MachineView(shelf.card, shelf.extras.robots))
    if not shelf.card.address:
        return
    yield from _sitemaps(shelf, tuple(href(path) for path in planned))
    yield PageJob("changes.xml", "feed", FeedView(shelf.card, tuple(_changed(shelf))))
    yield PageJob("opensearch.xml", "machine", MachineView(shelf.card, shelf.extras.robots))


def _sitemaps(shelf: Shelf, paths: tuple[str, ...]) -> Iterator[PageJob]:
    """sitemap.xml with all pages; of a large site, with the maps that hold them."""
    if len(paths) <= SITEMAP_MAX:
        yield PageJob("sitemap.xml", "machine", MachineView(shelf.card, shelf.extras.robots, paths))
        return
    maps = []
    for number, begin in enumerate(range(0, len(paths), SITEMAP_MAX), 1):
        maps.append(f"sitemap-{number}.xml")
        view = MachineView(shelf.card, shelf.extras.robots, paths[begin : begin + SITEMAP_MAX])
        yield PageJob(maps[-1], "machine", view)
    yield PageJob("sitemap.xml", "machine", MachineView(shelf.card, shelf.extras.robots, tuple(maps), of_maps=True))


def _changed(shelf: Shelf) -> Iterator[Changed]:
    for day, id in shelf.extras.changes:
        if id in shelf.records:
            record = shelf.records[id]
            path = href(shelf.paths.documents[id])
            yield Changed(path, record.title, day, record.authors, container_of(record))
