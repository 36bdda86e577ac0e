"""Two dates that are one, in two calendars or two beginnings of the year.

What it looks at: dates of birth or death of one person that differ as the Old Style and the New Style do.

Why it matters: it looks like a contradiction and is none; an editor wants to know it before "correcting" either.

Example: "born 26 April 1711" and "born 7 May 1711"; "died 25 January 1639" and "died 25 January 1640".

Innocent causes: it is one.

How it is computed: two days that lie as far apart as the calendars did in that century (10 days in the sixteenth and
seventeenth, 11 in the
eighteenth, 12 in the nineteenth, 13 to 1923); or the same day before 25 March of two neighbouring years to 1752. The
verdict
is "explained", never a contradiction.
"""

from collections.abc import Iterable

from testimonia.contract import rule
from testimonia.model.finding import Finding, Trace
from testimonia.model.person import PersonDossier
from testimonia.rules._people import apart, finding, involved, told
from testimonia.text.verdicts import compare_dates


@rule("C214", "date-in-two-styles", "person", "note", study="people")
def find_two_styles(person: PersonDossier) -> Iterable[Finding]:
    """A note for each property with days that a change of calendar explains."""
    for prop in ("birth-date", "death-date"):
        pairs = [p for p in apart(told(person, prop), compare_dates, "explained") if p[2].gap_days]
        if pairs:
            claims = tuple(involved(pairs))
            statement = (
                f"The {prop.replace('-', ' ')}s of {person.label} differ as two calendars do: {pairs[0][2].why}."
            )
            trace = Trace(pairs[0][2].why, pairs[0][2].inputs)
            yield finding(("C214", "date-in-two-styles", "note"), "explained", person, (prop, statement), claims, trace)
