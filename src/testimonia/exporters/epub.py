"""EPUB 3.3: a document, the texts of an author, or an issue, as a book for readers without a network.

Our own writer, on the standard library's zip: the libraries for it are copyleft or write the time of day into the file.
The same texts give the same bytes: entries bear the date 1980-01-01, the package's identifier is made from its address
or from its content, and `dcterms:modified` is the latest date that the pages themselves give.
"""

import io
import re
import uuid
import zipfile
from collections.abc import Iterator, Sequence
from html import escape

from msgspec import Struct

from testimonia.exporters.outline import Outline
from testimonia.exporters.plain_citation import plain_citation
from testimonia.exporters.record import Record
from testimonia.exporters.xhtml import xhtml_body
from testimonia.model.canon import digest_of
from testimonia.model.dossier import ArchiveCard
from testimonia.text.printable import printable

_EPOCH = (1980, 1, 1, 0, 0, 0)
_NO_DATE = "2000-01-01"
_DAY = re.compile(r"\d{4}-\d\d-\d\d$")
_TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$")
_CONTAINER = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/>'
    "</rootfiles></container>\n"
)
_STYLE = """\
body { line-height: 1.45; }
h1, h2, h3, h4, h5, h6 { line-height: 1.2; text-align: left; }
p { margin: 0 0 0.6em; }
.byline, .dateline, .signature, .caption { font-style: italic; }
.signature { text-align: right; }
.divider { text-align: center; }
aside, footer, .source { font-size: 0.85em; }
td { padding: 0 0.6em 0.2em 0; vertical-align: top; }
"""


class Chapter(Struct, frozen=True):
    """A document of a book: its record, its text, and the day on which its page says that it was last changed."""

    record: Record
    laid: Outline
    changed: str = ""


class Book(Struct, frozen=True):
    """What an EPUB is made of; `address` is that of the page of the site that it stands for, or empty."""

    title: str
    authors: tuple[str, ...]
    language: str
    card: ArchiveCard
    chapters: tuple[Chapter, ...]
    address: str = ""


def epub(book: Book) -> bytes:
    """The book as one file. A book without a chapter is a ValueError."""
    if not book.chapters:
        raise ValueError("a book needs a chapter")
    bodies = [_chapter(book, chapter) for chapter in book.chapters]
    identifier = book.address or f"urn:uuid:{_uuid(book, bodies)}"
    files = [
        ("META-INF/container.xml", _CONTAINER),
        ("EPUB/package.opf", _package(book, identifier)),
        ("EPUB/nav.xhtml", _nav(book)),
        ("EPUB/style.css", _STYLE),
        *((f"EPUB/{_name(number)}", body) for number, body in enumerate(bodies, 1)),
    ]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        _add(archive, "mimetype", b"application/epub+zip", zipfile.ZIP_STORED)
        for name, text in files:
            _add(archive, name, text.encode(), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _add(archive: zipfile.ZipFile, name: str, body: bytes, method: int) -> None:
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.compress_type = method
    entry.external_attr = 0o644 << 16
    entry.create_system = 3
    archive.writestr(entry, body, compresslevel=6 if method == zipfile.ZIP_DEFLATED else None)


def _uuid(book: Book, bodies: Sequence[str]) -> uuid.UUID:
    """An identifier of the content, in the form of a version 8 UUID (RFC 9562: the maker's own)."""
    digest = bytes.fromhex(digest_of(book.title.encode(), *(body.encode() for body in bodies))[:32])
    number = int.from_bytes(digest)
    number = number & ~(0xF << 76) | 8 << 76
    return uuid.UUID(int=number & ~(0b11 << 62) | 0b10 << 62)


def _name(number: int) -> str:
    return f"c{number:04}.xhtml"


def _text(words: str) -> str:
    return escape(printable(words), quote=False)


def _package(book: Book, identifier: str) -> str:
    changed = max((c.changed for c in book.chapters if _DAY.match(c.changed)), default=_NO_DATE)
    numbers = range(1, len(book.chapters) + 1)
    items = "".join(f'<item id="c{n:04}" href="{_name(n)}" media-type="application/xhtml+xml"/>\n' for n in numbers)
    spine = "".join(f'<itemref idref="c{n:04}"/>' for n in numbers)
    creators = "".join(f"<dc:creator>{_text(name)}</dc:creator>" for name in book.authors)
    rights = f"<dc:rights>{_text(book.card.licence)}</dc:rights>" if book.card.licence else ""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">\n'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">\n'
        f'<dc:identifier id="id">{_text(identifier)}</dc:identifier><dc:title>{_text(book.title)}</dc:title>'
        f"<dc:language>{_language(book.language)}</dc:language>{creators}"
        f"<dc:publisher>{_text(book.card.title)}</dc:publisher>{rights}"
        f'<meta property="dcterms:modified">{changed}T00:00:00Z</meta>\n'
        "</metadata>\n<manifest>\n"
        '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>\n'
        '<item id="style" href="style.css" media-type="text/css"/>\n'
        f"{items}</manifest>\n<spine>{spine}</spine>\n</package>\n"
    )


def _language(tag: str) -> str:
    return tag if _TAG.match(tag) else "und"


def _nav(book: Book) -> str:
    lines = "".join(
        f'<li><a href="{_name(number)}">{_text(_line(chapter.record))}</a></li>\n'
        for number, chapter in enumerate(book.chapters, 1)
    )
    body = f'<nav epub:type="toc"><h1>{_text(book.title)}</h1>\n<ol>\n{lines}</ol></nav>'
    return _page(book.title, book.language, body)


def _line(record: Record) -> str:
    names = ", ".join(name.literal for name in record.authors)
    return f"{record.title} ({names})" if names else record.title


def _chapter(book: Book, chapter: Chapter) -> str:
    source = f'<p class="source">{_text(plain_citation(chapter.record).strip())}</p>'
    text = xhtml_body(chapter.laid)
    title = chapter.record.title
    head = "" if "<h1>" in text else f"<h1>{_text(title)}</h1>\n"
    return _page(title, chapter.record.language or book.language, f"{head}{text}\n{source}")


def _page(title: str, language: str, body: str) -> str:
    tag = _language(language)
    attributes = f' lang="{tag}" xml:lang="{tag}"'
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n'
        f'<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"{attributes}>\n'
        f'<head><title>{_text(title)}</title><link rel="stylesheet" type="text/css" href="style.css"/></head>\n'
        f'<body dir="auto">\n{body}\n</body>\n</html>\n'
    )


def names_of(chapters: Sequence[Chapter]) -> Iterator[str]:
    """The names of all authors, each once, in the order of the chapters."""
    yield from dict.fromkeys(name.literal for chapter in chapters for name in chapter.record.authors)
