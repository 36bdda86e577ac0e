"""Two witnesses from end to end: agreeing stretches, and between them each difference under its class."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from msgspec.structs import replace

from testimonia.model.collation import Collation, Piece
from testimonia.model.span import Span
from testimonia.text.collate.gaps import Gap, cut
from testimonia.text.collate.matching import Match, matches_of
from testimonia.text.collate.moves import Move, moves_of
from testimonia.text.collate.order import ordered
from testimonia.text.collate.spelling import is_name_variant
from testimonia.text.collate.witness import Witness
from testimonia.text.collate.words import Words

# What is left out of a sentence takes at most so many words of it.
_MOST_ERASED_WORDS = 30
_MARKS = re.compile(r"[\s\u00ad_*|]+")
_FOLDED = str.maketrans({
    "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‚": "'", "–": "-", "—": "-", "‐": "-",
    "‑": "-", "−": "-", "―": "-",
})  # fmt: skip
_TWICE = re.compile(r"''|``")
_DASHES = re.compile(r"-+")
_WORDS = re.compile(r"[^\W_]")
_ENDS_SENTENCE = re.compile(r"[.!?…:]")


def collate(one: Witness, other: Witness) -> Collation:
    """All that became of the words of one witness in the other, in order.

    >>> from testimonia.text.collate.witness import witness_of
    >>> a, b = (witness_of(t, [(0, len(t))]) for t in ("Seven people and a pig.", "Eight people and one pig;"))
    >>> [(piece.kind, piece.a.of(a.text), piece.b.of(b.text)) for piece in collate(a, b).differences]
    [('wording', 'Seven', 'Eight'), ('wording', 'a', 'one'), ('punctuation', '.', ';')]
    """
    matches = matches_of(one.words.keys, other.words.keys)
    gaps = _gaps(matches, (len(one.words), len(other.words)))
    moves = moves_of(one.words.keys, other.words.keys, _left(gaps))
    pieces = ordered(_joined(_pieces(one, other, matches, moves)), one, other)
    counts = Counter(piece.kind for piece in pieces if piece.kind != "same")
    counts["moved"] = len(moves)
    return Collation(
        tuple(pieces), (len(one.words), len(other.words)), len(matches), {k: n for k, n in sorted(counts.items()) if n}
    )


def _gaps(matches: Sequence[Match], sizes: tuple[int, int]) -> list[Gap]:
    """What lies before the first match, between any two, and after the last; empty ones too."""
    edges = [(-1, -1), *matches, sizes]
    return [Gap(x + 1, next_x, y + 1, next_y) for (x, y), (next_x, next_y) in pairwise(edges)]


def _left(gaps: Sequence[Gap]) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    return (
        [(gap.a, gap.a_end) for gap in gaps if gap.a < gap.a_end],
        [(gap.b, gap.b_end) for gap in gaps if gap.b < gap.b_end],
    )


def _pieces(one: Witness, other: Witness, matches: Sequence[Match], moves: Sequence[Move]) -> Iterator[Piece]:
    gaps = _gaps(matches, (len(one.words), len(other.words)))
    moved_a = {place: number for number, move in enumerate(moves, 1) for place in range(move[0], move[0] + move[2])}
    moved_b = {place: number for number, move in enumerate(moves, 1) for place in range(move[1], move[1] + move[2])}
    for number, gap in enumerate(gaps):
        if gap.a == gap.a_end and gap.b == gap.b_end:
            yield from _marks(one, other, gap)
        for part in _parts(gap, moved_a, moved_b):
            if part.kind == "moved":
                move = moved_a[part.a] if part.a < part.a_end else moved_b[part.b]
                yield replace(_piece(one, other, part), move=move)
                continue
            for each in cut(one.words, other.words, part):
                yield _named(one, other, each)
        if number < len(matches):
            x, y = matches[number]
            yield _piece(one, other, Gap(x, x + 1, y, y + 1, "same"))


def _parts(gap: Gap, moved_a: dict[int, int], moved_b: dict[int, int]) -> Iterator[Gap]:
    """A gap, parted where something was moved away or moved in; plain stretches of both sides meet in their order."""
    left = _segments(gap.a, gap.a_end, moved_a)
    right = _segments(gap.b, gap.b_end, moved_b)
    while left or right:
        if left and left[0][2]:
            begin, end, _ = left.pop(0)
            at = right[0][0] if right else gap.b_end
            yield Gap(begin, end, at, at, "moved")
        elif right and right[0][2]:
            begin, end, _ = right.pop(0)
            at = left[0][0] if left else gap.a_end
            yield Gap(at, at, begin, end, "moved")
        else:
            a = left.pop(0) if left else (gap.a_end, gap.a_end, 0)
            b = right.pop(0) if right else (gap.b_end, gap.b_end, 0)
            yield Gap(a[0], a[1], b[0], b[1])


def _segments(begin: int, end: int, moved: dict[int, int]) -> list[tuple[int, int, int]]:
    """Words [begin, end) as runs of one move each (0: of none)."""
    segments: list[tuple[int, int, int]] = []
    for place in range(begin, end):
        move = moved.get(place, 0)
        if segments and segments[-1][2] == move:
            segments[-1] = (segments[-1][0], place + 1, move)
        else:
            segments.append((place, place + 1, move))
    return segments


def _piece(one: Witness, other: Witness, gap: Gap) -> Piece:
    return Piece(_span(one.words, gap.a, gap.a_end), _span(other.words, gap.b, gap.b_end), gap.kind)


def _span(words: Words, first: int, last: int) -> Span:
    """Where words stand; without words, where the one before ends."""
    if first < last:
        return Span(words.begins[first], words.ends[last - 1])
    if first:
        return Span(words.ends[first - 1], words.ends[first - 1])
    at = words.begins[0] if len(words) else 0
    return Span(at, at)


def _named(one: Witness, other: Witness, gap: Gap) -> Piece:
    """A difference with what it touches. A name that is left out of a sentence is an erasure."""
    piece = _piece(one, other, gap)
    if gap.number:
        return replace(piece, touches="number")
    ours = {one.words.keys[place] for place in range(gap.a, gap.a_end) if place in one.names}
    theirs = {other.words.keys[place] for place in range(gap.b, gap.b_end) if place in other.names}
    is_wide = max(gap.a_end - gap.a, gap.b_end - gap.b) > _MOST_ERASED_WORDS
    if is_wide or gap.kind in ("same", "spelling", "order") or not _differ(ours, theirs):
        return piece
    is_left_out = gap.kind == "omission"
    if ours and is_left_out and _is_within_sentence(one, gap.a, gap.a_end):
        return replace(piece, kind="erasure", touches="name")
    return replace(piece, touches="name")


def _differ(ours: set[str], theirs: set[str]) -> bool:
    """Whether two sets of names are not the same names, however spelled."""
    only_ours, only_theirs = ours - theirs, theirs - ours
    return bool(only_ours or only_theirs) and not any(is_name_variant(x, y) for x in only_ours for y in only_theirs)


def _is_within_sentence(one: Witness, first: int, last: int) -> bool:
    """Whether the words lie inside one sentence that goes on before and behind them."""
    words = one.words
    if first == 0 or last == len(words):
        return False
    before = one.text[words.ends[first - 1] : words.begins[first]]
    inside = one.text[words.begins[first] : words.begins[last - 1]]
    return not _ENDS_SENTENCE.search(before) and not re.search(r"[.!?…][”\"’')\]]*\s+[^\W\d_a-z]", inside)


def _marks(one: Witness, other: Witness, gap: Gap) -> Iterator[Piece]:
    """The marks between two agreeing words, where they are not the same."""
    ours = _between(one, gap.a)
    theirs = _between(other, gap.b)
    if ours is None or theirs is None or _WORDS.search(ours.of(one.text) + theirs.of(other.text)):
        return  # what is no witness's own words stands between
    if plain_marks(ours.of(one.text)) != plain_marks(theirs.of(other.text)):
        yield Piece(_trimmed(ours, one.text), _trimmed(theirs, other.text), "punctuation")


def _between(witness: Witness, place: int) -> Span | None:
    """What stands between the word before and this one; at the end, the marks up to the next space."""
    words = witness.words
    if place == 0:
        return None
    begin = words.ends[place - 1]
    if place < len(words):
        return Span(begin, words.begins[place])
    tail = re.match(r"[^\w\s]*", witness.text[begin:])
    return Span(begin, begin + (tail.end() if tail else 0))


def plain_marks(marks: str) -> str:
    """Marks as they are compared: quotation marks and dashes of all kinds alike, without spaces."""
    return _DASHES.sub("-", _TWICE.sub('"', _MARKS.sub("", marks).translate(_FOLDED)))


def _trimmed(span: Span, text: str) -> Span:
    words = span.of(text)
    begin = span.begin + len(words) - len(words.lstrip())
    return Span(min(begin, span.end), max(min(begin, span.end), span.begin + len(words.rstrip())))


def _joined(pieces: Iterable[Piece]) -> list[Piece]:
    """Neighbouring pieces that agree, as one."""
    joined: list[Piece] = []
    for piece in pieces:
        if piece.kind == "same" and joined and joined[-1].kind == "same":
            last = joined[-1]
            joined[-1] = replace(last, a=Span(last.a.begin, piece.a.end), b=Span(last.b.begin, piece.b.end))
        else:
            joined.append(piece)
    return joined
