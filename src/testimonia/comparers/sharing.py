"""What two documents share: from the passages that the search for reuse found to what kind of thing that is, who had it
first, what was left out and added, and which names, numbers and dates were changed.

A short passage that neither side marks as another's words is a formula, for chance or custom may have put it there; one
in quotation marks on either side is a quotation of the text that the archive holds, in both a quotation of some third.
Coverage tells reprints and excerpts. All is said of the words that the archive holds: who copied whom it does not say.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain

from msgspec import Struct
from msgspec.structs import replace

from testimonia.comparers._changes import changes_in, held_against, misquoted_in
from testimonia.contract import Page
from testimonia.model.collation import Collation
from testimonia.model.document import Document
from testimonia.model.layer import Layer
from testimonia.model.passage import PARAGRAPH_KINDS
from testimonia.model.reuse import ReusePair
from testimonia.model.sharing import Change, Checked, Direction, Holder, Share, SharedPassage, ShareKind
from testimonia.model.span import Span
from testimonia.text.appearing import appeared, is_before
from testimonia.text.collate.collating import collate
from testimonia.text.collate.witness import witness_of
from testimonia.text.collate.words import Words, whole_words, words_of
from testimonia.text.quoting import Quoted, overlap, quoted_in

# So few words are a formula where neither side marks them as another's; and so few, whatever marks stand around them.
FORMULA_WORDS = 14
QUOTED_WORDS = 8
# A sentence of fewer words of which so little agrees was begun alike by chance, or by one writer's habit.
PHRASE_WORDS, PHRASE_LIKENESS = 25, 0.8
# Two texts that agree less render a third, each in its own way.
QUOTED_LIKENESS = 0.85
LONG_WORDS = 60
LEAD_WORDS = 3
REPRINT, EXCERPT = 0.8, 0.5
# Texts of more words together are collated passage by passage, not from end to end.
WHOLE_WORDS = 60_000
MOST_STRETCHES = 40
FEWEST_LEFT_OUT = 3
_OWN = PARAGRAPH_KINDS | {"heading"}
_GRADES: tuple[ShareKind, ...] = ("quotation", "shared-source", "passage", "formula")


class Holding(Struct, frozen=True, dict=True):
    """A document as it is compared: the text of its source, where its own words stand there (neither furniture nor what
    names it), what the page gives as somebody's words, its dates, and the ids of its linked authors."""

    document: Document
    text: str
    own: tuple[tuple[int, int], ...]
    quoted: tuple[tuple[int, int], ...]
    dates: Layer
    authors: tuple[str, ...] = ()

    @cached_property
    def words(self) -> Words:
        """Its own words; a document is held against one after another."""
        return words_of(self.text, self.own)


def holding_of(document: Document, page: Page, authors: tuple[str, ...] = ()) -> Holding:
    """A document made ready, from its page with structure, voices and dates."""
    begin, end = document.begin, document.end
    rows = page.layer("structure").within(begin, end)
    voices = [row for row in page.layer("voices").within(begin, end) if row.kind == "quoted"]
    blocks = [row for row in rows if row.kind == "quotation"]
    return Holding(
        document,
        page.text,
        tuple(_flat((row.begin, row.end) for row in rows if row.kind in _OWN)),
        tuple(_flat((row.begin, row.end) for row in (*voices, *blocks))),
        page.layer("dates"),
        authors,
    )


def share_of(one: Holding, other: Holding, pairs: Sequence[ReusePair], formulas: frozenset[str] = frozenset()) -> Share:
    """What two documents share, given all pairs of passages between them and the clusters that are formulae."""
    a, b, is_told = _in_order(one, other, pairs)
    if pairs[0].a.document != a.document.id:
        pairs = [replace(pair, a=pair.b, b=pair.a) for pair in pairs]
    passages = tuple(_passages(a, b, pairs, formulas))
    direction: Direction = "a-earlier" if is_told else "unknown"
    if {passage.kind for passage in passages} <= {"formula", "recurring"}:
        kind: ShareKind = "formula" if any(passage.kind == "formula" for passage in passages) else "recurring"
        return Share(_holder(a, ()), _holder(b, ()), kind, direction, passages)
    first, second = (_holder(side, [_side_of(pair, side) for pair in pairs]) for side in (a, b))
    return _collated(Share(first, second, _kind_of(first, second, passages), direction, passages), a, b)


def _in_order(one: Holding, other: Holding, pairs: Sequence[ReusePair]) -> tuple[Holding, Holding, bool]:
    """The side that stands first, the other, and whether their dates tell so: the one that appeared before, else the
    one that is quoted, else the one whose id sorts first."""
    times = appeared(one.document), appeared(other.document)
    if is_before(*times) or is_before(times[1], times[0]):
        return (one, other, True) if is_before(*times) else (other, one, True)
    quoting = [_quoting(side, [_side_of(pair, side) for pair in pairs]) for side in (one, other)]
    if quoting[0] != quoting[1]:
        return (one, other, False) if quoting[1] > quoting[0] else (other, one, False)
    return (one, other, False) if one.document.id <= other.document.id else (other, one, False)


def _quoting(side: Holding, spans: Iterable[Span]) -> int:
    shared = _flat((span.begin, span.end) for span in spans)
    return sum(quoted_in(side.text, span, side.quoted, shared).is_filled for span in shared)


def _side_of(pair: ReusePair, side: Holding) -> Span:
    return (pair.a if pair.a.document == side.document.id else pair.b).quote.span


def _holder(side: Holding, spans: Sequence[Span]) -> Holder:
    """One side of a share; its words are counted where there is something to measure by them."""
    own = side.words if spans else Words((), (), ())
    covered = _flat((span.begin, span.end) for span in spans)
    return Holder(
        side.document.id,
        side.document.source,
        side.document.title,
        appeared(side.document),
        side.authors,
        side.document.bylines,
        len(own),
        len(_within(own, covered)),
    )


def _passages(a: Holding, b: Holding, pairs: Sequence[ReusePair], formulas: frozenset[str]) -> Iterator[SharedPassage]:
    """The passages of two documents, each with its kind, in the order of the first."""
    shared = [_flat((s.begin, s.end) for s in (_side_of(pair, side) for pair in pairs)) for side in (a, b)]
    for pair in sorted(pairs, key=lambda pair: (pair.a.quote.begin, pair.b.quote.begin)):
        spans = [whole_words(side.text, _side_of(pair, side)) for side in (a, b)]
        words = min(
            len(words_of(side.text, [(span.begin, span.end)])) for side, span in zip((a, b), spans, strict=True)
        )
        quoted = [
            quoted_in(side.text, (span.begin, span.end), side.quoted, own)
            for side, span, own in zip((a, b), spans, shared, strict=True)
        ]
        marked = _marked(b, spans[1])
        told = sum(len(words_of(b.text, [row])) for row in marked) if quoted[1].is_filled else 0
        if words > FORMULA_WORDS and quoted[1].is_filled:
            told = max(told, words)  # what a colon leads up to
        if (words < PHRASE_WORDS and len(words_of(a.text, _marked(a, spans[0]))) > 1) or _leads_up(b, spans[1], marked):
            quoted[0] = replace(quoted[0], is_quoted=True)
        kind = "formula" if pair.cluster in formulas else _passage_kind(words, quoted, told, pair)
        sides = "".join(name for name, one in zip("ab", quoted, strict=True) if one.is_quoted)
        yield SharedPassage(spans[0], spans[1], words, kind, pair.similarity, pair.cluster, sides, "", pair.related)


def _marked(side: Holding, span: Span) -> list[tuple[int, int]]:
    """Where a passage stands in quotation marks or in a block."""
    inside = [(max(begin, span.begin), min(end, span.end)) for begin, end in side.quoted]
    return [(begin, end) for begin, end in inside if begin < end]


def _leads_up(side: Holding, span: Span, marked: Sequence[tuple[int, int]]) -> bool:
    """Whether words of one's own that lead up to a quotation are part of the passage: then the other text leads up to
    it in the same words, and both quote a third."""
    return bool(marked) and len(words_of(side.text, [(span.begin, marked[0][0])])) >= LEAD_WORDS


def _passage_kind(words: int, quoted: Sequence[Quoted], marked: int, pair: ReusePair) -> ShareKind:
    """`marked` are the words that the second side gives as somebody's: a name in quotation marks is no quotation, nor
    is a habit of speech behind a colon."""
    a, b = quoted
    is_short = words <= FORMULA_WORDS
    if words < QUOTED_WORDS or (is_short and not (b.is_filled and marked >= QUOTED_WORDS)):
        return "formula"
    if not (a.is_quoted or b.is_quoted) and words < PHRASE_WORDS and pair.similarity < PHRASE_LIKENESS:
        return "formula"
    if pair.recurring:
        return "recurring"
    if b.is_filled and not a.is_quoted and pair.similarity >= QUOTED_LIKENESS:
        return "quotation"
    return "shared-source" if a.is_quoted or b.is_quoted else "passage"


def _kind_of(a: Holder, b: Holder, passages: Sequence[SharedPassage]) -> ShareKind:
    """The kind of the whole: what covers the documents first, then the kinds of the passages by grade."""
    kinds = {passage.kind for passage in passages}
    if min(a.coverage, b.coverage) >= REPRINT:
        return "reprint"
    longest = max((p.words for p in passages if p.kind == "passage"), default=0)
    if longest >= LONG_WORDS or (longest and max(a.coverage, b.coverage) >= EXCERPT):
        return "excerpt"
    marked = {kind: sum(p.words for p in passages if p.kind == kind) for kind in ("quotation", "shared-source")}
    if 0 < marked["quotation"] < marked["shared-source"]:
        return "shared-source"  # a mark was lost: most of what one has of the other, both have of a third
    return next(kind for kind in _GRADES if kind in kinds)


def _collated(share: Share, a: Holding, b: Holding) -> Share:
    """The share with what a collation of the two shows: from end to end where one text holds the other, else passage
    by passage."""
    is_whole = share.kind in ("reprint", "excerpt") and share.a.words + share.b.words <= WHOLE_WORDS
    texts = a.text, b.text
    dates = a.dates, b.dates
    told = [passage for passage in share.passages if passage.kind not in ("formula", "recurring")]
    collations = [_collation(texts, ([(p.a.begin, p.a.end)], [(p.b.begin, p.b.end)])) for p in told]
    told_wrong = [
        tuple(c for c in misquoted_in(collation, texts) if _is_quoted_there(c, a, b)) if p.kind == "quotation" else ()
        for p, collation in zip(told, collations, strict=True)
    ]
    checked = {p: _checked(p, c, wrong, texts) for p, c, wrong in zip(told, collations, told_wrong, strict=True)}
    if is_whole:
        collations = [_collation(texts, (a.own, b.own))]
    pieces = [piece for collation in collations for piece in collation.pieces]
    changes = tuple(_once(change for collation in collations for change in changes_in(collation, texts, dates)))
    if share.direction == "unknown" and is_whole:
        changes = (*changes, *_left_out_of_a(a, b))
    counts: dict[str, int] = {}
    for collation in collations:
        for kind, number in collation.counts.items():
            counts[kind] = counts.get(kind, 0) + number
    return replace(
        share,
        passages=tuple(replace(p, check=checked.get(p, "")) for p in share.passages),
        changes=changes,
        misquoted=() if share.kind == "shared-source" else tuple(chain.from_iterable(told_wrong))[:MOST_STRETCHES],
        counts=dict(sorted(counts.items())),
        left_out=_longest((p.a for p in pieces if p.kind in ("omission", "erasure")), texts[0]),
        added=_longest((p.b for p in pieces if p.kind == "addition"), texts[1]),
        is_whole=is_whole,
    )


def _is_quoted_there(change: Change, a: Holding, b: Holding) -> bool:
    """Whether a difference lies in the quotation itself, not in the words that lead up to it, and what it is held
    against is no quotation: between two quotations of a third text, neither is the text."""
    own, held = (change.b.begin, change.b.end), (change.a.begin, change.a.end)
    in_rows = not b.quoted or overlap([own], [r for r in b.quoted if r[1] > own[0]]) >= own[1] - own[0]
    return in_rows and not overlap([held], [r for r in a.quoted if r[1] > held[0]])


def _left_out_of_a(a: Holding, b: Holding) -> list[Change]:
    """Names that stand in b and are left out of a: where no date tells which came first, either may be the reprint."""
    turned = changes_in(_collation((b.text, a.text), (b.own, a.own)), (b.text, a.text), (b.dates, a.dates))
    return [
        replace(c, a=c.b, b=c.a, said_a="", said_b=c.said_a, value_a="", value_b=c.value_a)
        for c in turned
        if c.kind == "erasure"
    ]


def _collation(texts: tuple[str, str], spans: tuple[Sequence[tuple[int, int]], Sequence[tuple[int, int]]]) -> Collation:
    return collate(witness_of(texts[0], spans[0], (texts[1],)), witness_of(texts[1], spans[1], (texts[0],)))


def _once(changes: Iterable[Change]) -> list[Change]:
    return list({(change.a.begin, change.b.begin): change for change in changes}.values())


def _checked(
    passage: SharedPassage, collation: Collation, misquoted: Sequence[Change], texts: tuple[str, str]
) -> Checked:
    """A quotation against the text that it quotes: spelling and marks do not count, and what an ellipsis owns does."""
    if passage.kind != "quotation":
        return ""
    return "variant" if misquoted else held_against(collation, texts)


def _longest(spans: Iterable[Span], text: str) -> tuple[Span, ...]:
    """The longest stretches of at least three words, in the order of the text."""
    sized = [(len(words_of(text, [(span.begin, span.end)])), span) for span in spans if span.begin < span.end]
    longest = sorted((pair for pair in sized if pair[0] >= FEWEST_LEFT_OUT), key=lambda pair: (-pair[0], pair[1]))
    return tuple(sorted(span for _, span in longest[:MOST_STRETCHES]))


def _flat(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans in order, those that lie over one another joined."""
    flat: list[tuple[int, int]] = []
    for begin, end in sorted(spans):
        if flat and begin < flat[-1][1]:
            flat[-1] = (flat[-1][0], max(end, flat[-1][1]))
        else:
            flat.append((begin, end))
    return flat


def _within(words: Words, spans: Sequence[tuple[int, int]]) -> list[int]:
    """The numbers of the words that lie in these spans, which are in order."""
    inside: list[int] = []
    at = 0
    for number, begin in enumerate(words.begins):
        while at < len(spans) and spans[at][1] <= begin:
            at += 1
        if at < len(spans) and spans[at][0] <= begin:
            inside.append(number)
    return inside
