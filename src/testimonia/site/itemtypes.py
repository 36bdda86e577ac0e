"""Zotero's item type of a document; from Highwire tags alone it guesses "journal article"."""

from testimonia.exporters.record import Record
from testimonia.model.issue import Run

_KINDS = {"letter": "letter", "interview": "interview", "speech": "presentation", "book": "book"}
_NEWSPAPER = frozenset(("daily", "weekly", "fortnightly"))


def item_type(record: Record, run: Run | None) -> str:
    """The type of a document printed in a run, if it was."""
    if record.kind in _KINDS:
        return _KINDS[record.kind]
    if run is not None:
        return "newspaperArticle" if run.periodicity in _NEWSPAPER else "magazineArticle"
    if record.kind == "collection":
        return "bookSection"
    return "magazineArticle" if record.container and record.number else "document"
