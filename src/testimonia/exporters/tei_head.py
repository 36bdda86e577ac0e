"""The header of a TEI document: its record, the printing that it was taken from, the file, dates, language.

Everything here is said by the page or by testimonia.toml; what neither says is left out, but for the elements that TEI
requires, which then say that it is not known.
"""

from collections.abc import Iterator
from html import escape

from testimonia.exporters.record import Record
from testimonia.exporters.tei_dates import CALENDARS, tei_date
from testimonia.model.document import Document
from testimonia.model.dossier import ArchiveCard
from testimonia.model.source import Capture
from testimonia.text.printable import printable

_WEB = ("https://", "http://")


def element(name: str, words: str, **attributes: str) -> str:
    """An element with words; "" where there are none. Attributes that are empty are left out; "_" stands for ":" or
    "-" in none of them.

    >>> element("note", "Bread & Roses", n="1", type="")
    '<note n="1">Bread &amp; Roses</note>'
    """
    return f"<{name}{attributes_of(attributes)}>{words_of(words)}</{name}>" if words else ""


def attributes_of(attributes: dict[str, str]) -> str:
    return "".join(f' {name}="{escape(printable(value))}"' for name, value in attributes.items() if value)


def words_of(text: str) -> str:
    return escape(printable(text), quote=False)


def header(record: Record, document: Document, card: ArchiveCard, capture: Capture) -> str:
    """The whole teiHeader."""
    parts = [
        "<fileDesc>",
        f"<titleStmt>{element('title', record.title)}{_authors(record)}</titleStmt>",
        f"<publicationStmt>{_publication(record, card)}</publicationStmt>",
        f"<sourceDesc>{_printing(record)}{_file(document, capture)}</sourceDesc>",
        "</fileDesc>",
        f"<encodingDesc><p>{_ENCODING}</p></encodingDesc>",
        f"<profileDesc>{_profile(record, document)}</profileDesc>",
    ]
    return "\n".join(["<teiHeader>", *parts, "</teiHeader>"])


_ENCODING = (
    "Made by a program from the transcribed file, whose letters are all kept. Paragraphs bear the ids under which the "
    "archive cites them. fw elements hold the page's furniture, in its place; a p with rend “loose” holds words that "
    "no analysis claimed; dates are as the program read them."
)


def _authors(record: Record) -> str:
    return "".join(element("author", name.literal) for name in record.authors)


def _publication(record: Record, card: ArchiveCard) -> str:
    idno = element("idno", record.address or record.id, type="URI" if record.address else "testimonia")
    target = card.licence if card.licence.startswith(_WEB) and " " not in card.licence else ""
    licence = element("licence", card.licence, target=target) or "<p>No licence is stated.</p>"
    return f"{element('publisher', card.title)}{idno}<availability>{licence}</availability>"


def _printing(record: Record) -> str:
    """The printing as a biblStruct, where the page names one."""
    container = record.container if record.container != record.title else ""
    level = "j" if record.kind in ("periodical", "magazine") or record.number else "m"
    if not container and not (record.publisher or record.place or record.printed):
        return ""
    imprint = "".join(_imprint(record)) or "<date/>"
    title = element("title", container or record.title, level=level)
    if not container:
        return f"<biblStruct><monogr>{_authors(record)}{title}<imprint>{imprint}</imprint></monogr></biblStruct>"
    analytic = f"<analytic>{element('title', record.title, level='a')}{_authors(record)}</analytic>"
    return f"<biblStruct>{analytic}<monogr>{title}<imprint>{imprint}</imprint></monogr></biblStruct>"


def _imprint(record: Record) -> Iterator[str]:
    yield element("pubPlace", record.place)
    yield element("publisher", record.publisher)
    if record.printed:
        yield f"<date{attributes_of(tei_date(record.printed))}>{words_of(record.printed)}</date>"
    yield element("biblScope", record.volume, unit="volume")
    yield element("biblScope", record.number, unit="issue")
    yield element("biblScope", record.pages, unit="page")


def _file(document: Document, capture: Capture) -> str:
    """The file that was read, with its digest, so that a copy can be told from another."""
    digest = element("idno", capture.digest, type="SHA-256")
    said = "".join(element("note", fixture.value, type="credit") for fixture in document.fixture("transcription"))
    return f'<bibl type="transcription">{element("title", document.source)}{digest}{said}</bibl>'


def _profile(record: Record, document: Document) -> str:
    written = ""
    if record.written:
        written = f"<date{attributes_of(tei_date(record.written))}>{words_of(record.written)}</date>"
    language = document.language or "und"
    calendars = "".join(f'<calendar xml:id="{id_}"><p>{words}</p></calendar>' for id_, words in CALENDARS.items())
    return (
        f"<creation>{written}</creation>"
        f'<langUsage><language ident="{escape(language)}">{escape(language)}</language></langUsage>'
        f"<calendarDesc>{calendars}</calendarDesc>"
    )
