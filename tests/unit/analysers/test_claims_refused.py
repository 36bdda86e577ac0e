"""Claims that are none, and voices that are another's: what readers found wrong on real pages, in our own words."""

import pytest
from tests.unit.analysers.test_claims import claims_of
from tests.unit.analysers.test_claims_of_others import OPENING, said


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("The council charged Cray with forming a new government.", "accused-of"),
        ("Cray, the leader of the Russian peasants, spoke.", "leader-of"),
        ("Cray was a member of the Committee in those years.", "member-of"),
        ("The council made Cray the logical successor to Marsh.", "office-held"),
        ("Cray’s family went to Norwick in 1628.", "moved"),
        ("The murder of Virginia by her sons was his theme.", "manner-of-death"),
        ("Cray’s “Hold the Line” order was read aloud.", "author-of"),
        ("They read Cray’s Weekly News at the quay.", "author-of"),
        ("Cray wrote in Chalk that it was so.", "contributor-to"),
        ("In the quarrel he upheld Cray’s view, even against that of his wife, Ann Marsh.", "spouse"),
        ("Cray met Dorbel in May and liked him because he was the husband of Ann Marsh.", "spouse"),
        ("Captain Cray appointed him ferryman, and he was killed.", "manner-of-death"),
        ("Peter Marsh, son of the old miller Tobias Ash, who was arrested in Norwick in 1637, laughed.", "imprisoned"),
    ],
)
def test_what_could_be_anothers_or_is_half_a_phrase_is_not_told(sentence: str, name: str) -> None:
    assert said(OPENING + sentence, name) == set()


def test_an_adjective_goes_with_its_noun() -> None:
    told = said(OPENING + "Cray, the leader of the Russian movement, spoke.", "leader-of")
    assert told == {("John Cray", "leader-of", "Russian movement")}


def test_one_of_two_is_a_doubt() -> None:
    (claim,) = [c for c in claims_of(OPENING + "Cray was a member of the Ferrymen’s Guild or a lodger.")
                if c.property == "member-of"]  # fmt: skip
    assert claim.mode == "hedged"


def test_an_accusation_ends_where_its_sentence_begins_anew() -> None:
    told = said(OPENING + "Cray was accused of holding up the ferry of 1918, he swore high and low.", "accused-of")
    assert told == {("John Cray", "accused-of", "holding up the ferry of 1918")}


def test_a_title_before_its_own_name_is_his() -> None:
    text = "The Quay\n\nTalib Pasha, the leader of the Young Ferry Party, met Osman Pasha. Osman Pasha wept."
    assert {who for who, _, _ in said(text, "leader-of")} == {"Talib Pasha"}


@pytest.mark.parametrize(
    ("sentence", "is_alias"),
    [
        ("The F.G.U. (Ferrymen’s General Union) met.", True),
        ("The Ferrymen’s Party (Majority Group) met.", False),
        ("The Ferrymen’s Guild (Saltmarsh) met.", False),
    ],
)
def test_brackets_after_a_body_hold_its_letters_and_no_part_of_it(sentence: str, is_alias: bool) -> None:
    assert bool(said(OPENING + sentence, "alias")) is is_alias


def test_notes_that_speak_of_later_years_are_the_editors() -> None:
    text = """The Quay

by Ada Cray

12 May 1908

The ferry is lost [1] and so is the quay, and nobody will build it again as long as we live, says the council.

Notes

1. John Marsh (1843-1919) was the ferryman of Saltmarsh.
"""
    voices = {claim.voice for claim in claims_of(text) if claim.property == "death-date"}
    assert voices == {"frame"}


def test_who_marked_up_a_page_did_not_transcribe_it_and_a_year_is_no_name() -> None:
    from testimonia.analysers._documentclaims import _DATED

    assert _DATED.sub("", "2006 by Ada Cray") == _DATED.sub("", "May 2015, Ada Cray") == "Ada Cray"
    assert _DATED.sub("", "Ada Cray") == "Ada Cray"


@pytest.mark.parametrize(
    ("sentence", "claim"),
    [
        ("Cray was banished from Norwick in 1635.", ("exiled", "from Norwick")),
        ("Cray was banished to Norwick in 1635.", ("exiled", "Norwick")),
    ],
)
def test_whence_somebody_was_banished_is_not_whither(sentence: str, claim: tuple[str, str]) -> None:
    text = OPENING + sentence.replace("Norwick", "Paris")
    assert said(text, "exiled") == {("John Cray", claim[0], claim[1].replace("Norwick", "Paris"))}


def test_hearsay_after_the_words_makes_them_reported() -> None:
    modes = {
        c.mode for c in claims_of(OPENING + "Cray died in 1942, according to report.") if c.property == "death-date"
    }
    assert modes == {"reported"}


def test_a_title_that_holds_a_death_tells_none() -> None:
    assert said(OPENING + "He read Since Cray Died with care.", "manner-of-death") == set()


def test_an_event_keeps_the_body_of_a_body() -> None:
    text = OPENING + "The 1939 convention of the Norwick Federation of Labour met."
    assert ("event:convention of the Norwick Federation of Labour", "event-date", "1939") in said(text, "event-date")


@pytest.mark.parametrize("title", ["VII. The Effects of Salt", "Notes on Salt"])
def test_a_title_of_a_thing_is_nobodys_life(title: str) -> None:
    text = f"{title}\n\nThe patient was born at Norwick. He took the salt daily for a year. He died in 1671."
    assert said(text, "death-date") == set()
