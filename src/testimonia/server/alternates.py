"""A document in other formats, made when asked: /documents/{name}.tei.xml, .md, .epub, .annotations.json, .json; and an
author's texts as a book, /authors/{name}.epub. What the site already has as a file is that file."""

import json
import sqlite3
from collections.abc import Callable

from starlette.responses import PlainTextResponse, Response

from testimonia.exporters.annotations import annotation_page, annotations
from testimonia.exporters.epub import Book, epub, names_of
from testimonia.exporters.markdown import markdown
from testimonia.model.canon import canonical
from testimonia.pipeline.desk import Stale
from testimonia.pipeline.editions import Edition
from testimonia.server.api import Api
from testimonia.server.editing import Editions
from testimonia.server.reading import Reading, TooSlow
from testimonia.site.paths import href, slug

MEDIA_TYPES = {
    ".tei.xml": "application/tei+xml",
    ".md": "text/markdown",
    ".epub": "application/epub+zip",
    ".annotations.json": 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"',
    ".json": "application/json",
}
# The suffixes in the order in which they are looked for; files of the site end so too, and are served as they are.
_OURS = (".tei.xml", ".md", ".epub", ".annotations.json", ".json")
MOST_TEXTS = 200
_GONE = "The archive's memo is not beside this site, so that this format cannot be made here.\n"


def suffix_of(name: str) -> str:
    """Which of our suffixes a file's name ends in; "" for none.

    >>> suffix_of("gale.tei.xml"), suffix_of("gale.csl.json")
    ('.tei.xml', '')
    """
    return "" if name.endswith(".csl.json") else next((s for s in _OURS if name.endswith(s)), "")


class Alternates:
    """The endpoints over one database and, where it is there, the memo beside it."""

    def __init__(self, reading: Reading, editions: Editions, api: Api) -> None:
        self.reading = reading
        self.editions = editions
        self.api = api

    def document(self, name: str, site: str) -> Response | None:
        """A document's alternate, by the file name of its page with another suffix; None where it is none of ours.
        `site` is the address of this server, for an archive that has none of its own."""
        suffix = suffix_of(name)
        if not suffix:
            return None
        with self.reading.open() as db:
            id_ = _id_of(db, "documents", name.removesuffix(suffix))
        if id_ is None:
            return None
        if suffix == ".json":
            return self.api.document_by_id(id_)
        write = {".tei.xml": _tei, ".md": _markdown, ".epub": _epub, ".annotations.json": _annotations}[suffix]
        return self._made(id_, lambda edition: write(edition, site), suffix)

    def author(self, name: str) -> Response | None:
        """An author's texts as a book."""
        if not name.endswith(".epub"):
            return None
        with self.reading.open() as db:
            id_ = _id_of(db, "authors", name.removesuffix(".epub"))
            if id_ is None:
                return None
            row = db.execute("SELECT label, documents FROM authors WHERE id = ?", (id_,)).fetchone()
            ids = json.loads(row["documents"])
            if len(ids) > MOST_TEXTS:
                said = f"{len(ids)} texts are too many to bind here; `testimonia export epub --author {id_}` does.\n"
                return PlainTextResponse(said, 413)
            try:
                found = [edition for id_ in ids if (edition := self._edition(db, id_))]
            except Stale as error:
                return _busy(error)
        if not found:
            return PlainTextResponse(_GONE, 404)
        return _answer(_bound(row["label"], found), ".epub")

    def _made(self, id_: str, write: Callable[[Edition], bytes], suffix: str) -> Response:
        try:
            with self.reading.open() as db:
                edition = self._edition(db, id_)
        except (Stale, TooSlow) as error:
            return _busy(error)
        return PlainTextResponse(_GONE, 404) if edition is None else _answer(write(edition), suffix)

    def _edition(self, db: sqlite3.Connection, id_: str) -> Edition | None:
        return self.editions.edition(db, id_) if self.editions.are_there else None


def _busy(error: Exception) -> Response:
    return PlainTextResponse(f"{error}\n", 503, headers={"Retry-After": "60"})


def _answer(body: bytes, suffix: str) -> Response:
    return Response(body, media_type=MEDIA_TYPES[suffix])


def _id_of(db: sqlite3.Connection, table: str, name: str) -> str | None:
    """The id whose page has this file name: most ids are their own."""
    row = db.execute(f"SELECT id FROM {table} WHERE id = ?", (name,)).fetchone()
    return row["id"] if row and slug(row["id"]) == name else None


def _tei(edition: Edition, _site: str) -> bytes:
    return edition.tei()


def _markdown(edition: Edition, _site: str) -> bytes:
    return markdown(edition.laid, edition.record).encode()


def _epub(edition: Edition, _site: str) -> bytes:
    return _bound(edition.record.title, [edition])


def _annotations(edition: Edition, site: str) -> bytes:
    root = f"{edition.card.address.rstrip('/')}/" if edition.card.address else site
    page = f"{root}{href(f'documents/{slug(edition.document.id)}')}"
    items = annotations(edition.annotated(page))
    return canonical(annotation_page(f"{page}.annotations.json", items)) + b"\n"


def _bound(title: str, found: list[Edition]) -> bytes:
    chapters = tuple(edition.chapter() for edition in found)
    language = found[0].record.language or found[0].card.language
    return epub(Book(title, tuple(names_of(chapters)), language, found[0].card, chapters))
