"""A body under a name that it did not bear then.

What it looks at: dated claims with a party, a ministry, a school or a society (member, office, founder, leader), and
the years in which the archive's authority file says that it was called so.

Why it matters: the name betrays when a text was written; and a membership under a name not yet given may be another
body's.

Example: "joined the Wend Conservancy in 1902", of a board that took that name in 1919.

Innocent causes: the name most readers know, used of the years before; a nickname that outlived the office. A note.

How it is computed: the time of the claim and the years of the name share no day. Nothing is said where the authority
file gives no years (`used = { "Wend Conservancy" = "1919/.." }`).
"""

from collections.abc import Iterable

from testimonia.contract import rule
from testimonia.model.finding import Finding
from testimonia.model.person import NameDossier
from testimonia.rules._used import out_of_use

OF_BODIES = ("member-of", "office-held", "leader-of", "founder-of", "editor-of", "founded")


@rule("C233", "body-name-of-another-time", "name", "note", study="people")
def find_bodies_out_of_time(name: NameDossier) -> Iterable[Finding]:
    """One note for a body named outside its years."""
    return out_of_use(name, ("C233", "body-name-of-another-time"), OF_BODIES, "body")
