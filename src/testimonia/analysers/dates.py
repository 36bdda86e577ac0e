"""Dates: every date that a page gives, with the role that its place implies.

In running text the role is "narrated". In furniture and at the head the place says what the date is of: a source line
says when the text was printed, a "Written" label when it was written, a bracketed date under the title stands in the
header, "Last updated" tells of the page. Only a date that fills its place, or stands in brackets, or is a whole day,
is taken for the document's own at the head: "The Revolution of 1905" is a subject, not a date of writing.

A date that counts from the document's own ("six years ago", "16th inst.") is worked out where the document has exactly
one: the dates of writing, else of printing, must agree. The row keeps its anchor, offset and unit either way.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from testimonia.contract import Page, analyser
from testimonia.model.layer import Annotation, Layer, Value
from testimonia.text.dategrammar import DateMatch, find_dates, read_date
from testimonia.text.daterelative import common_date, resolved

FURNITURE_ROLES = {
    "source-line": "printed",
    "published": "printed",
    "first-published": "first-printed",
    "masthead": "header",
    "written": "written",
    "delivered": "delivered",
    "translated": "translated",
    "transcription": "transcribed",
    "updated": "updated",
}
LONGEST_DATE = 80
STRUCTURE_ROLES = {"subtitle": "header", "dateline": "written", "signature": "written"}
# From which dates "six years ago" counts, the surest first.
_OWN_ROLES = (("written", "delivered"), ("first-printed",), ("header", "printed"))
_Found = tuple[DateMatch, str]


@analyser("dates", needs=("structure", "furniture"))
def analyse_dates(page: Page) -> Layer:
    """One row for each date. Values as in docs/reference/layers.md, and `offset`, `unit`, `approximate` of a date that
    counts from another."""
    placed = list(_placed(page))
    found = [*placed, *_narrated(page, placed)]
    own = [match for match, role in found if role != "narrated"]
    base = _own_date(found) if own else ""
    return Layer.of("dates", (_row(match, role, base) for match, role in found))


def _placed(page: Page) -> Iterator[_Found]:
    """The dates of furniture and of the head, with their roles."""
    for row in page.layer("furniture").of_kind(*FURNITURE_ROLES):
        role = FURNITURE_ROLES[row.kind]
        begin, end = _value_span(row)
        for match in _dates_in(page.text, begin, end):
            if match.kind not in ("relative", "duration"):
                yield match, "narrated" if _is_subject(match) else role
    structure = page.layer("structure")
    head_end = next((row.begin for row in structure if row.kind == "paragraph"), len(page.text))
    for row in structure.of_kind(*STRUCTURE_ROLES):
        role = STRUCTURE_ROLES[row.kind]
        for match in _dates_by_line(page.text, row):
            if (row.kind != "signature" or match.kind == "day") and _is_own(page.text, row, match):
                in_header = row.begin < head_end and _is_bracketed(page.text, match)
                yield match, "header" if in_header else role


def _is_subject(match: DateMatch) -> bool:
    """Whether an interval is too long for a printing or a writing: the years of a title ("Notebooks 1936-1947")."""
    ends = [end[:4] for end in match.edtf.split("/")]
    return match.kind == "interval" and all(end.isdigit() for end in ends) and int(ends[-1]) - int(ends[0]) > 1


def _is_bracketed(text: str, match: DateMatch) -> bool:
    return text[match.begin - 1 : match.begin] in ("(", "[") and text[match.end : match.end + 1] in (")", "]")


def _value_span(row: Annotation) -> tuple[int, int]:
    begin, end = row.number("value_begin"), row.number("value_end")
    return (row.begin, row.end) if begin is None or end is None or begin >= end else (begin, end)


def _dates_in(text: str, begin: int, end: int) -> list[DateMatch]:
    whole = read_date(text[begin:end]) if end - begin <= LONGEST_DATE else None
    if whole is not None:
        return [replace(whole, begin=begin + whole.begin, end=begin + whole.end)]
    return find_dates(text, begin, end, loose=True)


def _dates_by_line(text: str, row: Annotation) -> Iterator[DateMatch]:
    """The dates of a row, each within one printed line: "London, N. 5" over "May 8, 1932" is no fifth of May."""
    begin = row.begin
    for line in text[row.begin : row.end].split("\n"):
        yield from _dates_in(text, begin, begin + len(line))
        begin += len(line) + 1


def _is_own(text: str, row: Annotation, match: DateMatch) -> bool:
    """Whether a date at the head is the document's: it fills the row, stands in brackets, or is a whole day."""
    if match.kind in ("relative", "duration", "partial"):
        return False
    around = text[row.begin : match.begin] + text[match.end : row.end]
    return match.kind == "day" or _is_bracketed(text, match) or not any(character.isalnum() for character in around)


def _narrated(page: Page, placed: Iterable[_Found]) -> Iterator[_Found]:
    """The dates of the text itself: whatever is not furniture and has no place's role."""
    taken = {(match.begin, match.end) for match, _ in placed}
    begins = sorted(begin for begin, _ in taken)
    for row in page.layer("structure"):
        if row.kind == "dateline" and bisect_left(begins, row.begin) < bisect_left(begins, row.end):
            continue
        for match in find_dates(page.text, row.begin, row.end):
            if (match.begin, match.end) not in taken:
                yield match, "narrated"


def _own_date(found: Iterable[_Found]) -> str:
    """The document's own date: the one on which all dates of the surest roles agree; empty where they do not."""
    pairs = [(match, role) for match, role in found if match.edtf and not match.suggestion]
    for roles in _OWN_ROLES:
        edtfs = [match.edtf for match, role in pairs if role in roles]
        if edtfs:
            return common_date(edtfs)
    return ""


def _row(match: DateMatch, role: str, base: str) -> Annotation:
    edtf, calendar = match.edtf, match.calendar
    if match.anchor == "document-date" and match.kind == "relative":
        edtf, calendar = resolved(match, base) if base else ("", "unknown")
    values: dict[str, Value] = {"role": role, "calendar": calendar if edtf else "unknown"}
    named = ("anchor", "weekday", "suggestion", "impossible", "unit")
    values |= {name: getattr(match, name) for name in named if getattr(match, name)}
    if edtf:
        values["edtf"] = edtf
    if match.unit:
        values |= {"offset": match.offset, "approximate": match.approximate}
    return Annotation(match.begin, match.end, match.kind, values)
