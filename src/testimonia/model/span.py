"""Where words stand: spans, quotes and anchors. Offsets are code points, half-open, into a Source's exact text."""

from msgspec import Struct

CONTEXT_CHARS = 32


class Span(Struct, frozen=True, order=True):
    """A half-open range of code points.

    >>> Span(2, 5).of("abcdefg")
    'cde'
    """

    begin: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.begin <= self.end:
            raise ValueError(f"a span must have 0 <= begin <= end, not [{self.begin}, {self.end})")

    def of(self, text: str) -> str:
        """The words that stand there."""
        return text[self.begin : self.end]

    def holds(self, other: "Span") -> bool:
        """Whether the other span lies wholly within this one."""
        return self.begin <= other.begin and other.end <= self.end


class Quote(Struct, frozen=True, order=True):
    """A span with the exact words that stand in it; `quote_at` is the only maker, so that no quote is invented."""

    begin: int
    end: int
    exact: str

    @property
    def span(self) -> Span:
        return Span(self.begin, self.end)


class Anchor(Struct, frozen=True):
    """A quote with its context: W3C Web Annotation TextPositionSelector and TextQuoteSelector in one."""

    quote: Quote
    prefix: str
    suffix: str


def quote_at(text: str, begin: int, end: int, base: int = 0) -> Quote:
    """The words at [begin, end) of a text that stands at `base` in its source; an empty or outlying span is a
    ValueError.

    >>> quote_at("In Saltmarsh", 3, 12).exact
    'Saltmarsh'
    """
    if not 0 <= begin < end <= len(text):
        raise ValueError(f"no words at [{begin}, {end}) in a text of {len(text)} characters")
    return Quote(base + begin, base + end, text[begin:end])


def anchor_at(text: str, begin: int, end: int) -> Anchor:
    """The quote at [begin, end) with up to 32 characters of context on each side."""
    return Anchor(
        quote_at(text, begin, end),
        text[max(0, begin - CONTEXT_CHARS) : begin],
        text[end : end + CONTEXT_CHARS],
    )
