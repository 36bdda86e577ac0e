"""What a document's page tells reference managers and search engines about it.

Highwire Press tags (Google Scholar, Zotero), Dublin Core, PRISM 3.0, Zotero's own `z:itemType` (without which it
takes anything with Highwire tags for a journal article), and schema.org as JSON-LD.
"""

from collections.abc import Iterator
from typing import Any

from testimonia.exporters.names import PersonName
from testimonia.exporters.record import Record
from testimonia.model.canon import canonical
from testimonia.site.documentviews import DocumentView
from testimonia.site.inline import showable
from testimonia.text.datepoints import points_of

_SCHEMA_TYPES = {
    "newspaperArticle": "NewsArticle",
    "magazineArticle": "Article",
    "letter": "Message",
    "book": "Book",
    "bookSection": "Chapter",
}
_JSON_ESCAPES = ((b"<", b"\\u003c"), (b">", b"\\u003e"), (b"&", b"\\u0026"))


def metas_of(view: DocumentView) -> list[tuple[str, str]]:
    """(name, content) of the `meta` elements, in order; nothing empty."""
    pairs = [*_highwire(view), *_dublin_core(view), *_prism(view.record), ("z:itemType", view.item_type)]
    return [(name, showable(content)) for name, content in pairs if content]


def structured_data(view: DocumentView) -> str:
    """JSON-LD for a script element: no "<" in it."""
    record = view.record
    item: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": _SCHEMA_TYPES.get(view.item_type, "CreativeWork"),
        "name": record.title,
        "headline": record.title[:110],
        "author": [{"@type": "Person", "name": name.literal} for name in record.authors],
        "datePublished": _iso(record.printed),
        "dateCreated": _iso(record.written),
        "inLanguage": record.language,
        "isPartOf": _part_of(record),
        "pagination": record.pages,
        "url": record.address,
        "license": view.card.licence,
        "archivedAt": record.address,
    }
    body = canonical({key: value for key, value in item.items() if value})
    for plain, escaped in _JSON_ESCAPES:
        body = body.replace(plain, escaped)
    return body.decode()


def _part_of(record: Record) -> dict[str, Any]:
    if not record.container or record.container == record.title:
        return {}
    periodical: dict[str, Any] = {"@type": "Periodical", "name": record.container}
    if not record.number:
        return periodical
    issue = {
        "@type": "PublicationIssue",
        "issueNumber": record.number,
        "datePublished": _iso(record.printed),
        "isPartOf": _volume_of(record, periodical),
    }
    return {key: value for key, value in issue.items() if value}


def _volume_of(record: Record, periodical: dict[str, Any]) -> dict[str, Any]:
    """The volume between an issue and its periodical; the periodical itself where none is stated."""
    if not record.volume:
        return periodical
    return {"@type": "PublicationVolume", "volumeNumber": record.volume, "isPartOf": periodical}


def _highwire(view: DocumentView) -> Iterator[tuple[str, str]]:
    record = view.record
    first, _, last = record.pages.replace("–", "-").partition("-")
    yield "citation_title", record.title
    for name in record.authors:
        yield "citation_author", _highwire_name(name)
    yield "citation_publication_date", _iso(record.printed).replace("-", "/")
    yield "citation_journal_title", record.container if record.container != record.title else ""
    yield "citation_volume", record.volume
    yield "citation_issue", record.number
    yield "citation_firstpage", first.strip()
    yield "citation_lastpage", last.strip()
    yield "citation_publisher", record.publisher
    yield "citation_language", record.language
    yield "citation_public_url", record.address


def _highwire_name(name: PersonName) -> str:
    """A name with the family first. Zotero takes a comma between two parts that both hold a blank for the end of one
    author and the beginning of another ("van der Velde, Hanna Maria"): the blanks of such a family name are hard.

    >>> _highwire_name(PersonName("", "Velde", "Hanna Maria", "van der"))
    'van\\xa0der\\xa0Velde, Hanna Maria'
    """
    family, comma, rest = name.inverted.partition(", ")
    return family.replace(" ", "\xa0") + comma + rest if name.family else name.inverted


def _dublin_core(view: DocumentView) -> Iterator[tuple[str, str]]:
    record = view.record
    yield "DC.title", record.title
    for name in record.authors:
        yield "DC.creator", name.literal
    yield "DC.date", record.printed or record.written
    yield "DCTERMS.created", record.written
    yield "DC.publisher", record.publisher
    yield "DC.language", record.language
    yield "DC.identifier", record.address or record.id
    yield "DC.isPartOf", record.container if record.container != record.title else ""
    yield "DC.rights", view.card.licence
    yield "DC.type", "Text"


def _prism(record: Record) -> Iterator[tuple[str, str]]:
    if not record.container or record.container == record.title:
        return
    yield "prism.publicationName", record.container
    yield "prism.volume", record.volume
    yield "prism.number", record.number
    first, _, last = record.pages.replace("–", "-").partition("-")
    yield "prism.pageRange", record.pages
    yield "prism.startingPage", first.strip()
    yield "prism.endingPage", last.strip()
    yield "prism.publicationDate", _iso(record.printed)


def _iso(edtf: str) -> str:
    """The date as far as ISO 8601 can say it; of an interval its beginning."""
    points = points_of(edtf)
    if not points:
        return ""
    year, month, day = points[0].year, points[0].month, points[0].day
    if not 1 <= month <= 12:
        return f"{year:04}"
    return f"{year:04}-{month:02}" + (f"-{day:02}" if day else "")
