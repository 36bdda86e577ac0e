"""Authors from bylines."""

from typing import Any

from testimonia.linkers.authors import link_authors
from testimonia.linkers.works import cited_works


def labels(authors: Any) -> list[tuple[str, int]]:
    return [(author.label, len(author.documents)) for author in authors]


def test_full_initialled_and_inverted_forms_are_one_name(signed: Any) -> None:
    pages = signed([["James P. Harrow"], ["J. P. Harrow"], ["J.P. Harrow"], ["Harrow, James P."], ["James Harrow"]])
    (author,) = link_authors(pages)
    assert (author.label, len(author.documents)) == ("James P. Harrow", 5)
    assert any("J. P. Harrow" in ground for ground in author.grounds)


def test_different_given_names_stay_apart(signed: Any) -> None:
    assert labels(link_authors(signed([["James Harrow"], ["John Harrow"]]))) == [
        ("James Harrow", 1),
        ("John Harrow", 1),
    ]


def test_an_initial_that_fits_two_names_joins_neither(signed: Any) -> None:
    assert len(link_authors(signed([["James Harrow"], ["John Harrow"], ["J. Harrow"]]))) == 3


def test_other_middle_initials_stay_apart(signed: Any) -> None:
    assert len(link_authors(signed([["James P. Harrow"], ["James R. Harrow"]]))) == 2


def test_initials_alone_join_the_name_that_their_own_page_declares(signed: Any) -> None:
    authors = link_authors(signed([["James P. Harrow", "J.P.H."], ["J.P.H."]]))
    assert labels(authors) == [("J.P.H.", 1), ("James P. Harrow", 1)]
    assert {naming.form for naming in authors[1].namings} == {"James P. Harrow", "J.P.H."}


def test_a_pen_name_stays_a_name_of_its_own(signed: Any) -> None:
    assert len(link_authors(signed([["William F. Ward", "George Novak"]]))) == 2


def test_a_label_is_a_full_form_with_its_surname(signed: Any) -> None:
    (author,) = link_authors(signed([["J. T. Harrow", "J.T.H."], ["J. T. HARROW"]]))
    assert author.label == "J. T. Harrow"


def test_a_shortened_given_name_is_the_full_one(signed: Any) -> None:
    assert labels(link_authors(signed([["Wm. F. Harrow"], ["William F. Harrow"]]))) == [("William F. Harrow", 2)]


def test_an_unknown_author_is_no_name(signed: Any) -> None:
    assert link_authors(signed([["Author Unknown"], ["Anonymous"], ["Unknown"]])) == ()


def test_the_editors_are_no_person(signed: Any) -> None:
    (author,) = link_authors(signed([["by the Editors"], ["The Editors"]]))
    assert (author.kind, len(author.documents)) == ("editors", 2)


def test_a_cited_pamphlet_is_held_where_a_page_was_taken_from_it(documents: Any) -> None:
    works = cited_works(
        documents(["Harbour Library pamphlet, No. 14"], mentioned=["Tides, Vol. 3", "The Echo, 5 May 1925"])
    )
    assert [(work.title, work.held) for work in works] == [("Harbour Library pamphlet", True), ("Tides, Vol. 3", False)]
