"""Texts in several documents: what kind of thing each is."""

from testimonia.model.reuse import ReuseCluster, ReuseSide
from testimonia.model.span import Quote
from testimonia.text.strands import is_formula

PHRASE = "the Executive Committee of the Harbour and Ferry Workers"
LONGER = f"{PHRASE} of Saltmarsh, which meets on every second Tuesday of the month in the Corn Hall, has resolved"


def cluster(*quotes: str) -> ReuseCluster:
    sides = tuple(ReuseSide(f"d{n}", Quote(0, len(words), words)) for n, words in enumerate(quotes))
    return ReuseCluster("c", sides, "")


def test_a_short_phrase_of_four_documents_is_a_formula_though_two_go_on_alike() -> None:
    assert is_formula(cluster(PHRASE, PHRASE, PHRASE, LONGER, LONGER))


def test_a_text_that_most_of_its_documents_have_at_length_is_none() -> None:
    assert not is_formula(cluster(PHRASE, LONGER, LONGER, LONGER))


def test_two_documents_make_no_formula_by_number() -> None:
    assert not is_formula(cluster(PHRASE, PHRASE))
