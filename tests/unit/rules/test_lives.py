"""Rules on lives: what cannot both hold, and what only seems so."""

import pytest
from msgspec.structs import replace

from testimonia import registry
from testimonia.linkers.dossiers import gather_alone
from testimonia.model.claim import Claim, Slot
from testimonia.model.finding import Finding
from testimonia.model.span import Quote

NAME = "ASHDOWN, MARY"


def claim(prop: str, value: str, document: str = "a", words: str = "", **more: str) -> Claim:
    words = words or value
    quote = Quote(20, 20 + len(words), words)
    name = more.pop("name", NAME)
    how = more.pop("how", "head")
    return Claim(
        id=f"{document}-{prop}-{value}",
        source=f"{document}.txt",
        document=document,
        subject=Slot(name, Quote(0, len(name), name)),
        property=prop,
        value=Slot(value, quote),
        evidence=quote,
        extractor=f"patterns:{how}",
        when=more.pop("when", ""),
        mode="reported" if more.pop("mode", "") else "asserted",
    )


def findings(*claims: Claim) -> list[Finding]:
    rules = [rule for rule in registry.rules() if rule.member.subject == "person"]
    return [finding for person in gather_alone(claims).people for rule in rules for finding in rule(person)]


def codes(*claims: Claim) -> list[tuple[str, str]]:
    return [(finding.code, finding.verdict) for finding in findings(*claims)]


def test_two_years_of_death_are_a_contradiction_with_both_quotes() -> None:
    (found,) = findings(claim("death-date", "1888"), claim("death-date", "1891", "b"))
    assert (found.code, found.verdict) == ("C201", "contradiction")
    assert {e.quote.exact for e in found.evidence} == {"1888", "1891"}


@pytest.mark.parametrize(
    ("a", "b"), [("1888", "1888-05-09"), ("1814~", "1817"), ("1813/1815", "1814"), ("1634", "1635"), ("15XX", "1582")]
)
def test_dates_that_can_both_hold_are_no_finding(a: str, b: str) -> None:
    assert codes(claim("birth-date", a), claim("birth-date", b, "b")) == []


def test_old_style_and_new_style_are_explained() -> None:
    a = claim("birth-date", "1711-04-26", words="26 April 1711")
    b = claim("birth-date", "1711-05-07", "b", words="7 May 1711")
    assert codes(a, b) == [("C214", "explained")]


def test_two_days_of_one_year_are_a_contradiction_though_the_year_may_have_begun_on_lady_day() -> None:
    a = claim("birth-date", "1709-08-29", words="29 August 1709")
    b = claim("birth-date", "1709-01-29", "b", words="29 January 1709")
    assert codes(a, b) == [("C202", "contradiction")]


def test_a_grade_is_quoted_from_two_texts_where_two_tell_it_and_asserted_words_come_first() -> None:
    murder = [
        claim("manner-of-death", "murder", "a", words="perhaps murdered", mode="reported"),
        claim("manner-of-death", "murder", "a", words="they murdered her"),
        claim("manner-of-death", "murder", "b", words="murdered by them"),
    ]
    murder[1] = replace(murder[1], id="a-second")
    (found,) = findings(*murder, claim("manner-of-death", "died", "c"))
    quoted = {evidence.quote.exact for evidence in found.evidence if evidence.value == "murder"}
    assert quoted == {"they murdered her", "murdered by them"}


def test_two_lives_far_apart_are_namesakes() -> None:
    one = (claim("birth-date", "1814"), claim("death-date", "1888"))
    other = (claim("birth-date", "1703", "b"), claim("death-date", "1760", "b"))
    assert codes(*one, *other) == []


def test_two_articles_of_one_dictionary_are_two_people() -> None:
    first = claim("death-date", "1888", "d-ashdown")
    second = claim("death-date", "1880", "d-ashdown-2")
    assert codes(first, replace(second, source=first.source)) == []


def test_a_pronouns_date_far_from_the_head_is_a_relatives() -> None:
    assert codes(claim("death-date", "1888"), claim("death-date", "1840", how="pronoun")) == []


def test_a_reported_date_is_a_tension() -> None:
    assert codes(claim("death-date", "1888"), claim("death-date", "1891", "b", mode="reported")) == [
        ("C201", "tension")
    ]


def test_an_age_that_the_dates_refuse_is_reported_and_one_that_they_allow_is_not() -> None:
    life = (
        claim("birth-date", "1906-02-24", words="24 February 1906"),
        claim("death-date", "1938-02-16", words="16 February 1938"),
    )
    assert codes(*life, claim("age-at-death", "32")) == [("C205", "contradiction")]
    assert codes(*life, claim("age-at-death", "31")) == []


def test_a_coarser_date_makes_no_room_for_an_age_that_the_day_refuses() -> None:
    life = (
        claim("birth-date", "1906-02-24", words="24 February 1906"),
        claim("death-date", "1938-02-16", words="16 February 1938"),
        claim("death-date", "1938", "b"),
    )
    assert codes(*life, claim("age-at-death", "32")) == [("C205", "contradiction")]


def test_one_village_in_two_shires_is_a_contradiction_and_a_county_alone_is_none() -> None:
    a = claim("birth-place", "Norwick, Ashshire")
    assert codes(a, claim("birth-place", "Norwick, Marshshire", "b")) == [("C204", "contradiction")]
    assert codes(a, claim("birth-place", "Norwick", "b")) == []
    assert codes(a, claim("birth-place", "Ashshire", "b")) == []
    assert codes(a, claim("birth-place", "near Saltmarsh", "b")) == []


def test_died_and_murdered_are_a_tension_never_a_contradiction() -> None:
    assert codes(claim("manner-of-death", "died"), claim("manner-of-death", "murder", "b")) == [("C207", "tension")]


def test_a_noun_and_a_pronouns_death_are_no_second_grade() -> None:
    dead = claim("manner-of-death", "died")
    assert codes(dead, claim("manner-of-death", "murder", "b", words="murder of Mary Ashdown")) == []
    assert codes(claim("manner-of-death", "murder"), claim("manner-of-death", "died", "b", how="pronoun")) == []


def test_two_fathers_of_the_surname_are_a_contradiction_and_one_shortened_is_none() -> None:
    a = claim("child-of", "Joseph Ashdown")
    assert codes(a, claim("child-of", "Thomas Ashdown", "b")) == [("C209", "contradiction")]
    assert codes(a, claim("child-of", "J. Ashdown", "b")) == []


def test_what_is_done_after_death_is_reported() -> None:
    deed = claim("office-held", "governess of the school", when="1893")
    assert codes(claim("death-date", "1888"), deed) == [("C210", "contradiction")]


def test_a_person_born_lately_is_marked_as_perhaps_alive() -> None:
    assert codes(claim("birth-date", "1991")) == [("C217", "compatible")]
