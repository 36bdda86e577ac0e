"""A reprint has another date.

What it looks at: texts that two documents print (reprints, excerpts, quotations), collated word for word, and the dates
read in them.

Why it matters: one of the two dates is not what was first printed.

Example: "the sea came in on Tuesday, 10 February" in 1931, "on Tuesday, 17 February" in 1936.

Innocent causes: Old Style and New Style; a misprint that the later text corrects; the author's own revision.

How it is computed: where the same sentence has two dates that share no day, with at least three agreeing words before
and behind the change and ten together. Nothing is said of texts in which more than three words in a hundred are spelled
or read otherwise, nor where fewer than 85 in 100 agree.

A passage that fills neither text, and that neither marks as another's, must have a hundred words or more: set phrases
are filled in anew each time.
"""

from collections.abc import Iterable

from testimonia.contract import rule
from testimonia.model.finding import Finding
from testimonia.model.sharing import Share
from testimonia.rules._reprints import are_one_text, finding, first_and_more
from testimonia.text.datepoints import in_words


@rule("R204", "date-changed", "reuse", "warning")
def find_changed_dates(share: Share) -> Iterable[Finding]:
    """One finding for the two documents, with both readings of each change."""
    changes = [change for change in share.changes if change.touches == "date"]
    if not changes or not are_one_text(share):
        return
    first = changes[0]
    yield finding(
        ("R204", "date-changed"),
        share,
        first_and_more(
            changes,
            f"The same sentence is dated {in_words(first.value_a)} (“{first.said_a}”) in one text and "
            f"{in_words(first.value_b)} (“{first.said_b}”) in the other.",
        ),
        changes,
        (
            "Old Style beside New Style: see the two dates.",
            "A correction: possible; neither text says so.",
            "The author's revision: the documents do not say.",
        ),
    )
