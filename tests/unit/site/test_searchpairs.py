"""Buckets of neighbouring words: which documents have two words side by side in one paragraph."""

from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.site.test_searchindex import decode

from testimonia.site.searchindex.pairs import BUCKETS, bucket_of
from testimonia.site.searchindex.segment import Indexed, Segment, segment_of
from testimonia.site.searchindex.shards import shards
from testimonia.text.searchwords import words_of

WORDS = st.sampled_from(["the", "of", "été", "harbour", "harbours", "strike", "x", "по"])
PARAGRAPHS = st.lists(st.lists(WORDS, max_size=8).map(" ".join), max_size=4)


def head(word: str) -> int:
    return int.from_bytes(word.encode()[:4], "little")


def bucket(first: str, second: str) -> int:
    return int(bucket_of(np.array([head(first)], np.uint32), np.array([head(second)], np.uint32))[0])


def listed(segment: Segment) -> dict[int, tuple[int, list[int]]]:
    """For each bucket that is not empty, the segment's number and the places of the documents."""
    ends = np.frombuffer(segment.pair_ends, dtype="<i4").tolist()
    made = {}
    for number, (begin, end) in enumerate(pairwise([0, *ends])):
        if begin == end:
            continue
        segment_number, count, *steps = decode(segment.pairs[begin:end].decode())
        assert count == len(steps)
        made[number] = (segment_number, [sum(steps[: at + 1]) + at for at in range(count)])
    return made


@given(st.lists(st.tuples(st.sampled_from(["Strike", "The Harbour", ""]), PARAGRAPHS), min_size=1, max_size=6))
@settings(max_examples=60, deadline=None)
def test_a_bucket_lists_just_the_documents_with_such_neighbours(written: list[tuple[str, list[str]]]) -> None:
    documents = [Indexed(place * 3, title, tuple(own), ("_by_x_x",)) for place, (title, own) in enumerate(written)]
    wanted: dict[int, set[int]] = {}
    for document in documents:
        for text in (document.title, *document.paragraphs):
            for first, second in pairwise(words_of(text)):
                wanted.setdefault(bucket(first, second), set()).add(document.place)
    found = listed(segment_of(5, documents, has_pairs=True))
    assert found == {number: (5, sorted(places)) for number, places in wanted.items()}


def test_words_that_begin_alike_share_a_bucket() -> None:
    assert bucket("working", "classes") == bucket("works", "class")


def test_a_small_archive_has_no_buckets() -> None:
    segment = segment_of(0, [Indexed(0, "x", ("the strike",), ())])
    assert (segment.pairs, segment.pair_ends) == (b"", b"")
    assert not any(name.startswith("b/") for name, _ in shards({0: [segment]}, {}))


def test_every_bucket_stands_in_one_file() -> None:
    segment = segment_of(0, [Indexed(0, "x", ("the strike of the harbour",), ())], has_pairs=True)
    files = [text for name, text in shards({0: [segment]}, {}) if name.startswith("b/")]
    assert sum(text.count('"') // 2 - 1 for text in files) == BUCKETS
