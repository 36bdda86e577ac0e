"""The text was written after it was printed.

What it looks at: the dates that the page labels as of writing or delivery ("Written: ...") and those of
printing.

Why it matters: one of the two lines carries a slip, mostly in the year, and both are copied into
bibliographies.

Example: "Written: March 1932" over "The Saltmarsh Courier, 16 February 1931".

Innocent causes: a revised text, written again after its first printing; the Old Style; an issue that came out
after its date.

How it is computed: the first possible day of writing comes after the last possible day of every printing: an
error, or a warning where it is up to 31 days. After the first printing only, with a later one named, nothing
is said: it may be revised.
"""

from collections.abc import Iterable

from testimonia.contract import Page, rule
from testimonia.model.document import Document
from testimonia.model.finding import Finding, Trace
from testimonia.model.when import gap_days
from testimonia.text.evidence import subject_of
from testimonia.text.witnesses import evidence_for, is_after, latest, printed_dates, witnesses

LATE_ISSUE_DAYS = 31


@rule("D120", "written-after-printed", "document", "error", needs=("documents",))
def find_writing_after_print(page: Page, document: Document) -> Iterable[Finding]:
    """Each labelled date of writing or delivery after all dates of printing."""
    printed = latest(printed_dates(document))
    labelled = (w for w in witnesses(document, "written", "delivered") if w.where != "title")
    for written in labelled:
        if printed is None or not is_after(written.when, printed.when):
            continue
        days = gap_days(written.when, printed.when)
        is_late = days <= LATE_ISSUE_DAYS
        yield Finding(
            "D120",
            "written-after-printed",
            "warning" if is_late else "error",
            "tension" if is_late else "contradiction",
            subject_of(document),
            "dated",
            f"The page dates the writing “{written.quote.exact}”, and the printing before it, “{printed.quote.exact}”.",
            evidence_for(page.source, document, written, printed),
            Trace(
                "the first possible day of writing comes after the last possible day of printing",
                {"written": written.when.edtf, "printed": printed.when.edtf, "days apart": str(days)},
                "Old Style where the calendar is unknown",
            ),
            (
                "A later printing of a revised text: the page names none.",
                "Old Style: the dates are farther apart than the calendars.",
                "An issue later than its date: " + ("possible." if is_late else "not by so much."),
            ),
        )
