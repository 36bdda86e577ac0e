"""The date under the title names another year than the text's own dateline.

What it looks at: a date in brackets or on a line of its own under the title, and the dates at which the text says it
was written or delivered: a dateline, a signature's date, a "Written:" line.

Why it matters: a letter's own date is the best witness of when it was written, and lists show the date under the
title.

Example: "(June 1932)" under the title of a letter that begins "Hythe, Wednesday, 2 June 1931".

Innocent causes: the title gives the date of printing; one date is in the Old Style; the letter was copied out again.

How it is computed: reported only where both name the same month (and the same day, if both name one) of different
years at most three apart, no other date of the page sides with the title, and the path of the file, if it spells a
date, does not either. Where a printed date differs in the same way, rule D102 speaks. A warning; an error where the
path of the file sides with the dateline.
"""

from collections.abc import Iterable

from testimonia.contract import Page, rule
from testimonia.model.document import Document
from testimonia.model.finding import Finding, Trace
from testimonia.model.when import When, disjoint, gap_days
from testimonia.text.evidence import subject_of
from testimonia.text.witnesses import (
    Witness,
    differs_in_year_only,
    evidence_for,
    path_date,
    printed_dates,
    title_dates,
    witnesses,
)

NEAR_YEARS = 3


@rule("D123", "title-date-against-dateline", "document", "error")
def find_title_dates_off_dateline(page: Page, document: Document) -> Iterable[Finding]:
    """Each date under the title that differs from the text's own date by the year alone."""
    own, printed = witnesses(document, "written", "delivered"), printed_dates(document)
    path = path_date(document)
    for title in title_dates(document, page.text):
        if title.role != "header" or any(not disjoint(title.when, w.when) for w in (*own, *printed)):
            continue
        if _sides(path, title.when) or any(_is_year_slip(title.when, w.when) for w in printed):
            continue
        clash = next((w for w in own if _is_year_slip(title.when, w.when)), None)
        if clash is not None:
            yield _finding(page, document, (title, clash), path)


def _is_year_slip(title: When, own: When) -> bool:
    return differs_in_year_only(title, own) and gap_days(title, own) <= NEAR_YEARS * 366


def _sides(path: When | None, when: When) -> bool:
    return path is not None and not disjoint(path, when)


def _finding(page: Page, document: Document, pair: tuple[Witness, Witness], path: When | None) -> Finding:
    title, own = pair
    is_sided = _sides(path, own.when)
    return Finding(
        "D123",
        "title-date-against-dateline",
        "error" if is_sided else "warning",
        "contradiction" if is_sided else "tension",
        subject_of(document),
        "dated",
        f"The title is dated “{title.quote.exact}”, the text itself “{own.quote.exact}”.",
        evidence_for(page.source, document, title, own),
        Trace(
            "same day or month, another year",
            {
                "title": title.when.edtf,
                "text": own.when.edtf,
                "path": path.edtf if path else "no date",
                "days apart": str(gap_days(title.when, own.when)),
            },
            "Old Style where the calendar is unknown",
        ),
        (
            "Date of printing: no printed date of the page agrees with the title.",
            "Old Style: the dates are farther apart than the calendars.",
            "The path of the file: it does not side with the title.",
        ),
    )
