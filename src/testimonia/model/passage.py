"""Passages: the words of a document that are searched, cited and shown, paragraph by paragraph, under frozen ids."""

from typing import TYPE_CHECKING

from msgspec import Struct

from testimonia.model.span import Quote

if TYPE_CHECKING:  # the layers bring numpy with them
    from testimonia.model.layer import Annotation, Layer

# The rows of the structure layer that bear a frozen id and can be cited; titles, headings and dividers are shown
# without.
PARAGRAPH_KINDS = frozenset({"paragraph", "quotation", "verse", "item", "note", "caption", "table"})


def paragraph_rows(structure: "Layer", begin: int, end: int) -> "list[Annotation]":
    """The rows of a document's structure that bear frozen ids, in the order of the page."""
    return [row for row in structure.within(begin, end) if row.kind in PARAGRAPH_KINDS]


class Passage(Struct, frozen=True):
    """One paragraph (or heading, verse, note ...) of a document: `id` is frozen in the archive's identity ("p12");
    `kind` is as in the structure layer and `voice` as in the voices layer; `text` is the source's text[begin:end]."""

    id: str
    begin: int
    end: int
    kind: str
    voice: str
    text: str


class NarratedDate(Struct, frozen=True):
    """A date that stands in the running text, as the dates layer reads it."""

    quote: Quote
    edtf: str
    role: str
    calendar: str
    anchor: str = ""


class DocumentText(Struct, frozen=True):
    """The passages of a document in the order of the page, without the furniture.

    `version` is a digest of whatever they were made from (the source's text, its layers, the frozen ids), so that a
    database can say which version it holds.
    """

    document: str
    title: str
    version: str
    passages: tuple[Passage, ...]
    dates: tuple[NarratedDate, ...] = ()
