"""A death told in two grades: died, killed, murdered, executed.

What it looks at: in which words texts say that one person died.

Why it matters: "died in hospital" and "murdered" are not a contradiction, yet they are the whole question.

Example: "died in a Parisian hospital" in one paragraph, "They murdered her" in another.

Innocent causes: "died" is said of every death, and asserts no manner; a text may leave open by what means ("whether by
poison or by grief, it was they who killed her"), which the computation says.

How it is computed: the grades are natural, died, killed, murder, execution, suicide. Two that differ are a tension
with both quotes,
never a contradiction. A noun alone ("the assassination of") may be of a plot and is left out; so is "he died" of a text
that tells no date and elsewhere never names whom it means. Of each grade up to two statements are quoted, asserted
ones before reported and hedged ones, of two texts where there are two.
"""

import re
from collections.abc import Iterable

from testimonia.contract import rule
from testimonia.model.claim import Claim
from testimonia.model.finding import Finding, Trace
from testimonia.model.person import PersonDossier
from testimonia.rules._people import by_value, finding, of_most_texts, values_in_words
from testimonia.text.killings import LEFT_OPEN
from testimonia.text.verdicts import is_named

_NOUN = re.compile(r"(?:the\s+)?(?:assassination|murder|execution|killing|suicide|death)\s+of\b", re.IGNORECASE)
DISPUTED = frozenset(("murder", "suicide", "killed", "natural"))


@rule("C207", "manner-of-death", "person", "note", study="people")
def find_manners(person: PersonDossier) -> Iterable[Finding]:
    """One tension where the manner differs by more than a word."""
    claims = tuple(c for c in person.of("manner-of-death") if _tells(person, c))
    groups = by_value(claims)
    if len(groups) < 2 or not DISPUTED & groups.keys():
        return
    surest = [sorted(group, key=lambda claim: claim.mode != "asserted") for group in groups.values()]
    chosen = tuple(claim for group in surest for claim in of_most_texts(group)[:2])
    statement = f"The death of {person.label} is told in {len(groups)} grades: {values_in_words(groups)}."
    inputs = {grade: rows[0].value.quote.exact if rows[0].value.quote else "" for grade, rows in groups.items()}
    left_open = sorted({claim.document for claim in chosen if LEFT_OPEN.match(claim.evidence.exact)})
    if left_open:
        inputs["means left open by"] = ", ".join(left_open)
    trace = Trace("grades of the words for a death", inputs)
    yield finding(("C207", "manner-of-death", "note"), "tension", person, ("manner-of-death", statement), chosen, trace)


def _tells(person: PersonDossier, claim: Claim) -> bool:
    """Whether a sentence tells this very person's death: by a verb, and not by a pronoun alone."""
    if claim.mode not in ("asserted", "reported") or claim.id in person.faint:
        return False
    if _NOUN.match(claim.evidence.exact):
        return False
    return is_named(claim) or bool(claim.when) or claim.value.value != "died"
