"""The pages of the documents."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from testimonia.model.document import Document
from testimonia.site.cast import FOLDERS
from testimonia.site.documentviews import DocumentView, Neighbours, Touch
from testimonia.site.edtf import sort_key
from testimonia.site.lines import Link
from testimonia.site.paths import href, original_path
from testimonia.site.plan_reuse import MOST_IN_MARGIN, shared_of
from testimonia.site.shelf import Shelf, first_page
from testimonia.site.slips import is_mail
from testimonia.site.views import PageJob

# Of one kind, on a document's page.
NAMED_SHOWN = 24


def plan_documents(shelf: Shelf, paragraphs: Mapping[str, tuple[str, ...]]) -> Iterator[PageJob]:
    shared = shared_of(shelf)
    by_issue, by_author, by_day = _in_issues(shelf), _in_authors(shelf), _in_time(shelf)
    copied = {origin for origin, _ in shelf.extras.originals}
    for document in shelf.dossier.documents:
        record = shelf.records[document.id]
        neighbours = [
            _neighbours(shelf, "issue", by_issue.get(document.id)),
            *(_neighbours(shelf, "author", places) for places in by_author.get(document.id, [])),
            _neighbours(shelf, "date", by_day.get(document.id)),
        ]
        view = DocumentView(
            card=shelf.card,
            document=document,
            record=record,
            item_type=shelf.item_type(document.id),
            origin=document.source,
            paragraphs=paragraphs.get(document.id, ()),
            authors=tuple(Link(a.label, href(shelf.paths.authors[a.id])) for a in shelf.authors.get(document.id, [])),
            printed_in=_printed_in(shelf, document),
            touches=_touches(shelf, document),
            neighbours=tuple(n for n in neighbours if n is not None),
            alternates=shelf.extras.alternates,
            report=shelf.extras.report or (shelf.card.contact if is_mail(shelf.card.contact) else ""),
            original=href(original_path(document.source)) if document.source in copied else "",
            named=_named(shelf, document),
            shared=tuple(shared.get(document.id, ())[:MOST_IN_MARGIN]),
            shared_more=max(0, len(shared.get(document.id, ())) - MOST_IN_MARGIN),
        )
        yield PageJob(shelf.paths.documents[document.id], "document", view, document.source)


def _named(shelf: Shelf, document: Document) -> tuple[tuple[str, tuple[Link, ...]], ...]:
    """Whom and what the document names, by kind: those that have a page, the most often named first."""
    cast = shelf.cast
    by_kind: dict[str, list[str]] = defaultdict(list)
    for id in cast.named_in.get(document.id, ()):
        if id in cast.paged:
            by_kind[cast.entities[id].kind].append(id)
    named = []
    for kind in (kind for kind in FOLDERS if kind in by_kind):
        ids = sorted(by_kind[kind], key=lambda id: (-cast.documents[id][document.id], id))[:NAMED_SHOWN]
        links = (Link(cast.entities[id].label, href(shelf.paths.entities[id])) for id in ids)
        named.append((kind, tuple(links)))
    return tuple(named)


def anchor_of(finding: str, index: int) -> str:
    """The id on a document's page of the words that a finding quotes as its evidence number `index`."""
    return f"{finding}-{index}"


def _touches(shelf: Shelf, document: Document) -> tuple[Touch, ...]:
    return tuple(
        Touch(
            anchor=anchor_of(finding.id, index),
            path=href(shelf.paths.findings[finding.id]),
            code=finding.code,
            severity=finding.severity,
            statement=finding.statement,
            begin=finding.evidence[index].quote.begin,
            end=finding.evidence[index].quote.end,
        )
        for finding, index in shelf.touching.get(document.id, [])
    )


def _printed_in(shelf: Shelf, document: Document) -> tuple[Link, ...]:
    printing = shelf.printings.get(document.id)
    if printing is None:
        return ()
    run, issue = printing.run, printing.issue
    return (
        Link(run.label, href(shelf.paths.runs[run.id])),
        shelf.issue_link(run.id, issue),
    )


def _neighbours(shelf: Shelf, way: str, place: tuple[str, Sequence[str], int] | None) -> Neighbours | None:
    if place is None:
        return None
    name, ids, index = place
    before = shelf.link(ids[index - 1]) if index else None
    after = shelf.link(ids[index + 1]) if index + 1 < len(ids) else None
    return Neighbours(way, name, before, after) if before or after else None


def _in_issues(shelf: Shelf) -> dict[str, tuple[str, Sequence[str], int]]:
    places: dict[str, tuple[str, Sequence[str], int]] = {}
    for run in shelf.dossier.runs:
        for issue in run.issues:
            held = {a.document for a in issue.attestations if a.held} & shelf.documents.keys()
            ids = sorted(held, key=lambda id: (first_page(shelf.records[id]), id))
            for index, id in enumerate(ids):
                places.setdefault(id, (run.label, ids, index))
    return places


def _in_authors(shelf: Shelf) -> dict[str, list[tuple[str, Sequence[str], int]]]:
    places: dict[str, list[tuple[str, Sequence[str], int]]] = {}
    for author in shelf.dossier.authors:
        ids = [id for id in author.documents if id in shelf.documents]
        for index, id in enumerate(ids):
            places.setdefault(id, []).append((author.label, ids, index))
    return places


def _in_time(shelf: Shelf) -> dict[str, tuple[str, Sequence[str], int]]:
    dated = [id for id, record in shelf.records.items() if record.printed or record.written]
    dated.sort(
        key=lambda id: (sort_key(shelf.records[id].printed or shelf.records[id].written), id),
    )
    return {id: ("", dated, index) for index, id in enumerate(dated)}
