"""Laws of matching marks."""

from hypothesis import given
from hypothesis import strategies as st

from testimonia.text.quotemarks import match_marks

words = st.text(alphabet="abc ,.", max_size=8)
balanced = st.recursive(words, lambda inner: st.tuples(words, inner, words).map(lambda t: f"{t[0]} (x{t[1]}x) {t[2]}"))


@given(balanced)
def test_balanced_brackets_have_no_fault(text: str) -> None:
    assert match_marks(text, [(0, len(text))]).faults == []


@given(st.text(alphabet='ab \n“”„«»"()[]‘’1.,', max_size=60), st.integers(0, 60))
def test_every_fault_is_a_mark_of_the_text_and_of_one_reason_only(text: str, cut: int) -> None:
    cut = min(cut, len(text))
    faults = match_marks(text, [(0, cut), (cut, len(text))]).faults
    assert all(text[f.begin : f.end] in ("“", "”", "„", "«", "»", '"', "(", ")", "[", "]", "‘‘", "’’") for f in faults)
    assert len({f.begin for f in faults if "where one" not in f.why}) == len(
        [f for f in faults if "where one" not in f.why]
    )
