"""A page range runs backwards.

What it looks at: the page ranges in the citations that say where the text was printed.

Why it matters: a reader who orders or opens those pages will not find the text; one of the two numbers is a
slip.

Example: "pp. 172-164".

Innocent causes: shortened ranges ("172-4" is 172 to 174, "568-67" is not); a text continued on an earlier
page is listed with commas or "&", which is no range.

How it is computed: the end of a shortened range is filled from its beginning; a range is reported when its
end is still lower than its beginning.
"""

import re
from collections.abc import Iterable

from testimonia.contract import Page, rule
from testimonia.model.document import Document
from testimonia.model.finding import Finding, Trace
from testimonia.text.evidence import evidence_of, subject_of

_RANGE = re.compile(r"(\d+)-(\d+)")


@rule("D108", "reversed-pages", "document", "error", needs=("documents",))
def find_reversed_pages(page: Page, document: Document) -> Iterable[Finding]:
    """Each range of a source citation whose end comes before its beginning."""
    for citation in document.source_citations():
        for part in citation.parts:
            reversed_ranges = (
                [] if part.part != "pages" else [m for m in _RANGE.finditer(part.value) if _is_reversed(m)]
            )
            for match in reversed_ranges:
                yield Finding(
                    "D108",
                    "reversed-pages",
                    "error",
                    "contradiction",
                    subject_of(document),
                    "published-in",
                    f"The source line gives the pages “{part.quote.exact}”, which run backwards.",
                    (evidence_of(page.source, document, part.quote, value=part.value, voice="source-line"),),
                    Trace("the end of the range is lower than its beginning", {"from": match[1], "to": match[2]}),
                    ("A shortened range: filled from its beginning, it still runs backwards.",),
                )


def _is_reversed(match: re.Match[str]) -> bool:
    return int(match[2]) < int(match[1])
