"""Lengths of time that a text states, beside the dates that it gives: what the rules on them share."""

import re
from collections.abc import Iterator
from itertools import pairwise

from testimonia.contract import Page
from testimonia.model.document import Document
from testimonia.model.finding import Evidence
from testimonia.model.layer import Annotation
from testimonia.model.span import quote_at
from testimonia.model.when import When, calendar_of
from testimonia.text.evidence import evidence_of

DAYS = {"years": 365.2425, "months": 30.436875, "weeks": 7.0, "days": 1.0}
ABSOLUTE = frozenset(("day", "month", "year"))
_JOINT = re.compile(r"\s*[,(]?\s*(?:(?:on|in|namely|that\s+is|i\.e\.)\s+)?(?:the\s+)?")


def rows_in(page: Page, document: Document) -> list[Annotation]:
    """The dates of a document, in order of place."""
    return sorted(page.layer("dates").within(document.begin, document.end), key=lambda row: (row.begin, row.end))


def told_twice(page: Page, document: Document, way: int) -> Iterator[tuple[Annotation, Annotation]]:
    """A length of time counted from elsewhere, and the date that the text sets right after it: "six years ago, on
    16 February 1938". `way` is -1 for what lies before, 1 for what lies after."""
    rows = rows_in(page, document)
    for row, date in pairwise(rows):
        offset = row.number("offset")
        if row.kind != "relative" or date.kind not in ABSOLUTE or not offset or offset * way < 0:
            continue
        between = page.text[row.end : date.begin]
        if date.get("edtf") and not row.values.get("approximate") and _JOINT.fullmatch(between):
            yield row, date


def when_of_row(row: Annotation) -> When:
    """A row's date, with its calendar."""
    edtf, calendar = row.get("edtf"), row.get("calendar")
    return When(edtf, calendar if calendar in ("gregorian", "julian") else calendar_of(edtf))  # type: ignore[arg-type]


def units_between(a: When, b: When, unit: str) -> tuple[float, float] | None:
    """The least and the greatest time from a to b, in units; None where a bound is open. The calendar is of no account
    where both are days as written.

    >>> units_between(When("1938-02-16"), When("1944-02-16"), "years")
    (6.0, 6.0)
    """
    (a_first, a_last), (b_first, b_last) = a.plain(), b.plain()
    if a_first is None or a_last is None or b_first is None or b_last is None:
        return None
    size = DAYS[unit]
    return round((b_first - a_last) / size, 2), round((b_last - a_first) / size, 2)


def off_by(bounds: tuple[float, float], stated: float) -> float:
    """How many units a stated length lies outside the possible ones."""
    return round(max(0.0, bounds[0] - stated, stated - bounds[1]), 2)


def row_evidence(page: Page, document: Document, row: Annotation, value: str) -> Evidence:
    """The words of a date of the running text."""
    return evidence_of(page.source, document, quote_at(page.text, row.begin, row.end), value=value, voice="author")
