"""The shelf: the dossier's documents, issues, authors and findings, each found by what leads to it."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from msgspec import Struct, field
from msgspec.structs import replace

from testimonia.exporters.coins import coins
from testimonia.exporters.record import Printing, Record, printings_of, record_of
from testimonia.model.document import DateRole, Document
from testimonia.model.dossier import ArchiveCard, Dossier
from testimonia.model.entity import Author
from testimonia.model.finding import Finding
from testimonia.model.issue import Issue
from testimonia.site.cast import FOLDERS, Cast, cast_of, shared_names
from testimonia.site.edtf import day_of, sort_key, year_of
from testimonia.site.itemtypes import item_type
from testimonia.site.lines import Entry, FindingLine, Link
from testimonia.site.paths import Paths, entity_paths, href, name_paths, paths_of, rule_path
from testimonia.site.views import Extras
from testimonia.text.phrasebook import Phrasebook, phrasebook

# The roles whose dates are of the text's own history; "transcribed" and "updated" are of the web page.
HISTORIC: tuple[DateRole, ...] = (
    "written",
    "delivered",
    "printed",
    "first-printed",
    "header",
    "reprinted",
    "translated",
)
# A reference weighs about 400 bytes, a line of a list 300: together some 300 kB at the most.
MOST_WITH_REFERENCES = 400
_FIRST_NUMBER = re.compile(r"\d+")


class Shelf(Struct, frozen=True):
    """`card` is the archive's, without its description, so that a reworded description does not touch every page."""

    dossier: Dossier
    card: ArchiveCard
    paths: Paths
    extras: Extras
    documents: dict[str, Document]
    records: dict[str, Record]
    printings: dict[str, Printing]
    authors: dict[str, list[Author]]
    touching: dict[str, list[tuple[Finding, int]]]
    about: dict[tuple[str, str], list[Finding]]
    cast: Cast
    withheld: int = 0
    references: dict[str, str] = field(default_factory=dict)

    @property
    def book(self) -> Phrasebook:
        """The phrases in the site's language."""
        return phrasebook(self.card.interface)

    def item_type(self, id: str) -> str:
        """Zotero's type of a document."""
        printing = self.printings.get(id)
        return item_type(self.records[id], printing.run if printing else None)

    def coins(self, id: str) -> str:
        """The document's reference for those who take many from a list; "" where the archive holds none of that id."""
        if id not in self.references:  # a document stands on many lists
            self.references[id] = coins(self.records[id], self.item_type(id)) if id in self.records else ""
        return self.references[id]

    def entry(self, id: str, role: str = "", edtf: str = "") -> Entry:
        """A document as a line of a list, under its own date or the one given."""
        record = self.records[id]
        return Entry(
            path=href(self.paths.documents[id]),
            title=record.title,
            by=", ".join(name.literal for name in record.authors),
            edtf=edtf or record.printed or record.written,
            where=container_of(record),
            role=role,
        )

    def link(self, id: str) -> Link:
        """A link to a document; without an address where the archive holds none of that id."""
        if id not in self.documents:
            return Link(id, "")
        return Link(self.records[id].title, href(self.paths.documents[id]))

    def issue_link(self, run: str, issue: Issue) -> Link:
        return Link(issue_label(issue, self.book), href(self.paths.issues[run, issue.id]))

    def line(self, finding: Finding) -> FindingLine:
        return FindingLine(
            path=href(self.paths.findings[finding.id]),
            code=finding.code,
            name=finding.name,
            severity=finding.severity,
            verdict=finding.verdict,
            subject=finding.subject.label,
            statement=finding.statement,
        )

    def lines(self, findings: Iterable[Finding]) -> tuple[FindingLine, ...]:
        return tuple(self.line(finding) for finding in findings)


def shelve(dossier: Dossier, extras: Extras, withheld: int = 0) -> Shelf:
    """Index the dossier once; every page is planned from this."""
    authors: dict[str, list[Author]] = defaultdict(list)
    for author in dossier.authors:
        for id in author.documents:
            authors[id].append(author)
    touching: dict[str, list[tuple[Finding, int]]] = defaultdict(list)
    about: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    for finding in dossier.findings:
        about[finding.subject.kind, finding.subject.id].append(finding)
        for index, evidence in enumerate(finding.evidence):
            touching[evidence.document].append((finding, index))
    printings = printings_of(dossier)
    dates = [date for document in dossier.documents for date in historic_dates(document)]
    cast = cast_of(dossier)
    paths = replace(
        paths_of(
            dossier,
            sorted({year_of(edtf) for _, edtf in dates} - {""}),
            sorted({day_of(edtf) for _, edtf in dates} - {""}),
        ),
        entities=entity_paths((FOLDERS[e.kind], e.id) for e in dossier.entities if e.id in cast.paged),
        names=name_paths(shared_names(cast)),
    )
    records = {
        d.id: replace(
            record_of(d, printings.get(d.id), dossier.card, authors=authors.get(d.id, ())),
            address=address_of(dossier.card, paths.documents[d.id]),
        )
        for d in dossier.documents
    }
    return Shelf(
        dossier=dossier,
        card=replace(dossier.card, description=""),
        paths=paths,
        extras=extras,
        documents={d.id: d for d in dossier.documents},
        records=records,
        printings=printings,
        authors=dict(authors),
        touching=dict(touching),
        about=dict(about),
        cast=cast,
        withheld=withheld,
    )


def historic_dates(document: Document) -> Iterator[tuple[str, str]]:
    """(role, EDTF) of the dates of the text's own history, each once."""
    seen: set[tuple[str, str]] = set()
    for dated in document.dated(*HISTORIC):
        pair = (dated.role, dated.edtf)
        if dated.edtf and pair not in seen:
            seen.add(pair)
            yield pair


def citable(shelf: Shelf, ids: Iterable[str]) -> tuple[Entry, ...]:
    """Documents as lines of a list, each with its reference for reference managers, where the list is short enough to
    bear the weight."""
    entries = [(id, shelf.entry(id)) for id in ids]
    if len(entries) > MOST_WITH_REFERENCES:
        return tuple(entry for _, entry in entries)
    return tuple(replace(entry, coins=shelf.coins(id)) for id, entry in entries)


def by_date(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    return tuple(sorted(entries, key=lambda e: (sort_key(e.edtf), e.title, e.path)))


def address_of(card: ArchiveCard, path: str) -> str:
    """The page's address on the web; "" where the archive has none."""
    return f"{card.address.rstrip('/')}/{href(path)}" if card.address else ""


def container_of(record: Record) -> str:
    """Where the document was printed, for a line of a list."""
    if not record.container or record.container == record.title:
        return ""
    number = ".".join(part for part in (record.volume, record.number) if part)
    return f"{record.container} {number}".strip()


def issue_label(issue: Issue, book: Phrasebook | None = None) -> str:
    """How an issue is called: its volume and number; its date where it has neither.

    >>> issue_label(Issue("i", "p", "", "10", "7", "", "1946-02-16", ()))
    'Vol. 10 No. 7'
    """
    book = book or phrasebook("en")
    parts = [
        book.say("Vol. {volume}", volume=issue.volume) if issue.volume else "",
        book.say("No. {number}", number=issue.number) if issue.number else "",
        book.say("(whole no. {whole})", whole=issue.whole) if issue.whole else "",
    ]
    label = " ".join(part for part in parts if part)
    return f"{issue.series} {label}".strip() or issue.edtf or issue.id


def first_page(record: Record) -> int:
    """The page on which a document begins; what gives none comes last."""
    match = _FIRST_NUMBER.search(record.pages)
    return int(match[0]) if match else 1_000_000


def rule_link(code: str, name: str) -> Link:
    return Link(f"{code} {name}", href(rule_path(code)))
