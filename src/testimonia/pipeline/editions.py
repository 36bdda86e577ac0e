"""Editions: a document with all that TEI, EPUB, Markdown and annotations are written from, one at a time."""

from collections import defaultdict
from collections.abc import Collection, Iterator

from msgspec import Struct

from testimonia.archive.identity import load_identity
from testimonia.archive.memo import Memo
from testimonia.contract import Page
from testimonia.exporters.annotations import Annotated, Assessed, assessed_by
from testimonia.exporters.epub import Chapter
from testimonia.exporters.outline import Outline, outline
from testimonia.exporters.record import Record, printings_of, record_of
from testimonia.exporters.tei import Credentials, tei
from testimonia.model.document import Document
from testimonia.model.dossier import ArchiveCard
from testimonia.model.entity import Author
from testimonia.pipeline import Archive, Examined
from testimonia.pipeline.mapping import open_page
from testimonia.pipeline.publishing import frozen_paragraphs

LAYERS = ("structure", "furniture", "dates")


class Edition(Struct, frozen=True):
    """A document, its record, its text in blocks, and the words that findings quote."""

    document: Document
    record: Record
    card: ArchiveCard
    page: Page
    laid: Outline
    assessed: tuple[Assessed, ...] = ()

    def tei(self) -> bytes:
        """The edition as TEI P5."""
        return tei(self.laid, Credentials(self.record, self.document, self.card, self.page.source.capture))

    def chapter(self) -> Chapter:
        """The edition as a chapter of a book."""
        changed = [dated.edtf for dated in self.document.dated("updated", "transcribed")]
        return Chapter(self.record, self.laid, max(changed, default=""))

    def annotated(self, address: str) -> Annotated:
        """The edition as what annotations are made of; `address` is that of its page, without ".html"."""
        return Annotated(self.document, self.page.text, self.laid.stretches, self.assessed, address)


def editions(archive: Archive, examined: Examined, wanted: Collection[str] | None = None) -> Iterator[Edition]:
    """The editions of the wanted documents (all of them by default), in the order of the dossier. Paragraphs bear the
    ids that are frozen, or those that the next build would freeze."""
    dossier = examined.dossier
    printings, authors = printings_of(dossier), _by_document(dossier.authors)
    assessed: dict[str, list[Assessed]] = defaultdict(list)
    for finding in dossier.findings:
        for id_ in dict.fromkeys(evidence.document for evidence in finding.evidence):
            assessed[id_] += assessed_by(finding, id_)
    memo = Memo(archive.layout.memo, read_only=True)
    try:
        identity = load_identity(archive.layout.identity)
        ids = frozen_paragraphs(memo, examined.plan, examined.rows, dossier, identity)
        for document in dossier.documents:
            if wanted is None or document.id in wanted:
                page = open_page(memo, examined.plan, examined.rows[document.source], LAYERS)
                record = record_of(
                    document, printings.get(document.id), dossier.card, authors=authors.get(document.id, ())
                )
                laid = outline(page, document, ids.get(document.id, ()))
                yield Edition(document, record, dossier.card, page, laid, tuple(assessed[document.id]))
    finally:
        memo.close()


def _by_document(authors: Collection[Author]) -> dict[str, list[Author]]:
    by_document: dict[str, list[Author]] = defaultdict(list)
    for author in authors:
        for id_ in author.documents:
            by_document[id_].append(author)
    return dict(by_document)
