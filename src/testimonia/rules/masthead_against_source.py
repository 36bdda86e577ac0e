"""A masthead or header line dates the issue differently from the source line.

What it looks at: the date in a page's masthead or header line ("The Saltmarsh Courier, 24 February 1931") and
every date at which the page says that its text was printed.

Why it matters: header lines are copied from page to page. One that was left over from another page sends
readers, and everybody who cites the page, to the wrong issue.

Example: the masthead says "The Saltmarsh Courier, 24 February 1931", the source line "From The Saltmarsh
Courier, Vol. X No. 7, 16 February 1932, p. 6."

Innocent causes: the source line is of a later reprint or collection; the header gives the date of writing, a
little before printing; one date is in the Old Style.

How it is computed: both dates are widened to all the days that they may mean; a finding needs bounds that
share no day with any printed date. Naming the same periodical twice with two dates is an error; otherwise it
is a warning, and nothing is said where the source is a book or where the header comes up to 45 days before
the print and names no periodical.
"""

from collections.abc import Iterable

from testimonia.contract import Page, rule
from testimonia.model.document import Document
from testimonia.model.finding import Finding, Trace
from testimonia.model.when import disjoint, gap_days
from testimonia.text.evidence import subject_of
from testimonia.text.witnesses import (
    Witness,
    evidence_for,
    header_dates,
    is_after,
    nearest,
    printed_dates,
    same_title,
)

WRITING_DAYS = 45


@rule("D101", "masthead-against-source-line", "document", "error", needs=("documents",))
def find_masthead_contradictions(page: Page, document: Document) -> Iterable[Finding]:
    """Each masthead date that shares no day with any printed date."""
    printed = printed_dates(document)
    for header in header_dates(document):
        other = nearest(header.when, printed)
        if other is None or not disjoint(header.when, other.when) or _is_innocent(header, other):
            continue
        is_same = same_title(header.periodical, other.periodical)
        yield Finding(
            "D101",
            "masthead-against-source-line",
            "error" if is_same else "warning",
            "contradiction" if is_same else "tension",
            subject_of(document),
            "published-in",
            f"The header of the page says “{header.quote.exact}”, its source line “{other.quote.exact}”.",
            evidence_for(page.source, document, header, other),
            Trace(
                "bounds of the header date and of every printed date share no day",
                {
                    "header": header.when.edtf,
                    "printed": other.when.edtf,
                    "days apart": str(gap_days(header.when, other.when)),
                },
                "Old Style where the calendar is unknown",
            ),
            _alternatives(header, other, is_same),
        )


def _is_innocent(header: Witness, other: Witness) -> bool:
    """A later book, or a date of writing: before the print by little, in a line that names no periodical."""
    if is_after(header.when, other.when):
        return False
    is_writing = not header.periodical and gap_days(header.when, other.when) <= WRITING_DAYS
    return other.is_book or is_writing


def _alternatives(header: Witness, other: Witness, is_same: bool) -> tuple[str, ...]:
    titles = "Both lines name the same periodical." if is_same else "The two lines may name different printings."
    return (
        titles,
        "Old Style: the dates are farther apart than the calendars.",
        f"A reprint: no other printed date of the page agrees with “{header.quote.exact}”.",
    )
