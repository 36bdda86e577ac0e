"""Phrases, dates and numbers in the languages that the site speaks."""

import pytest

from testimonia.text.phrasebook import CATALOGUES, Phrasebook, languages, phrasebook
from testimonia.text.pofile import Entry


def test_every_language_has_its_catalogue_but_english() -> None:
    assert sorted(languages()) == sorted(["en", *(path.removeprefix("phrases/")[:2] for path in CATALOGUES)])


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ("16 February 1938", "February 1938?", "1 March 1938", "Spring 1938", "1933 – 1934", "193X")),
        ("de", ("16. Februar 1938", "Februar 1938?", "1. März 1938", "Frühjahr 1938", "1933 – 1934", "193X")),
        ("fr", ("16 février 1938", "février 1938?", "1er mars 1938", "printemps 1938", "1933 – 1934", "193X")),
        (
            "es",
            (
                "16 de febrero de 1938",
                "febrero de 1938?",
                "1 de marzo de 1938",
                "primavera de 1938",
                "1933 – 1934",
                "193X",
            ),
        ),
        ("ru", ("16 февраля 1938 г.", "февраль 1938 г.?", "1 марта 1938 г.", "весна 1938 г.", "1933 – 1934", "193X")),
    ],
)
def test_a_date_is_written_as_the_language_writes_it(language: str, words: tuple[str, ...]) -> None:
    dates = ("1938-02-16", "1938-02?", "1938-03-01", "1938-21", "1933/1934", "193X")
    assert tuple(phrasebook(language).date(edtf) for edtf in dates) == words


def test_a_day_of_every_year_has_no_year() -> None:
    assert [phrasebook(code).day_of_year("05-01") for code in ("en", "de", "fr", "es", "ru")] == [
        "1 May",
        "1. Mai",
        "1er mai",
        "1 de mayo",
        "1 мая",
    ]


def test_figures_are_parted_as_the_language_parts_them() -> None:
    written = {code: phrasebook(code).number(12345) for code in languages()}
    assert written == {"en": "12,345", "de": "12.345", "es": "12\u00a0345", "fr": "12\u202f345", "ru": "12\u00a0345"}
    assert phrasebook("es").number(1234) == "1234"


def test_a_russian_number_takes_one_of_three_forms() -> None:
    entry = Entry("", "{n} document", "{n} documents", ("{n} документ", "{n} документа", "{n} документов"))
    russian = phrasebook("ru")
    book = Phrasebook("ru", russian.habits, {("", entry.one): entry}, russian.plural, russian.forms, russian.form_of)
    said = [book.count("{n} document", "{n} documents", n) for n in (1, 3, 5, 11, 21, 112)]
    assert said == ["1 документ", "3 документа", "5 документов", "11 документов", "21 документ", "112 документов"]


def test_an_untranslated_phrase_stays_in_english() -> None:
    assert phrasebook("ru").count("{n} quux", "{n} quuxes", 2) == "2 quuxes"
    assert phrasebook("ru").count("{n} quux", "{n} quuxes", 1) == "1 quux"
    assert phrasebook("de").say("no phrase of {whom}", whom="ours") == "no phrase of ours"


def test_a_language_without_a_catalogue_is_english() -> None:
    assert phrasebook("tlh").language == "en"
