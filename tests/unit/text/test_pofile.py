"""Catalogues of phrases as files."""

import pytest

from testimonia.text.pofile import Entry, PoError, read_po, write_po

HEADER = "Language: ru\nPlural-Forms: nplurals=3; plural=(n%10==1 ? 0 : 1);\n"


def test_a_catalogue_written_is_the_one_read() -> None:
    entries = (
        Entry("", 'A "quoted" phrase', "", ("Цитата «\\»",), ("base.html", "home.html")),
        Entry("a button", "Search", "", ("Искать",), ("home.html",)),
        Entry("", "{n} issue", "{n} issues", ("{n} a", "{n} b", ""), ("run.html",)),
    )
    read = read_po(write_po(HEADER, entries))
    assert sorted(read.entries, key=lambda e: e.key) == sorted(entries, key=lambda e: e.key)
    assert (read.header, read.forms, read.plural) == (HEADER, 3, "(n%10==1 ? 0 : 1)")


def test_what_editors_of_catalogues_add_is_read() -> None:
    text = (
        write_po(HEADER, []) + '\n# a translator\n#. a hint\n#, fuzzy\nmsgid ""\n"Two "\n"lines"\nmsgstr "Две строки"\n'
    )
    assert read_po(text).entries == (Entry("", "Two lines", "", ("Две строки",)),)


def test_a_line_that_is_none_is_named() -> None:
    with pytest.raises(PoError, match="line 7 is no line of a catalogue: msgstring"):
        read_po(write_po(HEADER, []).rstrip("\n") + '\n\nmsgid "a"\nmsgstring "b"\n')


def test_a_catalogue_must_say_how_it_counts() -> None:
    with pytest.raises(PoError, match="Plural-Forms"):
        read_po('msgid ""\nmsgstr "Language: de\\n"\n')
