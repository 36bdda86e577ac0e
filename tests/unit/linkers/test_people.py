"""People across documents: whom names that agree may be put together with, and who stays apart."""

from msgspec.structs import replace

from testimonia.linkers.people import link_entities
from testimonia.model.entity import Appearance, Authority, Entity, Naming
from testimonia.model.span import Quote


def seen(document: str, name: str, **values: str) -> Appearance:
    """A person as one document names them once, at its first letter."""
    given, _, surname = name.rpartition(" ")
    parts = dict(values)
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


def test_a_bare_surname_joins_its_only_bearer() -> None:
    assert labels(link_entities([seen("a", "Ada Orme"), seen("b", "Orme")])) == [("Ada Orme", 2)]


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
