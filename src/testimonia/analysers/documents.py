"""Documents: what the page says of each document that it holds, put together from the layers. Nothing is concluded.

Title, bylines, dates by role, citations, pieces of furniture, kind, language and the number of words. A source of many
documents gives each its own span; what stands in the source's furniture goes to the first of them, and only a source of
one document is dated by its path. The id is the source's, with a slug of the title where there are many.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import cast

from testimonia.contract import Page, analyser
from testimonia.model.document import Byline, Dated, DateRole, Document, Fixture
from testimonia.model.layer import Annotation
from testimonia.model.passage import PARAGRAPH_KINDS
from testimonia.model.span import Quote, quote_at
from testimonia.text.bylines import bylines_in, kind_of_name, signatures_in
from testimonia.text.citationgrammar import read_citation
from testimonia.text.citationrows import citations_of
from testimonia.text.entries import title_of_entry
from testimonia.text.genres import kind_of
from testimonia.text.headshape import declared_authors
from testimonia.text.longtitles import author_in, is_long_title
from testimonia.text.names import fold
from testimonia.text.pathdate import date_of_path
from testimonia.text.slug import slug_of

LONGEST_SLUG = 60
OPENING_CHARS = 240
HEAD_KINDS = frozenset(("title", "subtitle", "byline", "dateline", "heading"))
_PLACES = {"source-line": "source-line", "masthead": "masthead", "updated": "foot", "gutenberg-foot": "foot"}
_LONG_FURNITURE = frozenset(("gutenberg-head", "gutenberg-foot"))


@analyser(
    "documents",
    needs=("structure", "parts", "furniture", "dates", "citations", "language"),
    gives=tuple[Document, ...],
)
def assemble_documents(page: Page) -> tuple[Document, ...]:
    """The documents of a page, in order."""
    parts = list(page.layer("parts"))
    rows = list(page.layer("structure"))
    begins = [row.begin for row in rows]
    fixtures = tuple(_fixture(page.text, row) for row in page.layer("furniture") if row.end > row.begin)
    dates, citations = list(_dates(page, rows)), citations_of(page.layer("citations"), page.text)
    languages = {row.begin: row.kind for row in page.layer("language")}
    ids = _ids(page.source.id, parts)
    return tuple(
        Document(
            ids[place],
            page.source.path,
            part.begin,
            part.end,
            *_title(page, part, inside),
            _kind(page.text, part, inside),
            languages.get(part.begin, "und"),
            tuple(_bylines(page, inside)),
            tuple(_within(dates, part, place == 0)) + (_dates_of_file(page) if len(parts) == 1 else ()),
            tuple(c for c in citations if _belongs(c.quote, part, place == 0)),
            fixtures if place == 0 else (),
            sum(len(page.text[row.begin : row.end].split()) for row in inside),
            _opening(page.text, inside),
        )
        for place, part in enumerate(parts)
        for inside in (rows[bisect_left(begins, part.begin) : bisect_left(begins, part.end)],)
    )


def _ids(source: str, parts: Sequence[Annotation]) -> list[str]:
    if len(parts) == 1:
        return [source]
    ids: list[str] = []
    taken: dict[str, int] = {}
    for part in parts:
        base = (
            f"{source}-{slug_of((part.get('title') or part.get('kind')).replace('.', ' '))[:LONGEST_SLUG].strip('-')}"
        )
        taken[base] = taken.get(base, 0) + 1
        count = taken[base]
        while count > 1 and f"{base}-{count}" in taken:
            count += 1
        final = base if count == 1 else f"{base}-{count}"
        taken.setdefault(final, 1)
        ids.append(final)
    return ids


def _title(page: Page, part: Annotation, rows: Sequence[Annotation]) -> tuple[str, Quote | None]:
    """The title and where it stands: an entry's head, the line that structure takes for the title, else what the file
    declares, else the name that opens the only entry of a file."""
    if part.get("kind") == "entry":
        return part.get("title"), _quote_of_head(page.text, part)
    row = next((row for row in rows if row.kind == "title"), None)
    if row is not None:
        return " ".join(page.text[row.begin : row.end].split()), quote_at(page.text, row.begin, row.end)
    declared = " ".join(page.source.head.get("title", "").split())
    first = next((row for row in rows if row.end > row.begin), None)
    if not declared and first is not None and (title := title_of_entry(page.text, first.begin, first.end)):
        return title, _quote_of_head(page.text, Annotation(first.begin, first.end, "document", {"title": title}))
    return declared, None


def _quote_of_head(text: str, part: Annotation) -> Quote | None:
    """The head of an entry as it stands, though a line break divides it."""
    wanted = [c for c in part.get("title") if not c.isspace()]
    at, matched = part.begin, 0
    while at < part.end and matched < len(wanted):
        if text[at] == wanted[matched]:
            matched += 1
        elif matched and not text[at].isspace():
            return None
        at += 1
    begin = text.find(wanted[0], part.begin, at) if wanted else -1
    return quote_at(text, begin, at) if begin >= 0 and matched == len(wanted) else None


def _kind(text: str, part: Annotation, rows: Sequence[Annotation]) -> str:
    if part.get("kind") == "entry":
        return "entry"
    title = next((place for place, row in enumerate(rows) if row.kind == "title"), -1)
    named = [row for row in rows[: title + 2] if row.kind in ("title", "subtitle")] + [
        row for row in rows[: max(title, 0)] if row.kind == "heading"
    ]
    announced = [text[row.begin : row.end] for row in named]
    first = next((row for row in rows if row.kind not in HEAD_KINDS and row.end > row.begin), None)
    return kind_of(announced, [row.kind for row in rows], text[first.begin : first.begin + 60] if first else "")


def _bylines(page: Page, rows: Sequence[Annotation]) -> Iterator[Byline]:
    """Names in the byline, else in a title as long as a paragraph, then in the file's head, then in signatures."""
    named = [byline for row in rows if row.kind == "byline" for byline in bylines_in(page.text, row.begin, row.end)]
    named = named or [byline for row in rows if row.kind == "title" for byline in _in_long_title(page.text, row)]
    named += [Byline(form, kind_of_name(form), "head", None) for form in declared_authors(page.source.head)]
    yield from named
    known = {fold(byline.form) for byline in named} - {""}
    for row in rows:
        if row.kind == "signature":
            yield from signatures_in(page.text, row.begin, row.end, known)


def _in_long_title(text: str, row: Annotation) -> Iterator[Byline]:
    title = text[row.begin : row.end]
    name = author_in(title) if is_long_title(title) else None
    if name is not None:
        quote = quote_at(text, row.begin + name[0], row.begin + name[1])
        form = " ".join(quote.exact.split())
        yield Byline(form, kind_of_name(form), "title", quote)


def _dates(page: Page, rows: Sequence[Annotation]) -> Iterator[Dated]:
    """The document's own dates; those that the text narrates are not among them."""
    layer = page.layer("dates")
    furniture = [(row.begin, row.end, _PLACES.get(row.kind, "label")) for row in page.layer("furniture")]
    heads = [(row.begin, row.end, "title") for row in takewhile(lambda row: row.kind in HEAD_KINDS, rows)]
    roles = layer.columns.get("role", (None,) * len(layer))
    for index, role in enumerate(roles):
        if role in (None, "narrated"):
            continue
        row = layer[index]
        if not row.get("edtf"):
            continue
        where = next((w for b, e, w in (*furniture, *heads) if b <= row.begin and row.end <= e), "foot")
        quote = quote_at(page.text, row.begin, row.end)
        yield Dated(cast(DateRole, role), row.get("edtf"), where, quote, row.get("calendar") or "unknown")


def _dates_of_file(page: Page) -> tuple[Dated, ...]:
    """What the file says outside its text: the printing that an edition's head names, and the date in the path."""
    named = page.source.head.get("source", "") if page.source.reader == "tei" else ""
    cited = [c for c in read_citation(named, 0, len(named), "source") if c.kind == "periodical"] if named else []
    printed = [Dated("printed", c.value("date"), "head", None) for c in cited if c.value("title") and c.value("date")]
    edtf = date_of_path(page.source.path)
    return (*printed, *((Dated("path", edtf, "path", None),) if edtf else ()))


def _within(dates: Sequence[Dated], part: Annotation, first: bool) -> Iterator[Dated]:
    return (dated for dated in dates if dated.quote is not None and _belongs(dated.quote, part, first))


def _belongs(quote: Quote, part: Annotation, first: bool) -> bool:
    """Whether a quote is the part's: it lies inside, or stands before the first part."""
    return (first and quote.begin < part.begin) or part.begin <= quote.begin < part.end


def _fixture(text: str, row: Annotation) -> Fixture:
    if row.kind in _LONG_FURNITURE:
        line_end = text.find("\n", row.begin, row.end)
        row = Annotation(row.begin, line_end if line_end > row.begin else row.end, row.kind)
    begin, end = row.number("value_begin"), row.number("value_end")
    value = text[row.begin : row.end] if begin is None or end is None else text[begin:end]
    return Fixture(row.kind, " ".join(value.split()), quote_at(text, row.begin, row.end))


def _opening(text: str, rows: Sequence[Annotation]) -> str:
    """The first words of the first paragraph, cut at a word; white space folded."""
    first = next((row for row in rows if row.kind in PARAGRAPH_KINDS and row.end > row.begin), None)
    if first is None:
        return ""
    words = " ".join(text[first.begin : min(first.end, first.begin + 2 * OPENING_CHARS)].split())
    return words if len(words) <= OPENING_CHARS else words[:OPENING_CHARS].rsplit(" ", 1)[0] + " …"
