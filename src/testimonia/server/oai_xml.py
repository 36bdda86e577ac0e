"""The XML of OAI-PMH 2.0: the envelope, the errors, and unqualified Dublin Core."""

from collections.abc import Iterator, Mapping
from html import escape

from msgspec import Struct

from testimonia.exporters.record import Record
from testimonia.model.dossier import ArchiveCard
from testimonia.text.printable import printable


class Format(Struct, frozen=True):
    """A metadata format: where its schema is and its namespace."""

    schema: str
    namespace: str


FORMATS = {
    "oai_dc": Format("http://www.openarchives.org/OAI/2.0/oai_dc.xsd", "http://www.openarchives.org/OAI/2.0/oai_dc/"),
    "tei": Format("https://www.tei-c.org/release/xml/tei/custom/schema/xsd/tei_all.xsd", "http://www.tei-c.org/ns/1.0"),
}
_XSI = "http://www.w3.org/2001/XMLSchema-instance"


def element(name: str, words: str) -> str:
    """An element with words.

    >>> element("dc:title", "Bread & Roses")
    '<dc:title>Bread &amp; Roses</dc:title>'
    """
    return f"<{name}>{escape(printable(words), quote=False)}</{name}>"


class Answer(Struct, frozen=True):
    """The envelope of one answer: when, from where, and the arguments that it answers."""

    now: str
    base: str
    arguments: Mapping[str, str]

    def with_content(self, verb: str, inner: str) -> bytes:
        return self._around(f"<{verb}>{inner}</{verb}>")

    def with_error(self, code: str, message: str) -> bytes:
        return self._around(f'<error code="{code}">{escape(printable(message), quote=False)}</error>')

    def _around(self, inner: str) -> bytes:
        attributes = "".join(f' {name}="{escape(printable(value))}"' for name, value in self.arguments.items())
        return (
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            f'<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/" xmlns:xsi="{_XSI}" xsi:schemaLocation='
            '"http://www.openarchives.org/OAI/2.0/ http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd">\n'
            f"<responseDate>{self.now}</responseDate>\n<request{attributes}>{escape(self.base)}</request>\n"
            f"{inner}\n</OAI-PMH>\n"
        ).encode()


def dublin_core(record: Record, card: ArchiveCard, page: str) -> str:
    """A record as oai_dc."""
    form = FORMATS["oai_dc"]
    inner = "".join(element(f"dc:{name}", words) for name, words in _core(record, card, page) if words)
    return (
        f'<oai_dc:dc xmlns:oai_dc="{form.namespace}" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xsi="{_XSI}"'
        f' xsi:schemaLocation="{form.namespace} {form.schema}">{inner}</oai_dc:dc>'
    )


def _core(record: Record, card: ArchiveCard, page: str) -> Iterator[tuple[str, str]]:
    yield "title", record.title
    for name in record.authors:
        yield "creator", name.inverted
    yield "date", record.printed or record.written
    yield "type", "Text"
    yield "format", "text/html"
    yield "identifier", page
    yield "source", _source(record)
    yield "publisher", record.publisher
    yield "language", record.language
    yield "rights", card.licence


def _source(record: Record) -> str:
    """Where the text was printed, in words."""
    if not record.container or record.container == record.title:
        return ""
    parts = [
        record.container,
        f"vol. {record.volume}" if record.volume else "",
        f"no. {record.number}" if record.number else "",
        record.printed,
        f"p. {record.pages}" if record.pages else "",
    ]
    return ", ".join(part for part in parts if part)
