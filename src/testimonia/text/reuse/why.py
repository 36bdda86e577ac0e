"""Why two documents were, or were not, called reuse: the questions of the search, asked of one pair alone."""

from typing import Literal

import numpy as np
from msgspec import Struct

from testimonia.text.reuse.align import align_chain
from testimonia.text.reuse.blocks import Blocks
from testimonia.text.reuse.chain import chains_of
from testimonia.text.reuse.evidence import agreeing_sides
from testimonia.text.reuse.grams import hash_grams, place_bits
from testimonia.text.reuse.links import (
    Ranked,
    coarse_documents,
    few_a_document,
    match_lengths,
    note_ranks,
    shared,
    starts_of_matches,
)
from testimonia.text.reuse.passages import Seeds, Texts, is_reuse, promising
from testimonia.text.reuse.search import texts_of
from testimonia.text.reuse.segments import hashes_at
from testimonia.text.reuse.settings import Settings
from testimonia.text.reuse.starts import Starts, commonness, in_order
from testimonia.text.reuse.update import Known, postings_of

Question = Literal["no-letters", "no-match", "not-linked", "no-company", "weight", "alignment", "reused"]


class Decided(Struct, frozen=True):
    """The question that decided, what was measured and what was needed."""

    question: Question
    measured: float
    needed: float


def decided(known: Known, pair: tuple[int, int], blocks: Blocks, settings: Settings) -> Decided:
    """What decided about the documents numbered (earlier, later). ValueError where their postings were not kept."""
    if not known.segments:
        raise ValueError("the search was not told to keep what it knows")
    stream = known.stream
    texts = texts_of(stream)
    earlier, later = pair
    spans = texts.bounds(earlier), texts.bounds(later)
    shortest = min(end - begin for begin, end in spans)
    if shortest < settings.shortest:
        return Decided("no-letters", shortest, settings.shortest)
    grams, others = (hash_grams(stream.letters[begin:end], settings.gram) for begin, end in spans)
    if not np.intersect1d(grams, others).size:
        return Decided("no-match", 0, settings.gram)
    starts = _starts_between(known, texts, spans, blocks, settings)
    if not len(starts):
        return Decided("not-linked", 0, 1)
    seeds = promising(texts, starts, settings)
    if not len(seeds):
        letters = texts.stream.letters
        after, before = agreeing_sides(letters, (starts.a, starts.b, match_lengths(letters, starts.a, starts.b)))
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
    known: Known, texts: Texts, spans: tuple[tuple[int, int], tuple[int, int]], blocks: Blocks, settings: Settings
) -> Starts:
    """The starts of matches between two documents, ranked as in the whole archive."""
    bits = place_bits(len(texts.raw))
    (begin_a, end_a), (begin_b, end_b) = spans
    coarse = coarse_documents(texts.stream)
    hashes = hashes_at(texts.stream.letters, np.arange(begin_b, end_b), settings.gram)
    number, places = postings_of(known, hashes, blocks)
    postings = (number.astype(np.uint64) << np.uint64(bits)) | places.astype(np.uint64)
    postings.sort()
    linked = few_a_document(texts.stream, coarse, shared(postings, bits), bits)
    noted = np.zeros(len(texts.raw), np.uint16)
    note_ranks(noted, linked, bits)
    lags = [
        (np.zeros(0, np.int64),) * 3,
        *starts_of_matches(texts.stream, Ranked(noted, coarse, bits), linked, settings),
    ]
    a, b, rank = (np.concatenate(column) for column in zip(*lags, strict=True))
    between = (a >= begin_a) & (a < end_a) & (b >= begin_b) & (b < end_b)
    a, b = a[between], b[between]
    return in_order(np.zeros(len(a), np.int64), a, b, commonness(rank[between]))
