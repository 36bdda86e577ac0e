"""An Atom feed (RFC 4287) of documents that are new or changed, newest first."""

from collections.abc import Iterator, Sequence
from html import escape

from msgspec import Struct

from testimonia.exporters.names import PersonName
from testimonia.model.dossier import ArchiveCard
from testimonia.text.printable import printable

MOST_ENTRIES = 50


class Changed(Struct, frozen=True):
    """A document as an entry: `day` is that on which it was first seen as it is, `path` that of its page below the
    site's root, `summary` where it was printed."""

    path: str
    title: str
    day: str
    authors: tuple[PersonName, ...] = ()
    summary: str = ""


def atom(card: ArchiveCard, base: str, entries: Sequence[Changed]) -> bytes:
    """The feed; `base` is the address of the site's root, ending with "/"."""
    newest = max((entry.day for entry in entries), default="2000-01-01")
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom">',
        f"<title>{_text(card.title)}</title>",
        f"<id>{_text(base)}changes.xml</id>",
        f'<link rel="self" type="application/atom+xml" href="{_text(base)}changes.xml"/>',
        f'<link rel="alternate" type="text/html" href="{_text(base)}index.html"/>',
        f"<updated>{newest}T00:00:00Z</updated>",
        f"<author><name>{_text(card.title)}</name></author>",
        "<generator>Testimonia</generator>",
        *(line for entry in entries for line in _entry(base, entry)),
        "</feed>",
        "",
    ]
    return "\n".join(lines).encode()


def _entry(base: str, entry: Changed) -> Iterator[str]:
    address = _text(f"{base}{entry.path}")
    yield "<entry>"
    yield f"<title>{_text(entry.title)}</title>"
    yield f"<id>{address}</id>"
    yield f'<link rel="alternate" type="text/html" href="{address}"/>'
    yield f"<updated>{entry.day}T00:00:00Z</updated>"
    yield from (f"<author><name>{_text(name.literal)}</name></author>" for name in entry.authors)
    if entry.summary:
        yield f"<summary>{_text(entry.summary)}</summary>"
    yield "</entry>"


def _text(words: str) -> str:
    return escape(printable(words))
