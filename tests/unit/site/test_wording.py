"""Phrases in templates and scripts, put into a language."""

from importlib.resources import files

import pytest
from minijinja import Environment

from testimonia.site.wording import WordingError, filters_of, in_words_of, script_phrases, words_script
from testimonia.text.phrasebook import Phrasebook, phrasebook
from testimonia.text.pofile import Entry

ENTRIES = (
    Entry("", "Printed in {place}", "", ("{place} напечатало",)),
    Entry("", "Yes", "", ("Да",)),
    Entry("", "Search", "", ("Поиск",)),
    Entry("a button", "Search", "", ("Искать",)),
    Entry(
        "",
        "{n} issue of {title}",
        "{n} issues of {title}",
        ("{title}: {n} номер", "{title}: {n} номера", "{title}: {n} номеров"),
    ),
)


def russian() -> Phrasebook:
    book = phrasebook("ru")
    return Phrasebook(
        "ru", book.habits, {(e.context, e.one): e for e in ENTRIES}, book.plural, book.forms, book.form_of
    )


def shown(template: str, book: Phrasebook, **values: object) -> str:
    """What a template shows in the book's language, under the site's settings."""
    environment = Environment(
        templates={"a.html": in_words_of(book, template)},
        filters=filters_of(book),
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.render_template("a.html", **values)


def test_a_phrase_is_shown_in_the_language() -> None:
    assert shown('<b>{{ say("Yes") }}</b>', russian()) == "<b>Да</b>"
    assert shown('<b>{{ say("Yes") }}</b>', phrasebook("en")) == "<b>Yes</b>"


def test_values_go_where_the_language_wants_them_and_are_escaped() -> None:
    template = '{{ say("Printed in {place}", place=p|upper) }}.'
    assert shown(template, russian(), p="a<b") == "A&lt;B напечатало."
    assert shown(template, phrasebook("en"), p="a<b") == "Printed in A&lt;B."


def test_a_count_takes_the_form_for_its_number_and_keeps_the_blanks_around_it() -> None:
    template = ' {{ count("{n} issue of {title}", "{n} issues of {title}", list[0], title="T") }}\nx'
    assert [shown(template, russian(), list=[n]) for n in (1, 2, 1005)] == [
        " T: 1 номер\nx",
        " T: 2 номера\nx",
        " T: 1005 номеров\nx",
    ]
    assert [shown(template, phrasebook("en"), list=[n]) for n in (1, 1005)] == [
        " 1 issue of T\nx",
        " 1,005 issues of T\nx",
    ]


def test_a_word_of_two_senses_is_two_phrases() -> None:
    template = '{{ sense("a button", "Search") }}/{{ say("Search") }}'
    assert shown(template, russian()) == "Искать/Поиск"


def test_a_plain_phrase_may_stand_in_an_expression() -> None:
    assert shown('{{ (say("Yes") if yes else say("No"))|lower }}', russian(), yes=True) == "да"


def test_quotation_marks_of_a_phrase_do_not_end_an_attribute() -> None:
    assert shown("""<a title="{{ say('of "this"') }}">""", phrasebook("en")) == '<a title="of &quot;this&quot;">'


@pytest.mark.parametrize(
    ("template", "message"),
    [
        ("{{ say(name) }}", "literal"),
        ('{{ say("In {place}") }}', "no value for {place}"),
        ('{{ say("In {p}", p=p) if p }}', "must stand alone"),
        ('{{ say("In {p}", p) }}', "values by name"),
        ('{{ count("{n} issue") }}', "literal"),
    ],
)
def test_a_phrase_that_cannot_be_translated_is_an_error(template: str, message: str) -> None:
    with pytest.raises(WordingError, match=message):
        in_words_of(phrasebook("en"), template)


def test_scripts_find_their_phrases_in_a_table() -> None:
    script = 'x = say("Yes"); y = count("{n} issue of {title}", "{n} issues of {title}", 3, { title });'
    assert [(p.one, p.many) for p in script_phrases(script)] == [
        ("Yes", ""),
        ("{n} issue of {title}", "{n} issues of {title}"),
    ]
    scripts = {"a.js": script, "phrases.js": (files("testimonia.site") / "assets" / "phrases.js").read_text("utf-8")}
    table = words_script(russian(), scripts).decode()
    assert '"Yes": ["Да"]' in table.replace("\n", "")
    assert f'const language = "ru", form = (n) => Number({russian().plural});' in table
    assert "Yes" not in words_script(phrasebook("en"), scripts).decode()
