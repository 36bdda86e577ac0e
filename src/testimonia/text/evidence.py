"""Evidence: a quote of a source with its line and a little of the text on each side."""

from testimonia.model.document import Document
from testimonia.model.finding import Evidence, Subject
from testimonia.model.source import Source
from testimonia.model.span import Quote

CONTEXT_CHARS = 24
_VOICES = {
    "source-line": "source-line",
    "label": "source-line",
    "byline": "author",
    "signature": "author",
    "text": "author",
}


def evidence_of(source: Source, document: Document, quote: Quote, *, value: str, voice: str = "site") -> Evidence:
    """The exact words as evidence; `value` is what they say in normal form, `voice` whose words they are."""
    before = source.text[max(0, quote.begin - CONTEXT_CHARS) : quote.begin]
    after = source.text[quote.end : quote.end + CONTEXT_CHARS]
    line = source.line_of(quote.begin)
    return Evidence(source.path, document.id, quote, line, value, voice, before, after)


def subject_of(document: Document) -> Subject:
    """The document as what a finding is about; a document without a title is called by its source."""
    return Subject("document", document.id, document.title or document.source)


def voice_of(where: str) -> str:
    """Whose words stand in a place of the page ("masthead", "source-line" ...): the site's unless known better.

    >>> voice_of("label"), voice_of("foot")
    ('source-line', 'site')
    """
    return _VOICES.get(where, "site")
