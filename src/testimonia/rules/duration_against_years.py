"""A number of years that the years beside it do not make.

What it looks at: "this five years' struggle (from 1923 to 1928)", "for twelve years, from 1907 to 1917".

Why it matters: the two say one thing twice, so that one of them is a slip, and the reader can see which by the rest of
the page.

Example: "kept the ferry for thirty-nine years (1909-1938)".

Innocent causes: years counted at both ends (five named years are "five years" from the first to the fifth: one more or
less is allowed); an interruption.

How it is computed: last year less first year, as bounds; more than one year off the stated number is a contradiction.
The two must stand in one sentence, not more than thirty characters apart, the dates in brackets or after a comma.
"""

import re
from collections.abc import Iterable
from itertools import pairwise

from testimonia.contract import Page, rule
from testimonia.model.document import Document
from testimonia.model.finding import Finding, Trace
from testimonia.rules._spans import row_evidence, rows_in
from testimonia.text.evidence import subject_of

TOLERANCE_YEARS = 1
_BETWEEN = re.compile(r"(?:[’'`]?\s*[\w-]{0,14})?\s*(?:[,(]\s*)(?:that\s+is,?\s+)?")
_YEARS = re.compile(r"(\d{4})(?:-\d\d){0,2}/(\d{4})(?:-\d\d){0,2}")


@rule("C223", "duration-against-years", "document", "warning", needs=("documents", "dates"), study="people")
def find_wrong_durations(page: Page, document: Document) -> Iterable[Finding]:
    """Each stated number of years that the interval beside it refuses."""
    rows = rows_in(page, document)
    for row, span in pairwise(rows):
        years = _YEARS.fullmatch(span.get("edtf")) if span.kind == "interval" else None
        stated = row.number("offset")
        if row.kind != "duration" or row.get("unit") != "years" or years is None or not stated:
            continue
        between = page.text[row.end : span.begin]
        made = int(years[2]) - int(years[1])
        if row.values.get("approximate") or not _BETWEEN.fullmatch(between) or abs(made - stated) <= TOLERANCE_YEARS:
            continue
        yield Finding(
            "C223",
            "duration-against-years",
            "warning",
            "contradiction",
            subject_of(document),
            "dated",
            f"The text says {stated} years, and beside it gives years that make {made}.",
            (
                row_evidence(page, document, row, f"{stated} years"),
                row_evidence(page, document, span, span.get("edtf")),
            ),
            Trace(
                "last year - first year",
                {"stated": str(stated), "years": span.get("edtf"), "made": str(made)},
                "one year",
            ),
            (
                "Both ends counted: it would be one more.",
                "An interruption: the text names none between the two.",
            ),
        )  # fmt: skip
