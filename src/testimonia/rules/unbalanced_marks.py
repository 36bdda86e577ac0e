"""A quotation mark or bracket has no partner.

What it looks at: the marks that the layer "marks" could not pair inside their paragraph, quotation or run of
quoted paragraphs.

Why it matters: where a quotation begins or ends decides whose words they are; a lost mark can give an
author's words to somebody else.

Example: "He called it the finest harbour in the county.” No one laughed."

Innocent causes: quoted paragraphs that open anew and close once; apostrophes; numbers such as "1)"; inches
and seconds.

How it is computed: as the layer says in its reason; always a note, since print itself is full of such slips.
"""

from collections.abc import Iterable

from testimonia.contract import Page, rule
from testimonia.model.document import Document
from testimonia.model.finding import Finding, Trace
from testimonia.model.span import quote_at
from testimonia.text.evidence import evidence_of, subject_of


@rule("T301", "unbalanced-marks", "document", "note", needs=("documents", "marks"))
def find_unbalanced_marks(page: Page, document: Document) -> Iterable[Finding]:
    """Each mark without a partner in the document."""
    for row in page.layer("marks").within(document.begin, document.end):
        if row.kind != "unbalanced" or row.end <= row.begin:
            continue
        quote = quote_at(page.text, row.begin, row.end)
        mark = row.get("mark") or quote.exact
        yield Finding(
            "T301",
            "unbalanced-marks",
            "note",
            "textual",
            subject_of(document),
            "text",
            f"The mark {mark} has no partner.",
            (evidence_of(page.source, document, quote, value=mark, voice="author"),),
            Trace("pairs of marks inside a paragraph", {"why": row.get("why")}),
            ("Quoted paragraphs that open anew, apostrophes and list numbers: allowed for.",),
        )
