"""Two documents that say the same in the same words are one witness."""

from testimonia.model.claim import Claim, Slot
from testimonia.model.finding import Evidence, Finding, Subject, Trace
from testimonia.model.sharing import Holder, Share, SharedPassage
from testimonia.model.span import Quote, Span
from testimonia.text.dependence import INPUT, SharedWords, mark_dependent

WORDS = "born at Saltmarsh in 1819"


def evidence(document: str, begin: int, value: str) -> Evidence:
    quote = Quote(begin, begin + len(WORDS), WORDS)
    return Evidence(f"{document}.txt", document, quote, 1, value, "author")


def finding(*rows: Evidence) -> Finding:
    subject = Subject("person", "mary", "Mary Ashdown")
    return Finding("C202", "two-birth-dates", "warning", "contradiction", subject, "birth-date", ".", rows, Trace("f"))


def share(kind: str, begin: int = 90) -> Share:
    span = Span(begin, begin + 60)
    passage = SharedPassage(span, span, 20, kind, 1.0, "c")  # type: ignore[arg-type]
    return Share(Holder("a", "a.txt", "A"), Holder("b", "b.txt", "B"), "passage", "a-earlier", (passage,))


def test_two_witnesses_in_shared_words_are_marked_as_one() -> None:
    one = finding(evidence("a", 100, "1819"), evidence("b", 100, "1819"), evidence("c", 100, "1814"))
    (marked,) = mark_dependent([one], [share("passage")])
    assert marked.trace.inputs[INPUT].startswith("a and b (1819)")
    assert marked.id == one.id


def test_witnesses_outside_the_shared_words_or_of_other_values_are_left_as_they_are() -> None:
    elsewhere = finding(evidence("a", 500, "1819"), evidence("b", 100, "1819"))
    other = finding(evidence("a", 100, "1819"), evidence("b", 100, "1814"))
    assert mark_dependent([elsewhere, other], [share("passage")]) == [elsewhere, other]


def test_a_formula_makes_nobody_dependent() -> None:
    one = finding(evidence("a", 100, "1819"), evidence("b", 100, "1819"))
    assert mark_dependent([one], [share("formula")]) == [one]


def claim(document: str, begin: int, value: str) -> Claim:
    quote = Quote(begin, begin + len(WORDS), WORDS)
    slot = Slot(value, quote)
    return Claim(f"{document}-{value}", f"{document}.txt", document, Slot("Mary", quote), "birth-date", slot, quote)


def test_of_two_claims_in_shared_words_the_later_is_a_copy_and_another_value_is_none() -> None:
    words = SharedWords([share("passage")])
    assert words.copies([claim("a", 100, "1819"), claim("b", 100, "1819")]) == {"b-1819": "a"}
    assert words.copies([claim("a", 100, "1819"), claim("b", 100, "1814")]) == {}
    assert words.copies([claim("a", 500, "1819"), claim("b", 100, "1819")]) == {}
    assert SharedWords([share("formula")]).copies([claim("a", 100, "1819"), claim("b", 100, "1819")]) == {}
