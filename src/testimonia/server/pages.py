"""The search page: full text with facets, in the frame of the site, without a script."""

import functools
from importlib import resources
from urllib.parse import urlencode

from minijinja import Environment
from msgspec import Struct
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from testimonia.archive.records import card_of
from testimonia.archive.search import Hit, Results, Window, search
from testimonia.server.asked import BadRequest, search_asked
from testimonia.server.reading import Reading, TooSlow
from testimonia.site.paths import href, slug
from testimonia.site.render import environment
from testimonia.site.wording import in_words_of
from testimonia.text.phrasebook import phrasebook
from testimonia.text.querytokens import QueryError

_PAGE = 10


class Choice(Struct, frozen=True):
    """A value of a facet: choosing it narrows the search to it."""

    label: str
    count: int
    address: str


class Shown(Struct, frozen=True):
    """A hit and where its paragraph stands on the site."""

    hit: Hit
    by: str
    address: str


class SearchPages:
    """The page at /search over one database."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading

    def search(self, request: Request) -> Response:
        """The form, and what it found; status 400 where the query cannot be read, with what to do."""
        query, error, results, window, status = request.query_params.get("q", "").strip(), "", None, Window(), 200
        with self.reading.open() as db:
            card = card_of(db)
        try:
            asked = search_asked(request.query_params)
            window = Window(_PAGE, asked.window.offset, asked.window.order)
            if query:
                with self.reading.searching() as db:
                    results = search(db, asked.query, window, self.reading.engine())
        except (QueryError, BadRequest) as problem:
            error, status = str(problem), 400
        except TooSlow as problem:
            error, status = str(problem), 503
        text = _templates(card.interface).render_template(
            "fulltext.html",
            card=card,
            root="",
            canonical="",
            kind="fulltext",
            sections=self.reading.sections(),
            query=query[:1000],
            order=window.order,
            error=error,
            results=results,
            shown=[_shown(hit) for hit in results.hits] if results else [],
            facets=_facets(results, query, window) if results else [],
            before=_turned(results, query, window, -_PAGE) if results else "",
            after=_turned(results, query, window, _PAGE) if results else "",
            first=window.offset + 1,
        )
        return HTMLResponse(text, status)


def _shown(hit: Hit) -> Shown:
    anchor = f"#{hit.paragraph}" if hit.paragraph else ""
    return Shown(hit, ", ".join(hit.authors), href(f"documents/{slug(hit.document)}.html") + anchor)


def _facets(results: Results, query: str, window: Window) -> list[tuple[str, list[Choice]]]:
    facets = []
    for facet in results.facets:
        choices = [
            Choice(value, count, _address(f"{_grouped(query)} {_filter(facet.name, value)}", window.order))
            for value, count in facet.values
        ]
        if len(choices) > 1:
            facets.append((facet.name, choices))
    return facets


def _filter(name: str, value: str) -> str:
    clean = " ".join(value.replace('"', " ").split())
    return f"{name}:{clean}" if clean.isalnum() else f'{name}:"{clean}"'


def _grouped(query: str) -> str:
    """A query with OR in it in parentheses, so that a condition after it holds for the whole."""
    return f"({query})" if " OR " in query and not query.startswith("(") else query


def _turned(results: Results, query: str, window: Window, by: int) -> str:
    """The address of the page before or after; "" where there is none."""
    offset = window.offset + by
    if offset < 0 and window.offset > 0:
        offset = 0
    return _address(query, window.order, offset) if 0 <= offset < results.total else ""


def _address(query: str, order: str, offset: int = 0) -> str:
    asked = {"q": query}
    if order != "relevance":
        asked["order"] = order
    if offset:
        asked["offset"] = str(offset)
    return "search?" + urlencode(asked)


@functools.cache
def _templates(language: str) -> Environment:
    """The site's templates, and the search page's own, in a language."""
    frame = environment(language)
    own = resources.files("testimonia.server").joinpath("templates", "fulltext.html").read_text(encoding="utf-8")
    frame.add_template("fulltext.html", in_words_of(phrasebook(language), own))
    return frame
