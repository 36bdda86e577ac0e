"""The text was translated or transcribed before it was written.

What it looks at: the dates of translation and of transcription, and the labelled dates of writing and
delivery.

Why it matters: a slip in a credit gives a translation to the wrong edition.

Example: "Written: 1931" and "Translated: 1913 by H. Orme".

Innocent causes: a text that was first made in the other language; figures in another order.

How it is computed: the last possible day of the translation or transcription comes before the first possible
day of every date of writing. Transcription is left to D106 where the page has no update line.
"""

from collections.abc import Iterable

from testimonia.contract import Page, rule
from testimonia.model.document import Document
from testimonia.model.finding import Finding, Trace
from testimonia.text.evidence import subject_of
from testimonia.text.witnesses import as_printed, evidence_for, is_after, witnesses


@rule("D122", "made-before-written", "document", "error", needs=("documents",))
def find_work_before_writing(page: Page, document: Document) -> Iterable[Finding]:
    """Each translation or transcription that precedes all dates of writing."""
    written = witnesses(document, "written", "delivered")
    made = [*witnesses(document, "translated")]
    if witnesses(document, "updated"):
        made += witnesses(document, "transcribed")
    for work in made:
        if not written or not all(is_after(w.when, as_printed(work)) for w in written):
            continue
        kind = "translation" if work.role == "translated" else "transcription"
        yield Finding(
            "D122",
            "made-before-written",
            "error",
            "contradiction",
            subject_of(document),
            "dated",
            f"The page dates the {kind} “{work.quote.exact}”, and the writing after it, “{written[0].quote.exact}”.",
            evidence_for(page.source, document, work, written[0]),
            Trace(
                f"the last possible day of the {kind} comes before every date of writing",
                {kind: work.when.edtf, "written": written[0].when.edtf},
                "a date in figures of unknown order counts as its year",
            ),
            ("Another order of day and month: allowed for.",),
        )
