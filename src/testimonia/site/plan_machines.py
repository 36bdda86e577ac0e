"""The files for machines: robots.txt always; the sitemap and the search description only where the site has an address,
which both of them need."""

from collections.abc import Iterable, Iterator

from testimonia.site.paths import href
from testimonia.site.shelf import Shelf
from testimonia.site.views import MachineView, PageJob


def plan_machines(shelf: Shelf, planned: Iterable[str]) -> Iterator[PageJob]:
    yield PageJob("robots.txt", "machine", MachineView(shelf.card, shelf.extras.robots))
    if not shelf.card.address:
        return
    paths = tuple(href(path) for path in planned)
    yield PageJob("sitemap.xml", "machine", MachineView(shelf.card, shelf.extras.robots, paths))
    yield PageJob("opensearch.xml", "machine", MachineView(shelf.card, shelf.extras.robots))
