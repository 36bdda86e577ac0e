"""A small archive of invented papers, built of values: two documents of one issue, a rival's date, a disagreement."""

from collections.abc import Callable, Iterator

import pytest
from msgspec import Struct

from testimonia.contract import Page
from testimonia.model.citation import Citation, CitationPart
from testimonia.model.document import Byline, Dated, Document
from testimonia.model.dossier import ArchiveCard, Coverage, Dossier
from testimonia.model.entity import Author, Naming
from testimonia.model.finding import Evidence, Finding, Subject, Trace
from testimonia.model.issue import Attestation, Issue, Run
from testimonia.model.layer import Annotation, Layer, Value
from testimonia.model.problem import Problem
from testimonia.model.source import Capture, OffsetMap, Source
from testimonia.model.span import Quote, quote_at
from testimonia.site.plan import plan_site
from testimonia.site.render import assets, render
from testimonia.site.views import Extras, PageJob

Block = tuple[str, str]  # a kind, "/" before it for furniture, and the words

GALE: tuple[Block, ...] = (
    ("/site", "Saltmarsh Reading Room"),
    ("title", "The Night of the Gale"),
    ("byline", "Hester Quill"),
    ("/source-line", "Source: Saltmarsh Courier, Vol. 3 No. 7, 16 February 1906, p. 2"),
    ("paragraph", "The gale came in on 15 February 1906 & took the pier with it. <b>Nobody</b> slept."),
    ("heading", "What was lost"),
    ("quotation", "“Never again,” said the harbour master.[1]"),
    ("paragraph", "Seven boats were never found."),
    ("note", "[1] In a letter to the Courier."),
)
LETTER: tuple[Block, ...] = (
    ("title", "A Letter on the Gale"),
    ("byline", "Thomas Orme"),
    ("/source-line", "Source: Saltmarsh Courier, Vol. 3 No. 7, 17 February 1906, p. 5"),
    ("paragraph", "Sir, I saw the pier go down on the fourteenth."),
)


class Site(Struct, frozen=True):
    """The files of a site, by path, with the jobs that they came from."""

    files: dict[str, bytes]
    jobs: dict[str, PageJob]

    def html(self, path: str) -> str:
        return self.files[path].decode()

    def pages(self) -> Iterator[tuple[str, str]]:
        return ((path, body.decode()) for path, body in self.files.items() if path.endswith(".html"))


class Sample(Struct, frozen=True):
    """A dossier with the pages that its documents lie on."""

    dossier: Dossier
    pages: dict[str, Page]
    paragraphs: dict[str, tuple[str, ...]]

    def jobs(self, extras: Extras | None = None) -> list[PageJob]:
        return list(plan_site(self.dossier, self.paragraphs, extras))

    def site(self, extras: Extras | None = None) -> Site:
        jobs = {job.path: job for job in self.jobs(extras)}
        files = dict(assets(self.dossier.card.interface))
        for job in jobs.values():
            files.update(render(job, self.pages.get(job.source)))
        return Site(files, jobs)


def page_of(path: str, blocks: tuple[Block, ...], *, marks: tuple[Annotation, ...] = ()) -> Page:
    """A page whose text is the blocks, one a line, with the layers that say so."""
    text = "\n".join(words for _, words in blocks)
    rows: dict[str, list[Annotation]] = {"structure": [], "furniture": []}
    at = 0
    for kind, words in blocks:
        row = Annotation(at, at + len(words), kind.lstrip("/"))
        rows["furniture" if kind.startswith("/") else "structure"].append(row)
        at += len(words) + 1
    capture = Capture(path, "ab" * 32, len(text), "text/html")
    source = Source(
        id=path.replace("/", "-").removesuffix(".html"),
        capture=capture,
        text=text,
        digest="cd" * 16,
        reader="html",
        charset_rule="declared",
        head={},
        offsets=OffsetMap.identity("utf-8", len(text)),
        markup=Layer.of("markup", marks),
    )
    return Page(source, {name: Layer.of(name, found) for name, found in rows.items()})


def find(page: Page, words: str) -> Quote:
    begin = page.text.index(words)
    return quote_at(page.text, begin, begin + len(words))


def mark(page: Page, kind: str, words: str, **values: Value) -> Annotation:
    quote = find(page, words)
    return Annotation(quote.begin, quote.end, kind, values)


def document_of(page: Page, *, title: str, by: str, printed: str) -> Document:
    source_line = page.layer("furniture").of_kind("source-line")
    citations: tuple[Citation, ...] = ()
    if source_line:
        line = source_line[-1]
        quote = quote_at(page.text, line.begin, line.end)
        pages = quote.exact.rpartition("p. ")[2]
        parts = (
            CitationPart("title", "Saltmarsh Courier", quote),
            CitationPart("volume", "3", quote),
            CitationPart("number", "7", quote),
            CitationPart("pages", pages, quote),
        )
        citations = (Citation("periodical", "source", quote, parts),)
    return Document(
        id=page.source.id,
        source=page.source.path,
        begin=0,
        end=len(page.text),
        title=title,
        title_quote=None,
        kind="article",
        language="en",
        bylines=(Byline(by, "person", "byline", None),),
        dates=(
            Dated("printed", printed, "source-line", None),
            Dated("updated", "2011-03-05", "foot", None),
        ),
        citations=citations,
        fixtures=(),
        words=len(page.text.split()),
    )


def sample_of(pages: dict[str, tuple[Page, Document]], *, card: ArchiveCard | None = None) -> Sample:
    """A dossier over these documents: one run of one issue, one author each, and a disagreement on the issue's date."""
    documents = tuple(document for _, document in sorted(pages.values(), key=lambda pair: pair[1].id))
    issue = Issue(
        id="saltmarsh-courier-v3-n7",
        periodical="saltmarsh-courier",
        series="",
        volume="3",
        number="7",
        whole="",
        edtf="1906-02-16",
        attestations=tuple(Attestation(d.id, d.source, c, True) for d in documents for c in d.source_citations()),
    )
    wanted = Issue(
        id="saltmarsh-courier-v3-n9",
        periodical="saltmarsh-courier",
        series="",
        volume="3",
        number="9",
        whole="",
        edtf="1906-03",
        attestations=tuple(Attestation(d.id, d.source, c, False) for d in documents[:1] for c in d.source_citations()),
    )
    run = Run(
        "saltmarsh-courier",
        "Saltmarsh Courier",
        ("Saltmarsh Courier", "The Courier"),
        ("Saltmarsh",),
        "weekly",
        (issue, wanted),
        ("No. 8 of volume 3 is attested by no document.",),
    )
    authors = tuple(
        Author(
            d.bylines[0].form.lower().replace(" ", "-"),
            d.bylines[0].form,
            "person",
            (Naming(d.bylines[0].form, "byline", d.id, d.source, None),),
            (d.id,),
            (),
        )
        for d in documents
    )
    cited = [d for d in documents if d.citations]
    finding = Finding(
        code="D105",
        name="one issue with two dates",
        severity="error",
        verdict="contradiction",
        subject=Subject("issue", issue.id, "Saltmarsh Courier, Vol. 3 No. 7"),
        property="date",
        statement="One issue of the Saltmarsh Courier bears two dates.",
        evidence=tuple(
            Evidence(d.source, d.id, d.citations[0].quote, 4, d.dates[0].edtf, "source-line", "before ", " after")
            for d in cited
        ),
        trace=Trace("the dates of one number of one volume must agree", {"dates": "2"}),
        alternatives=("An evening edition: neither line names one.",),
    )
    return Sample(
        Dossier(
            card=card or ArchiveCard("The Saltmarsh Papers", "Papers of an invented town."),
            documents=documents,
            runs=(run,),
            authors=authors,
            findings=(finding,) if len(cited) > 1 else (),
            problems=(Problem("old/torn.html", "H001", "warning", "The page ends in a tag."),),
            coverage=Coverage(3, 2, 1, 0, 64, (("en", 2),), (("source-line", 2),), (("html", 2),)),
        ),
        {page.source.path: page for page, _ in pages.values()},
        {d.id: tuple(f"p{n}" for n in range(1, 9)) for d in documents},
    )


@pytest.fixture
def sample() -> Sample:
    gale = page_of("gale.html", GALE)
    ref = find(gale, "[1]")
    note = gale.text.rindex("[1]")
    layers = dict(gale.layers)
    layers["voices"] = Layer.of("voices", [mark(gale, "quoted", "“Never again,”", who="the harbour master")])
    layers["dates"] = Layer.of("dates", [mark(gale, "day", "15 February 1906", edtf="1906-02-15")])
    markup = Layer.of(
        "markup",
        [
            mark(gale, "em", "slept"),
            Annotation(ref.begin, ref.end, "a", {"href": "#n1", "name": "f1"}),
            Annotation(note, note + 3, "a", {"href": "#f1", "name": "n1"}),
        ],
    )
    source = gale.source
    gale = Page(
        Source(
            source.id,
            source.capture,
            source.text,
            source.digest,
            source.reader,
            source.charset_rule,
            source.head,
            source.offsets,
            markup,
        ),
        layers,
    )
    letter = page_of("letters/orme.html", LETTER)
    return sample_of(
        {
            "gale": (
                gale,
                document_of(gale, title="The Night of the Gale", by="Hester Quill", printed="1906-02-16"),
            ),
            "letter": (
                letter,
                document_of(letter, title="A Letter on the Gale", by="Thomas Orme", printed="1906-02-17"),
            ),
        }
    )


@pytest.fixture
def page_builder() -> Callable[[str, tuple[Block, ...]], Page]:
    return page_of


@pytest.fixture
def site(sample: Sample) -> Site:
    return sample.site()
