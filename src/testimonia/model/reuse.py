"""Reuse: the same words in two documents, and the clusters that such pairs make."""

from typing import Literal

from msgspec import Struct

from testimonia.model.span import Quote

Direction = Literal["a-earlier", "b-earlier", "unknown"]


class ReuseSide(Struct, frozen=True, order=True):
    """One side of a pair: the document's id and its words, at their place in the source's text."""

    document: str
    quote: Quote


class ReusePair(Struct, frozen=True, order=True):
    """The same words in two documents, of which a is the one whose id sorts first.

    matched_chars: letters that agree (spacing, marks and case are not compared); similarity: 1 less the share of
    errors, of
    the longer side's letters. direction: by the dates given, never where they overlap. cluster: its id. related:
    found only
    because both agree with a third document. recurring: matter that recurs within one group (a periodical's standing
    text).
    """

    a: ReuseSide
    b: ReuseSide
    matched_chars: int
    similarity: float
    direction: Direction
    cluster: str
    related: bool = False
    recurring: bool = False


class ReuseCluster(Struct, frozen=True):
    """Passages that are one text: `witnesses` in the order of their documents' dates where those are known, then of
    ids.
    `earliest` is the id of the earliest known witness, "" where dates do not tell. formula: so short and in so many
    documents that it is a phrase of the genre rather than one text's words. recurring: within one group only."""

    id: str
    witnesses: tuple[ReuseSide, ...]
    earliest: str
    formula: bool = False
    recurring: bool = False


class Reuse(Struct, frozen=True):
    """All reuse of an archive: how many documents and letters were compared, under which settings (by name), the middle
    share of errors in what was found, in thousandths; pairs and clusters sorted."""

    documents: int
    letters: int
    settings: dict[str, bool | int | float]
    noise: int
    pairs: tuple[ReusePair, ...]
    clusters: tuple[ReuseCluster, ...]


class ReuseReason(Struct, frozen=True):
    """Why two documents were, or were not, called reuse: the last question asked, what was measured and what was
    needed, and
    the same in words. question: no-letters, no-match, not-linked, no-company, weight, alignment, reused, related."""

    a: str
    b: str
    found: bool
    question: str
    measured: float
    needed: float
    words: str
