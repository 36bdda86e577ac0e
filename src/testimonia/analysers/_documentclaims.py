"""What a page says of its own documents: title, author, date, where they were printed, who transcribed and translated
them. These were read and anchored as the document's own values; here they become claims like any other."""

import re
from collections.abc import Iterator

from testimonia.contract import Page
from testimonia.model.canon import digest_of
from testimonia.model.claim import Claim, Slot
from testimonia.model.document import Dated, Document
from testimonia.model.span import Quote, quote_at
from testimonia.text.names import names_in

WRITTEN = ("written", "header", "delivered")
NEAR_CHARS = 400
LIFE = 15
_MADE = {"transcription": "transcribed-by", "markup": "marked-up-by", "translation": "translated-by",
         "translated": "translated-by", "translator": "translated-by"}  # fmt: skip


def claims_of_document(page: Page, document: Document) -> Iterator[Claim]:
    """The claims of which the document itself is the subject, and the authorship of its bylines."""
    own = Slot(f"doc:{document.id}", document.title_quote)
    written = next((d.edtf for d in document.dated("written")), "")
    if document.title_quote is not None:
        yield _claim(page, document, (own, "title", Slot(document.title, document.title_quote)), document.title_quote)
        signed = all(byline.where == "signature" for byline in document.bylines)
        for byline in document.bylines:
            if byline.kind == "person" and byline.quote is not None and (signed or byline.where != "signature"):
                author = Slot(byline.form, byline.quote)
                spot = _together(page, byline.quote, document.title_quote)
                title = Slot(document.title, document.title_quote)
                yield _claim(page, document, (author, "author-of", title), spot, written)
    for dated in document.dates:
        written_there = dated.role in WRITTEN and dated.where in ("title", "dateline", "label", "head")
        if dated.quote is not None and written_there and not _is_life(dated):
            yield _claim(page, document, (own, "dated", Slot(dated.edtf, dated.quote)), dated.quote)
        elif dated.quote is not None and dated.role == "updated":
            yield _claim(page, document, (own, "page-last-updated", Slot(dated.edtf, dated.quote)), dated.quote)
    for citation in document.citations:
        printed = citation.part("title")
        if printed is not None and citation.role in ("source", "first-published", "reprinted", "header"):
            value = Slot(printed.value, printed.quote)
            yield _claim(page, document, (own, "published-in", value), citation.quote, citation.value("date"))
    yield from _made(page, document, own)


def _is_life(dated: Dated) -> bool:
    """Whether a title's years are those of a life: nobody writes a text for a generation."""
    years = [part[:4] for part in dated.edtf.split("/")]
    return (
        dated.where == "title"
        and len(years) == 2
        and all(map(str.isdigit, years))
        and int(years[1]) - int(years[0]) > LIFE
    )


# "2006 by Ada Cray", "May 2015, Ada Cray"
_DATED = re.compile(r"\A(?:in\s+)?(?:(?:\d{1,2}\s+)?[A-Z][a-z]+\s+)?\d{4}\b[,:;]?\s*(?:by\s+)?")
_MARKUP = re.compile(r"mark[- ]?up|\bHTML\b|encod", re.I)
_COPIED = re.compile(r"transcri|typed|typing|scann|digiti|copied|keyed", re.I)
_IS_NAME = re.compile(r"[^\W\d_]{2,}")


def _made(page: Page, document: Document, own: Slot) -> Iterator[Claim]:
    for fixture in document.fixtures:
        name = _MADE.get(fixture.kind)
        if name is None:
            continue
        if name == "transcribed-by" and _MARKUP.search(fixture.quote.exact) and not _COPIED.search(fixture.quote.exact):
            name = "marked-up-by"
        for whole in names_in(fixture.value):
            maker = _DATED.sub("", re.split(r"\s+for\s+|\.\Z", whole)[0])
            if not _IS_NAME.search(maker):
                continue  # "September 2006"
            at = page.text.find(maker, fixture.quote.begin, fixture.quote.end)
            if at >= 0:
                value = Slot(maker, quote_at(page.text, at, at + len(maker)))
                yield _claim(page, document, (own, name, value), fixture.quote)


def _together(page: Page, a: Quote, b: Quote) -> Quote:
    """Both quotes and what stands between them, where they stand near each other; else the first alone."""
    begin, end = min(a.begin, b.begin), max(a.end, b.end)
    return quote_at(page.text, begin, end) if end - begin < NEAR_CHARS else a


def _claim(page: Page, document: Document, said: tuple[Slot, str, Slot], evidence: Quote, when: str = "") -> Claim:
    subject, name, value = said
    parts = (page.source.path, document.id, name, value.value, subject.value, str(evidence.begin))
    return Claim(
        id="c-" + digest_of(*(part.encode() for part in parts))[:16],
        source=page.source.path,
        document=document.id,
        subject=subject,
        property=name,
        value=value,
        evidence=evidence,
        when=when,
        voice="apparatus",
        extractor="page",
    )
