"""Anchoring: a quote is found exactly, or folded, or not at all."""

from testimonia.text.anchoring import Candidate, anchor, anchor_all, fold


def test_an_exact_quote_that_stands_once_is_found() -> None:
    quote = anchor("Mary Ashdown died at Norwick.", Candidate("place", "Norwick"))
    assert quote is not None and (quote.begin, quote.exact) == (21, "Norwick")


def test_a_quote_that_stands_twice_needs_its_context() -> None:
    text = "born in 1814; founded in 1814"
    assert anchor(text, Candidate("date", "1814")) is None
    chosen = anchor(text, Candidate("date", "1814", prefix="founded in "))
    assert chosen is not None and chosen.begin == 25


def test_curly_quotes_and_no_break_spaces_are_folded_and_the_stored_words_are_the_texts_own() -> None:
    quote = anchor("the “Marsh\u00a0Echo” of Norwick", Candidate("title", '"Marsh Echo"'))
    assert quote is not None and quote.exact == "“Marsh\u00a0Echo”"


def test_a_letter_that_differs_is_no_quote() -> None:
    assert anchor("born on Febmary 24", Candidate("date", "February 24")) is None


def test_what_is_not_found_is_counted() -> None:
    kept, rejected = anchor_all("She died.", [Candidate("verb", "died"), Candidate("verb", "lived")])
    assert (len(kept), rejected) == (1, 1)


def test_the_fold_leads_back_to_the_original() -> None:
    folded = fold("co\u00adoperate  now")
    assert folded.text == "cooperate now"
    assert "co\u00adoperate  now"[folded.index[folded.text.index("now")]] == "n"
