"""A title that is also the name of an event.

What it looks at: names that texts use of a book and of what happened.

Why it matters: "The Great Flood" may be the flood or the book on it; an index that puts them together sends readers
wrong.

Example: Edwin Fenn's "The Saltmarsh Flood", and "the Saltmarsh Flood" of 1891.

Innocent causes: it is one; the two are told apart by who speaks of reading and who of drowning.

How it is computed: one folded name, without its article, that is borne by a work (or is the value of a claim of
authorship) and by an event, or that opens the name of one ("the Saltmarsh Flood of 1891"). A note; the linker keeps the
two apart.
"""

from collections.abc import Iterable
from dataclasses import replace

from testimonia.contract import rule
from testimonia.model.finding import Evidence, Finding, Trace
from testimonia.model.person import NameDossier
from testimonia.rules._names import asserted, finding


@rule("C227", "title-is-event", "name", "note", study="people")
def find_homonyms(name: NameDossier) -> Iterable[Finding]:
    """One note for a name that is a work's and an event's."""
    events = [bearer for bearer in name.bearers if bearer.kind == "event"]
    works = asserted(name.of("author-of", "attributed-to"))
    if not events or not works or " " not in name.key:
        return
    statement = f"“{name.label}” is the title of a work, and {events[0].label} an event: the two are kept apart."
    made = finding(
        ("C227", "title-is-event", "note"), "tension", name, ("title", statement), works[:2],
        Trace("one name, two kinds", {bearer.id: bearer.kind for bearer in name.bearers}),
        ("The event is meant, and the words only look like a title.",),
    )  # fmt: skip
    naming = events[0].naming
    if naming is not None and naming.quote is not None:
        event = Evidence(naming.source, naming.document, naming.quote, 0, "event", "author")
        made = replace(made, evidence=(*made.evidence, event))
    yield made
