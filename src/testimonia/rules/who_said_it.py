"""Two texts that say differently who said a thing.

What it looks at: what texts report or deny of one person as said by others: "the press assumed that", "the Beacon
reported".

Why it matters: a rumour is weighed by who spread it; where the witnesses name different mouths, one of them has it at
second hand.

Example: "the whole town said that she wrote it" in one text, "only the Beacon ever said so" in another.

Innocent causes: both said it; one names a part of the other ("the press", "the Beacon").

How it is computed: reports and denied reports of two documents, of one person, one property and one value (titles that
share 85 of 100 of their words count as one; to have written a work and to have had a hand in it are one matter), whose
innermost voices are other people or bodies. Two names of which neither holds the other are a tension.
"""

from collections.abc import Iterable
from itertools import combinations

from testimonia.contract import rule
from testimonia.model.claim import Claim
from testimonia.model.finding import Finding, Trace
from testimonia.model.person import PersonDossier
from testimonia.rules._names import AUTHORSHIP, content_words
from testimonia.rules._people import finding
from testimonia.text.namewords import fold_name

REPORTED = ("reported", "denied")
OURS = frozenset(("author", "frame", "quoted", "site", "source-line", "apparatus", ""))


@rule("C243", "who-said-it", "person", "note", study="people")
def find_other_mouths(person: PersonDossier) -> Iterable[Finding]:
    """One tension for each pair of reports with different reporters."""
    reports = [claim for claim in person.claims if claim.mode in REPORTED and reporter_of(claim)]
    for a, b in combinations(reports, 2):
        if a.document != b.document and _one_thing(a, b) and _one_value(a, b) and _two_mouths(a, b):
            statement = (
                f"What others said of {person.label} and “{a.value.value}” is laid to “{reporter_of(a)}” by one text, "
                f"to “{reporter_of(b)}” by another{_in_parts(a, b)}."
            )
            yield finding(
                ("C243", "who-said-it", "note"), "tension", person, (a.property, statement), (a, b),
                Trace(
                    "who is said to have said it, and of what",
                    {c.document: f"{reporter_of(c)}: {c.property.replace('-', ' ')}" for c in (a, b)},
                ),
                ("Both said it: neither text says that nobody else did.",),
            )  # fmt: skip


def reporter_of(claim: Claim) -> str:
    """Who is said to have said it: the innermost voice that is not a part of the page; "" where there is none."""
    last = claim.voice.split(" > ")[-1]
    kind, _, who = last.partition(" (")
    return who.rstrip(")") if who else "" if kind in OURS else kind


def _one_thing(a: Claim, b: Claim) -> bool:
    """Whether two reports are of one property, or both of a share in one work: all of it, or a part."""
    return a.property == b.property or {a.property, b.property} <= set(AUTHORSHIP)


def _in_parts(a: Claim, b: Claim) -> str:
    """Where the two reports go apart in what they say, that they do."""
    if a.property == b.property:
        return ""
    return "; the one has all of it by this hand, the other a part"


def _one_value(a: Claim, b: Claim) -> bool:
    x, y = content_words(a.value.value), content_words(b.value.value)
    return bool(x and y) and len(x & y) / min(len(x), len(y)) >= 0.85


def _two_mouths(a: Claim, b: Claim) -> bool:
    x, y = fold_name(reporter_of(a)), fold_name(reporter_of(b))
    return x not in y and y not in x
