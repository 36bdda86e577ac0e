"""W3C Web Annotations (JSON-LD) of a document: the dates that were read, and the words that findings quote.

Each target is the document's plain text, which the site publishes as `documents/{name}.txt`, with a
TextPositionSelector (code points from the beginning of that file) and a TextQuoteSelector (the words and 32 characters
on each side), so that an annotation is found again when the text moves. Addresses are the site's; where the archive has
none, they are relative to the root of the site.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from testimonia.model.document import Document
from testimonia.model.finding import Finding
from testimonia.model.span import anchor_at
from testimonia.text.nesting import Stretch
from testimonia.text.printable import printable

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
GENERATOR = {"id": "urn:x-testimonia:program", "type": "Software", "name": "Testimonia"}


class Assessed(Struct, frozen=True):
    """Words [begin, end) of the source that a finding quotes: `id` is unique among them, `words` say what was found."""

    id: str
    begin: int
    end: int
    words: str
    value: str


class Annotated(Struct, frozen=True):
    """A document to annotate: its source's text, the dates read in it, the words that findings quote, and the address
    of its page on the site, without ".html"."""

    document: Document
    text: str
    dates: Sequence[Stretch]
    assessed: Sequence[Assessed]
    page: str


def assessed_by(finding: Finding, document: str) -> Iterator[Assessed]:
    """What a finding quotes of a document."""
    for index, evidence in enumerate(finding.evidence):
        if evidence.document == document:
            words = f"{finding.code} {finding.name}: {finding.statement}"
            quote = evidence.quote
            yield Assessed(f"{finding.id}-{index}", quote.begin, quote.end, words, evidence.value)


def annotation_page(id_: str, items: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """An AnnotationPage with its items, under one context."""
    return {"@context": CONTEXT, "id": id_, "type": "AnnotationPage", "items": list(items)}


def annotations(annotated: Annotated) -> Iterator[dict[str, Any]]:
    """The annotations of a document in the order of its text, without a context of their own."""
    made = [*_dates(annotated), *_findings(annotated)]
    yield from (item for _, item in sorted(made, key=lambda pair: (pair[0], pair[1]["id"])))


def _dates(annotated: Annotated) -> Iterator[tuple[int, dict[str, Any]]]:
    for date in annotated.dates:
        if date.kind != "date" or not annotated.text[date.begin : date.end].strip():
            continue
        body = {"type": "TextualBody", "purpose": "classifying", "format": "text/plain", "value": date.value}
        note = f"calendar: {date.more or 'unknown'}"
        described = {"type": "TextualBody", "purpose": "describing", "format": "text/plain", "value": note}
        place = f"date-{date.begin - annotated.document.begin}"
        yield date.begin, _annotation(annotated, place, "classifying", [body, described], (date.begin, date.end))


def _findings(annotated: Annotated) -> Iterator[tuple[int, dict[str, Any]]]:
    begin, end = annotated.document.begin, annotated.document.end
    for found in annotated.assessed:
        if not begin <= found.begin < found.end <= end:
            continue
        body = {"type": "TextualBody", "purpose": "assessing", "format": "text/plain", "language": "en"}
        value = {"type": "TextualBody", "purpose": "describing", "format": "text/plain", "value": found.value}
        bodies = [body | {"value": found.words}, *([value] if found.value else [])]
        yield found.begin, _annotation(annotated, found.id, "assessing", bodies, (found.begin, found.end))


def _annotation(
    annotated: Annotated, place: str, motivation: str, bodies: list[dict[str, str]], span: tuple[int, int]
) -> dict[str, Any]:
    offset = annotated.document.begin
    text = annotated.text[offset : annotated.document.end]
    anchor = anchor_at(text, span[0] - offset, span[1] - offset)
    position = {"type": "TextPositionSelector", "start": anchor.quote.begin, "end": anchor.quote.end}
    quoted = {
        "type": "TextQuoteSelector",
        "exact": printable(anchor.quote.exact),
        "prefix": printable(anchor.prefix),
        "suffix": printable(anchor.suffix),
    }
    return {
        "id": f"{annotated.page}.annotations.json#{place}",
        "type": "Annotation",
        "motivation": motivation,
        "generator": GENERATOR,
        "body": bodies,
        "target": {
            "source": f"{annotated.page}.txt",
            "scope": f"{annotated.page}.html",
            "selector": [position, quoted],
        },
    }
