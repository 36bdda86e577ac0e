"""Laws of paragraph identity."""

from hypothesis import given
from hypothesis import strategies as st

from testimonia.text.realign import Frozen, mark_of, realign

texts = st.lists(st.text(alphabet="abcde \n", max_size=12), max_size=12)


def frozen_of(paragraphs: list[str]) -> list[Frozen]:
    marks = [mark_of(text) for text in paragraphs]
    return [Frozen(i, m) for i, m in zip(realign([], marks).ids, marks, strict=True)]


@given(texts)
def test_an_unchanged_text_keeps_every_id(paragraphs: list[str]) -> None:
    frozen = frozen_of(paragraphs)
    assert realign(frozen, [p.mark for p in frozen]).ids == tuple(p.id for p in frozen)


@given(texts, texts)
def test_ids_are_never_given_twice(before: list[str], after: list[str]) -> None:
    ids = realign(frozen_of(before), [mark_of(text) for text in after]).ids
    assert len(set(ids)) == len(ids) == len(after)


@given(st.lists(st.uuids().map(str), unique=True, max_size=12), st.integers(0, 12))
def test_an_inserted_paragraph_leaves_all_other_ids(paragraphs: list[str], place: int) -> None:
    frozen = frozen_of(paragraphs)
    place = min(place, len(paragraphs))
    edited = [*paragraphs[:place], "A paragraph put in by the editor of Saltmarsh", *paragraphs[place:]]
    ids = realign(frozen, [mark_of(text) for text in edited]).ids
    assert [*ids[:place], *ids[place + 1 :]] == [p.id for p in frozen]
    assert ids[place] == f"p{len(paragraphs) + 1}"


@given(texts, texts, texts)
def test_a_number_once_used_never_comes_back_for_other_words(a: list[str], b: list[str], c: list[str]) -> None:
    first = realign([], [mark_of(text) for text in a])
    frozen = [Frozen(i, mark_of(text)) for i, text in zip(first.ids, a, strict=True)]
    second = realign(frozen, [mark_of(text) for text in b], first.next_number)
    now = [Frozen(i, mark_of(text)) for i, text in zip(second.ids, b, strict=True)]
    third = realign(now, [mark_of(text) for text in c], second.next_number)
    gone = set(first.ids) - set(second.ids)
    assert not gone & set(third.ids)
