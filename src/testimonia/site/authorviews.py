"""What the pages of authors show."""

from msgspec import Struct

from testimonia.model.dossier import ArchiveCard
from testimonia.site.lines import Entry, Link
from testimonia.site.pager import Nav


class AuthorLine(Struct, frozen=True):
    link: Link
    kind: str
    forms: tuple[str, ...]
    documents: int
    first: str
    last: str


class AuthorsView(Struct, frozen=True):
    card: ArchiveCard
    nav: Nav
    authors: tuple[AuthorLine, ...]


class NamedIn(Struct, frozen=True):
    form: str
    kind: str
    link: Link
    quote: str


class AuthorView(Struct, frozen=True):
    """An author's texts, page by page; the first of so many `namings` on each; `entity` is the page of who or what
    bears the name, as far as the texts tell."""

    card: ArchiveCard
    label: str
    grounds: tuple[str, ...]
    nav: Nav
    namings: tuple[NamedIn, ...]
    namings_total: int
    entries: tuple[Entry, ...]
    entity: Link | None = None
