"""An alibi: two places that nobody could have reached between the two days.

What it looks at: dated stays, moves, imprisonments, births and deaths of one person in two texts, on different days.

Why it matters: it is how a forged deposition is found, and a misdated letter.

Example: imprisoned in Vladivostok on 3 March, and in Lisbon on 5 March of the same year.

Innocent causes: Old Style and New Style (the widest reading is taken); a namesake, of person or town; a date of
sentence or of arrival taken for one of presence.

How it is computed: the way between the two towns, over the days that may at most lie between the two dates and one
more, is over 1,000 km a day.  It is a tension with both quotes.
"""

from collections.abc import Iterable
from itertools import combinations

from testimonia.contract import rule
from testimonia.model.finding import Finding, Trace
from testimonia.model.person import PersonDossier
from testimonia.rules._people import finding
from testimonia.rules._stays import KM_A_DAY, NEAR_KM, km, plain_days_between, stays
from testimonia.text.datepoints import in_words


@rule("C239", "alibi", "person", "note", study="people")
def find_alibis(person: PersonDossier) -> Iterable[Finding]:
    """One tension for each pair of stays with too little time between."""
    for a, b in combinations(stays(person), 2):
        way, days = km(a, b), plain_days_between(a, b)
        if a.when.edtf == b.when.edtf or way <= NEAR_KM or way <= KM_A_DAY * (days + 1):
            continue
        statement = (
            f"{person.label} cannot have been in {a.claim.value.value} on {in_words(a.when.edtf)} and in "
            f"{b.claim.value.value} on {in_words(b.when.edtf)}: {way:,} km in {days} days."
        )
        inputs = {a.claim.value.value: a.when.edtf, b.claim.value.value: b.when.edtf, "km": str(way), "days": str(days)}
        yield finding(
            ("C239", "alibi", "note"), "tension", person, ("resided", statement), (a.claim, b.claim),
            Trace("way / (days between + 1)", inputs, f"{KM_A_DAY} km a day; the widest reading of the calendars"),
            ("A town of the same name: the gazetteer knows only one.",),
        )  # fmt: skip
