"""A reprint has another name.

What it looks at: texts that two documents print (reprints, excerpts, quotations), collated word for word.

Why it matters: one of the two names is not what was first printed; whoever follows it writes about somebody else.

Example: "the last of them Mrs Tuttle of the almshouse" in 1931, "the last of them Mrs Budge of the almshouse" in 1936.

Innocent causes: another name of the same person or place; a name as another language writes it (names that share half
of their letters are not reported, nor an abbreviation beside its words); the author's own revision.

How it is computed: where a name answers a name, between the same marks, with at least three agreeing words before and
behind it and ten together. Nothing is said where brackets own the change, nor where fewer than 85 in 100 words agree.

A passage that fills neither text, and that neither marks as another's, must have a hundred words or more: set phrases
are filled in anew each time.
"""

from collections.abc import Iterable

from testimonia.contract import rule
from testimonia.model.finding import Finding
from testimonia.model.sharing import Share
from testimonia.rules._reprints import are_one_text, finding, first_and_more


@rule("R202", "name-changed", "reuse", "warning")
def find_changed_names(share: Share) -> Iterable[Finding]:
    """One finding for the two documents, with both readings of each change."""
    changes = [change for change in share.changes if change.kind == "wording" and change.touches == "name"]
    if not changes or not are_one_text(share):
        return
    first = changes[0]
    yield finding(
        ("R202", "name-changed"),
        share,
        first_and_more(
            changes, f"The same sentence has “{first.said_a}” in one text and “{first.said_b}” in the other."
        ),
        changes,
        (
            "Another name of the same person or place: possible; the two are not alike in their letters.",
            "A spelling or a misreading: the names share less than half of their letters.",
            "The author's revision: the documents do not say.",
        ),
    )
