"""In what language a document is written."""

from collections.abc import Callable

import pytest

from testimonia.contract import Page

MakePage = Callable[..., Page]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The ferry stopped in March and never ran again, and nobody has said why to this day.", "en"),
        ("Die Fähre blieb im März liegen und fuhr nie wieder, und niemand hat je gesagt, warum.", "de"),
        ("Le bac s’arrêta en mars et ne passa plus jamais, et personne n’a encore dit pourquoi.", "fr"),
    ],
)
def test_prose_is_classified(analysed: MakePage, text: str, code: str) -> None:
    assert analysed(text).documents[0].language == code


def test_a_text_too_short_to_tell_takes_what_the_file_declares(analysed: MakePage) -> None:
    assert analysed("<html lang='de-AT'><body><p>Ja.</p></body></html>", "x.htm").documents[0].language == "de"
    assert analysed("Ja.").documents[0].language == "und"


def test_the_declared_language_is_noted_beside_the_one_found(analysed: MakePage) -> None:
    page = analysed(
        "<html lang='fr'><p>The ferry stopped in March and never ran again, and nobody said why.</p></html>", "x.htm"
    )
    (row,) = page.layer("language")
    assert (row.kind, row.get("declared")) == ("en", "fr")
