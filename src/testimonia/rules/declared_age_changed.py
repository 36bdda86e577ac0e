"""A text says that a person's age was changed.

What it looks at: "He added a year to his age", beside the ages that texts give of the same person.

Why it matters: every age that goes back to what that person declared is off by as much, and is no error of whoever
wrote it down.

Example: "she took two years off her age", and ages that lie above or below what the birth date allows.

Innocent causes: it is one. It remains a hypothesis: no text says which ages go back to it.

How it is computed: the statement, and every age of that person in the archive. The verdict is "explained"; what the
ages contradict is reported by the rules on ages as before.
"""

from collections.abc import Iterable

from testimonia.contract import rule
from testimonia.model.finding import Finding, Trace
from testimonia.model.person import PersonDossier
from testimonia.rules._people import finding, told


@rule("C238", "declared-age-changed", "person", "note", study="people")
def find_changed_ages(person: PersonDossier) -> Iterable[Finding]:
    """One note where a text says so and another place gives an age."""
    changed = [claim for claim in person.of("declared-age-changed") if claim.mode == "asserted" and claim.polarity]
    ages = told(person, "age-at", "age-at-death")
    if changed and ages:
        listed = ", ".join(f"{age.value.value} ({age.property.replace('-', ' ')})" for age in ages)
        statement = f"A text says that {person.label} changed the age declared; ages that may go back to it: {listed}."
        yield finding(
            ("C238", "declared-age-changed", "note"), "explained", person, ("age-at", statement), (*changed[:1], *ages),
            Trace(
                "a stated change of age, beside every age", {f"{a.document} {a.property}": a.value.value for a in ages}
            ),
        )  # fmt: skip
