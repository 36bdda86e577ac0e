"""Claims (the field's factoids): what a text asserts of somebody or something, with the words that say it."""

from typing import Literal

from msgspec import Struct

from testimonia.model.span import Quote

Mode = Literal["asserted", "reported", "denied", "hedged", "inferred"]
MentionKind = Literal["person", "organisation", "place", "work", "periodical", "event"]


class Slot(Struct, frozen=True):
    """A subject or a value: its normal form (a name as printed, an EDTF date, a number of years, a term), the words
    that carry it, and the entity it was linked to ("" before linking). `quote` may stand outside the evidence (an
    antecedent)."""

    value: str
    quote: Quote | None
    entity: str = ""


class Claim(Struct, frozen=True):
    """One claim of one document. `evidence` is the clause that says it; subject and value have sub-spans of their own.

    `property` is a name of docs/reference/properties.md; `voice` the chain of voices, innermost last, joined by " > ";
    `when` and `place` bound it ("" where the text gives none); `extractor` names what read it. A claim whose value
    cannot be re-derived from its quote has the mode "inferred" and is never the sole side of a contradiction.
    """

    id: str
    source: str
    document: str
    subject: Slot
    property: str
    value: Slot
    evidence: Quote
    when: str = ""
    place: str = ""
    polarity: bool = True
    mode: Mode = "asserted"
    voice: str = "author"
    extractor: str = "patterns"
    rests_on: tuple[str, ...] = ()
