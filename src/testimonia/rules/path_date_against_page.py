"""The date that the file's path spells out agrees with no date of the page.

What it looks at: the year (and month) in the folders or name of the file, and all the dates that the page
gives of itself: header, title, written, delivered, printed, signature.

Why it matters: a page in the wrong folder is listed under the wrong year, and its address is quoted as if it
were a date.

Example: the file letters/1928/06/hythe.htm whose page says "Written: 12 June 1931" and "The Saltmarsh
Courier, 18 June 1931".

Innocent causes: the path may name the time of writing, of printing or of the events, whichever the archive
chose; a page about a later reprint.

How it is computed: nothing is said where the path shares a day with any of those dates, where it lies between
two of them, or where the page only names later books, from which an older text may have been taken. Otherwise
a warning.
"""

from collections.abc import Iterable, Sequence

from testimonia.contract import Page, rule
from testimonia.model.document import Document
from testimonia.model.finding import Finding, Trace
from testimonia.model.when import When, disjoint
from testimonia.text.evidence import subject_of
from testimonia.text.witnesses import (
    Witness,
    evidence_for,
    header_dates,
    is_after,
    line_dates,
    nearest,
    path_date,
    printed_dates,
    title_dates,
    witnesses,
)


@rule("D103", "path-date-against-page", "document", "warning", needs=("documents", "dates"))
def find_path_contradictions(page: Page, document: Document) -> Iterable[Finding]:
    """The path's date, where it agrees with none of the page's own."""
    path = path_date(document)
    if path is None:
        return
    said = (
        *printed_dates(document),
        *header_dates(document),
        *title_dates(document, page.text),
        *witnesses(document, "written", "delivered"),
    )
    other = nearest(path, said)
    if (
        other is None
        or _is_reprint(path, said)
        or _agrees(path, [*said, *line_dates(page.text, document, page.layer("dates"))])
    ):
        return
    yield Finding(
        "D103",
        "path-date-against-page",
        "warning",
        "tension",
        subject_of(document),
        "dated",
        f"The file lies under {path.edtf}, and the page says “{other.quote.exact}”.",
        evidence_for(page.source, document, other),
        Trace(
            "the path's date shares no day with any date of the page, nor lies between two of them",
            {"path": path.edtf, "path as given": document.source, "nearest": other.when.edtf},
            "the precision of the path",
        ),
        (
            f"Date of writing, of delivery, of printing, of a signature: none of {len(said)} agrees with the path.",
            "Old Style: the dates are farther apart than the calendars.",
        ),
    )


def _agrees(path: When, said: Sequence[Witness]) -> bool:
    if any(not disjoint(path, w.when) for w in said):
        return True
    return any(is_after(path, w.when) for w in said) and any(is_after(w.when, path) for w in said)


def _is_reprint(path: When, said: Sequence[Witness]) -> bool:
    """Whether the page only names books that came out after the path's date: the text is older than they."""
    return all(is_after(w.when, path) and not w.periodical and w.where in ("source-line", "foot") for w in said)
