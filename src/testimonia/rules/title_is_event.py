"""A title that is also the name of an event.

What it looks at: names that texts use of a book and of what happened.

Why it matters: "The Great Flood" may be the flood or the book on it; an index that puts them together sends readers
wrong.

Example: Edwin Fenn's "The Saltmarsh Flood", and "the Saltmarsh Flood" of 1891.

Innocent causes: it is one; the two are told apart by who speaks of reading and who of drowning.

How it is computed: one folded name, without its article, that running text gives to an author as a work, and that opens
the longer name of an event ("the Saltmarsh Flood of 1891"). An equal name alone is not enough: most such events are the
title itself, read as what it tells of. A note; the linker keeps the two apart.
"""

from collections.abc import Iterable

from msgspec.structs import replace

from testimonia.contract import rule
from testimonia.model.finding import Evidence, Finding, Trace
from testimonia.model.person import NameDossier
from testimonia.rules._names import asserted, finding
from testimonia.text.namewords import name_key


@rule("C227", "title-is-event", "name", "note", study="people")
def find_homonyms(name: NameDossier) -> Iterable[Finding]:
    """One note for a name that is a work's and an event's."""
    events = [b for b in name.bearers if b.kind == "event" and name_key(b.label) != name.key]
    works = [claim for claim in asserted(name.of("author-of", "attributed-to")) if claim.extractor != "page"]
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
