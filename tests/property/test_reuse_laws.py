"""Laws of reuse: what is found does not depend on partitions, threads, blocks or on how often documents were added."""

import random
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from testimonia.comparers.compared import ReuseText
from testimonia.comparers.reuse import find_reuse
from testimonia.comparers.reuseresult import ReuseResult
from testimonia.text.reuse.fold import BOUND, Fold, fold_text, fold_texts
from testimonia.text.reuse.grams import fewest_partitions, hash_grams, partition, place_bits, run_starts, sorted_run
from testimonia.text.reuse.settings import Settings

WORDS = (
    "ferry salt marsh harbour lamp pier council cooper rope lane night bridge toll regatta bell surveyor mist".split()
)
GRAM = 8


@st.composite
def corpora(draw: st.DrawFn) -> list[ReuseText]:
    """Documents that print pieces of three texts, some often enough to pass the limit of all pairs."""
    rng = random.Random(draw(st.integers(0, 10_000)))
    stock = [" ".join(rng.choices(WORDS, k=30)) for _ in range(3)]
    documents = []
    for number in range(draw(st.integers(2, 40))):
        pieces = [" ".join(rng.choices(WORDS, k=rng.randrange(5, 40)))]
        for text in rng.choices(stock, k=rng.randrange(3)):
            cut = rng.randrange(len(text) // 2)
            pieces.append(text[cut:])
        documents.append(ReuseText(f"d{number:02}", "\n".join(pieces)))
    return documents


def found(result: ReuseResult) -> tuple[object, ...]:
    return result.pairs, result.clusters


@settings(max_examples=25, deadline=None)
@given(corpora())
def test_partitions_and_threads_change_nothing(corpus: list[ReuseText]) -> None:
    once = find_reuse(corpus, Settings(gram=GRAM))
    many = find_reuse(corpus, Settings(gram=GRAM, memory_mb=0))
    with ThreadPoolExecutor(3) as pool:
        threads = find_reuse(corpus, Settings(gram=GRAM), spread=pool.map)
    assert found(once) == found(many) == found(threads)


@settings(max_examples=15, deadline=None)
@given(corpora(), st.data())
def test_documents_that_come_change_or_go_anywhere_equal_a_full_search(
    corpus: list[ReuseText], data: st.DataObject
) -> None:
    index = None
    others = [one.text for one in corpus]
    for _ in range(3):
        present = data.draw(st.lists(st.sampled_from(corpus), unique_by=lambda one: one.document))
        changed = data.draw(st.sets(st.sampled_from([one.document for one in corpus]), max_size=3))
        now = [
            replace(one, text=data.draw(st.sampled_from(others))) if one.document in changed else one
            for one in sorted(present, key=lambda one: one.document)
        ]
        grown = find_reuse(now, Settings(gram=GRAM), index, keep=True, most_changed=9.0)
        assert found(grown) == found(find_reuse(now, Settings(gram=GRAM)))
        index = grown.index


@settings(max_examples=25, deadline=None)
@given(corpora())
def test_every_quote_stands_where_it_says(corpus: list[ReuseText]) -> None:
    texts = {one.document: one.text for one in corpus}
    for pair in find_reuse(corpus, Settings(gram=GRAM)).pairs:
        for side in (pair.a, pair.b):
            assert texts[side.document][side.quote.begin : side.quote.end] == side.quote.exact
            assert side.quote.exact[0].isalpha() and side.quote.exact[-1].isalpha()


@given(st.lists(st.text(max_size=40), max_size=6))
def test_the_stream_holds_the_letters_of_each_text(texts: list[str]) -> None:
    stream = fold_texts(Fold(), [(text, ()) for text in texts])
    assert len(stream.starts) == len(texts) + 1
    for number, text in enumerate(texts):
        letters, offsets = fold_text(Fold(), text)
        begin, end = stream.starts[number], stream.starts[number + 1]
        assert stream.letters[begin : end - 1].tolist() == letters.tolist()
        assert stream.letters[end - 1] == BOUND
        assert all(text[offset].isalpha() for offset in offsets)


@given(st.binary(max_size=300), st.integers(6, 20))
def test_equal_letters_have_equal_hashes(raw: bytes, gram: int) -> None:
    letters = np.frombuffer(raw, np.uint8) % 3
    hashes = hash_grams(letters, gram)
    seen: dict[bytes, int] = {}
    for place, value in enumerate(hashes.tolist()):
        assert seen.setdefault(letters[place : place + gram].tobytes(), value) == value
    assert len(hashes) == max(0, len(letters) - gram + 1)


@given(st.text("abc", min_size=40, max_size=300), st.sampled_from([1, 2, 8]))
def test_partitions_hold_every_posting_once(text: str, more: int) -> None:
    stream = fold_texts(Fold(), [(text, ())])
    runs = [(start, sorted_run(stream.letters, GRAM, start)) for start in run_starts(len(stream.letters))]
    bits = place_bits(len(stream.letters))
    of = fewest_partitions(bits) * more
    places = np.concatenate([partition(runs, n, of, bits) for n in range(of)]) & np.uint64((1 << bits) - 1)
    assert sorted(places.tolist()) == list(range(1, len(stream.letters) - GRAM))
