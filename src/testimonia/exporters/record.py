"""The bibliographic record of a document: what the citation formats have in common."""

from collections.abc import Iterable

from msgspec import Struct

from testimonia.exporters.names import PersonName, part_name
from testimonia.model.citation import Citation
from testimonia.model.document import DateRole, Document
from testimonia.model.dossier import ArchiveCard, Dossier
from testimonia.model.entity import Author
from testimonia.model.issue import Issue, Run

_PRINTED: tuple[DateRole, ...] = ("printed", "first-printed", "header", "reprinted")
_ROLES = ("source", "first-published", "reprinted")
_MAGAZINES = frozenset(("monthly", "bimonthly", "quarterly"))
_WRITTEN: tuple[DateRole, ...] = ("written", "delivered")


class Printing(Struct, frozen=True):
    """The issue in which a document was printed, the run that it belongs to, and the document's own words for it."""

    run: Run
    issue: Issue
    citation: Citation


class Record(Struct, frozen=True):
    """What a reference says; `kind` is that of the citation, or "magazine".

    Dates are EDTF; every text may be empty but `id` and `title`."""

    id: str
    kind: str
    title: str
    authors: tuple[PersonName, ...]
    container: str
    place: str
    publisher: str
    volume: str
    number: str
    pages: str
    printed: str
    written: str
    language: str
    address: str
    archive: str
    paragraph: str


def record_of(
    document: Document,
    printing: Printing | None,
    card: ArchiveCard,
    *,
    authors: Iterable[Author] = (),
    paragraph: str = "",
) -> Record:
    """The record of a document, of one of its paragraphs where `paragraph` is given.

    All values of the printing come from one citation (a page may name a paper of 1937 and the book of 1977 that
    reprints it); the issue fills in what that citation leaves out.
    """
    citation = printing.citation if printing else next(iter(document.source_citations()), None)
    said = citation.value if citation else lambda _name: ""
    issue = printing.issue if printing else None
    return Record(
        id=document.id,
        kind=_kind(document, printing),
        title=_one_line(document.title) or document.id,
        authors=_names(document, authors),
        container=_one_line(printing.run.label if printing else said("title")),
        place=said("place") or (printing.run.places[0] if printing and printing.run.places else ""),
        publisher=_one_line(said("publisher")),
        volume=said("volume") or (issue.volume if issue else ""),
        number=said("number") or (issue.number if issue else ""),
        pages=said("pages"),
        printed=said("date") or (issue.edtf if issue else "") or _first_date(document, _PRINTED),
        written=_first_date(document, _WRITTEN),
        language=document.language,
        address=_address(card, document.id, paragraph),
        archive=card.title,
        paragraph=paragraph,
    )


def printings_of(dossier: Dossier) -> dict[str, Printing]:
    """The issue in which each document was printed, by document id: the one that its text was taken from, else the
    first printing, else a reprint; of several, the first that the page names."""
    printings: dict[str, tuple[tuple[int, int], Printing]] = {}
    for run in dossier.runs:
        for issue in run.issues:
            for attestation in issue.attestations:
                citation = attestation.citation
                if attestation.held and citation.role in _ROLES:
                    rank = (_ROLES.index(citation.role), citation.quote.begin)
                    known = printings.get(attestation.document)
                    if known is None or rank < known[0]:
                        printings[attestation.document] = (rank, Printing(run, issue, citation))
    return {document: printing for document, (_, printing) in printings.items()}


def records_of(dossier: Dossier) -> Iterable[Record]:
    """The records of all documents, in the order of the dossier."""
    printings = printings_of(dossier)
    for document in dossier.documents:
        yield record_of(document, printings.get(document.id), dossier.card, authors=dossier.authors)


def _names(document: Document, authors: Iterable[Author]) -> tuple[PersonName, ...]:
    labels = {
        naming.form: author.label
        for author in authors
        if document.id in author.documents
        for naming in author.namings
        if naming.document == document.id
    }
    names = (part_name(labels.get(b.form, b.form), b.kind) for b in document.bylines)
    return tuple(dict.fromkeys(names))


def _kind(document: Document, printing: Printing | None) -> str:
    """ "magazine", "periodical", "book", "pamphlet", "collection", or the document's own kind."""
    if printing:
        return "magazine" if printing.run.periodicity in _MAGAZINES else "periodical"
    citation = next(iter(document.source_citations()), None)
    return citation.kind if citation else document.kind


def _first_date(document: Document, roles: tuple[DateRole, ...]) -> str:
    for role in roles:
        for dated in document.dated(role):
            return dated.edtf
    return ""


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _address(card: ArchiveCard, document: str, paragraph: str) -> str:
    if not card.address:
        return ""
    anchor = f"#{paragraph}" if paragraph else ""
    return f"{card.address.rstrip('/')}/documents/{document}.html{anchor}"
