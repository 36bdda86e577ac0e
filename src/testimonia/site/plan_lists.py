"""The home page and the lists: documents, authors, search, about, data."""

from collections import Counter, defaultdict
from collections.abc import Iterator

import testimonia
from testimonia import registry
from testimonia.model.dossier import Dossier
from testimonia.model.entity import Author
from testimonia.model.finding import Finding
from testimonia.site.archiveviews import AboutView, DataView, HomeView, SearchView, StatementView
from testimonia.site.authorviews import AuthorLine, AuthorsView, AuthorView, NamedIn
from testimonia.site.cast import FOLDERS, person_key
from testimonia.site.documentviews import DocumentListView
from testimonia.site.edtf import sort_key
from testimonia.site.lines import Entry, Link
from testimonia.site.pager import alphabetical, lettered, numbered, one_page, sorting_key
from testimonia.site.paths import href
from testimonia.site.plan_dates import year_bars
from testimonia.site.shelf import Shelf, by_date, citable
from testimonia.site.views import PageJob

# A line of a list weighs about 300 bytes: no page over 300 kB.
LONGEST_LIST = 900
NAMINGS_SHOWN = 150
# A problem weighs about 500 bytes.
PROBLEMS_SHOWN = 400
_NEWEST = 8
_EYES = 8
_RUNS = 12
_WEIGHT = {"error": 0, "warning": 1, "note": 2}


def plan_lists(shelf: Shelf) -> Iterator[PageJob]:
    yield PageJob("index.html", "home", _home(shelf))
    yield from _plan_document_list(shelf)
    yield from _plan_authors(shelf)
    yield PageJob("search.html", "search", SearchView(shelf.card))
    yield PageJob("about.html", "about", _about(shelf))
    report = shelf.extras.report or shelf.card.contact
    yield PageJob("accessibility.html", "accessibility", StatementView(shelf.card, report))
    yield PageJob("data/index.html", "data", DataView(shelf.card, shelf.extras.downloads, shelf.extras.tables))


def _home(shelf: Shelf) -> HomeView:
    dossier = shelf.dossier
    runs = sorted(dossier.runs, key=lambda run: (-len(run.issues), run.label))
    return HomeView(
        card=dossier.card,
        coverage=dossier.coverage,
        documents=len(dossier.documents),
        years=year_bars(shelf),
        runs=tuple(Link(run.label, href(shelf.paths.runs[run.id]), str(len(run.issues))) for run in runs[:_RUNS]),
        newest=_newest(shelf),
        eyes=shelf.lines(_worth_the_eyes(dossier)),
        counts=_counts(shelf),
        downloads=shelf.extras.downloads,
    )


def _counts(shelf: Shelf) -> tuple[Link, ...]:
    dossier = shelf.dossier
    wants = sum(1 for run in dossier.runs for i in run.issues if not any(a.held for a in i.attestations))
    noted = sum(1 for finding in dossier.findings if finding.severity == "note")
    counts = [
        ("documents", "documents/index.html", len(dossier.documents)),
        ("periodicals", "periodicals/index.html", len(dossier.runs)),
        ("authors", "authors/index.html", len(dossier.authors)),
        ("disagreements", "disagreements/index.html", len(dossier.findings) - noted),
        ("notes", "disagreements/index.html", noted),
        ("wants", "wants.html", wants),
    ]
    there = [count for count in (*counts, *_named(shelf)) if count[2] or count[0] in ("documents", "disagreements")]
    return tuple(Link(label, path, str(count)) for label, path, count in there)


def _named(shelf: Shelf) -> list[tuple[str, str, int]]:
    """What the texts name, by the folder of its pages."""
    named = Counter(FOLDERS[entity.kind] for entity in shelf.cast.entities.values())
    return [
        (folder, f"{folder}/index.html", named[folder]) for folder in dict.fromkeys(FOLDERS.values()) if named[folder]
    ]


def _worth_the_eyes(dossier: Dossier) -> list[Finding]:
    """The gravest findings, of different rules before several of one."""
    by_code: dict[str, list[Finding]] = defaultdict(list)
    for finding in dossier.findings:
        if finding.severity != "note":
            by_code[finding.code].append(finding)
    ranked = [
        (_WEIGHT[finding.severity], turn, code, finding.id, finding)
        for code, found in by_code.items()
        for turn, finding in enumerate(found[:_EYES])
    ]
    return [item[-1] for item in sorted(ranked, key=lambda item: item[:-1])[:_EYES]]


def _newest(shelf: Shelf) -> tuple[Entry, ...]:
    """What was put on the web last, as the pages themselves say; the latest printed where none says."""
    dated = [
        (date.edtf, document.id)
        for document in shelf.dossier.documents
        for date in (document.dated("updated") or document.dated("transcribed"))[-1:]
    ]
    dated.sort(reverse=True)
    return tuple(shelf.entry(id, "updated", edtf) for edtf, id in dated[:_NEWEST])


def _plan_document_list(shelf: Shelf) -> Iterator[PageJob]:
    entries = sorted(
        citable(shelf, (d.id for d in shelf.dossier.documents)),
        key=lambda e: (*alphabetical(sorting_key(e.title)), sort_key(e.edtf), e.path),
    )
    for leaf in lettered([sorting_key(entry.title) for entry in entries], "documents", LONGEST_LIST):
        yield PageJob(leaf.path, "documents", DocumentListView(shelf.card, leaf.nav, one_page(entries, leaf)))


def _plan_authors(shelf: Shelf) -> Iterator[PageJob]:
    authors = sorted(shelf.dossier.authors, key=lambda author: (*alphabetical(person_key(author.label)), author.id))
    for leaf in lettered([person_key(author.label) for author in authors], "authors", LONGEST_LIST):
        lines = tuple(_author_line(shelf, author) for author in one_page(authors, leaf))
        yield PageJob(leaf.path, "authors", AuthorsView(shelf.card, leaf.nav, lines))
    for author in authors:
        yield from _plan_author(shelf, author)


def _plan_author(shelf: Shelf, author: Author) -> Iterator[PageJob]:
    entries = by_date(citable(shelf, (id for id in author.documents if id in shelf.documents)))
    entity = shelf.paths.entities.get(shelf.cast.as_author.get(author.id, ""), "")
    for leaf in numbered(len(entries), shelf.paths.authors[author.id], LONGEST_LIST):
        view = AuthorView(
            card=shelf.card,
            label=author.label,
            grounds=author.grounds,
            nav=leaf.nav,
            namings=tuple(
                NamedIn(n.form, n.kind, shelf.link(n.document), n.quote.exact if n.quote else "")
                for n in author.namings[:NAMINGS_SHOWN]
            ),
            namings_total=len(author.namings),
            entries=one_page(entries, leaf),
            entity=Link(author.label, href(entity)) if entity else None,
        )
        yield PageJob(leaf.path, "author", view)


def _author_line(shelf: Shelf, author: Author) -> AuthorLine:
    dates = sorted(
        edtf
        for id in author.documents
        if id in shelf.records
        for edtf in (shelf.records[id].printed or shelf.records[id].written,)
        if edtf
    )
    forms = Counter(naming.form for naming in author.namings)
    return AuthorLine(
        link=Link(author.label, href(shelf.paths.authors[author.id])),
        kind=author.kind,
        forms=tuple(form for form, _ in forms.most_common() if form != author.label),
        documents=len(author.documents),
        first=dates[0] if dates else "",
        last=dates[-1] if dates else "",
    )


def _about(shelf: Shelf) -> AboutView:
    kinds = Counter(str(entity.kind) for entity in shelf.cast.entities.values())
    found = Counter(str(finding.severity) for finding in shelf.dossier.findings)
    return AboutView(
        card=shelf.dossier.card,
        coverage=shelf.dossier.coverage,
        documents=len(shelf.dossier.documents),
        problems=shelf.dossier.problems[:PROBLEMS_SHOWN],
        problems_total=len(shelf.dossier.problems),
        findings=tuple((severity, found[severity]) for severity in _WEIGHT if found[severity]),
        version=f"Testimonia {testimonia.__version__}",
        rules=len(registry.rules()),
        named=tuple((kind, count) for kind in FOLDERS if (count := kinds[kind])),
        claims=len(shelf.dossier.claims),
        withheld=shelf.withheld,
    )
