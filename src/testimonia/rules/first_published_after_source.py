"""The first publication comes after the source that the text was taken from.

What it looks at: the line "First published" and the source line.

Why it matters: what was first published cannot be later than another printing of the same text.

Example: "First published: The Norwick Beacon, 3 March 1934" and "Source: The Saltmarsh Courier, 16 February
1931".

Innocent causes: the source is a manuscript or proof; the first publication is that of a translation.

How it is computed: the first possible day of every first publication comes after the last possible day of the
source. An error where both are periodicals, otherwise a warning.
"""

from collections.abc import Iterable

from testimonia.contract import Page, rule
from testimonia.model.document import Document
from testimonia.model.finding import Finding, Trace
from testimonia.text.evidence import subject_of
from testimonia.text.witnesses import evidence_for, is_after, latest, printed_dates


@rule("D121", "first-published-after-source", "document", "error", needs=("documents",))
def find_late_first_printings(page: Page, document: Document) -> Iterable[Finding]:
    """The earliest statement of first publication, where it follows the whole of the source."""
    dated = printed_dates(document)
    first = [w for w in dated if w.role == "first-printed"]
    source = latest(w for w in dated if w.role == "printed" and w.where == "source-line")
    if source is None or not first or not all(is_after(w.when, source.when) for w in first):
        return
    certain = bool(first[0].periodical and source.periodical)
    yield Finding(
        "D121",
        "first-published-after-source",
        "error" if certain else "warning",
        "contradiction" if certain else "tension",
        subject_of(document),
        "published-in",
        f"The page says first published “{first[0].quote.exact}”, and its source is earlier, “{source.quote.exact}”.",
        evidence_for(page.source, document, first[0], source),
        Trace(
            "the first possible day of first publication comes after the last possible day of the source",
            {"first published": first[0].when.edtf, "source": source.when.edtf},
            "Old Style where the calendar is unknown",
        ),
        ("A manuscript or proof: " + ("the source is a periodical." if certain else "cannot be excluded."),),
    )
