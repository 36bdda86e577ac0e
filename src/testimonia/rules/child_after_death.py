"""A child born after its parent had died.

What it looks at: "daughter of Joseph Ashdown" beside the child's birth and the parent's death.

Why it matters: it shows a wrong year, or two people of one name taken for one.

Example: a father who died in 1811 and a son born in 1814.

Innocent causes: a posthumous child (ten months after the father's death are allowed); a namesake; a stepfather.

How it is computed: the earliest day of the birth comes after the latest day of the parent's death: by more than ten
months, or at all where the parent's given name is a woman's. Every pair of asserted dates must say so, and the parent
must be tied to the child by more than a name.
"""

from collections.abc import Iterable
from itertools import product

from testimonia.contract import rule
from testimonia.model.finding import Finding, Trace
from testimonia.model.person import PersonDossier
from testimonia.rules._kin import deaths, is_woman, own_births, sure_relatives
from testimonia.rules._people import finding
from testimonia.text.datepoints import in_words
from testimonia.text.verdicts import days_after, when_of

POSTHUMOUS_DAYS = 306


@rule("C212", "child-after-death", "person", "warning", study="people")
def find_births_after_death(person: PersonDossier) -> Iterable[Finding]:
    """One finding for each parent who had died before every birth that texts give."""
    for parent in sure_relatives(person, "parent"):
        allowed = 0 if is_woman(parent.label) else POSTHUMOUS_DAYS
        pairs = [
            (days_after(when_of(b), when_of(d)), b, d) for b, d in product(own_births(person), deaths(parent.claims))
        ]
        if not pairs or any(days <= allowed for days, _, _ in pairs):
            continue
        days, birth, death = min(pairs, key=lambda item: (item[0], item[1].id, item[2].id))
        statement = (
            f"{parent.label}, named as a parent of {person.label}, died {in_words(death.value.value)}; the child was "
            f"born {in_words(birth.value.value)}."
        )
        yield finding(
            ("C212", "child-after-death", "warning"),
            "contradiction",
            person,
            ("child-of", statement),
            (parent.claim, death, birth),
            Trace(
                "earliest day of the birth - latest day of the parent's death",
                {"death": death.value.value, "birth": birth.value.value, "days after": str(days)},
                f"{allowed} days",
            ),
            ("A posthumous child: born too late for one.", "A namesake of the parent: the text tells of one life."),
        )  # fmt: skip
