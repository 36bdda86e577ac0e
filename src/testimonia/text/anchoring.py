"""Anchoring: an extractor says which words it read; only the anchorer says where they stand.

A `Candidate` names a quote, a little of what stands around it, and perhaps about where; `anchor` finds it by exact
search, else on a folded copy whose index map leads back to the original. It never guesses: no edit distance, and where
several places fit and the context chooses none, there is no quote.
"""

import unicodedata
from collections.abc import Iterable, Mapping

from msgspec import Struct, field

from testimonia.model.span import Quote, quote_at

_FOLDED = str.maketrans(
    {
        "\u00a0": " ", "\n": " ", "\r": " ", "\t": " ", "\u202f": " ", "\u2009": " ",
        "\u2018": "'", "\u2019": "'", "\u201a": "'", "\u201b": "'", "\u2032": "'",
        "\u201c": '"', "\u201d": '"', "\u201e": '"', "\u201f": '"', "\u00ab": '"', "\u00bb": '"', "\u2033": '"',
        "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2014": "-", "\u2212": "-",
    }
)  # fmt: skip
_SOFT_HYPHEN = "\u00ad"


def anchor(text: str, candidate: "Candidate", folded: "Folded | None" = None) -> Quote | None:
    """The one place of the text that bears the candidate's quote; None where there is none or more than one.

    >>> anchor("in Febmary, in May", Candidate("date", "May")).begin
    15
    >>> anchor("in May or in May", Candidate("date", "May")) is None
    True
    """
    quote = candidate.quote
    if not quote.strip():
        return None
    hint = candidate.hint
    if hint >= 0 and text.startswith(quote, hint):
        return quote_at(text, hint, hint + len(quote))
    exact = _places(text, quote)
    if exact:
        chosen = _chosen(text, [(at, at + len(quote)) for at in exact], candidate)
        return quote_at(text, *chosen) if chosen else None
    folded = folded or fold(text)
    small = fold(quote).text
    found = [(folded.index[at], folded.index[at + len(small) - 1] + 1) for at in _places(folded.text, small)]
    chosen = _chosen(text, found, candidate)
    return quote_at(text, *chosen) if chosen else None


def anchor_all(text: str, candidates: Iterable["Candidate"]) -> tuple[list[tuple["Candidate", Quote]], int]:
    """The candidates with their quotes, and how many were rejected."""
    kept: list[tuple[Candidate, Quote]] = []
    rejected = 0
    folded: Folded | None = None
    for candidate in candidates:
        if folded is None and candidate.quote not in text:
            folded = fold(text)
        quote = anchor(text, candidate, folded)
        if quote is None:
            rejected += 1
        else:
            kept.append((candidate, quote))
    return kept, rejected


def fold(text: str) -> "Folded":
    """A copy in which blanks, quotation marks and dashes have one form each, composed (NFC), without soft hyphens.

    >>> fold("a\\u00ad\\u2019b").text
    "a'b"
    """
    letters: list[str] = []
    index: list[int] = []
    at = 0
    while at < len(text):
        end = at + 1
        while end < len(text) and unicodedata.combining(text[end]):
            end += 1
        piece = text[at:end]
        if piece != _SOFT_HYPHEN:
            plain = unicodedata.normalize("NFC", piece).translate(_FOLDED)
            if not (plain == " " and letters and letters[-1] == " "):
                letters.extend(plain)
                index.extend([at] * len(plain))
        at = end
    return Folded("".join(letters), tuple(index))


def _places(text: str, quote: str) -> list[int]:
    found: list[int] = []
    at = text.find(quote)
    while at >= 0:
        found.append(at)
        at = text.find(quote, at + 1)
    return found


def _chosen(text: str, spans: list[tuple[int, int]], candidate: "Candidate") -> tuple[int, int] | None:
    """The only span, or the only one whose context fits; a hint chooses only among those that fit, where one lies
    nearer than any other by the quote's own length."""
    if candidate.prefix or candidate.suffix:
        spans = [span for span in spans if _fits(text, span, candidate)]
    if len(spans) <= 1:
        return spans[0] if spans else None
    if candidate.hint < 0:
        return None
    near = sorted(spans, key=lambda span: abs(span[0] - candidate.hint))
    apart = abs(near[1][0] - candidate.hint) - abs(near[0][0] - candidate.hint)
    return near[0] if apart > len(candidate.quote) else None


def _fits(text: str, span: tuple[int, int], candidate: "Candidate") -> bool:
    before = text[max(0, span[0] - 2 * len(candidate.prefix) - 8) : span[0]]
    after = text[span[1] : span[1] + 2 * len(candidate.suffix) + 8]
    prefix, suffix = fold(candidate.prefix).text.strip(), fold(candidate.suffix).text.strip()
    return fold(before).text.rstrip().endswith(prefix) and fold(after).text.lstrip().startswith(suffix)


class Folded(Struct, frozen=True):
    """A folded copy; `index[i]` is where its i-th letter stands in the original."""

    text: str
    index: tuple[int, ...]


class Candidate(Struct, frozen=True):
    """What an extractor claims to have read: a verbatim `quote`, context, `hint` (about where; -1 for unknown), and
    what it means (`payload`: role -> value)."""

    kind: str
    quote: str
    prefix: str = ""
    suffix: str = ""
    hint: int = -1
    payload: Mapping[str, str] = field(default_factory=dict)
    score: float = 1.0
