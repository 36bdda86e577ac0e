"""A date that no calendar has.

What it looks at: every date of the page with a day that its month does not have.

Why it matters: nothing can have happened on it, so that day, month or year is a slip; whoever sorts by it
sorts wrongly.

Example: "31 June 1931".

Innocent causes: 29 February 1900 exists in the Julian calendar; 30 February 1712 existed in Sweden; a 30
February that is meant as a joke.

How it is computed: the day is compared with the length of the month in that year. A Julian 29 February is a
note; else an error in the page's own dates, a warning in running text.
"""

import re
from collections.abc import Iterable

from testimonia.contract import Page, rule
from testimonia.model.document import Document
from testimonia.model.finding import Finding, Trace
from testimonia.model.layer import Annotation
from testimonia.model.problem import Severity
from testimonia.model.span import quote_at
from testimonia.text.evidence import evidence_of, subject_of

_LEAP_DAY = re.compile(r"\b29(?:th)?\b", re.I)
_FEBRUARY = re.compile(r"\bfeb", re.I)
_YEAR = re.compile(r"\b(1[0-9]00)\b")


@rule("D105", "impossible-date", "document", "error", needs=("documents", "dates"))
def find_impossible_dates(page: Page, document: Document) -> Iterable[Finding]:
    """Each date marked impossible by the date grammar."""
    for row in page.layer("dates").within(document.begin, document.end):
        if row.get("impossible"):
            yield _finding(page, document, row)


def _finding(page: Page, document: Document, row: Annotation) -> Finding:
    quote = quote_at(page.text, row.begin, row.end)
    is_julian = bool(_LEAP_DAY.search(quote.exact) and _FEBRUARY.search(quote.exact) and _YEAR.search(quote.exact))
    is_running = row.get("role") in ("", "narrated")
    severity: Severity = "note" if is_julian else "warning" if is_running else "error"
    return Finding(
        "D105",
        "impossible-date",
        severity,
        "explained" if is_julian else "contradiction",
        subject_of(document),
        "dated",
        f"The text gives the date “{quote.exact}”, which no calendar has."
        if not is_julian
        else f"The text gives the date “{quote.exact}”, which only the Julian calendar has.",
        (
            evidence_of(
                page.source,
                document,
                quote,
                value=row.get("edtf") or row.get("impossible"),
                voice="author" if is_running else "site",
            ),
        ),
        Trace("the day against the length of the month", {"why": row.get("impossible")}),
        ("Julian calendar: " + ("it has this leap day." if is_julian else "its months are as long."),),
    )
