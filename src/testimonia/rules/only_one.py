"""One only, or never, and yet another.

What it looks at: statements that close a list ("her only book", "he never married", "she never left Saltmarsh"), beside
what any text of the archive claims of the same person.

Why it matters: such statements are copied from one obituary to the next and are seldom checked.

Example: "His only book, The Vicar's Regret", and "he published A History of the Ferry in 1934".

Innocent causes: written before the other thing was done (then nothing is said); another kind of work; a visit, where
"left" means moved away.

How it is computed: "only" work against two or more titles of that person that share no word which tells titles apart;
"never married" against a named spouse; "never left" a place against a dated stay or move elsewhere. What another text
tells must not lie after the statement's own text. A tension with both quotes.
"""

from collections.abc import Iterable

from testimonia.contract import rule
from testimonia.model.claim import Claim
from testimonia.model.finding import Finding, Trace
from testimonia.model.person import PersonDossier
from testimonia.model.when import When, calendar_of
from testimonia.rules._names import content_words
from testimonia.rules._people import finding, told
from testimonia.text.placeverdicts import parts_of
from testimonia.text.verdicts import days_after

AWAY = ("moved", "resided", "exiled", "imprisoned", "studied-at")


@rule("C230", "only-one", "person", "note", study="people")
def find_second_ones(person: PersonDossier) -> Iterable[Finding]:
    """One tension for each closed list with another entry."""
    for closed in told(person, "only-work", "never-married", "never-left"):
        others = [c for c in _others(person, closed) if c.mode == "asserted" and not _is_later(person, closed, c)]
        if closed.mode == "asserted" and others:
            words = " ".join(closed.evidence.exact.split())
            other = others[0]
            statement = (
                f"Of {person.label} a text says “{words}”; another claims: {other.property.replace('-', ' ')} "
                f"“{other.value.value}”."
            )
            yield finding(
                ("C230", "only-one", "note"), "tension", person, (closed.property, statement), (closed, *others[:2]),
                Trace(
                    "a closed list, and what else texts claim",
                    {closed.property: closed.value.value, other.property: other.value.value},
                ),
                ("Done after the text was written: its date does not say so.",),
            )  # fmt: skip


def _others(person: PersonDossier, closed: Claim) -> list[Claim]:
    if closed.property == "never-married":
        return list(told(person, "spouse"))
    if closed.property == "never-left":
        own = set(parts_of(closed.value.value))
        away = (c for c in told(person, *AWAY) if c.when or c.document != closed.document)
        return [c for c in away if own and not own & set(parts_of(c.value.value))]
    works = [work for work in told(person, "author-of") if work.extractor != "page" and content_words(work.value.value)]
    apart = [w for w in works if not content_words(works[0].value.value) & content_words(w.value.value)]
    return [works[0], *apart] if apart else []


def _is_later(person: PersonDossier, closed: Claim, other: Claim) -> bool:
    """Whether what another text tells was done after the statement was written."""
    text = next((t for t in person.texts if t.document == closed.document), None)
    if text is None or not other.when or "/" in other.when:
        return False
    return days_after(When(other.when, "unknown"), When(text.edtf, calendar_of(text.edtf))) > 0
