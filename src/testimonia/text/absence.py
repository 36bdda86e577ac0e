"""What a page does not say: the shape shared by notes about absences."""

from testimonia.model.document import Document
from testimonia.model.finding import Finding, Trace
from testimonia.model.source import Source
from testimonia.model.span import Quote, quote_at
from testimonia.text.evidence import evidence_of, subject_of

FURNITURE = (
    "source-line",
    "first-published",
    "published",
    "transcription",
    "proofreading",
    "publisher",
    "licence",
    "updated",
    "navigation",
    "online-version",
)


def has_furniture(document: Document) -> bool:
    """Whether the page follows an archive's convention at all, so that an absence means something."""
    return bool(document.fixture(*FURNITURE))


def absence(source: Source, document: Document, named: tuple[str, str, str], statement: str) -> Finding:
    """A note; `named` is the rule's code, its name and the property that is missing. The evidence is the title, or else
    the first words: an absence has no words of its own."""
    code, name, missing = named
    quote = document.title_quote or _first_words(source.text, document)
    evidence = (evidence_of(source, document, quote, value="absent"),) if quote else ()
    trace = Trace("none of the places looked at says it", {"furniture": ", ".join(_kinds(document))})
    return Finding(code, name, "note", "absent", subject_of(document), missing, statement, evidence, trace)


def _kinds(document: Document) -> list[str]:
    return sorted({fixture.kind for fixture in document.fixtures})


def _first_words(text: str, document: Document) -> Quote | None:
    words = text[document.begin : document.end].strip().split("\n")[0][:80].strip()
    if not words:
        return None
    begin = text.index(words, document.begin)
    return quote_at(text, begin, begin + len(words))
