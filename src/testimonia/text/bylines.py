"""Bylines: the names in a byline, a signature or the file's head, each with its exact place and its kind."""

import re
from collections.abc import Collection, Iterator

from testimonia.model.document import Byline
from testimonia.model.span import Quote, quote_at
from testimonia.text.datelines import is_dated
from testimonia.text.names import fold, is_initials, is_name_shaped, names_in

_EDITORS = re.compile(
    r"\b(?:the\s+)?edit(?:ors?|orial)\b|\bour\b.{0,40}\bcorrespondent\b|\bstaff (?:writer|reporter)s?\b|"
    r"\bredaktion\b|\brédaction\b|\bredacción\b",
    re.I,
)
_ORGANISATION = re.compile(
    r"\b(?:committee|party|union|league|society|bureau|international|council|association|board|federation|group|"
    r"club|congress|conference|organi[sz]ation|executive|institute|library|commission|opposition|secretariat|"
    r"gazette|times|herald|press|daily|weekly|news|worker|partei|verein|komitee|parti|comité|partido)\b",
    re.I,
)
_OFFICE = re.compile(
    r"\b(?:secretary|president|chair(?:wo)?man|editor|treasurer|director|delegate|organi[sz]er|sekretär|secrétaire)\b",
    re.I,
)
_OFFICE_BEFORE = re.compile(rf"^(?:{_OFFICE.pattern}|general|hon\.?|the|[\s,:–—-])+(?=[^\W\d_])", re.I)
_ADDRESS = re.compile(r"\b(?:observatory|hospital|institution|college|university|academy|museum|barracks|vol)\b", re.I)
_EDGES = " \u00a0\t\r\n,;:—–-()[]"


def kind_of_name(form: str) -> str:
    """ "editors", "organisation" or "person".

    >>> [kind_of_name(f) for f in ("The Editors", "Ferrymen's Union", "Ada Cray")]
    ['editors', 'organisation', 'person']
    """
    if _EDITORS.search(form):
        return "editors"
    return "organisation" if _ORGANISATION.search(form) else "person"


def bylines_in(text: str, begin: int, end: int) -> Iterator[Byline]:
    """The names of a byline that stands at text[begin:end]."""
    cursor = begin
    for form in names_in(text[begin:end]):
        at = text.find(form, cursor, end)
        if at >= 0:
            cursor = at + len(form)
            yield Byline(form, kind_of_name(form), "byline", quote_at(text, at, cursor))


def signatures_in(text: str, begin: int, end: int, known: Collection[str] = ()) -> Iterator[Byline]:
    """The names of a signature: its lines that are names or initials, without offices, or that the byline has too
    (`known`, folded); after the first, those that are set like it (an address is not)."""
    cursor = begin
    capitals: bool | None = None
    lines = text[begin:end].split("\n")
    for line, after in zip(lines, [*lines[1:], ""], strict=True):
        at, cursor = cursor, cursor + len(line) + 1
        if is_dated(line) or (capitals is not None and is_dated(after)):
            continue  # place and date under a name
        quote = _signed(text, at, at + len(line))
        if quote is None and fold(line) in known:
            inner = line.strip(_EDGES)
            quote = quote_at(text, text.index(inner, at), text.index(inner, at) + len(inner))
        if quote is not None and capitals in (None, quote.exact.isupper()):
            capitals = quote.exact.isupper()
            yield Byline(quote.exact, kind_of_name(quote.exact), "signature", quote)


def _signed(text: str, begin: int, end: int) -> Quote | None:
    """The name in one line of a signature. A single word is a name only beside an office: "Cray, Secretary"."""
    segments = [segment for segment in text[begin:end].split(",") if segment.strip()]
    offices = [segment for segment in segments if _OFFICE.search(segment)]
    for segment in segments:
        name = _OFFICE_BEFORE.sub("", segment.strip(_EDGES))
        name = name if is_initials(name) else name.rstrip(".")
        lone = bool(offices) and segment not in offices and name.isalpha() and name[:1].isupper()
        if lone or is_initials(name) or (is_name_shaped(name) and not _ADDRESS.search(name)):
            at = text.index(name, begin, end)
            return quote_at(text, at, at + len(name))
    return None
