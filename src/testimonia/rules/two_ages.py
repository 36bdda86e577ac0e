"""Two ages of one person at one time.

What it looks at: "he was only twelve years old" in February 1917, and "he was going on twelve" in the same year in
another text, whatever the birth date.

Why it matters: it needs no birth date, and often betrays one that was changed.

Example: twelve in one memoir, eleven in another, at the same event.

Innocent causes: a birthday between the two days (one year is allowed where the dates leave room for one); a year of age
counted when begun.

How it is computed: the two times as bounds; the ages must differ by no more than the years that can lie between, and
one. Two texts must say so, each in its own words.
"""

from collections.abc import Iterable

from testimonia.contract import rule
from testimonia.model.claim import Claim
from testimonia.model.finding import Finding, Trace
from testimonia.model.person import PersonDossier
from testimonia.model.when import When
from testimonia.rules._people import apart, finding, involved, told
from testimonia.text.datepoints import in_words
from testimonia.text.verdicts import Comparison


@rule("C235", "two-ages", "person", "warning", study="people")
def find_two_ages(person: PersonDossier) -> Iterable[Finding]:
    """One finding where ages of two texts cannot both hold."""
    ages = [age for age in told(person, "age-at") if age.when and age.mode == "asserted" and age.value.value.isdigit()]
    pairs = apart(ages, _compare, "contradiction")
    if pairs:
        first, second, verdict = pairs[0]
        statement = (
            f"{person.label} is {first.value.value} years old in {in_words(first.when)} by one text, and "
            f"{second.value.value} in {in_words(second.when)} by another."
        )
        yield finding(
            ("C235", "two-ages", "warning"), "contradiction", person, ("age-at", statement), tuple(involved(pairs[:1])),
            Trace(verdict.why, verdict.inputs, "a birthday between the two days"),
            ("A birthday between: " + ("the two are one day." if first.when == second.when else "allowed for."),),
        )  # fmt: skip


def _compare(a: Claim, b: Claim) -> Comparison:
    """Ages of two documents: the difference that the two times can make, against the one stated."""
    x, y = When(a.when), When(b.when)
    (a_first, a_last), (b_first, b_last) = x.bounds(), y.bounds()
    inputs = {a.when: a.value.value, b.when: b.value.value}
    if a.document == b.document or a_first is None or a_last is None or b_first is None or b_last is None:
        return Comparison("incomparable", "one text, or no time", 0, inputs)
    grown = int(b.value.value) - int(a.value.value)
    least = (b_first - a_last).days / 365.2425 - 1
    most = (b_last - a_first).days / 365.2425 + 1
    if least < grown < most:
        return Comparison("compatible", "the times leave room for the difference", 0, inputs)
    return Comparison("contradiction", "the years between the two times do not make the difference", 366, inputs)
