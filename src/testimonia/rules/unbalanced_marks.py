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
from testimonia.model.layer import Annotation
from testimonia.model.span import Quote, quote_at
from testimonia.text.evidence import evidence_of, subject_of

CLOSING = frozenset("”’»)]}›")
WORDS_CHARS = 40


@rule("T301", "unbalanced-marks", "document", "note", needs=("documents", "marks"))
def find_unbalanced_marks(page: Page, document: Document) -> Iterable[Finding]:
    """Each mark without a partner in the document."""
    for row in page.layer("marks").within(document.begin, document.end):
        if row.kind != "unbalanced" or row.end <= row.begin:
            continue
        mark = row.get("mark") or page.text[row.begin : row.end]
        quote = _with_words(page.text, row)
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


def _with_words(text: str, row: Annotation) -> Quote:
    """The mark with some words of its own side: those before a closing mark, those after an opening one."""
    if row.get("mark") in CLOSING:
        begin = max(text.rfind("\n", 0, row.begin) + 1, row.begin - WORDS_CHARS)
        if begin and not text[begin - 1].isspace():
            space = text.find(" ", begin, row.begin)
            begin = space + 1 if space >= 0 else row.begin
        return quote_at(text, begin, row.end)
    stop = text.find("\n", row.end)
    end = min(stop if stop >= 0 else len(text), row.end + WORDS_CHARS)
    if end < len(text) and not text[end].isspace():
        end = max(text.rfind(" ", row.end, end), row.end)
    return quote_at(text, row.begin, end)
