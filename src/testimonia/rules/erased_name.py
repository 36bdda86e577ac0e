"""A name is left out of a sentence that is otherwise printed again.

What it looks at: texts that two documents print (reprints, excerpts, quotations), collated word for word.

Why it matters: a name that was taken out of a sentence, while the sentence was kept, was taken out by somebody. No list
of errata says so, and a reader who holds the later text alone cannot see it.

Example: "Hannah Pell, who keeps it, and Silas Crane, the cooper, put off from the hard" in 1931; "Hannah Pell, who
keeps it, put off from the hard" in 1936.

Innocent causes: an abridgement for want of space (where whole sentences go, nothing is said here); a line lost in
setting or in reading the page; the author's own revision; a name put in later, where the dates do not tell which text
is the earlier.

How it is computed: an omission of at most thirty words that holds a capitalised word never printed small in either
text, inside one sentence, with at least three agreeing words before and behind it and ten together. Nothing is said
where an ellipsis or a bracket owns the omission, where fewer than 85 in 100 words agree (the text was written anew),
nor where the same words stand elsewhere in the sentence.

A passage that fills neither text, and that neither marks as another's, must have a hundred words or more: set phrases
are filled in anew each time.
"""

from collections.abc import Iterable

from testimonia.contract import rule
from testimonia.model.finding import Finding
from testimonia.model.sharing import Share
from testimonia.rules._reprints import are_one_text, finding, first_and_more, which


@rule("R201", "name-left-out", "reuse", "warning")
def find_erased_names(share: Share) -> Iterable[Finding]:
    """One finding for the two documents, with both readings of each erasure."""
    changes = [change for change in share.changes if change.kind == "erasure" and change.touches == "name"]
    if not changes or not are_one_text(share):
        return
    first = changes[0]
    name, words = first.value_a or first.value_b, first.said_a or first.said_b
    place = f"The {which(share)} leaves out" if first.said_a else "The first text lacks"
    yield finding(
        ("R201", "name-left-out"),
        share,
        first_and_more(changes, f"{place} {name}: “{words}”."),
        changes,
        (
            "An abridgement: the sentence around the name was kept.",
            "A slip in setting or in transcription: a line may have been lost; see the page.",
            "The author's revision: the documents do not say.",
        ),
    )
