"""A text that tells what happened after it was written.

What it looks at: births, deaths and deeds that a text tells as past, with their dates, beside the text's own date.

Why it matters: the page's date is that of a first edition and the text was revised, or a later hand wrote in it, or one
of the two dates is wrong.

Example: an article dated 12 March 1931 in which somebody "died on 8 November 1938".

Innocent causes: an editor's note or a life in brackets set into the text by a later hand (left out); an issue that came
out after its date (a month is allowed); a plan told as if done.

How it is computed: the earliest day of what is told comes after the latest day of the text's own date by more than 31
days. Only sentences in the author's voice count, and dates in the calendar as written.
"""

import re
from collections.abc import Iterable

from testimonia.contract import rule
from testimonia.model.claim import Claim
from testimonia.model.finding import Finding, Trace
from testimonia.model.person import PersonDossier, TextDate
from testimonia.model.when import When, calendar_of
from testimonia.rules._people import finding, told, with_text
from testimonia.rules.life_order import LIVED
from testimonia.text.datepoints import in_words
from testimonia.text.verdicts import days_after, when_of

LATE_ISSUE_DAYS = 31
_BRACKETED = re.compile(r"[\[(][^\])]{0,40}\d{4}")


@rule("C220", "told-before-it-happened", "person", "warning", study="people")
def find_tales_of_the_future(person: PersonDossier) -> Iterable[Finding]:
    """One finding for each document that tells of the person what came after its date."""
    texts = {text.document: text for text in person.texts if text.role in ("written", "printed", "first-printed")}
    seen: set[str] = set()
    for claim in told(person, "birth-date", "death-date", *LIVED):
        text, when = texts.get(claim.document), _when(claim)
        if text is None or when is None or claim.document in seen or not _is_authors(claim):
            continue
        days = days_after(when, When(text.edtf, calendar_of(text.edtf)))
        if days > LATE_ISSUE_DAYS:
            seen.add(claim.document)
            yield _finding(person, claim, text, (when, days))


def _when(claim: Claim) -> When | None:
    if claim.property.endswith("-date"):
        return when_of(claim)
    return When(claim.when, "unknown") if claim.when and "/" not in claim.when else None


def _is_authors(claim: Claim) -> bool:
    """Whether the text's author says it in a sentence of his own: no head, bracket, note or quotation."""
    innermost = claim.voice.split(" > ")[-1].split(" (")[0]
    plain = innermost == "author" and claim.extractor not in ("patterns:head", "page")
    return plain and claim.mode == "asserted" and not _BRACKETED.search(claim.evidence.exact)


def _finding(person: PersonDossier, claim: Claim, text: TextDate, how: tuple[When, int]) -> Finding:
    when, days = how
    statement = (
        f"A text dated {in_words(text.edtf)} tells of {person.label} what happened later: "
        f"{claim.property.replace('-', ' ')} {in_words(claim.value.value)}"
        + (f" in {in_words(claim.when)}." if claim.when and not claim.property.endswith("-date") else ".")
    )
    made = finding(
        ("C220", "told-before-it-happened", "warning"), "contradiction", person, (claim.property, statement), (claim,),
        Trace(
            "earliest day of what is told - latest day of the text",
            {"text": f"{text.edtf} ({text.role})", "told": when.edtf, "days after": str(days)},
            f"{LATE_ISSUE_DAYS} days",
        ),
        ("A later hand: the words stand in no bracket, note or frame.", "An issue that came out late: not by so much."),
    )  # fmt: skip
    return with_text(made, text)
