"""How the values that texts give for one property of one life stand to each other."""

from testimonia.model.claim import Claim, Mode, Slot
from testimonia.model.span import Quote
from testimonia.text.standings import standings


def claim(document: str, value: str, *, mode: Mode = "asserted", prop: str = "death-date", by: str = "name") -> Claim:
    quote = Quote(0, len(value), value)
    subject = Slot("Mary Ashdown", quote)
    slot = Slot(value, quote)
    return Claim(
        f"{document}-{value}", f"{document}.txt", document, subject, prop, slot, quote, mode=mode,
        extractor=f"patterns:{by}",
    )  # fmt: skip


def relations(*claims: Claim, faint: tuple[str, ...] = (), copies: tuple[str, ...] = ()) -> dict[tuple[str, str], str]:
    return {(s.a, s.b): s.relation for s in standings(claims, faint, dict.fromkeys(copies))}


def test_two_texts_of_one_value_agree_and_in_one_texts_words_they_agree_dependently() -> None:
    told = claim("a", "1888"), claim("b", "1888")
    assert relations(*told) == {("1888", "1888"): "agree"}
    assert relations(*told, copies=("b-1888",)) == {("1888", "1888"): "agree-dependent"}
    third = claim("c", "1888")
    assert relations(*told, third, copies=("b-1888",)) == {("1888", "1888"): "agree"}


def test_one_text_agrees_with_nobody() -> None:
    assert relations(claim("a", "1888")) == {}


def test_a_finer_date_is_compatible_another_contradicts_and_the_gravest_comes_first() -> None:
    found = relations(claim("a", "1888"), claim("b", "1888-05-09"), claim("c", "1899"))
    assert list(found.items()) == [
        (("1888", "1899"), "contradiction"),
        (("1888-05-09", "1899"), "contradiction"),
        (("1888", "1888-05-09"), "compatible"),
    ]


def test_what_is_only_reported_is_a_tension_and_what_is_denied_is_not_comparable() -> None:
    assert relations(claim("a", "1888"), claim("b", "1899", mode="reported")) == {("1888", "1899"): "tension"}
    assert relations(claim("a", "1888"), claim("b", "1899", mode="denied")) == {("1888", "1899"): "incomparable"}


def test_a_statement_that_may_mean_somebody_else_is_not_compared() -> None:
    assert relations(claim("a", "1888"), claim("b", "1899"), faint=("b-1899",)) == {("1888", "1899"): "incomparable"}
    slip = claim("a", "1830", by="pronoun")
    head = claim("a", "1888", by="head")
    assert relations(head, slip) == {("1888", "1830"): "incomparable"}


def test_two_days_of_two_calendars_are_explained() -> None:
    assert relations(claim("a", "1709-03-12"), claim("b", "1709-03-23")) == {("1709-03-12", "1709-03-23"): "explained"}


def test_two_places_are_compared_and_two_offices_are_not() -> None:
    places = claim("a", "Portugal", prop="birth-place"), claim("b", "France", prop="birth-place")
    assert set(relations(*places).values()) == {"contradiction"}
    hospital = claim("a", "Paris", prop="death-place"), claim("b", "Parisian hospital", prop="death-place")
    assert set(relations(*hospital).values()) == {"compatible"}
    assert relations(claim("a", "mayor", prop="office-held"), claim("b", "clerk", prop="office-held")) == {}
