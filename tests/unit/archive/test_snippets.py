"""Snippets: terms are found in a passage as the index finds them, whatever their letters, and marked there."""

import pytest

from testimonia.archive.snippets import cut, marked, marks_in, sought
from testimonia.text.query import Term


def test_what_was_looked_for_is_shown_whole_at_the_end_of_a_snippet() -> None:
    text = "strike " + "and so it went on " * 15 + "a general strike of the carters. " + "More was said. " * 9
    pieces = cut(marked(text, marks_in(text, sought((Term("strike"), Term("general strike")))))).pieces
    assert pieces[-2:] == (("general strike", True), (" …", False))


@pytest.mark.parametrize(
    ("text", "terms", "shown"),
    [
        ("The strikers were striking.", (Term("strike"),), ["striking"]),
        ("Ferry, ferries; the FERRYMAN", (Term("ferry"),), ["Ferry", "ferries"]),
        ("sensibility and sensible; senses", (Term("sensible"),), ["sensibility", "sensible"]),
        ("Striking strikes", (Term("strikes", is_exact=True),), ["strikes"]),
        ("re-strike restrike strike", (Term("strike"),), ["strike", "strike"]),
        (
            "a general strike, the general’s strike; GENERAL STRIKES",
            (Term("general strike"),),
            ["general strike", "GENERAL STRIKES"],
        ),
        ("revolt, evolve, Revolution", (Term("revol", is_prefix=True),), ["revolt", "Revolution"]),
        ("the old port; the old porter", (Term("old por", is_prefix=True),), ["old port", "old porter"]),
        ("L’Étincelle, the étincelles", (Term("etincelle", is_exact=True),), ["Étincelle"]),
        ("Забастовка и забастовки", (Term("забастовка"),), ["Забастовка"]),
        ("e\u0301te\u0301 and été", (Term("ete"),), ["e\u0301te\u0301", "été"]),
        ("İstanbul, then Istanbul", (Term("istanbul"),), ["İstanbul", "Istanbul"]),
        ("old old old port", (Term("old old"), Term("old port")), ["old old old port"]),
        ("no such word", (Term("strike"),), []),
        ("", (Term("strike"),), []),
        ("the strike", (Term("…"),), []),
    ],
)
def test_terms_are_marked_where_they_stand(text: str, terms: tuple[Term, ...], shown: list[str]) -> None:
    pieces = cut(marked(text, marks_in(text, sought(terms)))).pieces
    assert [piece for piece, is_marked in pieces if is_marked] == shown
    assert "".join(piece for piece, _ in pieces) == text
