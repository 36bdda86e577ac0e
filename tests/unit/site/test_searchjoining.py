"""Joining segments: which words two states of a segment differ in, and which leaves have to be made again for them."""

from testimonia.site.searchindex.joining import (
    Contents,
    changed_contents,
    differences,
    join,
    leaves_of,
    stale_leaves,
    stale_pair_files,
)
from testimonia.site.searchindex.segment import Indexed, Segment, segment_of

LETTERS = "abcdefgh"
PARAGRAPHS = tuple(f"{a}{b} {b}{a}x {a}{b}y" for a in LETTERS for b in LETTERS)


def segment(*paragraphs: str) -> Segment:
    return segment_of(3, [Indexed(4, "A title", (*PARAGRAPHS, *paragraphs), ())], has_pairs=True)


BEFORE, AFTER = segment("a ferry"), segment("a strike")


def contents(*segments: Segment) -> Contents:
    return join({3: segments}).contents()


def test_only_the_words_that_say_something_else_differ() -> None:
    changes = differences([BEFORE], [AFTER])
    assert set(changes) == {"ferry", "strike"}
    assert changes["ferry"] == tuple(-letters for letters in changes["strike"])


def test_changed_contents_are_those_of_the_changed_segments() -> None:
    changed, fresh = changed_contents(contents(BEFORE), differences([BEFORE], [AFTER])), contents(AFTER)
    assert list(changed.words) == list(fresh.words)
    assert changed.postings.tolist() == fresh.postings.tolist()
    assert changed.places.tolist() == fresh.places.tolist()


def test_only_the_leaves_of_changed_words_are_made_again() -> None:
    was, now = contents(BEFORE), contents(AFTER)
    leaves = leaves_of(now, 80)
    stale = stale_leaves((was, leaves_of(was, 80)), (now, leaves), ["ferry", "strike"])
    held = [word for leaf in stale for word in now.words[leaf.first : leaf.last]]
    assert "strike" in held
    assert {word[0] for word in held} <= {"f", "g", "h", "s", "t"}
    assert len(stale) < len(leaves) / 2


def test_joining_some_words_gives_their_pieces_only() -> None:
    whole, some = join({3: [BEFORE]}), join({3: [BEFORE]}, {"ferry", "ab"})
    assert some.words == ["ab", "ferry"]
    for at, word in enumerate(some.words):
        there = whole.words.index(word)
        assert some.postings.text(some.begins[at], some.begins[at + 1]) == whole.postings.text(
            whole.begins[there], whole.begins[there + 1]
        )


def test_no_two_leaves_share_a_name() -> None:
    # CRC-32 gives both words one number.
    words = ["plumless", "buckeroo"]
    one = contents(segment_of(0, [Indexed(0, "x", (" ".join(words),), ())]))
    names = [leaf.name for leaf in leaves_of(one, 1)]
    assert len(names) == len(set(names)) == 3


def test_only_the_buckets_of_changed_neighbours_are_made_again() -> None:
    # "a ferry" became "a strike".
    assert len(stale_pair_files([BEFORE], [AFTER], 1)) == 2
    assert stale_pair_files([BEFORE], [BEFORE], 1) == set()
