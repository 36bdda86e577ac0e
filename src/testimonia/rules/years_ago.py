"""A length of time before the writing that does not lead to the date beside it.

What it looks at: "six years ago, on 16 February 1938", beside the day on which the page says that it was written or
printed.

Why it matters: one of three things is wrong: the length, the date, or the date of the text. In a text that was printed
again with its first date lost, it is often the last.

Example: a speech dated 1931 that says "twelve years ago, in 1917".

Innocent causes: a round number ("ten years ago" of eleven); an anniversary kept some weeks early; a text written long
before it was printed.

How it is computed: the text's own date less the event's, in the unit that the text names (years, months, weeks), as
bounds. Nothing is said where the stated number lies within them; up to half a unit off it is a note ("compatible"), up
to one unit a tension, beyond that a contradiction. "About ten years ago" is left out.
"""

from collections.abc import Iterable

from testimonia.contract import Page, rule
from testimonia.model.document import Document
from testimonia.model.finding import Finding, Trace, Verdict
from testimonia.model.layer import Annotation
from testimonia.model.person import TextDate
from testimonia.model.problem import Severity
from testimonia.model.when import When, calendar_of
from testimonia.rules._spans import off_by, row_evidence, told_twice, units_between, when_of_row
from testimonia.text.datepoints import in_words
from testimonia.text.evidence import evidence_of, subject_of
from testimonia.text.textdates import text_date


@rule("C221", "years-ago", "document", "warning", needs=("documents", "dates"), study="people")
def find_years_ago(page: Page, document: Document) -> Iterable[Finding]:
    """Each length of time before the writing, with its date, that the text's own date refuses."""
    own = text_date(document)
    if own is None:
        return
    for row, date in told_twice(page, document, -1):
        if row.get("anchor") != "document-date":
            continue
        bounds = units_between(when_of_row(date), When(own.edtf, calendar_of(own.edtf)), row.get("unit"))
        stated = -(row.number("offset") or 0)
        if bounds is None or not (off := off_by(bounds, stated)):
            continue
        yield _finding(page, document, own, (row, date), (bounds, stated, off))


def _verdict(off: float) -> tuple[Severity, Verdict]:
    if off <= 0.5:
        return "note", "compatible"
    return ("note", "tension") if off <= 1 else ("warning", "contradiction")


def _finding(
    page: Page,
    document: Document,
    own: TextDate,
    rows: tuple[Annotation, Annotation],
    sum_: tuple[tuple[float, float], int, float],
) -> Finding:
    row, date = rows
    bounds, stated, off = sum_
    severity, verdict = _verdict(off)
    unit = row.get("unit")
    statement = (
        f"The text counts {stated} {unit} back to {in_words(date.get('edtf'))}; from its own date, "
        f"{in_words(own.edtf)}, they are {bounds[0]:g} to {bounds[1]:g}."
    )
    return Finding(
        "C221",
        "years-ago",
        severity,
        verdict,
        subject_of(document),
        "dated",
        statement,
        (
            row_evidence(page, document, row, f"{stated} {unit}"),
            row_evidence(page, document, date, date.get("edtf")),
            evidence_of(page.source, document, own.quote, value=own.edtf),
        ),
        Trace(
            "date of the text - date of the event, in the unit named",
            {
                "text": f"{own.edtf} ({own.role})",
                "event": date.get("edtf"),
                "stated": f"{stated} {unit}",
                "off": f"{off:g}",
            },
            "half a unit: compatible; one unit: tension",
        ),
        (
            "A round number: " + ("possible." if off <= 1 else "it would be rounded by more than one."),
            "Written earlier than the page says: then its date is that of a printing.",
        ),
    )  # fmt: skip
