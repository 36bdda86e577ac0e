"""Two places of one event of a life: the frame of the rules on birth and on death."""

from collections.abc import Iterable

from testimonia.model.finding import Finding, Trace
from testimonia.model.person import PersonDossier
from testimonia.rules._people import apart, by_value, finding, involved, told, values_in_words
from testimonia.text.placeverdicts import compare_places, parts_of


def two_places(person: PersonDossier, rule: tuple[str, str, str], noun: str) -> Iterable[Finding]:
    """A finding where places of one property cannot be one; `rule` is code, name and property."""
    code, name, prop = rule
    pairs = apart(told(person, prop), compare_places, "contradiction", "tension")
    hard = [pair for pair in pairs if pair[2].relation == "contradiction"]
    soft = [p for p in pairs if len(parts_of(p[0].value.value)) > 1 and len(parts_of(p[1].value.value)) > 1]
    chosen = hard or soft
    if not chosen:
        return
    claims = tuple(involved(chosen))
    statement = f"Of {person.label}, texts give places of {noun} that differ: {values_in_words(by_value(claims))}."
    yield finding(
        (code, name, "warning" if hard else "note"),
        "contradiction" if hard else "tension",
        person,
        (prop, statement),
        claims,
        Trace(chosen[0][2].why, chosen[0][2].inputs, "shortened names and wider places agree"),
        (
            "A place within the other: no word of either says so.",
            "A namesake: the names agree, and the rest of the two lives does not lie apart.",
        ),
    )
