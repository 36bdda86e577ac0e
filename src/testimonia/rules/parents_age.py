"""A parent too young, or too old, at a child's birth.

What it looks at: "son of Joseph Ashdown" beside the birth dates that texts give of both.

Why it matters: a generation was left out, a grandfather or an elder brother was taken for the father, or a year is
misprinted.

Example: a mother born in 1806 and her daughter in 1814.

Innocent causes: a namesake (the father of that name is another man); a stepfather or an adoption; dates given as about.

How it is computed: the parent's age in completed years at the child's birth, as bounds; under 12, or over 80 (55 for
one whose given name is a woman's), for every pair of asserted births is a contradiction. The parent must be tied to the
child by more than a name: the text that says so tells of the parent's life too, or texts say it of both.
"""

from collections.abc import Iterable
from itertools import product

from testimonia.contract import rule
from testimonia.model.claim import Claim
from testimonia.model.finding import Finding, Trace
from testimonia.model.person import PersonDossier, Relative
from testimonia.rules._kin import births, is_woman, own_births, sure_relatives
from testimonia.rules._people import finding
from testimonia.text.datepoints import in_words
from testimonia.text.verdicts import age_bounds, when_of

YOUNGEST, OLDEST_FATHER, OLDEST_MOTHER = 12, 80, 55


@rule("C211", "parents-age", "person", "warning", study="people")
def find_impossible_parents(person: PersonDossier) -> Iterable[Finding]:
    """One finding for each parent whose age all births refuse."""
    own = own_births(person)
    for parent in sure_relatives(person, "parent"):
        oldest = OLDEST_MOTHER if is_woman(parent.label) else OLDEST_FATHER
        pairs = [(b, c, age_bounds(when_of(b), when_of(c))) for b, c in product(births(parent.claims), own)]
        if pairs and all(ages is not None and (ages[1] < YOUNGEST or ages[0] > oldest) for _, _, ages in pairs):
            first, second, ages = min(pairs, key=lambda p: (p[0].document != p[1].document, p[0].id, p[1].id))
            yield _finding(person, parent, (first, second), ages or (0, 0))


def _finding(person: PersonDossier, parent: Relative, dates: tuple[Claim, Claim], ages: tuple[int, int]) -> Finding:
    age = str(ages[0]) if ages[0] == ages[1] else f"{ages[0]} to {ages[1]}"
    parents, own = dates
    named = f"{parent.label} is named as a parent of {person.label}"
    births_said = f"{in_words(parents.value.value)} and {in_words(own.value.value)}"
    statement = (
        f"{named}; born {births_said}, the parent was {age} years old."
        if ages[1] >= 0
        else f"{named}, and was born later: {births_said}."
    )
    return finding(
        ("C211", "parents-age", "warning"),
        "contradiction",
        person,
        ("child-of", statement),
        (parent.claim, parents, own),
        Trace(
            "child's birth - parent's birth, in completed years",
            {"parent": parents.value.value, "child": own.value.value, "age": age},
            f"{YOUNGEST} to {OLDEST_FATHER} years, a mother to {OLDEST_MOTHER}",
        ),
        ("A namesake of the parent: the text that names the parent tells of the same life.",),
    )
