"""A page built from a text and what was read in it: words are looked up in the text, so that every quote is real."""

from collections.abc import Callable, Iterable

import pytest

from testimonia.contract import Page
from testimonia.model.citation import Citation, CitationPart
from testimonia.model.document import Byline, Dated, Document, Fixture
from testimonia.model.finding import Finding
from testimonia.model.layer import Annotation, Layer
from testimonia.model.source import Capture, OffsetMap, Source
from testimonia.model.span import Quote, quote_at

Build = Callable[..., "Bench"]


class Bench:
    """Adds what a page says, then runs a rule over it."""

    def __init__(self, text: str, path: str) -> None:
        self.text, self.path = text, path
        self.dates: list[Dated] = []
        self.citations: list[Citation] = []
        self.fixtures: list[Fixture] = []
        self.bylines: list[Byline] = []
        self.rows: list[Annotation] = []
        self.marks: list[Annotation] = []

    def quote(self, words: str) -> Quote:
        begin = self.text.index(words)
        return quote_at(self.text, begin, begin + len(words))

    def dated(self, role: str, where: str, words: str, edtf: str) -> "Bench":
        quote = None if where == "path" else self.quote(words)
        self.dates.append(Dated(role, edtf, where, quote))  # type: ignore[arg-type]
        return self

    def cited(
        self, words: str, *parts: tuple[str, str, str], role: str = "source", kind: str = "periodical"
    ) -> "Bench":
        made = tuple(CitationPart(name, value, self.quote(said)) for name, value, said in parts)  # type: ignore[arg-type]
        self.citations.append(Citation(kind, role, self.quote(words), made))  # type: ignore[arg-type]
        return self

    def furnished(self, kind: str, words: str) -> "Bench":
        begin = self.text.rindex(words)
        self.fixtures.append(Fixture(kind, words, quote_at(self.text, begin, begin + len(words))))
        return self

    def by(self, form: str) -> "Bench":
        self.bylines.append(Byline(form, "person", "byline", self.quote(form)))
        return self

    def row(self, kind: str, words: str, **values: str) -> "Bench":
        quote = self.quote(words)
        self.rows.append(Annotation(quote.begin, quote.end, kind, values))
        return self

    def mark(self, words: str, mark: str) -> "Bench":
        quote = self.quote(words)
        self.marks.append(Annotation(quote.begin, quote.end, "unbalanced", {"mark": mark, "why": "no partner"}))
        return self

    def run(self, rule: Callable[[Page, Document], Iterable[Finding]]) -> list[Finding]:
        """The rule's findings, after a check that every quote stands where it says."""
        findings = list(rule(self._page(), self._document()))
        for finding in findings:
            for e in finding.evidence:
                assert self.text[e.quote.begin : e.quote.end] == e.quote.exact
        return findings

    def _page(self) -> Page:
        capture = Capture(self.path, "0" * 64, len(self.text), "text/plain")
        offsets = OffsetMap.identity("utf-8", len(self.text))
        markup = Layer.of("markup", ())
        source = Source("s", capture, self.text, "0" * 32, "plain", "utf-8", {}, offsets, markup)
        return Page(source, {"dates": Layer.of("dates", self.rows), "marks": Layer.of("marks", self.marks)})

    def _document(self) -> Document:
        return Document(
            id="d",
            source=self.path,
            begin=0,
            end=len(self.text),
            title="The Ferry",
            title_quote=None,
            kind="text",
            language="en",
            bylines=tuple(self.bylines),
            dates=tuple(self.dates),
            citations=tuple(self.citations),
            fixtures=tuple(self.fixtures),
            words=len(self.text.split()),
        )


@pytest.fixture
def page() -> Build:
    return lambda text, path="ferry.txt": Bench(text, path)
