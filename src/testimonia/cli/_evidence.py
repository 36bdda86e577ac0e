"""Statements about people, grouped by property and value, for the terminal and as JSON."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any

from msgspec import Struct

from testimonia.exporters.rows import claim_row
from testimonia.model.claim import Claim
from testimonia.model.person import PersonDossier
from testimonia.model.when import plain_gap_years, years_after
from testimonia.pipeline.people import Asked
from testimonia.text.datepoints import in_words
from testimonia.text.standings import Standing, standings


class Statement(Struct, frozen=True):
    """What all texts say of one property of one person: each value with its claims, the years between the values
    furthest apart (None where they are no dates), and how the values stand to each other."""

    person: PersonDossier
    property: str
    values: tuple[tuple[str, tuple[Claim, ...]], ...]
    apart_years: float | None
    standings: tuple[Standing, ...] = ()


def statements(asked: Asked, wanted: Sequence[str]) -> list[Statement]:
    """The statements of these properties (all, where none is named), by person and property, most witnesses first."""
    found: list[Statement] = []
    for person in asked.people:
        by_property: dict[str, dict[str, list[Claim]]] = defaultdict(lambda: defaultdict(list))
        for claim in person.claims:
            if not wanted or claim.property in wanted:
                by_property[claim.property][claim.value.value].append(claim)
        for name in sorted(by_property, key=lambda n: (wanted.index(n) if wanted else 0, n)):
            groups = sorted(by_property[name].items(), key=lambda item: (-len(item[1]), item[0]))
            values = tuple((value, tuple(claims)) for value, claims in groups)
            stand = standings([claim for _, own in groups for claim in own], person.faint, asked.copies)
            found.append(Statement(person, name, values, _apart(name, [value for value, _ in groups]), stand))
    return found


def _apart(name: str, values: Sequence[str]) -> float | None:
    if not name.endswith("-date"):
        return None
    gaps = [gap for a, b in combinations(values, 2) if (gap := plain_gap_years(a, b)) is not None]
    return round(max(gaps), 2) if gaps else None


def as_json(found: Sequence[Statement], asked: Asked) -> dict[str, Any]:
    """One object; claims in the shape of the interchange."""
    return {
        "version": 1,
        "may_be_meant": [
            {"id": person.id, "label": person.label, "by": form, "claims": len(person.claims)}
            for person, form in zip(asked.people, asked.means, strict=True)
        ],
        "named_only": list(asked.silent),
        "statements": [
            {
                "subject": {
                    "kind": "person",
                    "id": s.person.id,
                    "label": s.person.label,
                    "forms": list(s.person.forms),
                },
                "property": s.property,
                "apart_years": s.apart_years,
                "values": [
                    {"value": value, "claims": [_row(c, s, asked.copies) for c in claims]} for value, claims in s.values
                ],
                "verdicts": [{"a": v.a, "b": v.b, "verdict": v.relation, "why": v.why} for v in s.standings],
            }
            for s in found
        ],
    }


def as_text(found: Sequence[Statement], asked: Asked, who: str, what: str) -> str:
    """For reading: who may be meant; then person, property, value, and the words of each witness."""
    if not found:
        return _nothing(asked, f"{who}{' ' + what if what else ''}")
    lines = [*_who(asked, who)] if len(asked.people) + len(asked.silent) > 1 else []
    person = ""
    for statement in found:
        if statement.person.id != person:
            person = statement.person.id
            lines += ["", f"{statement.person.label}  ({_forms(statement.person)})"]
        apart = f"  (up to {statement.apart_years:g} years apart)" if statement.apart_years else ""
        lines.append(f"  {statement.property}{apart}")
        for value, claims in statement.values:
            lines += [f"    {_value_line(value, statement, claims, asked.copies)}"]
            lines += (_line(claim, statement, asked.copies.get(claim.id, "")) for claim in claims)
        lines += _verdicts(statement)
    return "\n".join(lines).lstrip("\n")


def _verdicts(statement: Statement) -> Iterator[str]:
    """How the values stand to each other, the gravest first."""
    pairs = [standing for standing in statement.standings if standing.a != standing.b]
    for standing in pairs[:VERDICTS_SHOWN]:
        a, b = (_shown(statement.property, value) for value in (standing.a, standing.b))
        yield f"    {a} | {b}: {standing.relation}, {standing.why}"
    if len(pairs) > VERDICTS_SHOWN:
        yield f"    and {len(pairs) - VERDICTS_SHOWN} more pairs (--format json)"


def _shown(name: str, value: str) -> str:
    return in_words(value) if name.endswith("-date") else value


def _row(claim: Claim, statement: Statement, copies: Mapping[str, str]) -> dict[str, Any]:
    years = _years_after(claim, statement)
    return {**claim_row(claim), "years_after": years, "same_words_as": copies.get(claim.id, "")}


def _years_after(claim: Claim, statement: Statement) -> int | None:
    """How many years after what it tells a text says so; None where one of the two has no date."""
    event = claim.value.value if claim.property.endswith("-date") else claim.when
    texts = {text.document: text for text in statement.person.texts}
    text = texts.get(claim.document)
    return years_after(event, text.edtf) if text and event else None


def _value_line(value: str, statement: Statement, claims: Sequence[Claim], copies: Mapping[str, str]) -> str:
    """The value, a date in words; of several witnesses, how they agree, and how many are no copies of others."""
    texts = {claim.document for claim in claims}
    own = {claim.document for claim in claims if claim.id not in copies}
    shown = _shown(statement.property, value)
    if len(texts) < 2:
        return shown
    agreed = next((s.relation for s in statement.standings if s.a == s.b == value), "")
    copied = len(texts) - len(own)
    how = f", {copied} in the words of another" if copied else ""
    return f"{shown}  ({len(texts)} texts{how}{': ' if agreed else ''}{agreed})"


FORMS_SHOWN = 8
VERDICTS_SHOWN = 6
WHO_SHOWN = 12


def _forms(person: PersonDossier) -> str:
    forms = list(dict.fromkeys(" ".join(form.split()) for form in person.forms))
    more = f"; and {len(forms) - FORMS_SHOWN} more forms" if len(forms) > FORMS_SHOWN else ""
    return "; ".join(forms[:FORMS_SHOWN]) + more


def _who(asked: Asked, who: str) -> Iterator[str]:
    """Everybody who may be meant, for a question that means several."""
    count = len(asked.people) + len(asked.silent)
    yield f"“{who}” may mean {count} people; ask again with more of the name:"
    for person, form in list(zip(asked.people, asked.means, strict=True))[:WHO_SHOWN]:
        said = f"{len(person.claims)} statement{'s' if len(person.claims) > 1 else ''}"
        by = "" if form == person.label else f", as “{form}”" if "pen-name" not in form else f", as {form}"
        yield f"  {person.label}  [{person.id}]  {said}{by}"
    for label in asked.silent[: max(0, WHO_SHOWN - len(asked.people))]:
        yield f"  {label}  named only: no text says anything of them that could be read"
    if count > WHO_SHOWN:
        yield f"  and {count - WHO_SHOWN} more"


def _nothing(asked: Asked, question: str) -> str:
    lines = [f"No text says anything of {question} that could be read."]
    named = [*(person.label for person in asked.people), *asked.silent]
    if named:
        rest = f", and {len(named) - FORMS_SHOWN} more" if len(named) > FORMS_SHOWN else ""
        lines.append(f"Named, and may be meant: {', '.join(named[:FORMS_SHOWN])}{rest}.")
    return "\n".join(lines)


def _line(claim: Claim, statement: Statement, same_as: str) -> str:
    words = " ".join(claim.evidence.exact.split())
    words = words if len(words) <= 160 else "… " + words[-158:]
    mode = "" if claim.mode == "asserted" else f", {claim.mode}"
    notes = [f"of {in_words(claim.when)}"] if claim.when else []
    years = _years_after(claim, statement)
    if years:
        notes.append(f"told {abs(years)} {'year' if abs(years) == 1 else 'years'} {'after' if years > 0 else 'before'}")
    if same_as:
        notes.append(f"in the words of {same_as}")
    about = f"  ({'; '.join(notes)})" if notes else ""
    return f"      “{words}”{about}  {claim.source} (from character {claim.evidence.begin:,})  [{claim.voice}{mode}]"
