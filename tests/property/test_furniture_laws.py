"""Laws of blocks and furniture, for any text at all."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from testimonia.analysers.blocks import find_blocks
from testimonia.analysers.furniture import find_furniture
from testimonia.contract import Page
from testimonia.model.layer import Layer
from testimonia.model.source import Capture, Source
from testimonia.readers.html import read_html
from testimonia.readers.plain import read_plain

WRITTEN = """
Source: The Echo, 2 May 1912~Transciption: Ada Lowe; HTML Markup: Piet
~ Transcribed by Ada.~From The Echo, No. 7, p. 2.~Last updated on 3 May 2014
~<p class=i>~</p>~<br>
~<hr>~<h2>~</h2>~<span>~</span>~<ul><li>~<a href='x.htm'>Index</a>~ | ~Top of page~A | B~:~Date: 1912~[~é~𝔄~<div>
~*** START OF THIS PROJECT GUTENBERG X ***~*** END OF THIS PROJECT GUTENBERG X ***~Transcriber's notes:
~Public Domain: free~<pre>a b</pre>""".split("~")
SPACED = ["\n", "\n\n", "\r\n", "\xa0", "<pre>\n a\n\n b</pre>", "The tide turns. " * 20]
PIECES = st.sampled_from([*WRITTEN, *SPACED])
TEXTS = st.lists(PIECES | st.text(max_size=12), max_size=25).map("".join)


def layers_of(text: str, as_html: bool) -> tuple[Source, Layer, Layer]:
    raw = text.encode("utf-8", "surrogatepass")
    source = (read_html if as_html else read_plain)(Capture("page", "0" * 64, len(raw), ""), raw).source
    blocks = find_blocks(Page(source))
    keys = frozenset(str(key) for key in blocks.columns.get("key", ()) if key)
    return source, blocks, find_furniture(Page(source, {"blocks": blocks}, keys))


@given(TEXTS, st.booleans())
def test_blocks_lie_apart_and_hold_every_printed_character(text: str, as_html: bool) -> None:
    source, blocks, _ = layers_of(text, as_html)
    rows = blocks.of_kind("block")
    assert all(a.end <= b.begin for a, b in pairwise(rows))
    covered = set().union(*(range(row.begin, row.end) for row in rows)) if rows else set()
    assert all(i in covered for i, character in enumerate(source.text) if not character.isspace())


@given(TEXTS, st.booleans())
def test_rows_are_sorted_and_lie_in_the_text(text: str, as_html: bool) -> None:
    source, blocks, furniture = layers_of(text, as_html)
    for layer in (blocks, furniture):
        places = [(row.begin, -row.end) for row in layer]
        assert places == sorted(places)
        assert all(0 <= row.begin < row.end <= len(source.text) for row in layer)


@given(TEXTS, st.booleans())
def test_rows_of_furniture_lie_apart_and_hold_their_values(text: str, as_html: bool) -> None:
    source, _, furniture = layers_of(text, as_html)
    rows = list(furniture)
    assert all(a.end <= b.begin for a, b in pairwise(rows))
    for row in rows:
        begin, end = row.number("value_begin"), row.number("value_end")
        assert (begin is None) == (end is None)
        assert begin is None or end is None or row.begin <= begin <= end <= row.end
        assert source.text[row.begin : row.end].startswith(row.get("label"))
