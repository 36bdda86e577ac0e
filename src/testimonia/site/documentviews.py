"""What the pages of documents show, their lists and the copies of their sources."""

from msgspec import Struct

from testimonia.exporters.record import Record
from testimonia.model.document import Document
from testimonia.model.dossier import ArchiveCard
from testimonia.site.lines import Entry, Link
from testimonia.site.pager import Nav


class Touch(Struct, frozen=True):
    """A finding that quotes a document: the words [begin, end) of its source. `anchor` is the id under which the quote
    stands on the document's page, and to which the finding's own page leads."""

    anchor: str
    path: str
    code: str
    severity: str
    statement: str
    begin: int
    end: int


class Neighbours(Struct, frozen=True):
    """What comes before and after a document, in its issue, by its author or by date; `way` says which."""

    way: str
    name: str
    before: Link | None
    after: Link | None


class Shared(Struct, frozen=True):
    """What a document has in common with another, as a line of its margin: what kind of thing it is, seen from the
    document ("printed-in": the other took it over; "taken-from": this one did), how many words, and the page that
    shows both; `begin`, `end` are the longest passage's in the document's source."""

    link: Link
    kind: str
    way: str
    words: int
    compare: str
    edtf: str
    begin: int
    end: int


class DocumentView(Struct, frozen=True):
    card: ArchiveCard
    document: Document
    record: Record
    item_type: str
    origin: str
    paragraphs: tuple[str, ...]
    authors: tuple[Link, ...]
    printed_in: tuple[Link, ...]
    touches: tuple[Touch, ...]
    neighbours: tuple[Neighbours, ...]
    alternates: tuple[str, ...]
    report: str
    original: str = ""
    named: tuple[tuple[str, tuple[Link, ...]], ...] = ()
    shared: tuple[Shared, ...] = ()
    shared_more: int = 0


class DocumentListView(Struct, frozen=True):
    card: ArchiveCard
    nav: Nav
    entries: tuple[Entry, ...]


class OriginalView(Struct, frozen=True):
    """A source as it was transcribed, or a picture that lies by it, copied beside the site: its path below the sources
    folder, and its digest."""

    card: ArchiveCard
    origin: str
    digest: str
