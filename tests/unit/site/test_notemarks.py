"""Notes that bear a mark and no link."""

from typing import Any

from msgspec.structs import replace

from testimonia.contract import Page
from testimonia.model.layer import Annotation, Layer
from testimonia.site.notemarks import pairs_of


def pairs(build: Any, *blocks: tuple[str, str], sup: str = "") -> list[tuple[str, str]]:
    """The words before each mark, and the note that it leads to."""
    page: Page = build("a.txt", blocks)
    if sup:
        at = page.text.index(sup)
        markup = Layer.of("markup", [Annotation(at, at + len(sup), "sup")])
        page = Page(replace(page.source, markup=markup), page.layers)
    rows = page.layer("structure").within(0, len(page.text))
    return [
        (page.text[: p.begin].rpartition("\n")[2], page.text[p.note_begin :].partition("\n")[0])
        for p in pairs_of(page, 0, len(page.text), rows)
    ]


def test_a_number_in_brackets_leads_to_its_note(page_builder: Any) -> None:
    found = pairs(
        page_builder, ("paragraph", "He left.[1] She stayed.[2]"), ("note", "[1] In May."), ("note", "[2] Till June.")
    )
    assert found == [("He left.", "[1] In May."), ("He left.[1] She stayed.", "[2] Till June.")]


def test_a_star_leads_to_its_note_and_two_stars_to_another(page_builder: Any) -> None:
    found = pairs(page_builder, ("paragraph", "One* and two** more."), ("note", "* First."), ("note", "** Second."))
    assert found == [("One", "* First."), ("One* and two", "** Second.")]


def test_numbers_that_begin_again_belong_to_the_notes_below_them(page_builder: Any) -> None:
    found = pairs(
        page_builder, ("paragraph", "A[1]"), ("note", "[1] of A"), ("paragraph", "B[1]"), ("note", "[1] of B")
    )
    assert found == [("A", "[1] of A"), ("B", "[1] of B")]


def test_a_mark_that_stands_twice_leads_nowhere(page_builder: Any) -> None:
    assert pairs(page_builder, ("paragraph", "Here[1] and there[1]."), ("note", "[1] Which?")) == []


def test_a_bare_number_is_a_mark_only_where_it_is_set_high(page_builder: Any) -> None:
    assert pairs(page_builder, ("paragraph", "In 1 day."), ("note", "1. One day.")) == []
    assert pairs(page_builder, ("paragraph", "In a day1."), ("note", "1. One day."), sup="1") == [
        ("In a day", "1. One day.")
    ]
