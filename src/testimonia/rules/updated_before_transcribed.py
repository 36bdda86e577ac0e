"""The page was last updated before it was transcribed.

What it looks at: the line "Last updated on" and the date in the transcription credit.

Why it matters: one of the two lines was copied from another page, or never renewed; neither can be relied on
to say which version of the page somebody has quoted.

Example: "Transcription: 2015 by Ada Wend" and "Last updated on 5 March 2006".

Innocent causes: a date in figures whose day and month stand in the other order; a page re-transcribed in
place, its last line forgotten.

How it is computed: the last possible day of the update comes before the first possible day of the
transcription; a date such as 5.3.2006 counts as its whole year.
"""

from collections.abc import Iterable

from testimonia.contract import Page, rule
from testimonia.model.document import Document
from testimonia.model.finding import Finding, Trace
from testimonia.text.evidence import subject_of
from testimonia.text.witnesses import as_printed, evidence_for, is_after, latest, witnesses


@rule("D107", "updated-before-transcribed", "document", "warning", needs=("documents",))
def find_updates_before_transcription(page: Page, document: Document) -> Iterable[Finding]:
    """The latest update against each transcription."""
    updated = latest(witnesses(document, "updated"))
    if updated is None:
        return
    for made in witnesses(document, "transcribed"):
        if not is_after(as_printed(made), as_printed(updated)):
            continue
        yield Finding(
            "D107",
            "updated-before-transcribed",
            "warning",
            "contradiction",
            subject_of(document),
            "page-last-updated",
            f"The page was transcribed in “{made.quote.exact}” and last updated “{updated.quote.exact}”, before that.",
            evidence_for(page.source, document, made, updated),
            Trace(
                "the last possible day of the update comes before the first of the transcription",
                {"transcribed": made.when.edtf, "updated": updated.when.edtf},
                "a date in figures of unknown order counts as its year",
            ),
            ("Another order of day and month: allowed for.", "A line not renewed: cannot be told from the page."),
        )
