"""A date holds a word that looks like a misread month.

What it looks at: places where a date would stand but for one word that is no month, and is the shape of one.

Why it matters: such a date is found by no search and sorted by no list; often it is where a machine misread
the print.

Example: "Febmary 24, 1906".

Innocent causes: names that resemble months; another language's month; an author's own joke.

How it is computed: the date grammar suggests a month only where letters that print alike were confused and
day and year stand beside it. It is never read as that date; a warning.
"""

from collections.abc import Iterable

from testimonia.contract import Page, rule
from testimonia.model.document import Document
from testimonia.model.finding import Finding, Trace
from testimonia.model.span import quote_at
from testimonia.text.evidence import evidence_of, subject_of


@rule("T302", "slip-in-date", "document", "warning", needs=("documents", "dates"))
def find_slips_in_dates(page: Page, document: Document) -> Iterable[Finding]:
    """Each suggestion of the date grammar."""
    for row in page.layer("dates").within(document.begin, document.end):
        suggestion = row.get("suggestion")
        if not suggestion or row.end <= row.begin:
            continue
        quote = quote_at(page.text, row.begin, row.end)
        voice = "author" if row.get("role") in ("", "narrated") else "site"
        yield Finding(
            "T302",
            "slip-in-date",
            "warning",
            "textual",
            subject_of(document),
            "text",
            f"“{quote.exact}” holds what may be a slip for “{suggestion}”.",
            (evidence_of(page.source, document, quote, value=suggestion, voice=voice),),
            Trace("one word of a date is no month and looks like one", {"read as": suggestion}),
            ("Another language's month: not one that the grammar knows.",),
        )
