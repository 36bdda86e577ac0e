"""The server: the static site, full-text search with facets, and a JSON API. Reads only; loopback by default.

    GET /                           the site that `build` wrote
    GET /search?q=&order=&offset=   full-text search, as a page; /search.html leads here
    GET /api/search?q=&order=&limit=&offset=
    GET /api/documents/{id}         one document with its paragraphs, dates and findings
    GET /api/findings?code=&severity=&document=&limit=&offset=
    GET /api/openapi.json           all of the API, described
    GET /documents/{name}.tei.xml   and .md .epub .annotations.json .json, made when asked (alternates.py)
    GET /oai?verb=                  OAI-PMH 2.0 (oai.py); also by POST
    GET /reconcile?queries=         reconciliation service 0.2 (reconcile.py); also by POST
    GET /changes.xml                new and changed documents, as an Atom feed

Nothing a visitor sends reaches SQL but as a parameter, or a path but through the static files' own check. Each answer
carries a content security policy that lets a page load nothing from elsewhere.
"""

from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlencode

from msgspec import Struct
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from testimonia.server.alternates import Alternates
from testimonia.server.api import Api
from testimonia.server.editing import Editions
from testimonia.server.feed import Feed
from testimonia.server.guards import RateLimit, SecurityHeaders
from testimonia.server.holdings import Holdings
from testimonia.server.oai import Oai
from testimonia.server.pages import SearchPages
from testimonia.server.reading import Reading
from testimonia.server.reconcile import Reconciliation
from testimonia.server.shelves import Shelves

LOOPBACK_NAMES = ("localhost", "127.0.0.1", "[::1]")


class Limits(Struct, frozen=True):
    """What one visitor may ask: requests of search and API a minute (0: as many as they like; who sits at this machine
    always may), seconds a query may take."""

    requests_per_minute: int = 240
    query_seconds: float = 5.0


class Beside(Struct, frozen=True):
    """What may stand beside the site: the memo of its last build, from which alternates are made, and the folder of its
    identity, which says when each document changed. `origins` are the web origins whose pages may use the
    reconciliation service ("http://127.0.0.1:3333")."""

    memo: Path | None = None
    identity: Path | None = None
    origins: tuple[str, ...] = ()


_DEFAULTS = Limits()
_ALONE = Beside()


def create_app(
    public: Path,
    database: Path,
    names: Sequence[str] = LOOPBACK_NAMES,
    limits: Limits = _DEFAULTS,
    *,
    beside: Beside = _ALONE,
) -> Starlette:
    """The application over a published site; `names` are the host names that it answers to (a page elsewhere that makes
    a visitor's browser call another name is refused)."""
    reading = Reading(database, limits.query_seconds)
    api, pages = Api(reading), SearchPages(reading)
    editions, holdings = Editions(beside.memo), Holdings(database, beside.identity)
    oai, reconciliation = Oai(reading, holdings, editions), Reconciliation(reading, database)
    static = StaticFiles(directory=public, html=True, follow_symlink=False)
    shelves = Shelves(static, Alternates(reading, editions, api), reading)
    return Starlette(
        routes=[
            Route("/search", pages.search, methods=["GET"]),
            Route("/search.html", _to_full_text, methods=["GET"]),
            Route("/api/search", api.search, methods=["GET"]),
            Route("/api/documents/{id}", api.document, methods=["GET"]),
            Route("/api/documents", api.documents, methods=["GET"]),
            Route("/api/findings", api.findings, methods=["GET"]),
            Route("/api/openapi.json", api.openapi, methods=["GET"]),
            Route("/api", api.index, methods=["GET"]),
            Route("/oai", oai.get, methods=["GET", "POST"]),
            Route("/reconcile", reconciliation.service, methods=["GET", "POST"]),
            Route("/reconcile/suggest", reconciliation.suggest, methods=["GET"]),
            Route("/reconcile/suggest/type", reconciliation.suggest_type, methods=["GET"]),
            Route("/reconcile/view", reconciliation.view, methods=["GET"]),
            Route("/reconcile/preview", reconciliation.preview, methods=["GET"]),
            Route("/changes.xml", Feed(reading, holdings).changes, methods=["GET"]),
            Route("/documents/{name}", shelves.document, methods=["GET"]),
            Route("/authors/{name}", shelves.author, methods=["GET"]),
            Mount("/", static),
        ],
        middleware=[
            Middleware(SecurityHeaders, origins=beside.origins),
            Middleware(TrustedHostMiddleware, allowed_hosts=list(names), www_redirect=False),
            Middleware(RateLimit, per_minute=limits.requests_per_minute),
        ],
        exception_handlers={HTTPException: _refusal},
    )


async def _to_full_text(request: Request) -> Response:
    """Where the static site leads to its own small search, the server has the full one."""
    return RedirectResponse(f"/search?{urlencode({'q': request.query_params.get('q', '')})}")


async def _refusal(request: Request, error: Exception) -> Response:
    """Errors as plain text; a missing page says where to go on."""
    assert isinstance(error, HTTPException)
    said = "There is no such page. The archive begins at /" if error.status_code == 404 else error.detail
    return PlainTextResponse(said + "\n", error.status_code, headers=error.headers)
