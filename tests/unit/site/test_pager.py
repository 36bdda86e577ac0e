"""Long lists, page by page."""

from hypothesis import given
from hypothesis import strategies as st

from testimonia.site.pager import alphabetical, lettered, numbered, sorting_key


def test_a_short_list_stands_on_one_page() -> None:
    [leaf] = lettered(["a", "b"], "people", 10)
    assert (leaf.path, leaf.begin, leaf.end, leaf.nav.letters) == ("people/index.html", 0, 2, ())


def test_a_long_letter_is_cut_into_pages_that_say_what_they_hold() -> None:
    keys = [f"orme, {n:02}" for n in range(12)] + ["quill"]
    leaves = list(lettered(keys, "people", 5))
    assert [leaf.path for leaf in leaves] == [
        "people/index.html",
        "people/letters/o.html",
        "people/letters/o-2.html",
        "people/letters/o-3.html",
        "people/letters/q.html",
    ]
    assert [link.label for link in leaves[1].nav.letters] == ["O", "Q"]
    assert len(leaves[1].nav.parts) == 3


@given(st.lists(st.text(max_size=4), max_size=60), st.integers(1, 9))
def test_every_line_stands_on_just_one_page_and_no_page_is_longer_than_it_may_be(words: list[str], most: int) -> None:
    keys = sorted((sorting_key(word) for word in words), key=alphabetical)
    leaves = list(lettered(keys, "x", most))
    assert [i for leaf in leaves for i in range(leaf.begin, leaf.end)] == list(range(len(keys)))
    assert all(leaf.end - leaf.begin <= most for leaf in leaves)
    assert len({leaf.path for leaf in leaves}) == len(leaves)


def test_other_alphabets_have_letters_of_their_own_and_plain_names_of_files() -> None:
    paths = [leaf.path for leaf in lettered(["акция", "бунт"], "works", 1)]
    assert paths[1:] == ["works/letters/u0410.html", "works/letters/u0411.html"]


def test_an_empty_list_still_has_its_page() -> None:
    assert [leaf.path for leaf in numbered(0, "wants.html", 5)] == ["wants.html"]
