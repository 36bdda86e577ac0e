"""The day of the week that a text names is not the day on which its date fell.

What it looks at: every full date that stands beside a day of the week ("Sunday, 5 May 1931").

Why it matters: a weekday is an independent witness. Where it disagrees, the day, the month, the year or the
weekday was miswritten, miscopied or misread.

Example: "on Sunday, 5 May 1931": that day was a Tuesday.

Innocent causes: the Julian calendar, in Russia until 1918 and elsewhere longer; a writer's own slip,
faithfully printed.

How it is computed: the weekday of the date is counted in the Gregorian calendar. A day that fits in the
Julian calendar, for dates before 1924, is a note ("explained"). Otherwise it is an error in the page's own
dates and a warning in running text. The trace says in which neighbouring years the weekday would fit.
"""

from collections.abc import Iterable, Iterator

from testimonia.contract import Page, rule
from testimonia.model.calendar import ordinal_of, weekday_of
from testimonia.model.document import Document
from testimonia.model.finding import Finding, Trace, Verdict
from testimonia.model.layer import Annotation
from testimonia.model.problem import Severity
from testimonia.model.span import quote_at
from testimonia.model.when import When
from testimonia.text.evidence import evidence_of, subject_of

JULIAN_UNTIL_YEAR = 1924
YEARS_AROUND = 3


@rule("D104", "weekday-against-date", "document", "error", needs=("documents", "dates"))
def find_wrong_weekdays(page: Page, document: Document) -> Iterable[Finding]:
    """Each dated weekday that the Gregorian calendar does not give."""
    for row in page.layer("dates").within(document.begin, document.end):
        named = row.get("weekday").capitalize()
        day = _day(row)
        if not named or day is None or named == weekday_of(ordinal_of(*day, "gregorian")):
            continue
        yield _finding(page, document, row, day)


def _day(row: Annotation) -> tuple[int, int, int] | None:
    """Year, month and day of an exact date that the text itself gives in full."""
    if row.kind != "day" or row.get("anchor") or row.get("suggestion"):
        return None
    try:
        when = When(row.get("edtf"), "unknown")
    except ValueError:  # a slip or an impossible date: other rules speak of it
        return None
    point = when.ends[0]
    return (point.year, point.month, point.day) if point and when.precision == "day" else None


def _finding(page: Page, document: Document, row: Annotation, day: tuple[int, int, int]) -> Finding:
    named = row.get("weekday").capitalize()
    fell = weekday_of(ordinal_of(*day, "gregorian"))
    julian = weekday_of(ordinal_of(*day, "julian"))
    explained = day[0] < JULIAN_UNTIL_YEAR and julian == named
    verdict: Verdict = "explained" if explained else "contradiction"
    is_running = row.get("role") in ("", "narrated")
    severity: Severity = "note" if explained else "warning" if is_running else "error"
    quote = quote_at(page.text, row.begin, row.end)
    voice = "author" if is_running else "site"
    return Finding(
        "D104",
        "weekday-against-date",
        severity,
        verdict,
        subject_of(document),
        "dated",
        f"The text says “{quote.exact}”, and that day was a {fell}.",
        (evidence_of(page.source, document, quote, value=row.get("edtf"), voice=voice),),
        Trace(
            "weekday of the date in the Gregorian calendar",
            {
                "date": row.get("edtf"),
                "named": named,
                "fell on": fell,
                "years around in which it fits": ", ".join(_years_that_fit(named, day)) or "none",
            },
        ),
        (
            f"Julian calendar: there the day was a {julian}"
            + (", as the text says." if explained else ", which does not fit either." if julian != named else "."),
        ),
    )


def _years_that_fit(named: str, day: tuple[int, int, int]) -> Iterator[str]:
    year, month, of_month = day
    for other in range(year - YEARS_AROUND, year + YEARS_AROUND + 1):
        if (month, of_month) != (2, 29) and weekday_of(ordinal_of(other, month, of_month, "gregorian")) == named:
            yield str(other)
