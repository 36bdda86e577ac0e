"""Where texts put a person on a day: what the rules on places and ways share."""

from collections.abc import Iterator

from msgspec import Struct

from testimonia.model.claim import Claim
from testimonia.model.person import PersonDossier
from testimonia.model.when import When
from testimonia.rules._people import told
from testimonia.text.geography import Place, distance_km, locate

# Of these the place is the value, and the day stands in `when`.
STAYS = ("resided", "moved", "exiled", "imprisoned", "escaped", "birth-place", "death-place", "event-place")
KM_A_DAY = 1000
NEAR_KM = 60


class Stay(Struct, frozen=True):
    """A claim that puts the person in a place on a day."""

    claim: Claim
    place: Place
    when: When


def stays(person: PersonDossier) -> list[Stay]:
    """Every asserted stay on a whole day in a town of which the gazetteer knows one only, in order of time."""
    return sorted(_stays(person), key=lambda stay: (stay.when.edtf, stay.claim.id))


def _stays(person: PersonDossier) -> Iterator[Stay]:
    for claim in told(person, *STAYS):
        place = locate(claim.value.value)
        if claim.mode == "asserted" and claim.when and place and place.kind == "city" and not place.doubtful:
            when = When(claim.when, "unknown")
            if when.precision == "day" and not when.is_qualified:
                yield Stay(claim, place, when)


def days_between(a: When, b: When) -> int:
    """The most days that may lie between two, whatever their calendars; their own days where both are of one text."""
    (a_first, a_last), (b_first, b_last) = a.bounds(), b.bounds()
    if a_first is None or a_last is None or b_first is None or b_last is None:
        return 10**6
    return max(abs((b_last - a_first).days), abs((a_last - b_first).days))


def plain_days_between(a: Stay, b: Stay) -> int:
    """Days between two stays, as written where one document tells both."""
    if a.claim.document == b.claim.document:
        x, y = a.when.plain()[0], b.when.plain()[0]
        return abs(x - y) if x is not None and y is not None else 10**6
    return days_between(a.when, b.when)


def km(a: Stay, b: Stay) -> int:
    """The way between two stays."""
    return round(distance_km(a.place, b.place))
