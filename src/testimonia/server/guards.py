"""What stands before every answer: headers that forbid more than they allow, and a limit on how often one may ask."""

import time
from collections import OrderedDict
from collections.abc import Sequence

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# The site's pages use their own style sheet and scripts, inline SVG, and nothing else. A page's JSON-LD is data, which
# this policy does not stop.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self';"
    " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_COUNTED = ("/api", "/search", "/oai", "/reconcile")
# What is made when asked; the site's own files are free.
_MADE = (".tei.xml", ".md", ".epub", ".json")
_FRAMED = "/reconcile"
_MOST_VISITORS = 4096
_HERE = frozenset(("127.0.0.1", "::1"))


def _is_counted(path: str) -> bool:
    return path.startswith(_COUNTED) or (path.endswith(_MADE) and not path.endswith(".csl.json"))


class SecurityHeaders:
    """Adds the headers to every answer, whoever made it. Pages of the `origins` may ask the reconciliation service and
    frame its previews; no other page elsewhere may read anything."""

    def __init__(self, app: ASGIApp, origins: Sequence[str] = ()) -> None:
        self.app = app
        self.origins = frozenset(origins)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
                if self.origins and scope["path"].startswith(_FRAMED):
                    self._open(headers, Headers(scope=scope).get("origin", ""))
            await send(message)

        await self.app(scope, receive, send_with_headers if scope["type"] == "http" else send)

    def _open(self, headers: MutableHeaders, origin: str) -> None:
        headers["Vary"] = "Origin"
        headers["Content-Security-Policy"] = POLICY.replace(
            "frame-ancestors 'none'", f"frame-ancestors {' '.join(sorted(self.origins))}"
        )
        headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        if origin in self.origins:
            headers["Access-Control-Allow-Origin"] = origin


class RateLimit:
    """A bucket of requests for each visitor's address (0 a minute: no limit); static files are free, and so are those
    who sit at this machine. The buckets forgotten first are those of visitors who were away longest, so that memory
    stays bounded."""

    def __init__(self, app: ASGIApp, per_minute: int) -> None:
        self.app = app
        self.per_minute = per_minute
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_counted = self.per_minute and scope["type"] == "http" and _is_counted(scope["path"])
        visitor = (scope.get("client") or ("",))[0]
        if is_counted and visitor not in _HERE and not self._take(visitor, time.monotonic()):
            answer = PlainTextResponse("Too many requests; wait a little.\n", 429, headers={"Retry-After": "5"})
            await answer(scope, receive, send)
            return
        await self.app(scope, receive, send)

    def _take(self, visitor: str, now: float) -> bool:
        left, then = self._buckets.pop(visitor, (float(self.per_minute), now))
        left = min(float(self.per_minute), left + (now - then) * self.per_minute / 60)
        self._buckets[visitor] = (max(0.0, left - 1), now)
        if len(self._buckets) > _MOST_VISITORS:
            self._buckets.popitem(last=False)
        return left >= 1
