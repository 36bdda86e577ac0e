"""A place under a name that it did not bear then.

What it looks at: dated claims with a place (born, died, lived, moved, imprisoned, studied), and the years in which the
archive's authority file says that the place was called so.

Why it matters: a text that calls a town by a later name was written, or revised, later than what it tells; a document
that does so of its own day may be forged.

Example: "born at Port Albert in 1838", of a harbour that was named so in 1861.

Innocent causes: memory, and kindness to readers: most authors use the name of their own day. It is only a note.

How it is computed: the time of the claim and the years of the name share no day. Nothing is said where the authority
file gives no years (`used = { "Port Albert" = "1861/.." }`).
"""

from collections.abc import Iterable

from testimonia.contract import rule
from testimonia.model.finding import Finding
from testimonia.model.person import NameDossier
from testimonia.rules._used import out_of_use

OF_PLACES = (
    "birth-place", "death-place", "resided", "moved", "exiled", "imprisoned", "escaped", "studied-at", "event-place",
)  # fmt: skip


@rule("C232", "place-name-of-another-time", "name", "note", study="people")
def find_places_out_of_time(name: NameDossier) -> Iterable[Finding]:
    """One note for a place named outside its years."""
    return out_of_use(name, ("C232", "place-name-of-another-time"), OF_PLACES, "place")
