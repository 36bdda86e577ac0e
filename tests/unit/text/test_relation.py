"""Relation brought up to date: what was not touched is not asked again, and what comes out is the same."""

import random
import string

import numpy as np
import pytest

from testimonia.comparers.compared import ReuseText
from testimonia.comparers.reuse import find_reuse
from testimonia.text.reuse import relation
from testimonia.text.reuse.fold import I64
from testimonia.text.reuse.passages import Texts
from testimonia.text.reuse.settings import Settings

FAMILIES, COPIES = 8, 5


def worn(text: str, rng: random.Random) -> str:
    """One letter in five is another."""
    return "".join(rng.choice(string.ascii_lowercase) if rng.random() < 0.2 else char for char in text)


def archive(rng: random.Random) -> list[ReuseText]:
    """Families of worn copies; now and then a document holds copies of two."""
    families = ["".join(rng.choices(string.ascii_lowercase, k=400)) for _ in range(FAMILIES)]
    documents = []
    for number in range(FAMILIES * COPIES):
        texts = [families[number % FAMILIES]] + ([rng.choice(families)] if rng.random() < 0.1 else [])
        own = "".join(rng.choices(string.ascii_lowercase, k=80))
        documents.append(ReuseText(f"d{number:02}", " ".join([own, *(worn(text, rng) for text in texts)])))
    return documents


@pytest.mark.parametrize("seed", range(6))
def test_only_touched_webs_are_asked_again_and_the_outcome_is_that_of_a_whole_search(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    rng = random.Random(seed)
    documents = archive(rng)
    settings = Settings(gram=8)
    before = find_reuse(documents[:-2], settings, keep=True)
    after = [*documents[1:-2], documents[-2]]  # one has gone, one has come
    asked: list[int] = []

    def counted(texts: Texts, direct: I64, settings: Settings, first: int = 0) -> I64:
        asked.append(len(direct))
        return whole_relation(texts, direct, settings, first)

    whole_relation = relation._related
    monkeypatch.setattr(relation, "_related", counted)
    updated = find_reuse(after, settings, before.index)
    again = max(asked)
    whole = find_reuse(after, settings)
    assert (updated.pairs, updated.clusters) == (whole.pairs, whole.clusters)
    assert any(pair.related for pair in whole.pairs)
    assert 0 < again < asked[-1]


@pytest.mark.parametrize("seed", range(4))
def test_what_comes_at_the_end_adds_only_what_it_reveals(seed: int) -> None:
    documents = archive(random.Random(seed))
    settings = Settings(gram=8)
    before = find_reuse(documents[:-6], settings, keep=True)
    grown, whole = find_reuse(documents, settings, before.index), find_reuse(documents, settings)
    assert (grown.pairs, grown.clusters) == (whole.pairs, whole.clusters)


def test_a_passage_reaches_those_that_overlap_it_and_no_others() -> None:
    rows = np.array(
        [[1, 0, 0, 90, 0, 90, 90, 0, 0], [2, 1, 0, 60, 50, 110, 60, 0, 0], [3, 2, 0, 50, 300, 350, 50, 0, 0]]
    )
    reached = relation._reached(rows, np.array([True, False, False]), 10)
    assert reached.tolist() == [True, True, False]
