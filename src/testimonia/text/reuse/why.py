"""Why two documents were, or were not, called reuse: the questions of the search, asked of one pair alone."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from testimonia.text.reuse.align import align_chain
from testimonia.text.reuse.blocks import Blocks
from testimonia.text.reuse.chain import chains_of
from testimonia.text.reuse.evidence import agreeing_sides
from testimonia.text.reuse.fold import I64, Letters
from testimonia.text.reuse.grams import hash_grams, place_bits
from testimonia.text.reuse.links import (
    Ranked,
    coarse_documents,
    few_a_document,
    match_lengths,
    note_ranks,
    starts_of_matches,
)
from testimonia.text.reuse.passages import Seeds, Texts, is_reuse, promising
from testimonia.text.reuse.search import Runs, postings_with, texts_of
from testimonia.text.reuse.settings import Settings

Question = Literal["no-letters", "no-match", "not-linked", "no-company", "weight", "alignment", "reused"]


@dataclass(frozen=True, slots=True)
class Decided:
    """The question that decided, what was measured and what was needed."""

    question: Question
    measured: float
    needed: float


def decided(stream: Letters, pair: tuple[int, int], postings: tuple[Runs, Blocks], settings: Settings) -> Decided:
    """What decided about the documents numbered (earlier, later)."""
    texts = texts_of(stream)
    earlier, later = pair
    spans = texts.bounds(earlier), texts.bounds(later)
    shortest = min(end - begin for begin, end in spans)
    if shortest < settings.shortest:
        return Decided("no-letters", shortest, settings.shortest)
    grams, others = (hash_grams(stream.letters[begin:end], settings.gram) for begin, end in spans)
    if not np.intersect1d(grams, others).size:
        return Decided("no-match", 0, settings.gram)
    ranked, starts = _starts_between(texts, spans, postings, settings)
    if not len(starts[0]):
        return Decided("not-linked", 0, 1)
    seeds = promising(texts, ranked, starts, settings)
    if not len(seeds):
        after, before = agreeing_sides(
            texts.stream.letters, (*starts[:2], match_lengths(texts.stream.letters, *starts[:2]))
        )
        return Decided("no-company", int(np.maximum(after, before).max()), settings.agreeing)
    return _by_alignment(texts, spans, seeds, settings)


def _by_alignment(
    texts: Texts, spans: tuple[tuple[int, int], tuple[int, int]], seeds: Seeds, settings: Settings
) -> Decided:
    rows = list(zip(seeds.a.tolist(), seeds.b.tolist(), seeds.length.tolist(), seeds.weight.tolist(), strict=True))
    chains = list(chains_of(rows, settings.gap, 0.0))
    if chains[0].score < settings.weight:
        return Decided("weight", round(chains[0].score, 1), settings.weight)
    bounds = (*spans[0], *spans[1])
    aligned = [
        one for chain in chains if chain.score >= settings.weight for one in align_chain(texts.raw, chain, bounds)
    ]
    best = max(aligned, key=lambda one: (is_reuse(one, settings), one.score))
    if is_reuse(best, settings):
        return Decided("reused", best.score, settings.margin)
    return Decided("alignment", best.score, settings.margin)


def _starts_between(
    texts: Texts, spans: tuple[tuple[int, int], tuple[int, int]], postings: tuple[Runs, Blocks], settings: Settings
) -> tuple[Ranked, tuple[I64, I64, I64]]:
    """The starts of matches between two documents, ranked as in the whole archive."""
    bits = place_bits(len(texts.raw))
    (begin_a, end_a), (begin_b, end_b) = spans
    own = hash_grams(texts.stream.letters[begin_b:end_b], settings.gram)
    coarse = coarse_documents(texts.stream)
    linked = [few_a_document(texts.stream, coarse, some, bits) for some in postings_with(own, *postings, bits)]
    noted = np.zeros(len(texts.raw), np.uint16)
    for some in linked:
        note_ranks(noted, some, bits)
    ranked = Ranked(noted, coarse, bits, begin_b)
    columns: list[tuple[I64, I64, I64]] = [(np.zeros(0, np.int64),) * 3]
    for some in linked:
        columns += starts_of_matches(texts.stream, ranked, some, settings)
    a, b, rank = (np.concatenate(column) for column in zip(*columns, strict=True))
    between = (a >= begin_a) & (a < end_a) & (b < end_b)
    return ranked, (a[between], b[between], rank[between])
