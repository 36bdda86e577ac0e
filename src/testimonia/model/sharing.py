"""Sharing: what two documents have in common, what kind of thing that is, and who had it first."""

from typing import Literal

from msgspec import Struct, field

from testimonia.model.collation import DifferenceClass, Touched
from testimonia.model.document import Byline
from testimonia.model.span import Quote, Span

# reprint: either text is nearly the whole of the other; excerpt: most of one, or a long stretch of it, stands in the
# other; quotation: one has it in quotation marks; shared-source: both quote, or both follow, a third; passage: a
# stretch that neither marks as another's; recurring: standing matter of one periodical; formula: a phrase of the genre,
# or so few words that chance may have put them there.
ShareKind = Literal["reprint", "excerpt", "quotation", "shared-source", "passage", "recurring", "formula"]
# Held against the text that it quotes: the same words; the same but for a small word or a misreading; the same with
# words left out under an ellipsis, or put in brackets; other words.
Checked = Literal["", "exact", "close", "shortened", "variant"]
Direction = Literal["a-earlier", "unknown"]


class Appeared(Struct, frozen=True):
    """Between which days a document's words came into being and before the public, and by which dates that is known.

    `first` is the first day (ISO) on which they may have been written, by the date `since` in the role `since_role`;
    `last` the day on which they surely had appeared, by `edtf` in `role`. Empty where nothing tells.
    """

    since_role: str = ""
    since: str = ""
    role: str = ""
    edtf: str = ""
    first: str = ""
    last: str = ""


class Holder(Struct, frozen=True):
    """One side of a share: the document, its authors (ids) as linked and as printed, when it appeared, how many words
    of its own it has and how many of them stand in the other."""

    document: str
    source: str
    title: str
    appeared: Appeared = field(default_factory=Appeared)
    authors: tuple[str, ...] = ()
    bylines: tuple[Byline, ...] = ()
    words: int = 0
    shared: int = 0

    @property
    def coverage(self) -> float:
        """The share of its own words that stand in the other, 0 to 1."""
        return self.shared / self.words if self.words else 0.0


class SharedPassage(Struct, frozen=True):
    """The same words in both documents, at their places in the sources' texts. `quoted` says which side has them in
    quotation marks or as a quotation ("", "a", "b", "ab"); `check` is the quotation held against the held text;
    `similarity` 0 to 1; `cluster` the id of all passages that are this text."""

    a: Span
    b: Span
    words: int
    kind: ShareKind
    similarity: float
    cluster: str
    quoted: str = ""
    check: Checked = ""
    related: bool = False


class Change(Struct, frozen=True):
    """Words that are others, or gone, in the other document; `touches` a name, number or date, or "". `a` and `b` are
    the words with enough of their sentence to be found again, `said_a` and `said_b` what was changed ("" where nothing
    answers), `value_a` and `value_b` the names, the number or the date in normal form."""

    kind: DifferenceClass
    touches: Touched
    a: Quote
    b: Quote
    said_a: str
    said_b: str
    value_a: str = ""
    value_b: str = ""


class Share(Struct, frozen=True):
    """What two documents share. `a` is the one that appeared first where their dates tell ("a-earlier"), else the one
    that is quoted or holds more, else the one whose id sorts first ("unknown").

    `counts` are differences by class over what was collated; `left_out` and `added` the longest stretches of a that b
    does not have, and of b around what it has; `misquoted` where a quotation has other words than the text that it
    quotes; `through` the document that both follow, where one is known; `is_whole` that the two were collated from end
    to end.
    """

    a: Holder
    b: Holder
    kind: ShareKind
    direction: Direction
    passages: tuple[SharedPassage, ...]
    changes: tuple[Change, ...] = ()
    misquoted: tuple[Change, ...] = ()
    counts: dict[str, int] = field(default_factory=dict)
    left_out: tuple[Span, ...] = ()
    added: tuple[Span, ...] = ()
    through: str = ""
    is_whole: bool = False

    @property
    def id(self) -> str:
        return f"{self.a.document}__{self.b.document}"

    @property
    def label(self) -> str:
        return f"{self.a.title or self.a.document} / {self.b.title or self.b.document}"

    @property
    def words(self) -> int:
        """The words of all passages."""
        return sum(passage.words for passage in self.passages)


class CitedQuotation(Struct, frozen=True):
    """Words in quotation marks for which a document cites pages of an issue (`printed`, in words), and a document of
    the archive that was printed on those pages: `pages` are the words of its source line. `found` tells whether
    anything of the quotation stands in it, or in another document of the issue."""

    citing: Holder
    quote: Quote
    words: int
    citation: Quote
    printed: str
    held: Holder
    pages: Quote
    found: bool

    @property
    def label(self) -> str:
        return self.citing.title or self.citing.document


class StrandWitness(Struct, frozen=True):
    """One place where a text stands; `quoted` says that it stands there as somebody's words."""

    document: str
    source: str
    span: Span
    quoted: bool = False


class Strand(Struct, frozen=True):
    """A text that stands in several documents, in the order in which they appeared; `earliest` is the document that had
    appeared before any other was written, "" where dates do not tell; `opening` are the text's first words."""

    id: str
    kind: ShareKind
    words: int
    opening: str
    witnesses: tuple[StrandWitness, ...]
    earliest: str = ""


class Sharing(Struct, frozen=True):
    """What the archive's documents share: each pair of documents with more than formulae, each text that stands in
    several of them, and how much was compared. `formulas` and `recurring` are counts of texts that are only that."""

    shares: tuple[Share, ...] = ()
    strands: tuple[Strand, ...] = ()
    formulas: int = 0
    recurring: int = 0
    documents: int = 0
    letters: int = 0
    noise: int = 0
