"""The page gives a date later than its own last update.

What it looks at: the dates of writing and printing, under the title and in the header, and the line "Last
updated on"; where there is none, the date of transcription.

Why it matters: a page cannot know of a printing that lies in its own future; the year is a slip.

Example: "The Saltmarsh Courier, 16 June 2931" on a page "Last updated on 3 May 2019".

Innocent causes: the last-updated line was not renewed when the page was revised; the figures of a date in
numbers stand in the other order.

How it is computed: a date is reported when its first possible day comes after the last possible day of the
update. A date such as 5.3.2006 counts as its whole year. Nothing is compared with today's date: a rule has no
clock.
"""

from collections.abc import Iterable

from testimonia.contract import Page, rule
from testimonia.model.document import Document
from testimonia.model.finding import Finding, Trace
from testimonia.text.evidence import subject_of
from testimonia.text.witnesses import (
    as_printed,
    evidence_for,
    header_dates,
    is_after,
    latest,
    printed_dates,
    title_dates,
    witnesses,
)


@rule("D106", "date-after-update", "document", "error", needs=("documents",))
def find_future_dates(page: Page, document: Document) -> Iterable[Finding]:
    """Each date of the work that lies after the page's own last change."""
    updated = latest(witnesses(document, "updated")) or latest(witnesses(document, "transcribed"))
    if updated is None:
        return
    said = (*printed_dates(document), *header_dates(document), *title_dates(document, page.text))
    for witness in dict.fromkeys([*said, *witnesses(document, "written", "delivered")]):
        if not is_after(as_printed(witness), as_printed(updated)):
            continue
        yield Finding(
            "D106",
            "date-after-update",
            "error",
            "contradiction",
            subject_of(document),
            "dated",
            f"The page says “{witness.quote.exact}”, and was itself last changed “{updated.quote.exact}”.",
            evidence_for(page.source, document, witness, updated),
            Trace(
                "the first possible day of the date comes after the last possible day of the update",
                {"date": witness.when.edtf, "updated": updated.when.edtf},
                "a date in figures of unknown order counts as its year",
            ),
            ("Another order of day and month: allowed for.", "A line not renewed: cannot be told from the page."),
        )
