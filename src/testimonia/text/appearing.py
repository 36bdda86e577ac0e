"""When the words of a document came before the public, by its dates and what they are the dates of.

A text may be written long before it is printed, and a page may name the book of 1961 from which it took an article of
1923. So one document is earlier than another only where it had surely appeared before the other was even written.
"""

from datetime import date

from testimonia.model.document import Dated, DateRole, Document
from testimonia.model.sharing import Appeared
from testimonia.model.when import When, calendar_of

# The first of these that a document bears says by when it had appeared.
_APPEARED: tuple[DateRole, ...] = ("first-printed", "printed", "delivered", "header", "written", "translated")
_BEGAN: tuple[DateRole, ...] = ("written", "delivered", "header", "first-printed", "printed", "translated")
_Bounds = tuple[date | None, date | None]


def appeared(document: Document) -> Appeared:
    """The days between which a document's words came into being and appeared."""
    dated = [(one, bounds) for one in document.dates if one.role in _BEGAN and (bounds := _bounds(one))]
    begun = [(bounds[0], one) for one, bounds in dated if bounds[0]]
    role = next((role for role in _APPEARED if any(one.role == role for one, _ in dated)), None)
    ended = [(bounds[1], one) for one, bounds in dated if one.role == role and bounds[1]]
    since = min(begun, key=lambda pair: pair[0], default=None)
    until = max(ended, key=lambda pair: pair[0], default=None)
    is_open = any(one.role == role and bounds[1] is None for one, bounds in dated)
    return Appeared(
        since[1].role if since else "",
        since[1].edtf if since else "",
        until[1].role if until else "",
        until[1].edtf if until else "",
        since[0].isoformat() if since else "",
        until[0].isoformat() if until and not is_open else "",
    )


def is_before(one: Appeared, other: Appeared) -> bool:
    """Whether the one had surely appeared before the other was written: never where their days overlap."""
    return bool(one.last and other.first and one.last < other.first)


def _bounds(dated: Dated) -> _Bounds | None:
    if not dated.edtf:
        return None
    try:
        calendar = "julian" if dated.calendar == "julian" else calendar_of(dated.edtf)
        bounds = When(dated.edtf, calendar).bounds()
    except ValueError:
        return None
    return None if bounds == (None, None) else bounds
