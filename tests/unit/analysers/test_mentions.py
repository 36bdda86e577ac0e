"""Mentions: the shapes that show a name for what it is, and what is known of it elsewhere in its document."""

from collections.abc import Callable
from itertools import pairwise

import pytest

from testimonia.analysers.cast import find_cast
from testimonia.analysers.mentions import find_mentions
from testimonia.contract import Page
from testimonia.model.entity import Appearance
from testimonia.model.layer import Annotation

MakePage = Callable[..., Page]


def named(page: Page, kind: str = "person") -> list[str]:
    """The words of the mentions of a kind, in order."""
    return [page.text[row.begin : row.end] for row in find_mentions(page).of_kind(kind)]


def first(page: Page, kind: str = "person") -> Annotation:
    return find_mentions(page).of_kind(kind)[0]


def people(page: Page) -> list[Appearance]:
    layers = {**page.layers, "mentions": find_mentions(page), "claims": ()}
    return [one for one in find_cast(Page(page.source, layers)) if one.kind == "person"]


@pytest.mark.parametrize(
    "words",
    [
        "Tibor Vell (1871-1934) built the pier.",
        "Tibor Vell (b. 1603, d. 1671) built the pier.",
        "Tibor Vell (c. 1480-1540) built the pier.",
        "Tibor Vell (1660?-1703) built the pier.",
        "Tibor Vell (fl. 1490) built the pier.",
        "Tibor Vell (born at Saltmarsh in 1603; died at Norwick, 9 May 1671) built the pier.",
        "Tibor Vell, _b._ 1814, built the pier.",
        "Tibor Vell (1871–) built the pier.",
    ],
)
def test_life_dates_show_a_person_in_every_shape(analysed: MakePage, words: str) -> None:
    page = analysed(f"It was long ago. {words}\n")
    row = first(page)
    assert (row.get("name"), row.get("grounds")) == ("Tibor Vell", "life-dates")


def test_a_span_of_years_after_a_period_shows_no_person(analysed: MakePage) -> None:
    page = analysed(
        "The pier was built under the Saltmarsh Republic (1848-1851), and the Civil War (1851-1853) took it.\n"
    )
    assert named(page) == []


def test_the_inverted_heading_of_an_entry_is_read_in_its_order(analysed: MakePage) -> None:
    row = first(analysed("ASHDOWN, MARY (1814-1888), painter, was born at Saltmarsh.\n\nShe went abroad in 1840.\n"))
    assert (row.get("name"), row.get("given"), row.get("surname")) == ("Mary Ashdown", "Mary", "Ashdown")


def test_an_inverted_name_keeps_its_particles(analysed: MakePage) -> None:
    row = first(analysed("VAN DER MEER, PIETER (1700-1751), printer, was born at Delft.\n\nHe never left it again.\n"))
    assert (row.get("surname"), row.get("given")) == ("van der Meer", "Pieter")


def test_a_title_shows_a_person_and_is_no_part_of_the_name(analysed: MakePage) -> None:
    row = first(analysed("In the end Mr. Stroud sold the timber, and the town knew it.\n"))
    assert (row.get("name"), row.get("role"), row.get("grounds")) == ("Stroud", "Mr", "role")


def test_kinship_shows_a_person(analysed: MakePage) -> None:
    page = analysed("He came to the pier with his wife, Vaska, when the tide was out.\n")
    assert (named(page), first(page).get("grounds")) == (["Vaska"], "kin")


def test_a_name_in_full_teaches_its_surname_to_the_document(analysed: MakePage) -> None:
    page = analysed("Hester Quill wrote to the mayor. What Quill wanted was the pier.\n")
    assert named(page) == ["Hester Quill", "Quill"]


def test_a_surname_that_is_a_word_of_the_text_is_not_read_alone(analysed: MakePage) -> None:
    page = analysed("Hester Stone wrote that every stone would fall. Stone by stone the pier went.\n")
    assert named(page) == ["Hester Stone"]


def test_a_surname_that_the_archive_teaches_is_read_alone(analysed: MakePage) -> None:
    page = analysed("It was said that the quarrel with Vanterpool began over the ferry and its tolls.\n")
    taught = Page(page.source, page.layers, frozenset({"vanterpool"}))
    assert [row.get("grounds") for row in find_mentions(taught).of_kind("person")] == ["archive"]


def test_an_organisation_is_known_by_its_head_word(analysed: MakePage) -> None:
    page = analysed("In March the Saltmarsh Ferry Union asked the Bank of England for money; the unions were glad.\n")
    assert named(page, "organisation") == ["Saltmarsh Ferry Union", "Bank of England"]


def test_trade_unions_in_general_are_no_organisation(analysed: MakePage) -> None:
    assert (
        named(analysed("It was a matter for the Trade Unions, they said, and for nobody else.\n"), "organisation") == []
    )


def test_a_place_of_the_gazetteer_is_a_place_unless_it_is_somebodys_name(analysed: MakePage) -> None:
    page = analysed("She came from Lisbon to meet Florence Hale in the north of Portugal.\n")
    assert (named(page, "place"), named(page)) == (["Lisbon", "Portugal"], ["Florence Hale"])


def test_a_title_after_his_book_is_a_work_and_holds_no_other_mention(analysed: MakePage) -> None:
    page = analysed("He put it all in his book, The Pier and Hester Quill, which nobody bought.\n")
    assert (named(page, "work"), named(page)) == (["The Pier and Hester Quill"], [])


def test_an_event_is_known_by_its_head_word(analysed: MakePage) -> None:
    assert named(analysed("After the Ferry War the town was poor; the Treaty of Lisbon ended it.\n"), "event") == [
        "Ferry War",
        "Treaty of Lisbon",
    ]


def test_a_bare_surname_is_the_one_whom_the_document_names_so(analysed: MakePage) -> None:
    found = people(analysed("Hester Quill met Tom Orme. Quill spoke first. Orme listened to Mrs. Quill.\n"))
    assert [(one.label, [n.form for n in one.namings]) for one in found] == [
        ("Hester Quill", ["Hester Quill", "Quill", "Quill"]),
        ("Tom Orme", ["Tom Orme", "Orme"]),
    ]


def test_a_bare_surname_is_not_the_wifes_where_a_man_bears_it(analysed: MakePage) -> None:
    found = people(analysed("Hester Quill and her husband John Quill came. Quill said that he would sell.\n"))
    assert [len(one.namings) for one in found if one.label == "John Quill"] == [2]


def test_father_and_son_stay_two(analysed: MakePage) -> None:
    found = people(analysed("John Hale, the Elder, built it. John Hale, the Younger, sold it in 1831 to the town.\n"))
    assert [one.suffix for one in found] == ["elder", "younger"]


def test_namesakes_whose_years_lie_apart_stay_two_in_one_document(analysed: MakePage) -> None:
    found = people(analysed("There was John Hale (1603-1671) and there was John Hale (1771-1834), of the same town.\n"))
    assert [(one.born, one.died) for one in found] == [("1603", "1671"), ("1771", "1834")]


def test_what_a_page_gives_as_another_name_is_tied_and_not_fused(analysed: MakePage) -> None:
    found = people(analysed("It was written by Hester Quill, alias Norah Mark, in the winter after the gale.\n"))
    assert [(one.label, one.aka) for one in found] == [
        ("Hester Quill", ("Norah Mark",)),
        ("Norah Mark", ("Hester Quill",)),
    ]


def test_an_acronym_in_brackets_is_another_form_of_the_name(analysed: MakePage) -> None:
    page = analysed("The National Ferry Union (N.F.U.) met on Monday. A vote of the N.F.U. was lost.\n")
    layers = {**page.layers, "mentions": find_mentions(page), "claims": ()}
    found = [one for one in find_cast(Page(page.source, layers)) if one.kind == "organisation"]
    assert [(one.label, len(one.namings)) for one in found] == [("National Ferry Union", 3)]


def test_mentions_are_the_words_of_the_text_and_never_overlap(analysed: MakePage) -> None:
    page = analysed("Hester Quill, of the Saltmarsh Ferry Union, read The Pier in Lisbon (1871-1934).\n" * 3)
    rows = list(find_mentions(page))
    assert len(rows) > 5
    assert all(a.end <= b.begin for a, b in pairwise(rows))
    assert all(page.text[row.begin : row.end].strip() == page.text[row.begin : row.end] for row in rows)


def test_peoples_and_creeds_are_nobody(analysed: MakePage) -> None:
    page = analysed(
        "They met Armenians and Ukrainians there, and a Yankee too. Later both Croats and Tibetans came.\n\n"
        "We heard Quakers there, and saw Armenians again.\n"
    )
    assert not {"Armenians", "Ukrainians", "Yankee", "Croats", "Tibetans", "Quakers"} & set(named(page))


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("It rained. Thereupon Senator Vell left.", "Vell"),
        ("The letter was for Foreign Affairs Mr Tibor Vell.", "Tibor Vell"),
        ("They met Prime Minister Vell in the yard.", "Vell"),
        ("They met Vice-Chancellor Vell in the yard.", "Vell"),
        ("They met Ex-Governor Vell in the yard.", "Vell"),
        ("They met I. M. D. Vell in the yard.", "I. M. D. Vell"),
    ],
)
def test_a_name_begins_at_its_title(analysed: MakePage, words: str, name: str) -> None:
    assert first(analysed(words + "\n")).get("name") == name


def test_a_saint_or_a_town_called_after_one_is_nobody(analysed: MakePage) -> None:
    assert named(analysed("He studied at St. Andrews, and was Dean of St. Paul’s with Tibor Vell (1871-1934).\n")) == [
        "Tibor Vell"
    ]


def test_a_headings_verb_is_no_part_of_a_name(analysed: MakePage) -> None:
    body = "<p>Tibor Vell (1871-1934) attacks Mr. Orme. Vell attacks us too.</p>"
    assert "Vell Attacks" not in named(analysed(f"<h3>Vell Attacks the Pier</h3>{body}", "a.htm"))


def test_who_signs_yours_truly_is_not_called_so(analysed: MakePage) -> None:
    assert named(analysed("To the editor.\n\nThe pier is rotten.\n\nYours truly\n")) == []
