"""What the pages of shared texts show: two documents side by side, a text with its witnesses, who prints whom."""

from msgspec import Struct

from testimonia.model.document import Document
from testimonia.model.dossier import ArchiveCard
from testimonia.model.sharing import Share, Strand
from testimonia.site.lines import Entry, FindingLine, Link


class CompareSide(Struct, frozen=True):
    """One of the texts that are compared, with the frozen ids of its paragraphs."""

    entry: Entry
    document: Document
    paragraphs: tuple[str, ...]


class CompareView(Struct, frozen=True):
    """Two documents side by side; `texts` are the pages of texts that others print too, `through` the document that
    both follow."""

    card: ArchiveCard
    share: Share
    sides: tuple[CompareSide, ...]
    findings: tuple[FindingLine, ...]
    texts: tuple[Link, ...]
    through: Link | None


class TextView(Struct, frozen=True):
    """A text that several documents print: its witnesses in the order in which they appeared."""

    card: ArchiveCard
    strand: Strand
    sides: tuple[CompareSide, ...]
    compares: tuple[Link, ...]
    more: tuple[Link, ...]


class TextLine(Struct, frozen=True):
    """A text that stands in several documents, as a line of the index."""

    opening: str
    kind: str
    words: int
    path: str
    first: Link
    edtf: str
    is_earliest: bool
    others: tuple[Link, ...]
    more: int


class Counts(Struct, frozen=True):
    """How much was compared and found, for the head of the index."""

    documents: int
    shares: int
    texts: int
    formulas: int
    recurring: int
    kinds: tuple[tuple[str, int], ...]


class ReuseView(Struct, frozen=True):
    """The texts that stand in several documents, the largest first; a page of them. `pages` are all pages."""

    card: ArchiveCard
    sharing: Counts
    number: int
    pages: tuple[Link, ...]
    lines: tuple[TextLine, ...]
    groups: tuple[Link, ...]


class FlowLine(Struct, frozen=True):
    """Whose words stand in whose: from one group (a periodical, an author, a year) to another, how many texts and
    words, and the pages that show the largest of them."""

    source: Link
    target: Link
    texts: int
    words: int
    compares: tuple[Link, ...]


class FlowsView(Struct, frozen=True):
    """Who prints whom, by periodical, author or year (`way`); `left` lines are not shown, and of `undated` shares no
    date tells the direction."""

    card: ArchiveCard
    way: str
    ways: tuple[Link, ...]
    lines: tuple[FlowLine, ...]
    left: int
    undated: int
