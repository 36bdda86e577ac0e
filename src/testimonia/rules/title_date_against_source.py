"""The date under the title cannot stand beside the date of printing.

What it looks at: a date in brackets or on a line of its own under the title, and every date at which the page
says that its text was printed.

Why it matters: the date under the title is what readers and catalogues quote.

Example: "(June 1928)" under the title of an article from "The Saltmarsh Courier, 16 June 1931, p. 2"; or
"(June 1931)" over an article printed on 9 January 1931.

Innocent causes: the title gives the date of writing, which comes before printing, by years in a reprint; one
date is in the Old Style; an issue appeared later than its date; the text was revised after its first
printing.

How it is computed: nothing is said where the two may share a day, nor where the title merely comes first.
Reported are (1) the same day with another year: an error, or a warning where the years lie more than three
apart and the path of the file does not agree with the source line; (2) the same month with another year: an
error where the path agrees with the source line, a warning where it does not and the years lie within three,
else nothing, for it may be a reprint on an anniversary; (3) a title date after every printed date: an error,
or a warning where it comes up to 31 days after; (4) a title date after the first of several printings, with
which it agrees not at all: a warning; (5) the same day of another month of that year, or an earlier month, by
more than 31 days, than the one on which path and source line agree: a warning. Of (1), (2) and (5) nothing is
said where a dateline or signature repeats the date of the title.
"""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from testimonia.contract import Page, rule
from testimonia.model.document import Document
from testimonia.model.finding import Finding, Trace
from testimonia.model.problem import Severity
from testimonia.model.when import When, disjoint, gap_days
from testimonia.text.evidence import subject_of
from testimonia.text.witnesses import (
    Witness,
    differs_in_month_only,
    differs_in_year_only,
    evidence_for,
    is_after,
    latest,
    line_dates,
    nearest,
    path_date,
    printed_dates,
    title_dates,
)

LATE_ISSUE_DAYS = 31
NEAR_YEARS = 3


class _Clash(Struct, frozen=True):
    """The printed date that the title date cannot stand beside, how sure that is, and why, as a formula."""

    printed: Witness
    severity: Severity
    formula: str
    is_by_shape: bool = False


@rule("D102", "title-date-against-source-line", "document", "error", needs=("documents", "dates"))
def find_title_date_contradictions(page: Page, document: Document) -> Iterable[Finding]:
    """Each date under the title that shares no day with any printed date and is not merely earlier."""
    printed = printed_dates(document)
    path = path_date(document)
    for title in title_dates(document, page.text):
        if any(not disjoint(title.when, other.when) for other in printed):
            continue
        clash = _clash(title.when, printed, path)
        if clash is None or (clash.is_by_shape and _is_confirmed(page, document, title)):
            continue
        yield Finding(
            "D102",
            "title-date-against-source-line",
            clash.severity,
            "contradiction" if clash.severity == "error" else "tension",
            subject_of(document),
            "published-in",
            f"The title is dated “{title.quote.exact}”, the source line says “{clash.printed.quote.exact}”.",
            evidence_for(page.source, document, title, clash.printed),
            Trace(
                clash.formula,
                {
                    "title": title.when.edtf,
                    "printed": clash.printed.when.edtf,
                    "path": path.edtf if path else "no date",
                    "days apart": str(gap_days(title.when, clash.printed.when)),
                },
                "Old Style where the calendar is unknown",
            ),
            _alternatives(title.when, clash.printed.when),
        )


def _clash(title: When, printed: Sequence[Witness], path: When | None) -> _Clash | None:
    for other in printed:
        severity = _year_severity(title, other.when, path) if differs_in_year_only(title, other.when) else None
        if severity is not None:
            return _Clash(other, severity, "same day or month, another year", True)
    last = latest(printed)
    if last is not None and is_after(title, last.when):
        late = gap_days(title, last.when) <= LATE_ISSUE_DAYS
        return _Clash(last, "warning" if late else "error", "the title date comes after every printed date")
    passed = [w for w in printed if is_after(title, w.when) and not w.is_book]
    first = nearest(title, passed)
    if first is not None:
        return _Clash(first, "warning", "the title date comes after the first printing")
    other_month = next((w for w in printed if differs_in_month_only(title, w.when)), None)
    if other_month is not None:
        return _Clash(other_month, "warning", "same day, another month", True)
    filed = next((w for w in printed if w.periodical and _is_filed(title, w.when, path)), None)
    return _Clash(filed, "warning", "another month than the path and the source line", True) if filed else None


def _is_filed(title: When, printed: When, path: When | None) -> bool:
    """Whether the path sides with the source line, month and all, against a title of an earlier month of that year. A
    month or less may lie between writing and print."""
    if path is None or title.precision != "month" or path.precision not in ("month", "day"):
        return False
    same_year = {point.year for when in (title, printed, path) for point in when.ends if point}
    is_long = gap_days(title, printed) > LATE_ISSUE_DAYS
    return len(same_year) == 1 and is_long and disjoint(path, title) and not disjoint(path, printed)


def _year_severity(title: When, printed: When, path: When | None) -> Severity | None:
    """How much it weighs that two dates differ in the year only; None where it is no slip to speak of. A month alone
    could be a reprint's, and texts are reprinted on anniversaries: then the years must be near, and the file dated."""
    sided = path is not None and not disjoint(path, printed) and disjoint(path, title)
    is_near = gap_days(title, printed) <= NEAR_YEARS * 366
    if title.precision == printed.precision == "day":
        return "error" if sided or is_near else "warning"
    if sided:
        return "error"
    return "warning" if path is not None and is_near else None


def _is_confirmed(page: Page, document: Document, title: Witness) -> bool:
    """Whether a dateline or signature of the text gives the title's date too: then it is the date of writing."""
    others = line_dates(page.text, document, page.layer("dates"))
    return any(w.quote != title.quote and w.when.edtf == title.when.edtf for w in others)


def _alternatives(title: When, printed: When) -> tuple[str, ...]:
    if is_after(title, printed):
        return (
            "Date of writing: it would come before the printing; this one comes after.",
            "Old Style: the dates are farther apart than the calendars.",
            "A later printing: the page names none that agrees with the title.",
        )
    return (
        "Date of writing, or a reprint: possible, but day and month would agree by chance.",
        "An earlier printing: the page names none that agrees with the title.",
        "A dateline or signature: none repeats the title's date.",
    )
