"""An obituary that is older than the death.

What it looks at: texts whose title says that they mourn somebody, their dates, and the death dates of that person.

Why it matters: the page's date, or the date of death, is wrong by a year or a month.

Example: "In Memory of Mary Ashdown", dated 3 March 1931, of one who died on 9 May 1931.

Innocent causes: Old Style and New Style; a person wrongly thought dead (which is news, and the text would say so).

How it is computed: the latest day of the text's own date comes before the earliest day of every asserted death. The
title must hold a word of mourning and the person's surname.
"""

import re
from collections.abc import Iterable

from testimonia.contract import rule
from testimonia.model.finding import Finding, Trace
from testimonia.model.person import PersonDossier
from testimonia.model.when import When, calendar_of
from testimonia.rules._kin import deaths
from testimonia.rules._people import finding, told, with_text
from testimonia.text.datepoints import in_words
from testimonia.text.namewords import fold_name
from testimonia.text.verdicts import days_after, when_of

_MOURNING = re.compile(
    r"\b(?:in\s+memor(?:y|iam)|obituar(?:y|ies)|(?:on\s+the\s+)?death\s+of|funeral|the\s+late|farewell\s+to|at\s+the\s+grave|requiem|tribute\s+to)\b",
    re.IGNORECASE,
)


@rule("C219", "obituary-before-death", "person", "warning", study="people")
def find_early_obituaries(person: PersonDossier) -> Iterable[Finding]:
    """One finding for each obituary that every death refuses."""
    ends = deaths(told(person, "death-date"))
    surname = fold_name(person.label).split()[-1:]
    for text in person.texts:
        if not ends or not _MOURNING.search(text.title) or not set(surname) & set(fold_name(text.title).split()):
            continue
        own = When(text.edtf, calendar_of(text.edtf))
        early = [(days_after(when_of(end), own), end) for end in ends]
        if all(days > 0 for days, _ in early):
            days, end = min(early, key=lambda item: (item[0], item[1].id))
            statement = (
                f"“{text.title}” is dated {in_words(text.edtf)}; {person.label} died {in_words(end.value.value)}."
            )
            made = finding(
                ("C219", "obituary-before-death", "warning"), "contradiction", person, ("death-date", statement),
                (end,),
                Trace(
                    "earliest day of the death - latest day of the obituary",
                    {"obituary": f"{text.edtf} ({text.role})", "death": end.value.value, "days": str(days)},
                    "Old Style where the calendar is unknown",
                ),
                ("Mourned too soon: the text would say so.",),
            )  # fmt: skip
            yield with_text(made, text)
