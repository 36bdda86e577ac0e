"""People across documents: whom names that agree may be put together with, and who stays apart."""

from typing import Any

from msgspec.structs import replace

from testimonia.linkers.people import link_entities
from testimonia.model.entity import Appearance, Authority, Entity, Naming
from testimonia.model.span import Quote


def seen(document: str, name: str, **values: str | tuple[str, ...]) -> Appearance:
    """A person as one document names them once, at its first letter."""
    given, _, surname = name.rpartition(" ")
    parts: dict[str, Any] = dict(values)
    naming = Naming(name, "given-name", document, f"{document}.txt", Quote(0, len(name), name))
    aka = (parts.pop("aka"),) if "aka" in parts else ()
    one = Appearance("person", name, given, surname, "", "", "", "", (), aka, (naming,), ())
    return replace(one, **parts)


def labels(entities: tuple[Entity, ...]) -> list[tuple[str, int]]:
    return [(entity.label, len(entity.namings)) for entity in entities]


def test_equal_names_of_two_documents_are_one_person() -> None:
    assert labels(link_entities([seen("a", "Ada Orme"), seen("b", "Ada Orme")])) == [("Ada Orme", 2)]


def test_initials_join_the_one_name_that_they_agree_with_and_say_why() -> None:
    (entity,) = link_entities([seen("a", "Ada Mary Orme"), seen("b", "A. M. Orme")])
    assert entity.label == "Ada Mary Orme"
    assert [(ground.name, ground.score) for ground in entity.grounds] == [("given-names", 0.75)]
    assert "A. M. Orme" in entity.grounds[0].sentence


def test_initials_that_agree_with_two_join_neither() -> None:
    found = link_entities([seen("a", "Ada Orme"), seen("b", "Agnes Orme"), seen("c", "A. Orme")])
    assert labels(found) == [("A. Orme", 1), ("Ada Orme", 1), ("Agnes Orme", 1)]


def test_lives_that_lie_apart_are_two_namesakes_tied_as_such() -> None:
    found = link_entities(
        [seen("a", "John Hale", born="1603", died="1671"), seen("b", "John Hale", born="1771", died="1834")]
    )
    assert [(entity.born, entity.ties[0].relation) for entity in found] == [
        ("1603", "namesake-of"),
        ("1771", "namesake-of"),
    ]


def test_one_year_that_two_works_give_differently_is_no_namesake() -> None:
    found = link_entities(
        [seen("a", "John Hale", born="1603", died="1671"), seen("b", "John Hale", born="1607", died="1671")]
    )
    assert labels(found) == [("John Hale", 2)]


def test_the_wife_under_her_husbands_name_is_not_he() -> None:
    found = link_entities([seen("a", "Sidney Pell", sex="m"), seen("b", "Sidney Pell", sex="f")])
    assert len(found) == 2


def test_a_surname_in_another_transliteration_joins_where_the_given_names_agree() -> None:
    found = link_entities([seen("a", "Lev Trachtovsky"), seen("b", "Leon Trachovsky")])
    assert len(found) == 1
    assert found[0].grounds[0].name == "transliteration"


def test_a_like_surname_without_a_given_name_joins_nobody() -> None:
    assert len(link_entities([seen("a", "Lev Trachtovsky"), seen("b", "Trachovsky")])) == 2


def test_a_bare_surname_that_nothing_but_the_surname_joins_stays_open_and_is_tied() -> None:
    bearer, bare = link_entities([seen("a", "Ada Orme"), seen("b", "Orme")])
    assert [(tie.relation, tie.other) for tie in bare.ties] == [("may-be", bearer.id)]
    assert [(tie.relation, tie.other) for tie in bearer.ties] == [("may-be", bare.id)]
    assert "these documents do not say" in bare.grounds[0].sentence


def test_a_bare_surname_joins_its_only_bearer_of_about_the_same_time() -> None:
    assert labels(link_entities([seen("a", "Ada Orme", year="1901"), seen("b", "Orme", year="1903")])) == [
        ("Ada Orme", 2)
    ]
    assert len(link_entities([seen("a", "Ada Orme", year="1901"), seen("b", "Orme", year="1921")])) == 2


def test_a_bare_surname_of_the_same_paper_may_lie_some_years_off() -> None:
    paper = {"circles": ("in:the tidings",)}
    near = [seen("a", "Ada Orme", year="1901", **paper), seen("b", "Orme", year="1909", **paper)]
    assert labels(link_entities(near)) == [("Ada Orme", 2)]


def test_an_office_that_nobody_gives_the_bearer_keeps_a_bare_surname_apart() -> None:
    titled = seen("b", "Orme", year="1901", roles=("President",))
    assert len(link_entities([seen("a", "Ada Orme", year="1901"), titled])) == 2


def test_whom_many_texts_name_is_meant_in_texts_of_years_around() -> None:
    many = [seen(f"d{number}", "Ada Orme", year=str(1901 + number)) for number in range(4)]
    assert ("Ada Orme", 5) in labels(link_entities([*many, seen("b", "Orme", year="1915")]))
    assert ("Ada Orme", 4) in labels(link_entities([*many, seen("b", "Orme", year="1935")]))


def test_the_document_that_names_one_of_two_in_full_means_that_one() -> None:
    found = link_entities([seen("a", "Ada Orme"), seen("b", "Tom Orme"), seen("a", "Orme", given="")])
    assert labels(found) == [("Ada Orme", 2), ("Tom Orme", 1)]


def test_an_initial_joins_no_fuller_name_of_a_common_surname_without_a_text_in_common() -> None:
    others = [seen(name, f"{name} Orme") for name in ("Ada", "Tom", "Ruth")]
    assert ("H. Norman Orme", 1) in labels(
        link_entities([*others, seen("h", "H. Norman Orme"), seen("i", "Harold Orme")])
    )


def test_the_first_given_name_may_be_dropped_where_nobody_else_bears_the_surname() -> None:
    found = link_entities([seen("a", "J. Keir Orme", year="1901"), seen("b", "Keir Orme", year="1909")])
    assert [(entity.label, len(entity.namings)) for entity in found] == [("Keir Orme", 2)]


def test_a_given_name_that_the_archive_bears_as_a_surname_is_one() -> None:
    lone = seen("c", "Thomas", given="Thomas", surname="", year="1901")
    found = link_entities([seen("a", "Ada Thomas", year="1901"), lone])
    assert labels(found) == [("Ada Thomas", 2)]
    others = [seen("a", "Ada Thomas", year="1901"), seen("b", "Thomas Orme", year="1901"), lone]
    assert ("Thomas", 1) in labels(link_entities(others))


def test_a_number_after_the_name_is_another_person() -> None:
    assert len(link_entities([seen("a", "Henry Orme"), seen("b", "Henry Orme", suffix="ii")])) == 2


def test_the_label_is_the_form_of_most_documents_with_a_given_name_written_out() -> None:
    rows = [seen("a", "Ada Mary Lovell Orme"), seen("b", "Ada Orme"), seen("c", "Ada Orme"), seen("d", "A. Orme")]
    assert {entity.label for entity in link_entities(rows)} == {"Ada Orme"}


def test_a_bare_surname_that_two_bear_stays_open() -> None:
    found = link_entities([seen("a", "Ada Orme"), seen("b", "Tom Orme"), seen("c", "Orme")])
    assert ("Orme", 1) in labels(found)


def test_a_bare_surname_goes_to_one_who_is_named_ten_times_as_often() -> None:
    often = [seen(f"d{number}", "Ada Orme") for number in range(10)]
    assert ("Ada Orme", 11) in labels(link_entities([*often, seen("b", "Tom Orme"), seen("c", "Orme")]))


def test_a_given_name_alone_is_nobody_elsewhere() -> None:
    found = link_entities(
        [seen("a", "Vaska", given="Vaska", surname=""), seen("b", "Vaska", given="Vaska", surname="")]
    )
    assert len(found) == 2


def test_a_pseudonym_is_tied_and_not_fused() -> None:
    first = seen("a", "Ada Orme", aka="Norah Mark")
    second = Appearance(
        "person", "Norah Mark", "Norah", "Mark", "", "", "", "", (), ("Ada Orme",),
        (Naming("Norah Mark", "alias", "a", "a.txt", Quote(40, 50, "Norah Mark")),), (),
    )  # fmt: skip
    found = link_entities([first, second])
    assert [(entity.label, [tie.relation for tie in entity.ties]) for entity in found] == [
        ("Ada Orme", ["pseudonym-of"]),
        ("Norah Mark", ["pseudonym-of"]),
    ]


def test_an_authority_file_goes_before_likeness() -> None:
    entry = Authority("person/orme", "person", "Ada Orme", ("A. Orme", "Ada Pell"), identifiers=(("viaf", "7"),))
    found = link_entities([seen("a", "A. Orme"), seen("b", "Ada Pell"), seen("c", "Tom Pell")], [entry])
    assert [(entity.id, len(entity.namings)) for entity in found] == [("person/orme", 2), ("person/tom-pell", 1)]
    assert found[0].identifiers == (("viaf", "7"),)


def test_links_do_not_depend_on_the_order_of_documents() -> None:
    rows = [
        seen("a", "Ada Orme"),
        seen("b", "A. Orme"),
        seen("c", "Orme"),
        seen("d", "Tom Orme"),
        seen("e", "Ada M. Orme"),
    ]
    assert link_entities(rows) == link_entities(list(reversed(rows)))
