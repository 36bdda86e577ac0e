"""Documents: spans of a source with a title, a kind, authors, and dates by role."""

from typing import Literal

from msgspec import Struct

from testimonia.model.citation import Citation
from testimonia.model.span import Quote

DateRole = Literal[
    "written",
    "printed",
    "first-printed",
    "reprinted",
    "delivered",
    "translated",
    "transcribed",
    "updated",
    "path",
    "header",
]


class Dated(Struct, frozen=True):
    """A date of a document in one role; `where` says in what place of the page it stands ("masthead", "title",
    "source-line", "label", "path", "foot", "head"); `quote` is None for a date read from the path."""

    role: DateRole
    edtf: str
    where: str
    quote: Quote | None
    calendar: str = "unknown"


class Byline(Struct, frozen=True):
    """A name to which the page gives the text, as printed; `kind` is "person", "editors" or "organisation";
    `where` is "byline", "head" (declared in the file's head), "signature" or "title"."""

    form: str
    kind: str
    where: str
    quote: Quote | None


class Fixture(Struct, frozen=True):
    """A piece of furniture that says something of the page: `kind` as in the furniture layer, `value` what it says."""

    kind: str
    value: str
    quote: Quote


class Document(Struct, frozen=True):
    """A document as read from one source: everything here was said by the page, nothing concluded.

    `id` is frozen in the archive's identity; `source` is the path of the source; `begin`, `end` bound it in the
    source's text; `opening` are its first words, for lists and searches.
    """

    id: str
    source: str
    begin: int
    end: int
    title: str
    title_quote: Quote | None
    kind: str
    language: str
    bylines: tuple[Byline, ...]
    dates: tuple[Dated, ...]
    citations: tuple[Citation, ...]
    fixtures: tuple[Fixture, ...]
    words: int
    opening: str = ""

    def dated(self, *roles: DateRole) -> tuple[Dated, ...]:
        """The dates in these roles, in the order of the page."""
        return tuple(dated for dated in self.dates if dated.role in roles)

    def source_citations(self) -> tuple[Citation, ...]:
        """The citations that say where this very text was printed."""
        return tuple(c for c in self.citations if c.role in ("source", "first-published", "reprinted"))

    def fixture(self, *kinds: str) -> tuple[Fixture, ...]:
        """The pieces of furniture of these kinds."""
        return tuple(fixture for fixture in self.fixtures if fixture.kind in kinds)
