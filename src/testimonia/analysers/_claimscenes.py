"""The scene of each document: its hero, its cast, and who says "I", from the layers that a page has."""

import re
from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from testimonia.contract import Page
from testimonia.model.document import Document
from testimonia.model.entity import Appearance
from testimonia.model.layer import Annotation
from testimonia.text.biography import find_hero
from testimonia.text.cast import Cast, Member, Scene
from testimonia.text.dateranges import DateMatch
from testimonia.text.daterelative import resolved

Span = tuple[int, int]


def casts_of(page: Page) -> Mapping[str, list[Member]]:
    """The members of each document, by its id, from the page's cast."""
    casts: dict[str, list[Member]] = {}
    appearances: Sequence[Appearance] = page.layers["cast"]
    for appearance in appearances:
        quotes = [(n.form, n.quote.begin, n.quote.end) for n in appearance.namings if n.quote is not None]
        if not quotes:
            continue
        full = next(((b, e) for form, b, e in quotes if form == appearance.label), quotes[0][1:])
        casts.setdefault(appearance.namings[0].document, []).extend(
            Member(begin, end, appearance.kind, appearance.label, appearance.sex, full, form)
            for form, begin, end in quotes
        )
    return casts


def scene_of(page: Page, document: Document, members: Sequence[Member], quoted: Sequence[Span]) -> Scene:
    """What reading the document's claims needs to know."""
    hero = find_hero(page.text, document.begin, document.end, document.title)
    if hero is not None:
        hero = replace(hero, things=frozenset(m.begin for m in members if m.kind != "person"))
    cast = Cast.of(members)
    inside = tuple(span for span in quoted if document.begin <= span[0] < document.end)
    return Scene(hero, cast, _author(document, cast), inside, _counted(page, document))


FARTHEST_ANCHOR_CHARS = 120
_SENTENCE_ENDS = re.compile(r"[.!?][”\"’)]?\s|[;:]\s|\n\n")
_ANCHORS = ("day", "month", "year")


def _counted(page: Page, document: Document) -> tuple[tuple[int, int, str, str], ...]:
    """The relative dates of the document that its own date resolves, or the date told right before in their clause."""
    found: list[tuple[int, int, str, str]] = []
    before: Annotation | None = None
    for row in page.layer("dates").within(document.begin, document.end):
        if row.kind == "relative" and row.get("edtf"):
            found.append((row.begin, row.end, row.get("edtf"), "document-date"))
        elif row.kind == "relative" and row.get("anchor") == "narrative":
            edtf = _from_told(page.text, before, row) if before else ""
            if edtf:
                found.append((row.begin, row.end, edtf, "narrated"))
        before = row if row.kind != "relative" else None  # what counts from a counted date would add its doubt
    return tuple(found)


def _from_told(text: str, anchor: Annotation, row: Annotation) -> str:
    """The date of "and two years later" after the date from which it counts; "" where that is not sure."""
    between = text[anchor.end : row.begin]
    is_near = len(between) <= FARTHEST_ANCHOR_CHARS and not _SENTENCE_ENDS.search(between)
    plain = anchor.kind in _ANCHORS and anchor.get("role") == "narrated" and not anchor.get("suggestion")
    offset = row.number("offset")
    if not (is_near and plain and offset and not re.search(r"[?~%X/]", anchor.get("edtf"))):
        return ""
    match = DateMatch(row.begin, row.end, "relative", offset=offset, unit=row.get("unit"))
    return resolved(match, anchor.get("edtf"))[0]


def _author(document: Document, cast: Cast) -> Member | None:
    """The person of the only byline."""
    people = [byline for byline in document.bylines if byline.kind == "person"]
    if len(people) != 1 or len(document.bylines) != 1 or people[0].quote is None:
        return None
    quote = people[0].quote
    known = cast.covering(quote.begin, quote.end, "person")
    return known or Member(quote.begin, quote.end, "person", people[0].form, "", (quote.begin, quote.end))
