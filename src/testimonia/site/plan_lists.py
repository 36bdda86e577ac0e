"""The home page and the lists: documents, authors, search, about, data."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from testimonia.model.dossier import Dossier
from testimonia.model.entity import Author
from testimonia.model.finding import Finding
from testimonia.site.edtf import sort_key
from testimonia.site.paths import href
from testimonia.site.plan_dates import year_bars
from testimonia.site.shelf import Shelf, by_date, citable
from testimonia.site.views import (
    AboutView,
    AuthorLine,
    AuthorsView,
    AuthorView,
    DataView,
    DocumentListView,
    Entry,
    HomeView,
    Link,
    NamedIn,
    PageJob,
    SearchView,
)

# A line of the list weighs about 300 bytes; above 300 kB the list is split by first letter.
LONGEST_LIST = 1000
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
        counts=_counts(dossier),
        downloads=shelf.extras.downloads,
    )


def _counts(dossier: Dossier) -> tuple[Link, ...]:
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
    return tuple(Link(label, path, str(count)) for label, path, count in counts)


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
        key=lambda e: (_sorting(e.title), sort_key(e.edtf), e.path),
    )
    if len(entries) <= LONGEST_LIST:
        view = DocumentListView(shelf.card, "", (), len(entries), tuple(entries))
        yield PageJob("documents/index.html", "documents", view)
        return
    by_letter: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_letter[_letter(entry.title)].append(entry)
    links = tuple(
        Link(letter or "other", f"titles/{letter or 'other'}.html", str(len(found)))
        for letter, found in sorted(by_letter.items())
    )
    yield PageJob("documents/index.html", "documents", DocumentListView(shelf.card, "", links, len(entries), ()))
    for link, (_, found) in zip(links, sorted(by_letter.items()), strict=True):
        view = DocumentListView(shelf.card, link.label, links, len(entries), tuple(found))
        yield PageJob(link.path, "documents", view)


def _sorting(title: str) -> str:
    """The title as it is sorted: without marks before it, and without an article."""
    plain = title.lstrip(" \"'“‘«„(*[…").casefold()
    for article in ("the ", "a ", "an "):
        if plain.startswith(article) and len(plain) > len(article):
            return plain.removeprefix(article)
    return plain


def _letter(title: str) -> str:
    first = _sorting(title)[:1]
    return first if first.isascii() and first.isalpha() else ""


def _plan_authors(shelf: Shelf) -> Iterator[PageJob]:
    lines = tuple(_author_line(shelf, author) for author in shelf.dossier.authors)
    yield PageJob("authors/index.html", "authors", AuthorsView(shelf.card, lines))
    for author in shelf.dossier.authors:
        view = AuthorView(
            card=shelf.card,
            author=author,
            namings=tuple(
                NamedIn(n.form, n.kind, shelf.link(n.document), n.quote.exact if n.quote else "")
                for n in author.namings
            ),
            entries=by_date(citable(shelf, (id for id in author.documents if id in shelf.documents))),
        )
        yield PageJob(shelf.paths.authors[author.id], "author", view)


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
    found = Counter(str(finding.severity) for finding in shelf.dossier.findings)
    return AboutView(
        card=shelf.dossier.card,
        coverage=shelf.dossier.coverage,
        documents=len(shelf.dossier.documents),
        problems=shelf.dossier.problems,
        findings=tuple((severity, found[severity]) for severity in _WEIGHT if found[severity]),
    )
