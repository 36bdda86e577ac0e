"""A text that speaks of its own author as of another.

What it looks at: the name in the byline, and the same full name in the running text with what is said of it.

Why it matters: what stands there is not the author's: an editor's introduction was run into the text, or the byline
belongs to an excerpt only. Claims made there must not be credited to the author.

Example: "by Hannah Pell" over a paragraph that says "Hannah Pell, ferrywoman, wrote these lines at our request".

Innocent causes: authors who write of themselves so (reviews of one's own book, Caesar); minutes; an author of the same
name; an editor's words that nothing marks as such (a note in brackets that an editor signs is left out).

How it is computed: the byline's full name in a paragraph in the author's voice (no quotation, note or frame) that holds
no "I", "me" or "my", followed in the same sentence by a verb or a pronoun of the third person. A tension.
"""

import re
from collections.abc import Iterable

from testimonia.contract import Page, rule
from testimonia.model.document import Document
from testimonia.model.finding import Evidence, Finding, Trace
from testimonia.model.span import Quote, quote_at
from testimonia.text.evidence import evidence_of, subject_of

_FIRST = re.compile(r"\b(?:I|me|my|mine|myself)\b")
_THIRD = (
    r"(?:\s*,[^.;:\n]{0,60}?,)?\s+(?:(?:has|had|have|was|is|were|did|does|will|would|himself|herself|he|she)\b"
    r"|(?:wrote|writes|said|says|told|tells|died|came|went|delivered|spoke|published|describes|explains|argues|gave)\b)"
)
_BEFORE = re.compile(r"(?:\bby|\bBy|\(|©|[Cc]omrade\s+and)\s*$")
_EDITORS = re.compile(r"[\[(][^\[\]()]{1,600}?[–—-]?\s?(?:Eds?\.|Editors?|Translator|Tr\.)\s?[\])]")
FEWEST_CHARS = 80


@rule("C236", "byline-in-third-person", "document", "note", needs=("documents", "structure", "voices"), study="people")
def find_third_persons(page: Page, document: Document) -> Iterable[Finding]:
    """One tension for each author whom the text calls by name as somebody else."""
    for byline in document.bylines:
        name = " ".join(byline.form.split())
        if byline.kind != "person" or byline.where != "byline" or byline.quote is None or " " not in name:
            continue
        said = _said_of(page, document, name)
        if said is None:
            continue
        yield Finding(
            "C236",
            "byline-in-third-person",
            "note",
            "tension",
            subject_of(document),
            "author-of",
            f"The text is given to {name}, and speaks of {name} as of somebody else.",
            (_of(page, document, byline.quote, name), _of(page, document, said, "third person")),
            Trace("the byline's name with a verb of the third person, in the author's voice", {"byline": name}),
            (
                "Authors who write of themselves so: the paragraph holds no “I”.",
                "A namesake: the full name is the same.",
                "An editor’s words that nothing marks as such: the page was not asked who wrote the paragraph.",
            ),
        )


def _said_of(page: Page, document: Document, name: str) -> Quote | None:
    """The first words of the author's own voice that speak of the name as of another."""
    pattern = re.compile(re.escape(name).replace(r"\ ", r"\s+") + _THIRD)
    voices = page.layer("voices")
    for row in page.layer("structure").within(document.begin, document.end):
        if row.kind != "paragraph" or row.end - row.begin < FEWEST_CHARS:
            continue
        found = pattern.search(page.text, row.begin, row.end)
        if found is None or _FIRST.search(page.text, row.begin, row.end):
            continue
        if _BEFORE.search(page.text[max(row.begin, found.start() - 14) : found.start()]):
            continue
        if any(note.start() < found.start() < note.end() for note in _EDITORS.finditer(page.text, row.begin, row.end)):
            continue  # what an editor signs is nobody else's
        over = voices.covering(found.start())
        if over and over[-1].kind == "author" and over[-1].get("who") in ("", name):
            return quote_at(page.text, found.start(), found.end())
    return None


def _of(page: Page, document: Document, quote: Quote, value: str) -> Evidence:
    return evidence_of(page.source, document, quote, value=value, voice="author")
