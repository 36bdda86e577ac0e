"""A claim from outside stands only on words that are there and that carry it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from testimonia.model.extraction import Proposal
from testimonia.text.licence import PROPERTIES, Licensed, derive, licensed

TEXT = (
    "Mary Ashdown, the schoolmistress, was born at Saltmarsh in 1603. It is said that Mary Ashdown died at Norwick on\n"
    "9 May 1671, “only sixty-eight years old”. Her brother Thomas drowned in 1640."
)
WHOLE = (0, len(TEXT))
BORN = "Mary Ashdown, the schoolmistress, was born at Saltmarsh in 1603"
DIED = "Mary Ashdown died at Norwick on\n9 May 1671"


def proposed(**changes: str) -> Proposal:
    told = {"property": "birth-date", "subject": "Mary Ashdown", "value": "1603", "quote": BORN}
    return Proposal(**{**told, **changes})  # type: ignore[arg-type]


def test_a_proposal_whose_words_stand_there_and_carry_it_is_licensed() -> None:
    made = licensed(TEXT, proposed(), WHOLE)
    assert isinstance(made, Licensed)
    assert (made.derived, made.mode, made.evidence.exact, made.value.exact) == ("1603", "asserted", BORN, "1603")
    assert TEXT[made.subject.begin : made.subject.end] == "Mary Ashdown"


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"quote": "Mary Ashdown was born in 1603"}, "no-quote"),
        ({"value": "1604"}, "no-value"),
        ({"value": "Saltmarsh"}, "value-not-carried"),
        ({"subject": "Martha Ashdown"}, "no-subject"),
        ({"subject": "she"}, "no-subject"),
        ({"property": "death-date"}, "property-not-carried"),
        ({"property": "shoe-size"}, "unknown-property"),
        ({"quote": ""}, "no-quote"),
        ({"value": " "}, "no-value"),
        ({"quote": TEXT * 4}, "long-quote"),
    ],
)
def test_what_its_words_do_not_carry_is_refused_by_name(changes: dict[str, str], why: str) -> None:
    assert licensed(TEXT, proposed(**changes), WHOLE) == why


def test_a_report_does_not_become_an_assertion() -> None:
    quote = f"It is said that {DIED}"
    made = licensed(TEXT, proposed(property="death-date", quote=quote, value="9 May 1671"), WHOLE)
    assert isinstance(made, Licensed)
    assert (made.derived, made.mode) == ("1671-05-09", "reported")


def test_a_quote_is_found_across_a_line_end_and_other_quotation_marks() -> None:
    quote, value = 'died at Norwick on 9 May 1671, "only sixty-eight years old"', "only sixty-eight years old"
    made = licensed(TEXT, proposed(property="age-at-death", quote=quote, value=value), WHOLE)
    assert isinstance(made, Licensed)
    assert (made.derived, made.evidence.exact[:16]) == ("68", "died at Norwick ")


def test_a_subject_may_stand_before_the_quote_but_not_after_it() -> None:
    early = proposed(subject="Thomas", quote="was born at Saltmarsh in 1603")
    assert licensed(TEXT, early, WHOLE) == "no-subject"
    late = proposed(property="death-date", quote="drowned in 1640", value="1640")
    made = licensed(TEXT, late, WHOLE)
    assert isinstance(made, Licensed)
    assert made.subject.end < made.evidence.begin


def test_a_quote_outside_the_passage_is_not_there() -> None:
    assert licensed(TEXT, proposed(), (40, len(TEXT))) == "no-quote"


@given(st.sampled_from(sorted(PROPERTIES)), st.text(max_size=30), st.text(max_size=30), st.integers(-5, 400))
def test_whatever_is_proposed_no_licensed_words_differ_from_the_text(
    property: str, subject: str, value: str, hint: int
) -> None:
    made = licensed(TEXT, Proposal(property, subject, value, TEXT[20:70], hint=hint), WHOLE)
    if isinstance(made, Licensed):
        assert all(TEXT[q.begin : q.end] == q.exact for q in (made.evidence, made.subject, made.value))
        assert made.derived == derive(property, made.value.exact)
