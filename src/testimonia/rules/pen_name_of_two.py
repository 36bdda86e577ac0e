"""One pen-name, two people.

What it looks at: whose pen-name texts say that a name is.

Why it matters: everything signed with it goes to one of the two, on one text's word.

Example: "under the name of Ratepayer" of Edwin Fenn in one text, of Ephraim Bright in another.

Innocent causes: a house name, used by several in turn; a common word ("A Reader") taken up by many.

How it is computed: asserted claims of one pen-name for people whom the linker keeps apart. Where both claims are dated
and their times cannot be one, nothing is said; else it is a tension.
"""

from collections.abc import Iterable

from testimonia.contract import rule
from testimonia.model.claim import Claim
from testimonia.model.finding import Finding, Trace
from testimonia.model.person import NameDossier
from testimonia.model.when import When, disjoint
from testimonia.rules._names import asserted, by_person, finding, label_of


@rule("C228", "pen-name-of-two", "name", "note", study="people")
def find_shared_pen_names(name: NameDossier) -> Iterable[Finding]:
    """One tension for a pen-name that texts give to several."""
    groups = by_person(asserted(name.of("pseudonym")))
    firsts = [own[0] for _, own in sorted(groups.items())]
    if len(firsts) < 2 or _at_other_times(firsts):
        return
    people = [label_of(name, claim.subject.entity) for claim in firsts]
    statement = f"“{name.label}” is said to be the pen-name of {' and of '.join(people)}."
    yield finding(
        ("C228", "pen-name-of-two", "note"), "tension", name, ("pseudonym", statement), firsts,
        Trace(
            "people of whom texts say that they used one name",
            {person: claim.document for person, claim in zip(people, firsts, strict=True)},
        ),
        ("A house name, used in turn: the claims are not dated apart.",),
    )  # fmt: skip


def _at_other_times(claims: list[Claim]) -> bool:
    return all(claim.when for claim in claims) and all(
        disjoint(When(a.when), When(b.when)) for a in claims for b in claims if a is not b
    )
