"""Stretches that cross come out as tags that do not, and every word comes out once."""

from hypothesis import given
from hypothesis import strategies as st

from testimonia.text.nesting import Stretch, nested

stretches = st.lists(
    st.tuples(st.integers(0, 40), st.integers(0, 40), st.sampled_from("abc")).map(
        lambda drawn: Stretch(min(drawn[:2]), max(drawn[:2]), drawn[2])
    ),
    max_size=12,
)


@given(stretches, st.integers(0, 20), st.integers(20, 40))
def test_words_come_once_and_tags_nest(drawn: list[Stretch], begin: int, end: int) -> None:
    at, stack = begin, []
    for event in nested(begin, end, drawn):
        if event.what == "words":
            assert event.begin == at < event.end
            at = event.end
        elif event.what == "open":
            stack.append(event.stretch)
        else:
            assert stack.pop() is event.stretch
    assert (at, stack) == (end, [])


@given(stretches)
def test_each_character_bears_the_kinds_that_cover_it(drawn: list[Stretch]) -> None:
    stack: list[Stretch] = []
    for event in nested(0, 40, drawn):
        if event.stretch is not None:
            stack = [*stack, event.stretch] if event.what == "open" else stack[:-1]
            continue
        for offset in range(event.begin, event.end):
            covering = sorted(s.kind for s in drawn if s.begin <= offset < s.end)
            assert sorted(s.kind for s in stack) == covering
