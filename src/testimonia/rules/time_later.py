"""A length of time from one date to the next that does not lead there.

What it looks at: "In 1906 the pier was begun. Thirteen months later, in March 1909, it was opened."

Why it matters: whoever copies a chronology keeps such phrases and loses a date between them, or the other way round.

Example: "born on 24 February 1906 ... Three years later, in 1911".

Innocent causes: the length counts from another event than the date before it; a round number.

How it is computed: the length counts from the last full date before it in the same paragraph, and leads to the date
set right after it; where that date lies before the first, the length is counted from another event, and nothing is
said. More than one unit off is a tension; it is a contradiction only where both dates stand in one
sentence with it, and no other date or event lies between.
"""

import re
from collections.abc import Iterable

from testimonia.contract import Page, rule
from testimonia.model.document import Document
from testimonia.model.finding import Finding, Trace
from testimonia.model.layer import Annotation
from testimonia.rules._spans import ABSOLUTE, off_by, row_evidence, rows_in, told_twice, units_between, when_of_row
from testimonia.text.evidence import subject_of

FARTHEST_CHARS = 160
TOLERANCE = 1.0
_SENTENCE = re.compile(r"[.!?][”\"’)]?\s")


@rule("C222", "time-later", "document", "warning", needs=("documents", "dates"), study="people")
def find_times_later(page: Page, document: Document) -> Iterable[Finding]:
    """Each "N months later, in D" that the date before it refuses."""
    rows = rows_in(page, document)
    for row, date in told_twice(page, document, 1):
        before = [other for other in rows if other.end <= row.begin]
        anchor = before[-1] if before else None
        if row.get("anchor") != "narrative" or anchor is None or not _can_anchor(page.text, anchor, row):
            continue
        bounds = units_between(when_of_row(anchor), when_of_row(date), row.get("unit"))
        stated = row.number("offset") or 0
        if bounds and bounds[1] < 0:
            continue  # what is later than something cannot lie before it: it is counted from another event
        if bounds and (off := off_by(bounds, stated)) > TOLERANCE:
            yield _finding(page, document, (anchor, row, date), (bounds, stated, off))


def _can_anchor(text: str, anchor: Annotation, row: Annotation) -> bool:
    near = row.begin - anchor.end <= FARTHEST_CHARS and "\n\n" not in text[anchor.end : row.begin]
    return near and anchor.kind in ABSOLUTE and bool(anchor.get("edtf")) and anchor.get("role") == "narrated"


def _finding(
    page: Page,
    document: Document,
    rows: tuple[Annotation, Annotation, Annotation],
    sum_: tuple[tuple[float, float], int, float],
) -> Finding:
    anchor, row, date = rows
    bounds, stated, off = sum_
    hard = not _SENTENCE.search(page.text, anchor.end, row.begin)
    unit = row.get("unit")
    statement = (
        f"The text counts {stated} {unit} from {anchor.get('edtf')} to {date.get('edtf')}; "
        f"they are {bounds[0]:g} to {bounds[1]:g}."
    )
    return Finding(
        "C222",
        "time-later",
        "warning" if hard else "note",
        "contradiction" if hard else "tension",
        subject_of(document),
        "dated",
        statement,
        (
            row_evidence(page, document, anchor, anchor.get("edtf")),
            row_evidence(page, document, row, f"{stated} {unit}"),
            row_evidence(page, document, date, date.get("edtf")),
        ),
        Trace(
            "second date - first date, in the unit named",
            {"from": anchor.get("edtf"), "to": date.get("edtf"), "stated": f"{stated} {unit}", "off": f"{off:g}"},
            "one unit",
        ),
        ("Counted from another event: " + ("none stands between." if hard else "the sentences between may hold one."),),
    )
