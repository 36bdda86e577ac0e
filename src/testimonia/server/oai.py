"""OAI-PMH 2.0 at /oai: the six verbs, over the published database and the ledger of changes in identity/.

Datestamps are days. Records that are gone stay as deleted ones ("persistent"). Lists go by (day, id), and a resumption
token names the last one given: a document that changes during a harvest moves to its end, and none is missed.
"""

import base64
import binascii
import re
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import NoReturn
from urllib.parse import parse_qsl, urlsplit

from msgspec import Struct
from msgspec.structs import replace
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from testimonia.archive.records import card_of, records
from testimonia.model.dossier import ArchiveCard
from testimonia.pipeline.desk import Stale
from testimonia.server.editing import Editions
from testimonia.server.holdings import Holding, Holdings, Snapshot
from testimonia.server.oai_xml import FORMATS, Answer, dublin_core, element
from testimonia.server.reading import Reading, TooSlow
from testimonia.site.paths import href, slug

PAGE = {"oai_dc": 100, "tei": 20}
_LONGEST_BODY = 65_536
_DAY = re.compile(r"\d{4}-\d\d-\d\d$")
_ALLOWED = {
    "Identify": (frozenset(), frozenset()),
    "ListMetadataFormats": (frozenset(), frozenset({"identifier"})),
    "ListSets": (frozenset(), frozenset()),
    "GetRecord": (frozenset({"identifier", "metadataPrefix"}), frozenset()),
    "ListIdentifiers": (frozenset({"metadataPrefix"}), frozenset({"from", "until", "set"})),
    "ListRecords": (frozenset({"metadataPrefix"}), frozenset({"from", "until", "set"})),
}
_LISTS = frozenset({"ListSets", "ListIdentifiers", "ListRecords"})


class OaiError(Exception):
    """What the protocol calls an error; `code` is of its list."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class Wanted(Struct, frozen=True):
    """A list: in which format, of which days and set, after which (day, id), and how many came before."""

    prefix: str
    since: str = ""
    until: str = ""
    set: str = ""
    day: str = ""
    id: str = ""
    before: int = 0

    def token(self) -> str:
        return base64.urlsafe_b64encode("\n".join(map(str, self._parts())).encode()).decode().rstrip("=")

    def _parts(self) -> tuple[object, ...]:
        return self.prefix, self.since, self.until, self.set, self.day, self.id, self.before


def wanted_from(token: str) -> Wanted:
    """The list that a resumption token goes on with; OaiError where the token is none of ours."""
    try:
        parts = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)).decode().split("\n")
        prefix, since, until, set_, day, id_, before = parts
        wanted = Wanted(prefix, since, until, set_, day, id_, int(before))
    except (binascii.Error, ValueError):
        _bad_token()
    if wanted.prefix not in FORMATS or not _is_day(wanted.day) or wanted.before < 0:
        _bad_token()
    if any(day and not _is_day(day) for day in (wanted.since, wanted.until)):
        _bad_token()
    return wanted


def _bad_token() -> NoReturn:
    raise OaiError("badResumptionToken", "the resumption token is none that this archive gave")


def _is_day(text: str) -> bool:
    try:
        return bool(_DAY.match(text)) and bool(date.fromisoformat(text))
    except ValueError:
        return False


class Asking(Struct, frozen=True):
    """One request: its arguments, the database, the holdings as they are now, the card, and where we are."""

    arguments: Mapping[str, str]
    db: sqlite3.Connection
    snapshot: Snapshot
    card: ArchiveCard
    base: str

    @property
    def site(self) -> str:
        return f"{self.card.address.rstrip('/')}/" if self.card.address else self.base.removesuffix("oai")

    def identifier(self, id_: str) -> str:
        return f"oai:{self.domain}:{id_}"

    @property
    def domain(self) -> str:
        """The namespace of identifiers: the archive's own host, which does not change with that of the request."""
        return urlsplit(self.card.address).hostname or "localhost"


class Oai:
    """The endpoint over one database."""

    def __init__(self, reading: Reading, holdings: Holdings, editions: Editions) -> None:
        self.reading = reading
        self.holdings = holdings
        self.editions = editions
        self._verbs: Mapping[str, Callable[[Asking], Iterator[str]]] = {
            "Identify": self._identify,
            "ListMetadataFormats": self._formats,
            "ListSets": self._sets,
            "GetRecord": self._get_record,
            "ListIdentifiers": self._list,
            "ListRecords": self._list,
        }

    async def get(self, request: Request) -> Response:
        """A request by GET or POST; both mean the same."""
        from starlette.concurrency import run_in_threadpool

        pairs = parse_qsl(request.url.query, keep_blank_values=True)
        if request.method == "POST":
            body = b""
            async for chunk in request.stream():
                body += chunk
                if len(body) > _LONGEST_BODY:
                    return PlainTextResponse("The request is too long.\n", 413)
            pairs += parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True)
        base = str(request.url.replace(query="", fragment=""))
        return await run_in_threadpool(self.answer, pairs, base)

    def answer(self, pairs: Sequence[tuple[str, str]], base: str) -> Response:
        """The answer to a request's arguments; 503 where the texts are being built."""
        now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        arguments = dict(pairs)
        try:
            with self.reading.open() as db:
                verb = _checked(pairs)
                asking = Asking(arguments, db, self.holdings.now(db), card_of(db), base)
                inner = "".join(self._verbs[verb](asking))
                body = Answer(now, base, arguments).with_content(verb, inner)
        except OaiError as error:
            shown = {} if error.code in ("badVerb", "badArgument") else arguments
            body = Answer(now, base, shown).with_error(error.code, str(error))
        except (Stale, TooSlow) as error:
            return PlainTextResponse(f"{error}\n", 503, headers={"Retry-After": "60"})
        return Response(body, media_type="text/xml")

    def _identify(self, asking: Asking) -> Iterator[str]:
        yield element("repositoryName", asking.card.title)
        yield element("baseURL", asking.base)
        yield element("protocolVersion", "2.0")
        contact = asking.card.contact.removeprefix("mailto:")
        yield element("adminEmail", contact if re.match(r"\S+@\S+$", contact) else f"nobody@{asking.domain}")
        yield element("earliestDatestamp", asking.snapshot.earliest)
        yield element("deletedRecord", "persistent")
        yield element("granularity", "YYYY-MM-DD")

    def _formats(self, asking: Asking) -> Iterator[str]:
        if "identifier" in asking.arguments:
            self._held(asking)
        for prefix in self._prefixes():
            form = FORMATS[prefix]
            yield (
                f"<metadataFormat>{element('metadataPrefix', prefix)}{element('schema', form.schema)}"
                f"{element('metadataNamespace', form.namespace)}</metadataFormat>"
            )

    def _prefixes(self) -> Iterator[str]:
        yield "oai_dc"
        if self.editions.are_there:
            yield "tei"

    def _sets(self, asking: Asking) -> Iterator[str]:
        if "resumptionToken" in asking.arguments:
            _bad_token()
        if not asking.snapshot.sets:
            raise OaiError("noSetHierarchy", "this archive has no sets")
        for spec, name in asking.snapshot.sets.items():
            yield f"<set>{element('setSpec', spec)}{element('setName', name)}</set>"

    def _get_record(self, asking: Asking) -> Iterator[str]:
        holding = self._held(asking)
        self._check_prefix(asking.arguments["metadataPrefix"])
        yield from self._records(asking, [holding], asking.arguments["metadataPrefix"])

    def _held(self, asking: Asking) -> Holding:
        identifier = asking.arguments["identifier"]
        start = asking.identifier("")
        holding = asking.snapshot.by_id.get(identifier.removeprefix(start)) if identifier.startswith(start) else None
        if holding is None:
            raise OaiError("idDoesNotExist", f"there is no {identifier}")
        return holding

    def _check_prefix(self, prefix: str) -> None:
        if prefix not in self._prefixes():
            raise OaiError("cannotDisseminateFormat", f"no {prefix} here; ListMetadataFormats says what there is")

    def _list(self, asking: Asking) -> Iterator[str]:
        wanted = self._wanted(asking)
        snapshot = asking.snapshot
        found = snapshot.between(wanted.since, wanted.until, wanted.set)
        if not found:
            raise OaiError("noRecordsMatch", "no record is of these days and this set")
        start = snapshot.after(found, wanted.day, wanted.id) if wanted.day else 0
        if wanted.day and start >= len(found):
            _bad_token()
        is_short = asking.arguments["verb"] == "ListIdentifiers"
        size = PAGE["oai_dc"] if is_short else PAGE[wanted.prefix]
        shown = found[start : start + size]
        if is_short:
            yield from (_header(asking, holding) for holding in shown)
        else:
            yield from self._records(asking, shown, wanted.prefix)
        if start + size < len(found):
            last = shown[-1]
            token = replace(wanted, day=last.day, id=last.id, before=start + size).token()
            yield f'<resumptionToken completeListSize="{len(found)}" cursor="{start}">{token}</resumptionToken>'
        elif wanted.day:
            yield f'<resumptionToken completeListSize="{len(found)}" cursor="{start}"/>'

    def _wanted(self, asking: Asking) -> Wanted:
        arguments = asking.arguments
        if "resumptionToken" in arguments:
            return wanted_from(arguments["resumptionToken"])
        self._check_prefix(arguments["metadataPrefix"])
        since, until = arguments.get("from", ""), arguments.get("until", "")
        for name in ("from", "until"):
            if name in arguments and not _is_day(arguments[name]):
                raise OaiError("badArgument", f"{name} is not a day as in 2026-03-14")
        if since and until and since > until:
            raise OaiError("badArgument", "from is later than until")
        if "set" in arguments and not asking.snapshot.sets:
            raise OaiError("noSetHierarchy", "this archive has no sets")
        return Wanted(arguments["metadataPrefix"], since, until, arguments.get("set", ""))

    def _records(self, asking: Asking, holdings: Sequence[Holding], prefix: str) -> Iterator[str]:
        known = records(asking.db, (holding.id for holding in holdings if not holding.gone))
        for holding in holdings:
            header = _header(asking, holding)
            if holding.gone or holding.id not in known:
                yield f"<record>{header}</record>"
            elif prefix == "tei":
                edition = self.editions.edition(asking.db, holding.id)
                body = edition.tei().decode().partition("?>\n")[2] if edition else ""
                yield f"<record>{header}<metadata>{body}</metadata></record>"
            else:
                page = f"{asking.site}{href(f'documents/{slug(holding.id)}.html')}"
                core = dublin_core(known[holding.id], asking.card, page)
                yield f"<record>{header}<metadata>{core}</metadata></record>"


def _header(asking: Asking, holding: Holding) -> str:
    status = ' status="deleted"' if holding.gone else ""
    specs = "".join(element("setSpec", spec) for spec in ([holding.set] if holding.set else []))
    identifier = element("identifier", asking.identifier(holding.id))
    return f"<header{status}>{identifier}{element('datestamp', holding.day)}{specs}</header>"


def _checked(pairs: Sequence[tuple[str, str]]) -> str:
    """The verb, its arguments checked: each once, none missing, none more."""
    names = [name for name, _ in pairs]
    if names.count("verb") != 1:
        raise OaiError("badVerb", "name one verb" if "verb" not in names else "name the verb once")
    arguments = dict(pairs)
    verb = arguments["verb"]
    if verb not in _ALLOWED:
        raise OaiError("badVerb", "the verbs are " + ", ".join(_ALLOWED))
    if len(names) != len(arguments):
        raise OaiError("badArgument", "an argument stands more than once")
    given = arguments.keys() - {"verb"}
    if "resumptionToken" in given and verb in _LISTS:
        if len(given) > 1:
            raise OaiError("badArgument", "resumptionToken excludes all other arguments")
        return verb
    required, optional = _ALLOWED[verb]
    if missing := sorted(required - given):
        raise OaiError("badArgument", f"{missing[0]} is missing")
    if foreign := sorted(given - required - optional):
        raise OaiError("badArgument", f"{verb} knows no {foreign[0]}")
    return verb
