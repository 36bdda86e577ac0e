"""Words that a document quotes from a page that the archive holds are not on that page.

What it looks at: a quotation followed by its source (periodical, issue and page), where the archive holds a document
that was printed on that page of that issue.

Why it matters: the words were taken from elsewhere, or the reference is wrong, or the quotation is nobody's. Whoever
quotes it further hands that on.

Example: "the rope was bought of a chandler" with "Vol. 7 No. 1, p. 173" behind it; the article on pages 172 to 174 says
nothing of a chandler.

Innocent causes: another article on the same page, which the archive does not hold; a page number misprinted; a held
text that is abridged. This is never an error.

How it is computed: quotations of twelve words or more with nothing but marks between them and the citation; the cited
pages all within those of the held document; and no passage shared with that document, nor with another of the issue
(forty letters, of which six in ten agree), that touches the quotation. Texts of another language are left out, for they
would be translations.
"""

from collections.abc import Iterable

from testimonia.contract import rule
from testimonia.model.finding import Evidence, Finding, Subject, Trace
from testimonia.model.sharing import CitedQuotation


@rule("R207", "quotation-absent", "quotation", "note")
def find_absent_quotations(cited: CitedQuotation) -> Iterable[Finding]:
    """One note for a quotation that the held page does not have."""
    if cited.found:
        return
    citing, held = cited.citing, cited.held
    yield Finding(
        "R207", "quotation-absent", "note", "absent",
        Subject("document", citing.document, citing.title or citing.source), "quotation-of",
        f"Words quoted from {cited.printed} are not in “{held.title or held.document}”, which was printed there.",
        (
            Evidence(citing.source, citing.document, cited.quote, 0, "quoted", "quoted"),
            Evidence(citing.source, citing.document, cited.citation, 0, cited.printed, "author"),
            Evidence(held.source, held.document, cited.pages, 0, "not there", "source-line"),
        ),
        Trace(
            "the quotation looked for in the document that was printed on the cited pages",
            {"quoted words": str(cited.words), "held": f"{held.document}, {held.words} words"},
            "four letters in ten that differ",
        ),
        (
            "Another article on the same page: the archive may not hold it.",
            "A page number misprinted: no other article of the issue that the archive holds has the words.",
            "Another language: both are of one.",
        ),
    )  # fmt: skip
