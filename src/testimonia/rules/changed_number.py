"""A reprint has another number.

What it looks at: texts that two documents print (reprints, excerpts, quotations), collated word for word.

Why it matters: numbers are what is taken from a text; one of the two is not what was first printed.

Example: "with eight people; at twenty past five, with four more" in 1931, "with five people" in 1936.

Innocent causes: a misprint that the later text corrects; a digit misread (1 and 7, 3 and 8, 5 and 6 ... are not
reported); the author's own revision.

How it is computed: where a number in figures or words answers another of a different value, between the same marks,
with at least three agreeing words before and behind it and ten together. Nothing is said of texts in which more than
three words in a hundred are spelled or read otherwise, nor where fewer than 85 in 100 agree. Numbers that belong to a
date are R204.

A passage that fills neither text, and that neither marks as another's, must have a hundred words or more: set phrases
are filled in anew each time.
"""

from collections.abc import Iterable

from testimonia.contract import rule
from testimonia.model.finding import Finding
from testimonia.model.sharing import Share
from testimonia.rules._reprints import are_one_text, finding, first_and_more


@rule("R203", "number-changed", "reuse", "warning")
def find_changed_numbers(share: Share) -> Iterable[Finding]:
    """One finding for the two documents, with both readings of each change."""
    changes = [change for change in share.changes if change.touches == "number"]
    if not changes or not are_one_text(share):
        return
    first = changes[0]
    yield finding(
        ("R203", "number-changed"),
        share,
        first_and_more(
            changes, f"The same sentence has “{first.said_a}” in one text and “{first.said_b}” in the other."
        ),
        changes,
        (
            "A digit misread: the two differ by more than one digit that is easily misread.",
            "A correction: possible; neither text says so.",
            "The author's revision: the documents do not say.",
        ),
    )
