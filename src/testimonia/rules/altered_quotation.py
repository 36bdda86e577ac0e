"""A quotation does not have the words of the text that it quotes.

What it looks at: passages in quotation marks (or set as a quotation) whose text another document of the archive holds.

Why it matters: readers take what stands in quotation marks for the words themselves, and quote it further.

Example: "they came back with seven people" in the report, "she came back with seven people" between quotation marks.

Innocent causes: a quotation from another edition, a draft or a translation that the archive does not hold; spelling and
marks brought to a house style (not reported); words left out under an ellipsis, or put in brackets (not reported).

How it is computed: the quotation is collated with the held text between its first and last agreeing words; one note
for all differences of wording. Where a name, a number or a date differs, that is R201 to R204.
"""

from collections.abc import Iterable

from testimonia.contract import rule
from testimonia.model.finding import Finding, Trace
from testimonia.model.sharing import Change, Share
from testimonia.rules._reprints import first_and_more, readings, subject_of, when


@rule("R206", "quotation-altered", "reuse", "note")
def find_altered_quotations(share: Share) -> Iterable[Finding]:
    """One note for all that one document quotes otherwise than another has it."""
    touched = {(change.a, change.b) for change in share.changes}
    changes = [change for change in share.misquoted if (change.a, change.b) not in touched]
    if not changes:
        return
    quoted = [passage for passage in share.passages if passage.check]
    yield Finding(
        "R206", "quotation-altered", "note", "textual", subject_of(share), "quotation-of",
        first_and_more(changes, _said(changes[0])),
        readings(share, changes),
        Trace(
            "quoted words collated with the text that the archive holds",
            {
                "held": f"{share.a.document}: {when(share.a)}",
                "quoting": f"{share.b.document}: {when(share.b)}",
                "quotations": ", ".join(f"{passage.words} words {passage.check}" for passage in quoted),
            },
            "spelling, marks, words left out under an ellipsis or put in brackets",
        ),
        (
            "Another edition, draft or translation was quoted: the archive holds this one.",
            "A slip in transcription: see both pages.",
        ),
    )  # fmt: skip


def _said(change: Change) -> str:
    if not change.said_b:
        return f"A quotation leaves out “{change.said_a}” without a mark."
    if not change.said_a:
        return f"A quotation adds “{change.said_b}” without a mark."
    return f"A quotation has “{change.said_b}” where the held text has “{change.said_a}”."
