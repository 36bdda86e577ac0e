"""Laws of citations: every part's quote stands in the text, and rows give back what they were made of."""

from hypothesis import given, settings
from hypothesis import strategies as st

from testimonia.model.layer import Layer
from testimonia.text.citationgrammar import read_citation
from testimonia.text.citationmentions import find_mentions
from testimonia.text.citationrows import citations_of, rows_of
from testimonia.text.roman import read_roman

PIECES = st.sampled_from(
    "The Echo|Harbour Review|, |. |; | and | & |Vol. X|Vol.3|No. 7|Nos. 9–10|No.|(|)|[|]|pp. 140–43|p. 6".split("|")
    + "16 February 1946|May 1929|1925|Winter 1958|Dover|“|”|New Series|\n| |Whole No. 100|1 August".split("|")
    + "Supplement|from |In |Press, |é|1,069|–".split("|")
)
LINES = st.one_of(st.lists(PIECES, max_size=14).map("".join), st.text(max_size=80))


@settings(max_examples=150, deadline=None)
@given(LINES, st.integers(0, 10))
def test_each_part_quotes_the_text_inside_the_span_that_was_read(line: str, skip: int) -> None:
    begin = min(skip, len(line))
    for citation in read_citation(line, begin, len(line), "source"):
        for quote in (citation.quote, *(part.quote for part in citation.parts)):
            assert line[quote.begin : quote.end] == quote.exact
            assert begin <= quote.begin


@settings(max_examples=100, deadline=None)
@given(LINES)
def test_mentions_quote_the_text_and_do_not_overlap(line: str) -> None:
    done = 0
    for citation in find_mentions(line, 0, len(line), []):
        assert line[citation.quote.begin : citation.quote.end] == citation.quote.exact
        assert citation.quote.begin >= done
        done = citation.quote.end


@settings(max_examples=100, deadline=None)
@given(LINES)
def test_rows_of_citations_give_the_citations_back(line: str) -> None:
    citations = read_citation(line, 0, len(line), "source")
    back = citations_of(Layer.of("citations", rows_of(citations)), line)
    assert {(c.kind, c.quote, frozenset(c.parts)) for c in back} == {
        (c.kind, c.quote, frozenset(c.parts)) for c in citations
    }


@given(st.integers(1, 3999))
def test_a_roman_numeral_is_read_as_the_number_it_was_written_for(number: int) -> None:
    signs = {
        1000: "M",
        900: "CM",
        500: "D",
        400: "CD",
        100: "C",
        90: "XC",
        50: "L",
        40: "XL",
        10: "X",
        9: "IX",
        5: "V",
        4: "IV",
        1: "I",
    }
    rest, numeral = number, ""
    for value, sign in signs.items():
        numeral += sign * (rest // value)
        rest %= value
    assert read_roman(numeral) == number
