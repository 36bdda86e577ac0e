"""Claims: what is said of whom, by sentences of our own."""

import pytest

from testimonia.archive.sources import capture_digest
from testimonia.contract import Page
from testimonia.model.claim import Claim
from testimonia.model.source import Capture
from testimonia.pipeline.plan import map_plan
from testimonia.readers.plain import read_plain

HEAD = "ASHDOWN, MARY (1814-1888).--Novelist, _dau._ of Joseph A., _b._ at Saltmarsh, Ashshire. "
MAN = "CRAY, JOHN (1603-1671), English divine, was born at Norwick on the 5th of March 1603. "


def claims_of(text: str) -> tuple[Claim, ...]:
    raw = text.encode()
    reading = read_plain(Capture("a.txt", capture_digest(raw), len(raw), "text/plain"), raw)
    layers: dict[str, object] = {}
    plan = map_plan(studies=("people",))
    for step in (*plan.first, *plan.second):
        if step.name not in ("read", "gist", "keys", "judge", "paragraphs"):
            layers[step.name] = step.function(Page(reading.source, layers))
    claims = layers["claims"]
    assert isinstance(claims, tuple)
    return claims


def told(text: str, *properties: str) -> set[tuple[str, str]]:
    return {(c.property, c.value.value) for c in claims_of(text) if c.property in properties}


def test_a_dictionarys_head_gives_a_life() -> None:
    assert told(HEAD, "birth-date", "death-date") == {("birth-date", "1814"), ("death-date", "1888")}


def test_an_abbreviated_birth_after_the_head_is_the_heros() -> None:
    assert told(HEAD, "birth-place") == {("birth-place", "Saltmarsh, Ashshire")}


def test_every_quote_stands_in_the_text() -> None:
    text = HEAD + "She died at Norwick, on 9 May 1888, aged 73."
    for claim in claims_of(text):
        for quote in (claim.evidence, claim.value.quote, claim.subject.quote):
            assert quote is not None and text[quote.begin : quote.end] == quote.exact


@pytest.mark.parametrize(
    "sentence",
    [
        "His father died in 1640.",
        "His brother Peter, a merchant, died at Norwick in 1665.",
        "He had one son, who died in 1669.",
        "He married Ann Marsh, who was killed in 1650.",
        "His wife was born in 1610. She died in 1666.",
        "His father was a baker; he died in 1640.",
        "He left his books to his widow (d. 1699).",
        "Peter Cray was his patron, and died in 1650.",
        "The king died in 1649.",
    ],
)
def test_anothers_death_is_not_given_to_the_hero(sentence: str) -> None:
    hero = {(c.property, c.value.value) for c in claims_of(MAN + sentence) if c.subject.value.startswith("CRAY")}
    assert {value for prop, value in hero if prop == "death-date"} == {"1671"}


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("He died at Norwick on the 9th of May 1671.", "1671-05-09"),
        ("Cray died on 9 May 1671.", "1671-05-09"),
        ("He was a friend of Marsh, and died in May 1671.", "1671-05"),
        ("On 9 May 1671 he died.", "1671-05-09"),
        ("He expired on the 9th of May O.S. in the year 1671.", "1671-05-09"),
    ],
)
def test_the_heros_own_death_is_read(sentence: str, value: str) -> None:
    assert ("death-date", value) in told(MAN + sentence, "death-date")


def test_the_nth_year_of_an_age_is_one_less() -> None:
    assert ("age-at-death", "67") in told(MAN + "He died in 1671, in the 68th year of his age.", "age-at-death")


def test_a_denied_death_is_no_claim() -> None:
    assert told(MAN + "He was never executed.", "manner-of-death") == set()


def test_what_is_only_said_is_reported() -> None:
    modes = {
        c.mode
        for c in claims_of("CRAY, JOHN, a divine, is said to have been born at Norwick in 1603. He was poor.")
        if c.extractor != "page"
    }
    assert modes == {"reported"}


def test_a_slip_is_read_only_with_what_it_rests_on() -> None:
    (claim,) = (c for c in claims_of(MAN + "He died on Febmary 24, 1671.") if c.value.value == "1671-02-24")
    assert claim.rests_on == ("slip:Febmary 24, 1671",)


def test_the_family_of_the_hero_is_read() -> None:
    assert told(HEAD, "child-of") == {("child-of", "Joseph A.")}


def test_a_place_with_its_article_is_no_hero() -> None:
    assert claims_of("BATH, a city of England, was founded in 1590. It is old.") == ()


def test_a_date_that_opens_the_next_clause_is_not_the_births() -> None:
    text = "CRAY, JOHN (1603-1671).--Divine, _b._ in Paris, in 1664 came to London, and became a preacher."
    assert told(text, "birth-date") == {("birth-date", "1603")}


def test_a_second_life_on_the_page_is_not_the_heros() -> None:
    text = (
        "Aubrey Thomas Ash\n\nPoet; born at Saltmarsh, 10 January, 1814; died there, 21 January, 1902. He wrote.\n\n"
        "Sir Stephen Edward Ash\n\nBrother of the above. He built a church, and died at the great age of ninety years."
    )
    assert told(text, "death-date") == {("death-date", "1902-01-21")}
    assert told(text, "age-at-death") == set()


def test_the_fathers_wife_is_not_the_sons() -> None:
    text = (
        "ASH, PETER (1814-1888).--He was the youngest son of Captain William Ash, and his wife Ann Marsh, of Norwick."
    )
    assert told(text, "spouse") == set()
    assert told(text.replace(", and his wife", "; he lived long, and his wife"), "spouse") != set()


@pytest.mark.parametrize(
    ("sentence", "place"),
    [
        ("He was _b._ in Co. Orme, and educated there.", "Co. Orme"),
        ("He was _b._ at Camb., Massachusetts, in 1603.", "Camb., Massachusetts"),
        ("He was _b._ at Norwick, Wilts., A. being his godfather.", "Norwick, Wilts"),
    ],
)
def test_an_abbreviated_place_is_whole(sentence: str, place: str) -> None:
    assert ("birth-place", place) in told("CRAY, JOHN (1603-1671).--Divine. " + sentence, "birth-place")


def test_whether_is_no_assertion() -> None:
    modes = {
        c.mode
        for c in claims_of(MAN + "Nobody knew whether the revolution began in Norwick.")
        if c.property == "event-place"
    }
    assert "asserted" not in modes


def test_a_school_called_after_a_saint_is_a_school_and_the_saint_nobody() -> None:
    text = "CRAY, JOHN (1603-1671).--Divine, _b._ at Norwick, was _ed._ at St. Andrews. He died in 1671."
    assert ("studied-at", "St. Andrews") in told(text, "studied-at")
    assert {c.subject.value for c in claims_of(text) if c.extractor != "page"} == {"CRAY, JOHN"}


def test_a_title_is_whole() -> None:
    text = "CRAY, JOHN (1603-1671).--Novelist, wrote _The House with the Green Gates_ in 1650."
    assert told(text, "author-of") == {("author-of", "The House with the Green Gates")}
