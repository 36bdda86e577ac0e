"""Two dates of one event of a life: the frame of the rules on birth and on death."""

from collections.abc import Iterable

from testimonia.model.finding import Finding, Trace
from testimonia.model.person import PersonDossier
from testimonia.rules._people import apart, by_value, finding, involved, told, values_in_words
from testimonia.text.verdicts import compare_dates


def two_dates(person: PersonDossier, rule: tuple[str, str, str], noun: str) -> Iterable[Finding]:
    """A finding where dates of one property are disjoint; `rule` is code, name and property."""
    code, name, prop = rule
    pairs = apart(told(person, prop), compare_dates, "contradiction", "tension")
    if not pairs:
        return
    hard = [pair for pair in pairs if pair[2].relation == "contradiction"]
    claims = tuple(involved(hard or pairs))
    groups = by_value(claims)
    statement = (
        f"Of {person.label}, texts give {len(groups)} dates of {noun} that cannot all hold: {values_in_words(groups)}."
    )
    widest = (hard or pairs)[0][2]
    yield finding(
        (code, name, "warning" if hard else "note"),
        "contradiction" if hard else "tension",
        person,
        (prop, statement),
        claims,
        Trace(
            "the bounds of the two dates share no day",
            {**widest.inputs, "days apart": str(widest.gap_days)},
            "the calendar unknown unless named; about and ? five years; the year begun in January or on 25 March",
        ),
        (
            "A namesake: the names agree, and the rest of the two lives does not lie apart.",
            "Old Style and New Style: the days do not lie apart as the calendars do.",
            "A relative's date in the same article: no date of the article's own head lies a dozen years off.",
        ),
    )
