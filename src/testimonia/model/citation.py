"""Citations: where a text says it, or another text, was printed."""

from typing import Literal

from msgspec import Struct

from testimonia.model.span import Quote

CitationKind = Literal["periodical", "book", "pamphlet", "collection", "unknown"]
Part = Literal[
    "title", "place", "series", "volume", "number", "whole", "pages", "date", "edition", "publisher", "article"
]


class CitationPart(Struct, frozen=True):
    """One part of a citation: its value in normal form ("10" for "Vol. X", "164-172" for "pp. 164–72", EDTF for a date)
    and the exact words."""

    part: Part
    value: str
    quote: Quote


class Citation(Struct, frozen=True):
    """One cited place of publication. `role` says what it is to the document that carries it: "source" (the text was
    taken from there), "first-published", "reprinted", "translated-from", "header" (a masthead line) or "mention"."""

    kind: CitationKind
    role: str
    quote: Quote
    parts: tuple[CitationPart, ...]

    def part(self, name: Part) -> CitationPart | None:
        """The first part of that name."""
        for part in self.parts:
            if part.part == name:
                return part
        return None

    def value(self, name: Part) -> str:
        """The value of the first part of that name; the empty string where there is none."""
        for part in self.parts:
            if part.part == name:
                return part.value
        return ""
