"""A text written after its author's death.

What it looks at: "wrote in 1679", and the date of writing that a page gives to a text under a byline, beside the death
dates of that person.

Why it matters: the text is another's, or was only printed then; a bibliography that dates it so is wrong.

Example: a letter "Written: March 1939" by one who died in November 1938.

Innocent causes: a posthumous printing (words of printing and publishing are left out, and so are pages that give no
date of writing); a namesake; the date of a translation.

How it is computed: the earliest day of the writing comes after the latest day of every asserted death by more than a
month. A page's date counts only where it is labelled as of writing.
"""

import re
from collections.abc import Iterable

from testimonia.contract import rule
from testimonia.model.claim import Claim
from testimonia.model.finding import Finding, Trace
from testimonia.model.person import PersonDossier
from testimonia.model.when import When
from testimonia.rules._kin import deaths
from testimonia.rules._people import finding, told
from testimonia.text.datepoints import in_words
from testimonia.text.verdicts import days_after, when_of

TOLERANCE_DAYS = 31
_WROTE = re.compile(r"\b(?:wrote|composed|penned|was\s+writing|drafted)\b")


@rule("C218", "work-after-death", "person", "warning", study="people")
def find_works_after_death(person: PersonDossier) -> Iterable[Finding]:
    """One finding for each text written after every death that texts give."""
    ends = deaths(told(person, "death-date"))
    for work in told(person, "author-of"):
        if not ends or not work.when or "/" in work.when or not _is_writing(work):
            continue
        late = [(days_after(When(work.when, "unknown"), when_of(end)), end) for end in ends]
        if all(days > TOLERANCE_DAYS for days, _ in late):
            days, end = min(late, key=lambda item: (item[0], item[1].id))
            statement = (
                f"“{work.value.value}” by {person.label} is dated {in_words(work.when)}, after the author's death, "
                f"{in_words(end.value.value)}."
            )
            yield finding(
                ("C218", "work-after-death", "warning"), "contradiction", person, ("author-of", statement), (work, end),
                Trace(
                    "earliest day of the writing - latest day of the death",
                    {"writing": work.when, "death": end.value.value, "days after": str(days)},
                    f"{TOLERANCE_DAYS} days",
                ),
                ("A posthumous printing: the words are of writing.", "A namesake: the two lives do not lie apart."),
            )  # fmt: skip


def _is_writing(work: Claim) -> bool:
    return work.mode == "asserted" and (work.extractor == "page" or bool(_WROTE.search(work.evidence.exact)))
