"""The server: the static site, full-text search with facets, and a JSON API. Reads only; loopback by default.

    GET /                           the site that `build` wrote
    GET /search?q=&order=&offset=   full-text search, as a page; /search.html leads here
    GET /api/search?q=&order=&limit=&offset=
    GET /api/documents/{id}         one document with its paragraphs, dates and findings
    GET /api/findings?code=&severity=&document=&limit=&offset=

Nothing a visitor sends reaches SQL but as a parameter, or a path but through the static files' own check. Each answer
carries a content security policy that lets a page load nothing from elsewhere.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from testimonia.server.api import Api
from testimonia.server.guards import RateLimit, SecurityHeaders
from testimonia.server.pages import SearchPages
from testimonia.server.reading import Reading

LOOPBACK_NAMES = ("localhost", "127.0.0.1", "[::1]")


@dataclass(frozen=True, slots=True)
class Limits:
    """What one visitor may ask: requests of search and API a minute, seconds a query may take."""

    requests_per_minute: int = 240
    query_seconds: float = 5.0


_DEFAULTS = Limits()


def create_app(
    public: Path, database: Path, names: Sequence[str] = LOOPBACK_NAMES, limits: Limits = _DEFAULTS
) -> Starlette:
    """The application over a published site; `names` are the host names that it answers to (a page elsewhere that makes
    a visitor's browser call another name is refused)."""
    reading = Reading(database, limits.query_seconds)
    api, pages = Api(reading), SearchPages(reading)
    return Starlette(
        routes=[
            Route("/search", pages.search, methods=["GET"]),
            Route("/search.html", _to_full_text, methods=["GET"]),
            Route("/api/search", api.search, methods=["GET"]),
            Route("/api/documents/{id}", api.document, methods=["GET"]),
            Route("/api/findings", api.findings, methods=["GET"]),
            Route("/api", api.index, methods=["GET"]),
            Mount("/", StaticFiles(directory=public, html=True, follow_symlink=False)),
        ],
        middleware=[
            Middleware(SecurityHeaders),
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
