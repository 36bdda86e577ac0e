"""What a page says of its own dates, gathered by role so that rules can compare one witness with another."""

import re
from collections.abc import Iterable

from msgspec import Struct

from testimonia.model.document import Dated, DateRole, Document
from testimonia.model.finding import Evidence
from testimonia.model.layer import Annotation, Layer
from testimonia.model.source import Source
from testimonia.model.span import Quote, quote_at
from testimonia.model.when import When, calendar_of, gap_days
from testimonia.text.evidence import evidence_of, voice_of

PRINTED_ROLES: tuple[DateRole, ...] = ("printed", "first-printed", "reprinted")
LINE_CHARS = 90
HEAD_CHARS = 2000
FOOT_CHARS = 1000
INTERVAL_DAYS = 400
_NUMERIC = re.compile(r"\s*(\d{1,2})\s?[./-]\s?(\d{1,2})\s?[./-]\s?\d{2,4}\s*")
_ROLE_OF_CITATION = {"first-published": "first-printed", "reprinted": "reprinted"}


class Witness(Struct, frozen=True):
    """One date of the page: what it means, the exact words, in what role and where they stand.

    `periodical` is the title of the periodical in whose citation it stands, empty where there is none; `is_book` is
    true of the date of a book or collection.
    """

    when: When
    quote: Quote
    role: str
    where: str
    periodical: str = ""
    is_book: bool = False


def witnesses(document: Document, *roles: DateRole) -> tuple[Witness, ...]:
    """The dates in these roles that stand in the text and can be read."""
    found = (_witness(document, dated) for dated in document.dated(*roles))
    return tuple(witness for witness in found if witness is not None)


def printed_dates(document: Document) -> tuple[Witness, ...]:
    """The dates at which the page says that its text was printed: labels and source lines, each date once."""
    cited = list(_cited_dates(document, "source", "first-published", "reprinted"))
    said = [w for w in witnesses(document, *PRINTED_ROLES) if not any(_overlap(w.quote, c.quote) for c in cited)]
    return tuple(sorted([*cited, *said], key=lambda witness: witness.quote))


def header_dates(document: Document) -> tuple[Witness, ...]:
    """The dates of masthead lines ("The Saltmarsh Courier, 24 February 1945")."""
    cited = list(_cited_dates(document, "header"))
    said = [w for w in witnesses(document, "header") if w.where in ("masthead", "head")]
    return (*cited, *(w for w in said if not any(_overlap(w.quote, c.quote) for c in cited)))


def title_dates(document: Document, text: str) -> tuple[Witness, ...]:
    """The dates set under a title, in brackets or on a line of their own. A date that is part of a title's sentence
    ("The Floods of 1931", "May Day 1941") says what the text is about, and is not among them."""
    said = (w for dated in document.dates if dated.where == "title" and (w := _witness(document, dated)))
    return tuple(w for w in said if _stands_apart(text, w.quote))


def line_dates(text: str, document: Document, dates: Layer) -> tuple[Witness, ...]:
    """The dates on short lines near the beginning and the end of a document: datelines ("Hythe, 6 September 1927") and
    signatures. A line in brackets is rather the reference of a quotation."""
    rows = (row for row in dates.within(document.begin, document.end) if _is_on_edge_line(text, document, row))
    found = (row_witness(text, row) for row in rows)
    return tuple(witness for witness in found if witness is not None)


def row_witness(text: str, row: Annotation) -> Witness | None:
    """A row of the layer "dates" as a witness; None for a date that names no time by itself."""
    when = _when(Dated("written", row.get("edtf"), "text", None, row.get("calendar") or "unknown"))
    if when is None or not _is_moment(when) or row.get("anchor") or row.end <= row.begin:
        return None
    return Witness(when, quote_at(text, row.begin, row.end), row.get("role"), "text")


def path_date(document: Document) -> When | None:
    """The date that the path of the file spells out; None where it spells none."""
    return next((_when(dated) for dated in document.dated("path")), None)


def evidence_for(source: Source, document: Document, *said: Witness) -> tuple[Evidence, ...]:
    """Each witness as evidence, in the order of the page."""
    ordered = sorted(said, key=lambda witness: witness.quote)
    return tuple(evidence_of(source, document, w.quote, value=w.when.edtf, voice=voice_of(w.where)) for w in ordered)


def latest(found: Iterable[Witness]) -> Witness | None:
    """The witness whose last possible day is latest; None where no last day is known."""
    closed = [(last, -w.quote.begin, w) for w in found if (last := w.when.bounds()[1]) is not None]
    return max(closed, key=lambda item: item[:2])[2] if closed else None


def nearest(when: When, found: Iterable[Witness]) -> Witness | None:
    """The witness whose bounds lie nearest to a date; the earlier in the text where two are as near."""
    return min(found, key=lambda w: (gap_days(when, w.when), w.quote.begin), default=None)


def is_after(a: When, b: When) -> bool:
    """Whether a cannot be on or before any day of b.

    >>> is_after(When("1946"), When("1945-12-31")), is_after(When("1945"), When("1945-12-31"))
    (True, False)
    """
    first, last = a.bounds()[0], b.bounds()[1]
    return first is not None and last is not None and first > last


def differs_in_year_only(a: When, b: When) -> bool:
    """Whether both name the same month, and the same day where both name one, of different years.

    >>> differs_in_year_only(When("1936-06"), When("1939-06-16")), differs_in_year_only(When("1936"), When("1939"))
    (True, False)
    """
    return any(
        p.month == q.month and 0 < p.month < 13 and p.year != q.year and (p.day == q.day or 0 in (p.day, q.day))
        for p in a.ends
        for q in b.ends
        if p is not None and q is not None
    )


def differs_in_month_only(a: When, b: When) -> bool:
    """Whether both are days of the same year with the same number in different months."""
    (p, _), (q, _) = a.ends, b.ends
    if a.is_interval or b.is_interval or p is None or q is None or "day" not in (a.precision, b.precision):
        return False
    return p.year == q.year and p.day == q.day > 0 and p.month != q.month


def same_title(a: str, b: str) -> bool:
    """Whether two forms of a periodical's title agree but for case, article and punctuation.

    >>> same_title("The Saltmarsh Courier", "Saltmarsh Courier,")
    True
    """
    return bool(a and b) and _bare(a) == _bare(b)


def as_printed(witness: Witness) -> When:
    """What the date means without a guess at the order of its figures: 5.3.2006 is only the year 2006."""
    point = witness.when.ends[0]
    return When(f"{point.year:04}") if point and is_numeric(witness.quote.exact) else witness.when


def is_numeric(words: str) -> bool:
    """Whether a date is printed in figures whose order (day first or month first) cannot be told.

    >>> is_numeric("5.3.2006"), is_numeric("25.3.2006")
    (True, False)
    """
    match = _NUMERIC.fullmatch(words)
    return bool(match) and int(match[1]) <= 12 and int(match[2]) <= 12 if match else False


def _when(dated: Dated) -> When | None:
    try:
        known = dated.calendar in ("gregorian", "julian")
        return When(dated.edtf, dated.calendar if known else calendar_of(dated.edtf))  # type: ignore[arg-type]
    except ValueError:  # a value that the grammar could not read stays out of every comparison
        return None


def _witness(document: Document, dated: Dated) -> Witness | None:
    when = _when(dated)
    if when is None or dated.quote is None or not _is_moment(when):
        return None
    held = (c for c in document.citations if c.quote.begin <= dated.quote.begin and dated.quote.end <= c.quote.end)
    citation = next(held, None)
    title = citation.value("title") if citation and citation.kind == "periodical" else ""
    is_book = citation is not None and citation.kind in ("book", "collection", "pamphlet")
    return Witness(when, dated.quote, dated.role, dated.where, title, is_book)


def _cited_dates(document: Document, *roles: str) -> Iterable[Witness]:
    for citation in document.citations:
        if citation.role not in roles:
            continue
        title = citation.value("title") if citation.kind == "periodical" else ""
        is_book = citation.kind in ("book", "collection", "pamphlet")
        for part in citation.parts:
            when = _when(Dated("printed", part.value, "", part.quote)) if part.part == "date" else None
            if when is not None and _is_moment(when):
                role = _ROLE_OF_CITATION.get(citation.role, "printed")
                where = "masthead" if citation.role == "header" else "source-line"
                yield Witness(when, part.quote, role, where, title, is_book)


def _is_moment(when: When) -> bool:
    """Whether a date can be that of a writing or printing: "1879-1944" in a head is a life, or what a book tells of."""
    first, last = when.bounds()
    return first is not None and last is not None and (not when.is_interval or (last - first).days <= INTERVAL_DAYS)


def _overlap(a: Quote, b: Quote) -> bool:
    return a.begin < b.end and b.begin < a.end


def _stands_apart(text: str, quote: Quote) -> bool:
    begin = text.rfind("\n", 0, quote.begin) + 1
    end = text.find("\n", quote.end)
    before = text[begin : quote.begin].strip()
    after = text[quote.end : end if end >= 0 else len(text)].strip()
    return before in ("", "(", "[") or (before[-1:] in "([" and after[:1] in ")]")


def _is_on_edge_line(text: str, document: Document, row: Annotation) -> bool:
    if row.begin - document.begin > HEAD_CHARS and row.end < document.end - FOOT_CHARS:
        return False
    begin, end = text.rfind("\n", 0, row.begin) + 1, text.find("\n", row.end)
    line = text[begin : end if end >= 0 else len(text)].strip()
    return len(line) <= LINE_CHARS and not line.startswith(("(", "["))


def _bare(title: str) -> str:
    words = re.sub(r"[^\w\s]", "", title.casefold()).split()
    return " ".join(words[1:] if words[:1] == ["the"] else words)
