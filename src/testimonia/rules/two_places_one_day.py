"""One person in two distant places on one day.

What it looks at: dated stays, moves, imprisonments, births and deaths of one person whose places the gazetteer knows.

Why it matters: one of two memoirs misdates a meeting, or one name covers two people.

Example: "on 9 May 1905 she was imprisoned in Warsaw" and "on 9 May 1905 he moved to Geneva" of one name.

Innocent causes: Old Style and New Style (the day is taken in both); a namesake town; a journey that began on that day.

How it is computed: two claims with one whole day and towns more than 1,000 km apart, as far as anybody travels in a
day. It is a tension, never a contradiction: how fast people travelled is not in the texts.
"""

from collections.abc import Iterable
from itertools import combinations

from testimonia.contract import rule
from testimonia.model.finding import Finding, Trace
from testimonia.model.person import PersonDossier
from testimonia.rules._people import finding
from testimonia.rules._stays import KM_A_DAY, km, plain_days_between, stays
from testimonia.text.datepoints import in_words


@rule("C215", "two-places-one-day", "person", "note", study="people")
def find_two_places(person: PersonDossier) -> Iterable[Finding]:
    """One tension for each pair of places on one day."""
    for a, b in combinations(stays(person), 2):
        if a.when.edtf == b.when.edtf and plain_days_between(a, b) < 14 and (way := km(a, b)) > KM_A_DAY:
            statement = (
                f"On {in_words(a.when.edtf)} texts put {person.label} in {a.claim.value.value} and in "
                f"{b.claim.value.value}, {way:,} km apart."
            )
            inputs = {a.claim.value.value: a.when.edtf, b.claim.value.value: b.when.edtf, "km": str(way)}
            yield finding(
                ("C215", "two-places-one-day", "note"), "tension", person, ("resided", statement), (a.claim, b.claim),
                Trace("the way between two places on one day", inputs, f"{KM_A_DAY} km a day"),
                ("A town of the same name: the gazetteer knows only one.", "Two calendars: both texts name one day."),
            )  # fmt: skip
