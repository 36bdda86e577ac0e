"""Two fathers of one person.

What it looks at: "son of Joseph Ashdown" in one text, "son of Thomas Ashdown" in another.

Why it matters: genealogies are built on it; one of the two is another family, or the grandfather.

Example: "second son of Joseph Ashdown, of Norwick" and "His father, Thomas Ashdown, was a baker".

Innocent causes: a father with two given names; a stepfather; the mother named by her married name (a parent
after "and", or after "mother", is left  # noqa: E501
out).

How it is computed: the parents who bear the person's own surname are compared by their given names; initials,
translations and short forms of
one name agree.
"""

import re
from collections.abc import Iterable

from testimonia.contract import rule
from testimonia.model.claim import Claim
from testimonia.model.finding import Finding, Trace
from testimonia.model.person import PersonDossier
from testimonia.rules._people import apart, by_value, finding, involved, told, values_in_words
from testimonia.text.namewords import are_equivalent
from testimonia.text.personname import person_name
from testimonia.text.verdicts import Comparison

_NO_FATHER = re.compile(r"(?:\band\s+(?:of\s+)?|\bmother\b.{0,20})\Z", re.S)


@rule("C209", "two-fathers", "person", "warning", study="people")
def find_two_fathers(person: PersonDossier) -> Iterable[Finding]:
    """One finding where fathers of one surname bear different given names."""
    fathers = [claim for claim in told(person, "child-of") if claim.mode == "asserted" and _is_father(person, claim)]
    pairs = apart(fathers, _compare, "contradiction")
    if pairs:
        claims = tuple(involved(pairs))
        statement = f"Of {person.label}, texts name different fathers: {values_in_words(by_value(claims))}."
        trace = Trace("one surname, given names that are not one name", pairs[0][2].inputs)
        yield finding(
            ("C209", "two-fathers", "warning"), "contradiction", person, ("child-of", statement), claims, trace
        )


def _is_father(person: PersonDossier, claim: Claim) -> bool:
    if claim.value.quote is None:
        return False
    before = claim.evidence.exact[: max(0, claim.value.quote.begin - claim.evidence.begin)]
    own, parent = person_name(claim.subject.value), person_name(claim.value.value.split(" of ")[0])
    if _NO_FATHER.search(before) or own is None or parent is None or not parent.given:
        return False
    return parent.surname == own.surname or parent.surname in (own.surname[:1], own.surname[:1] + ".")


def _compare(a: Claim, b: Claim) -> Comparison:
    x, y = person_name(a.value.value.split(" of ")[0]), person_name(b.value.value.split(" of ")[0])
    if x is None or y is None or not x.given or not y.given:
        return Comparison("incomparable", "no given name")
    inputs = {"a": a.value.value, "b": b.value.value}
    short = min(len(x.given[0]), len(y.given[0])) == 1 and x.given[0][0] == y.given[0][0]
    shared = {one for one in x.given for other in y.given if are_equivalent(one, other)}
    return (
        Comparison("agree", "one given name", 0, inputs)
        if short or shared
        else Comparison("contradiction", "two given names", 0, inputs)
    )
