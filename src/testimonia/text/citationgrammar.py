"""Citations: a source line read into periodical or book, volume, number, pages, date, each part with its exact words.

What the line does not say is absent, never guessed: a title that cannot be told from its neighbours is left out.
"""

import re
from collections.abc import Sequence

from testimonia.model.citation import Citation, CitationKind, CitationPart
from testimonia.model.span import quote_at
from testimonia.text.citationdates import find_printed_dates
from testimonia.text.citationhead import read_head
from testimonia.text.citationparts import Found, find_parts
from testimonia.text.citationwords import any_word

_CONNECTOR = re.compile(r"[\s,;.&+–—-]*(?:and|&|;)?[\s,;.&]*", re.I)
_NOTE = re.compile(r"\b(?:Note|N\.?B\.?|Transcriber’s note)\s*[:.]|\[\d+\*?\]|\(\s*[\d,.]+\s+words\s*\)", re.I)
_OPEN = re.compile(r"(?:[,&–—-]|\band|\bin)\s*\Z")
NUMBERING = ("volume", "number", "whole")
_REPEATED = (*NUMBERING, "date")


def read_citation(
    text: str, begin: int, end: int, role: str, *, emphasis: Sequence[tuple[int, int]] = ()
) -> list[Citation]:
    """The citations in [begin, end), in order; none where the line names no printed place of publication.

    `emphasis` are spans that the mark-up sets off in italics or bold. A citation that leans on the title before it
    ("... May 1940 and Vol. 3 No. 6") carries that title with the quote where it stands.

    >>> [c] = read_citation("The Echo, Vol. X No. 7, p. 6.", 0, 29, "source")
    >>> c.kind, c.value("title"), c.value("volume"), c.value("pages")
    ('periodical', 'The Echo', '10', '6')
    """
    end = _line_end(text, begin, end)
    words = text[begin:end]
    if any_word("provenance").search(words) or any_word("spoken").search(words):
        return []
    events = _events(text, begin, end, emphasis)
    citations: list[Citation] = []
    inherited: list[Found] = []
    at = begin
    for group in _groups(text, events):
        found = _with_head(text, (at, end), group, emphasis)
        own = [f for f in found if f.part == "title"]
        if not own and citations:
            if not any(f.part in NUMBERING for f in group) and not _CONNECTOR.fullmatch(text, at, group[0].begin):
                continue
            found = inherited + found
        inherited = [f for f in found if f.part in ("title", "place")] if own else inherited
        citation = _citation(text, found, own or found[len(inherited) :], role)
        if citation:
            citations.append(citation)
        at = max([at, *(f.end for f in group)])
    return citations


def _line_end(text: str, begin: int, end: int) -> int:
    """Where the citing line ends: before a note, and at the line's end unless that leaves it open."""
    note = _NOTE.search(text, begin, end)
    end = note.start() if note and note.start() > begin else end
    at = text.find("\n", begin, end)
    while at >= 0 and (not text[begin:at].strip() or _OPEN.search(text, begin, at)):
        at = text.find("\n", at + 1, end)
    return end if at < 0 else at


def _events(text: str, begin: int, end: int, emphasis: Sequence[tuple[int, int]]) -> list[Found]:
    """Numbered parts, and the dates in the stretches between them: in "Vol. 1 November 1929" the 1 is no day."""
    parts = find_parts(text, begin, end)
    edges = [begin, *(edge for part in parts for edge in (part.begin, part.end)), end]
    gaps = zip(edges[::2], edges[1::2], strict=True)
    dates = [date for b, e in gaps if b < e for date in find_printed_dates(text, b, e)]
    inside = [(b, e) for b, e in emphasis if begin <= b and e <= end]
    titled = [date for date in dates if any(b < date.begin and date.end <= e for b, e in inside)]
    return sorted([*parts, *(date for date in dates if date not in titled)])


def _groups(text: str, events: Sequence[Found]) -> list[list[Found]]:
    """Events by citation. A part that repeats opens a new citation, and takes with it what stands after the last pages:
    "No. 2, pp. 48-52 and Summer 1961, Vol. 22, No. 3" is two."""
    groups: list[list[Found]] = [[]]
    for event in events:
        group = groups[-1]
        same = [f for f in group if f.part == event.part and not f.bracketed]
        if event.bracketed or event.part not in _REPEATED or not same:
            group.append(event)
        elif not (event.part == "date" and (same[0].value == event.value or _in_brackets(text, event))):
            pages = [i for i, f in enumerate(group) if f.part == "pages"]
            cut = pages[-1] + 1 if pages else len(group)
            if any(f.part == event.part for f in group[cut:]):
                cut = len(group)
            groups.append([*group[cut:], event])
            del group[cut:]
    return [group for group in groups if group] or [[]]


def _in_brackets(text: str, event: Found) -> bool:
    opened = text.rfind("(", 0, event.begin)
    return opened >= 0 and ")" not in text[opened : event.begin]


def _with_head(
    text: str, span: tuple[int, int], group: Sequence[Found], emphasis: Sequence[tuple[int, int]]
) -> list[Found]:
    """The events of one citation with title and place, read from the first stretch between them that has a title."""
    begin, end = span
    edges = [begin, *(edge for f in group for edge in (f.begin, f.end)), end]
    stretches = [(b, e) for b, e in zip(edges[::2], edges[1::2], strict=True) if b < e]
    if group and any(c.isalpha() for c in text[begin : group[0].begin]):
        stretches = stretches[:1]
    group = _corrected(group)
    dated = any(f.part in ("number", "whole") or _is_exact(f) for f in group)
    dated = dated and not any(f.part_of for f in group)
    heads = [read_head(text, b, e, dated=dated, emphasis=emphasis) for b, e in stretches]
    titled = next((head for head in heads if any(f.part == "title" for f in head)), None)
    if titled is None:
        titled = [f for head in heads[:1] for f in head if f.part == "place"]
    return sorted([*titled, *group])


def _is_exact(found: Found) -> bool:
    """Whether it is a date finer than a year."""
    return found.part == "date" and not re.fullmatch(r"\d{4}[?~%]?", found.value)


def _corrected(group: Sequence[Found]) -> list[Found]:
    """Without the volume or number that a bracketed one corrects: "Vol. 26 No. 2 [Vol. 2 No. 26]" is Vol. 2."""
    corrected = {f.part for f in group if f.bracketed and f.part in NUMBERING}
    return [f for f in group if f.bracketed or f.part not in corrected]


def _citation(text: str, found: Sequence[Found], own: Sequence[Found], role: str) -> Citation | None:
    names = {f.part for f in found}
    if not (names & {"title"} or names >= {"volume", "number"}):
        return None
    own = [f for f in found if f in own or f.part not in ("title", "place")] or list(found)
    begin, end = min(f.begin for f in own), max(f.end for f in own)
    end = _closed(text, begin, end)
    parts = tuple(CitationPart(f.part, f.value, quote_at(text, f.begin, f.end)) for f in found)
    return Citation(_kind(text[begin : end + 40], found), role, quote_at(text, begin, end), parts)


def _closed(text: str, begin: int, end: int) -> int:
    """The end with the bracket that closes one opened inside."""
    opened = max(text.rfind("(", begin, end), text.rfind("[", begin, end))
    is_open = opened >= 0 and not any(mark in text[opened:end] for mark in ")]")
    return end + 1 if is_open and text[end : end + 1] in (")", "]") else end


def _kind(words: str, found: Sequence[Found]) -> CitationKind:
    names = {f.part for f in found}
    title = " ".join(f.value for f in found if f.part == "title")
    if any_word("pamphlet").search(words):
        return "pamphlet"
    has_number = bool(names & {"number", "whole"})
    if any(f.part_of for f in found) or (any_word("collection").search(title) and not has_number):
        return "collection"
    is_number_of = any(f.part == "edition" and re.search("number|issue|supplement", f.value) for f in found)
    if has_number or is_number_of or any(map(_is_exact, found)):
        return "periodical"
    if names & {"publisher", "place"} and "date" in names:
        return "book"
    return "periodical" if {"volume", "date"} <= names and "edition" not in names else "unknown"
