"""Claims to entities: whose life a claim tells, and what the life's dates say of who is who."""

from msgspec.structs import replace

from testimonia.linkers.claimed import linked_claims, tied_by_claims
from testimonia.linkers.dossiers import gather_alone
from testimonia.linkers.people import link_entities
from testimonia.model.claim import Claim, Slot
from testimonia.model.entity import Appearance, Naming
from testimonia.model.span import Quote
from testimonia.text.claimants import with_claims


def said(prop: str, value: str, name: str, document: str = "a", at: int = 0, how: str = "head") -> Claim:
    quote = Quote(at + 40, at + 40 + len(value), value)
    subject = Slot(name, Quote(at, at + len(name), name))
    return Claim(
        f"{document}-{prop}-{at}", f"{document}.txt", document, subject, prop, Slot(value, quote), quote,
        extractor=f"patterns:{how}",
    )  # fmt: skip


def seen(name: str, begin: int, document: str = "a", end: int = 0) -> Appearance:
    given, _, surname = name.rpartition(" ")
    naming = Naming(name, "given-name", document, f"{document}.txt", Quote(begin, end or begin + len(name), name))
    return Appearance("person", name, given, surname, "", "", "", "", (), (), (naming,), ())


def test_a_claim_is_of_whoever_is_named_where_its_subject_stands() -> None:
    ada, tom = seen("Ada Orme", 0), seen("Tom Orme", 100)
    claims = [said("birth-date", "1871", "Orme", at=4), said("birth-date", "1874", "Tom Orme", at=100)]
    entities = link_entities(with_claims((ada, tom), claims))
    linked, _ = linked_claims(claims, entities)
    assert [(c.value.value, c.subject.entity) for c in linked] == [
        ("1871", "person/ada-orme"),
        ("1874", "person/tom-orme"),
    ]


def test_a_claim_whose_subject_no_mention_names_is_an_appearance_of_its_own() -> None:
    (found,) = with_claims((), [said("birth-date", "1814", "ASHDOWN, MARY")])
    assert (found.label, found.given, found.surname, found.born) == ("Mary Ashdown", "Mary", "Ashdown", "1814")


def test_two_articles_of_one_work_are_two_people_though_the_names_are_one() -> None:
    first, second = said("birth-date", "1603", "OWEN, JOHN"), said("birth-date", "1610", "OWEN, JOHN", "b", at=500)
    one_work = [first, replace(second, source="a.txt")]
    assert len(gather_alone([first, second]).people) == 1
    assert len(gather_alone(one_work).people) == 2


def test_a_value_that_names_somebody_is_linked_and_makes_them_kin() -> None:
    claims = [
        said("child-of", "Joseph Ashdown", "Mary Ashdown"),
        said("birth-date", "1780", "Joseph Ashdown", at=40),
        said("birth-date", "1814", "Mary Ashdown", at=200),
    ]
    people = {person.label: person for person in gather_alone(claims).people}
    assert [(r.relation, r.label) for r in people["Mary Ashdown"].relatives] == [("parent", "Joseph Ashdown")]
    assert [(r.relation, r.label) for r in people["Joseph Ashdown"].relatives] == [("child", "Mary Ashdown")]


def test_a_claim_in_a_text_that_names_only_a_surname_is_faint() -> None:
    claims = [said("death-date", "1891", "Mary Ashdown"), said("death-date", "1888", "Ashdown", "b", how="name")]
    appearances = [replace(seen("Mary Ashdown", 0), year="1901"), replace(seen("Ashdown", 0, "b"), year="1902")]
    (person,) = gather_alone(claims, appearances).people
    assert person.faint == ("b-death-date-0",)


def test_a_pen_name_that_a_claim_gives_is_tied_to_its_bearer_and_stays_apart() -> None:
    appearances = [seen("Edwin Fenn", 0), seen("A. Ratepayer", 40)]
    entities = link_entities(appearances)
    claims, _ = linked_claims([said("pseudonym", "A. Ratepayer", "Edwin Fenn")], entities)
    tied = {e.label: [(t.relation, t.other) for t in e.ties] for e in tied_by_claims(entities, claims)}
    assert tied == {
        "Edwin Fenn": [("pseudonym-of", "person/a-ratepayer")],
        "A. Ratepayer": [("pseudonym-of", "person/edwin-fenn")],
    }


def test_namesakes_are_told_apart_in_their_ids_by_the_years_of_their_lives() -> None:
    claims = [said("birth-date", "1603", "John Hale"), said("birth-date", "1771", "John Hale", "b")]
    assert [person.id for person in gather_alone(claims).people] == ["person/john-hale-1603", "person/john-hale-1771"]
