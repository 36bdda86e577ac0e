"""Statements about people, grouped by property and value, for the terminal and as JSON."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from testimonia.model.claim import Claim
from testimonia.model.person import PersonDossier
from testimonia.text.persondossiers import plain_gap_years


@dataclass(frozen=True, slots=True)
class Statement:
    """What all texts say of one property of one person: each value with its claims, and the years between the values
    furthest apart (None where they are no dates)."""

    person: PersonDossier
    property: str
    values: tuple[tuple[str, tuple[Claim, ...]], ...]
    apart_years: float | None


def statements(people: Sequence[PersonDossier], wanted: Sequence[str]) -> list[Statement]:
    """The statements of these properties (all, where none is named), by person and property, most witnesses first."""
    found: list[Statement] = []
    for person in people:
        by_property: dict[str, dict[str, list[Claim]]] = defaultdict(lambda: defaultdict(list))
        for claim in person.claims:
            if not wanted or claim.property in wanted:
                by_property[claim.property][claim.value.value].append(claim)
        for name in sorted(by_property, key=lambda n: (wanted.index(n) if wanted else 0, n)):
            groups = sorted(by_property[name].items(), key=lambda item: (-len(item[1]), item[0]))
            values = tuple((value, tuple(claims)) for value, claims in groups)
            found.append(Statement(person, name, values, _apart(name, [value for value, _ in groups])))
    return found


def _apart(name: str, values: Sequence[str]) -> float | None:
    if not name.endswith("-date"):
        return None
    gaps = [gap for a, b in combinations(values, 2) if (gap := plain_gap_years(a, b)) is not None]
    return round(max(gaps), 2) if gaps else None


def as_json(found: Sequence[Statement]) -> dict[str, Any]:
    """One object; claims in the shape of the interchange."""
    return {
        "version": 1,
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
                "values": [{"value": value, "claims": [_row(c) for c in claims]} for value, claims in s.values],
            }
            for s in found
        ],
    }


def _row(claim: Claim) -> dict[str, Any]:
    return {
        "id": claim.id, "source": claim.source, "document": claim.document, "begin": claim.evidence.begin,
        "end": claim.evidence.end, "quote": claim.evidence.exact, "subject": claim.subject.value, "property": claim.property,  # noqa: E501
        "value": claim.value.value, "when": claim.when, "place": claim.place, "polarity": claim.polarity, "mode": claim.mode,  # noqa: E501
        "voice": claim.voice, "extractor": claim.extractor,
    }  # fmt: skip


def as_text(found: Sequence[Statement], who: str, what: str) -> str:
    """For reading: person, property, value, and the words of each witness."""
    if not found:
        return f"No text says anything of {who}{' ' + what if what else ''} that could be read."
    lines: list[str] = []
    person = ""
    for statement in found:
        if statement.person.id != person:
            person = statement.person.id
            lines += ["", f"{statement.person.label}  ({'; '.join(statement.person.forms)})"]
        apart = f"  (up to {statement.apart_years:g} years apart)" if statement.apart_years else ""
        lines.append(f"  {statement.property}{apart}")
        for value, claims in statement.values:
            lines.append(f"    {value}")
            for claim in claims:
                words = " ".join(claim.evidence.exact.split())
                words = words if len(words) <= 160 else "… " + words[-158:]
                mode = "" if claim.mode == "asserted" else f", {claim.mode}"
                lines.append(
                    f"      “{words}”  {claim.source} (from character {claim.evidence.begin:,})  [{claim.voice}{mode}]"
                )
    return "\n".join(lines).lstrip("\n")
