"""Spans may cross; tags never do, and no word is lost or doubled."""

import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from testimonia.site.inline import Inline, marked, plain

TEXT = "The pier & the <gale>, by “night”"


def spans() -> st.SearchStrategy[list[Inline]]:
    edge = st.integers(0, len(TEXT))
    pair = st.tuples(edge, edge, st.sampled_from(["em", "mark", "time"]))
    return st.lists(pair.map(lambda p: _span(*p)), max_size=6)


def _span(one: int, two: int, tag: str) -> Inline:
    return Inline(min(one, two), max(one, two), f"<{tag} id=x>", f"</{tag}>", f"<{tag}>")


@given(spans())
def test_the_words_stay_and_the_tags_nest(found: list[Inline]) -> None:
    found.sort(key=lambda span: (span.begin, -span.end))
    html = marked(TEXT, 0, len(TEXT), found)
    assert unescape(re.sub(r"</?(?:em|mark|time)[^>]*>", "", html)) == TEXT
    stack: list[str] = []
    for closing, tag in re.findall(r"<(/?)(em|mark|time)\b", html):
        if closing:
            assert stack.pop() == tag
        else:
            stack.append(tag)
    assert stack == []
    assert html.count(" id=x") == len(found)


def test_crossing_spans_are_cut_and_go_on_without_their_id() -> None:
    html = marked("abcdef", 0, 6, [_span(0, 4, "em"), _span(2, 6, "mark")])
    assert html == "<em id=x>ab<mark id=x>cd</mark></em><mark>ef</mark>"


def test_controls_become_visible() -> None:
    assert plain("a\x00b\x1bc\ud800") == "a␀b␛c\ufffd"
