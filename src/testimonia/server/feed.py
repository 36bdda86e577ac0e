"""/changes.xml: the Atom feed of new and changed documents, under the address of the archive or else of this server."""

from starlette.requests import Request
from starlette.responses import Response

from testimonia.archive.records import card_of, records
from testimonia.exporters.atom import MOST_ENTRIES, Changed, atom
from testimonia.server.holdings import Holdings
from testimonia.server.reading import Reading
from testimonia.site.paths import href, slug


class Feed:
    """The feed over one database."""

    def __init__(self, reading: Reading, holdings: Holdings) -> None:
        self.reading = reading
        self.holdings = holdings

    def changes(self, request: Request) -> Response:
        """The newest documents first."""
        with self.reading.open() as db:
            card = card_of(db)
            here = [holding for holding in self.holdings.now(db).holdings if not holding.gone]
            newest = sorted(here, key=lambda holding: holding.day, reverse=True)[:MOST_ENTRIES]
            known = records(db, (holding.id for holding in newest))
        entries = [
            Changed(href(f"documents/{slug(h.id)}.html"), r.title, h.day, r.authors, r.container)
            for h in newest
            if (r := known.get(h.id))
        ]
        base = f"{card.address.rstrip('/')}/" if card.address else str(request.url.replace(path="/", query=""))
        return Response(atom(card, base, entries), media_type="application/atom+xml")
