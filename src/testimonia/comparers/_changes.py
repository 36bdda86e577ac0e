"""Which differences between two witnesses change a name, a number or a date: those that stand in a sentence that
otherwise agrees, that no mark of the editor's explains, and that no misreading or spelling does."""

import re
from collections.abc import Iterator, Sequence

from testimonia.model.collation import Collation, DifferenceClass, Piece, Touched
from testimonia.model.layer import Layer
from testimonia.model.sharing import Change, Checked
from testimonia.model.span import Quote, Span, quote_at
from testimonia.model.when import When, disjoint
from testimonia.text.collate.collating import plain_marks
from testimonia.text.collate.gaps import numbers_in
from testimonia.text.collate.spelling import is_name_variant
from testimonia.text.collate.words import words_of

# So many agreeing words stand on either side of a change, and together.
_FEWEST_BESIDE = 3
_FEWEST_ABOUT = 10
_CONTEXT_WORDS = 4
_CONTEXT_CHARS = 60
# A text of which fewer words agree was written anew, not changed; one with more misreadings is too poor to judge by.
_REWORKED = 0.85
_POOR = 0.03
_FEW_MISREAD = 3
# An ellipsis or a bracket says that somebody was at work, and owns it.
_OWNED = re.compile(r"\.{3}|…|\. \.|[\[\]]|\* \*")
_NAME = re.compile(r"[^\W\d_a-z]\S*(?:\s(?:[^\W\d_a-z]\S*|of|the|de|von|van|du|di))*")
_NAMES = re.compile(r"(?:(?<=\s)|^)[^\W\d_a-z][\w’'.-]*[\w](?:\s+[^\W\d_a-z][\w’'-]*\w)*")
# Shorter words are mostly articles and the like; negations are told at any length.
_SENSE_LETTERS = 5
_NEGATIONS = frozenset("not no never nor none neither cannot without nicht kein nie pas jamais".split())
_NEAR_CHARS = 6
_FOLLOWS = ("same", "punctuation", "spelling")


def changes_in(
    collation: Collation, texts: tuple[str, str], dates: tuple[Layer | None, Layer | None]
) -> Iterator[Change]:
    """The changes of names, numbers and dates, in the order of the text; none where the text was written anew."""
    if _agreement(collation) < _REWORKED:
        return
    is_poor = collation.counts.get("spelling", 0) > max(_FEW_MISREAD, _POOR * collation.agreeing)
    for at, piece in enumerate(collation.pieces):
        if piece.kind not in ("wording", "erasure") or _is_owned(piece, texts):
            continue
        if not _stands(collation.pieces, at, texts) or not _is_between_same_marks(piece, texts):
            continue
        touches, values = _touched(piece, texts, dates)
        if touches and not (is_poor and touches != "name"):
            sides = (_in_context(piece.a, texts[0]), _in_context(piece.b, texts[1]))
            said = (_said(piece.a, texts[0]), _said(piece.b, texts[1]))
            yield Change(_class_of(piece), touches, *sides, *said, *values)


def misquoted_in(collation: Collation, texts: tuple[str, str]) -> Iterator[Change]:
    """Where a quotation has other words than the text: an ellipsis or a bracket that owns it is no misquotation, nor is
    a misreading, an abbreviation, or a small word more or less that leaves the sense as it was; nor is what stands at
    an end of it, where two texts may go on in the same word by chance."""
    total = collation.agreeing
    before = 0
    for piece in _inside(collation.pieces):
        if piece.kind == "same":
            before += len(words_of(texts[0], [(piece.a.begin, piece.a.end)]))
        if piece.kind not in ("wording", "omission", "addition", "erasure") or _is_owned(piece, texts):
            continue
        if min(before, total - before) < _FEWEST_BESIDE:
            continue
        said = (_said(piece.a, texts[0]), _said(piece.b, texts[1]))
        if not _is_slight(*said):
            sides = (_in_context(piece.a, texts[0]), _in_context(piece.b, texts[1]))
            yield Change(_class_of(piece), "", *sides, *said)


def _is_slight(one: str, other: str) -> bool:
    """Whether two readings differ by nothing that a reader would call another sense: one or both may be empty."""
    if any(key in _NEGATIONS for key in (*_keys(one), *_keys(other))) and _keys(one) != _keys(other):
        return False
    if one and other:
        is_short = max(len(one), len(other)) < _SENSE_LETTERS
        is_alike = is_name_variant("".join(_keys(one)), "".join(_keys(other)))
        return is_short or is_alike or _abbreviates(one, other) or _abbreviates(other, one)
    return all(len(key) < _SENSE_LETTERS for key in _keys(one or other))


def _keys(words: str) -> tuple[str, ...]:
    return words_of(words, [(0, len(words))]).keys


def held_against(collation: Collation, texts: tuple[str, str]) -> Checked:
    """How close a quotation without other words is to the text, between the first and the last agreeing words."""
    told = [piece for piece in _inside(collation.pieces) if piece.kind not in _FOLLOWS]
    if not told:
        return "exact"
    return "shortened" if any(_is_owned(piece, texts) for piece in told) else "close"


def _inside(pieces: Sequence[Piece]) -> Sequence[Piece]:
    """The pieces between the first and the last agreeing words: at its ends a passage is as exact as the search is."""
    same = [number for number, piece in enumerate(pieces) if piece.kind == "same"]
    return pieces[same[0] : same[-1] + 1] if same else ()


def _class_of(piece: Piece) -> DifferenceClass:
    for kind in ("erasure", "omission", "addition", "wording"):
        if piece.kind == kind:
            return kind
    return "wording"


def _agreement(collation: Collation) -> float:
    """The share of words that agree, among those that either agree or were put otherwise."""
    reworded = sum(1 for piece in collation.pieces if piece.kind in ("wording", "order"))
    return collation.agreeing / max(1, collation.agreeing + 3 * reworded)


def _is_owned(piece: Piece, texts: tuple[str, str]) -> bool:
    return any(
        _OWNED.search(text, max(0, span.begin - _NEAR_CHARS), span.end + _NEAR_CHARS)
        for span, text in ((piece.a, texts[0]), (piece.b, texts[1]))
    )


def _is_between_same_marks(piece: Piece, texts: tuple[str, str]) -> bool:
    """Whether a rewording stands between the same marks on both sides; else a sentence, or a quotation, was built anew.
    An erasure takes commas and brackets with it."""
    return piece.kind == "erasure" or _marks_beside(piece.a, texts[0]) == _marks_beside(piece.b, texts[1])


def _stands(pieces: Sequence[Piece], at: int, texts: tuple[str, str]) -> bool:
    """Whether enough agreeing words stand before and behind a difference."""
    before = _agreeing(pieces[:at][::-1], texts[0])
    after = _agreeing(pieces[at + 1 :], texts[0])
    return min(before, after) >= _FEWEST_BESIDE and before + after >= _FEWEST_ABOUT


def _agreeing(pieces: Sequence[Piece], text: str) -> int:
    words = 0
    for piece in pieces:
        if piece.kind not in _FOLLOWS or words >= _FEWEST_ABOUT:
            break
        words += len(words_of(text, [(piece.a.begin, piece.a.end)])) if piece.kind == "same" else 0
    return words


def _touched(
    piece: Piece, texts: tuple[str, str], dates: tuple[Layer | None, Layer | None]
) -> tuple[Touched, tuple[str, str]]:
    """What a difference touches, and the values on both sides; a number within a date is a date."""
    ours, theirs = (_date_at(layer, span) for layer, span in zip(dates, (piece.a, piece.b), strict=True))
    if ours and theirs:
        return ("date", (ours, theirs)) if _is_other_date(ours, theirs) else ("", ("", ""))
    if piece.touches == "number" and not ours and not theirs:
        values = (_number(piece.a, texts[0]), _number(piece.b, texts[1]))
        return "number", values
    if piece.touches == "name" and (piece.kind == "erasure" or _is_other_name(piece, texts)):
        return "name", (_names_in(piece.a.of(texts[0])), _names_in(piece.b.of(texts[1])))
    return "", ("", "")


def _is_other_name(piece: Piece, texts: tuple[str, str]) -> bool:
    """Whether nothing but a name stands on either side, between the same marks, and neither abbreviates the other."""
    ours, theirs = _said(piece.a, texts[0]), _said(piece.b, texts[1])
    if not (_NAME.fullmatch(ours) and _NAME.fullmatch(theirs)):
        return False
    return not (_abbreviates(ours, theirs) or _abbreviates(theirs, ours))


def _abbreviates(one: str, other: str) -> bool:
    letters = "".join(c for c in one if c.isalpha()).lower()
    if len(letters) > 1 and "".join(c for c in other if c.isalpha()).lower().startswith(letters):
        return True
    words = re.findall(r"[^\W\d_]+", other)
    return letters in ("".join(w[0] for w in words).lower(), "".join(w[0] for w in words if w[0].isupper()).lower())


def _marks_beside(span: Span, text: str) -> tuple[str, str]:
    before = re.search(r"[^\w\s]*\s*$", text[max(0, span.begin - 8) : span.begin])
    after = re.match(r"\s*[^\w\s]*", text[span.end : span.end + 8])
    return plain_marks(before[0] if before else ""), plain_marks(after[0] if after else "")


def _names_in(words: str) -> str:
    return ", ".join(dict.fromkeys(" ".join(found.split()) for found in _NAMES.findall(words)))


def _number(span: Span, text: str) -> str:
    found = numbers_in(words_of(text, [(span.begin, span.end)]).keys)
    return str(next(iter(found.values()), ""))


def _date_at(layer: Layer | None, span: Span) -> str:
    """The date that some words belong to, in normal form; "" where they belong to none."""
    if layer is None or span.begin == span.end:
        return ""
    for row in layer.covering(span.begin):
        if row.end >= span.end and row.get("edtf") and row.kind in ("day", "month", "year", "partial", "interval"):
            return row.get("edtf")
    return ""


def _is_other_date(one: str, other: str) -> bool:
    if one == other:
        return False
    try:
        a, b = When(one), When(other)
    except ValueError:
        return False
    return "partial" in (a.precision, b.precision) or disjoint(a, b)


def _in_context(span: Span, text: str) -> Quote:
    """The words with up to four before and behind, so that they can be found again, and a gap has words at all."""
    near = max(0, span.begin - _CONTEXT_CHARS)
    before = words_of(text, [(near, span.begin)]).begins[1 if near else 0 :][-_CONTEXT_WORDS:]
    after = words_of(text, [(span.end, span.end + _CONTEXT_CHARS)]).ends[:_CONTEXT_WORDS]
    before = tuple(at for at in before if "\n" not in text[at : span.begin]) or before[-1:]
    after = tuple(at for at in after if "\n" not in text[span.end : at]) or after[:1]
    return quote_at(text, before[0] if before else span.begin, after[-1] if after else span.end)


def _said(span: Span, text: str) -> str:
    return " ".join(span.of(text).split())
