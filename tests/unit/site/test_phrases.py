"""Nothing that the site says may be missing from the catalogues, and nothing may be said past them."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from tools.phrases import FOLDER, SOURCE, said, templates

from testimonia.site.wording import phrases_in, script_phrases, template_phrases
from testimonia.text.pofile import PoFile, read_po

LETTERS = re.compile(r"[^\W\d_]{2,}")
SHOWN_ATTRIBUTES = re.compile(r'\b(?:aria-label|title|placeholder|alt|summary)="([^"]*)"')
SLOT = re.compile(r"\{\w+\}")
MARKUP = re.compile(r"</?\w+[^>]*>")
CATALOGUES = sorted(FOLDER.glob("*.po"))
# Names of formats, and what no one reads.
NAMES = frozenset(("BibTeX", "RIS", "CSL-JSON", "TEI", "mailto:", " selected"))
# What these two say is the query language's own complaint, and English like it.
UNTRANSLATED_SCRIPTS = {"search-words.js", "search-index.js"}


def unwrapped(template: str) -> Iterator[str]:
    """Words of a template that no `say` holds: in its text, in attributes that people read, in its expressions."""
    bare = re.sub(r"\{#.*?#\}|(?<=\{% block kind %\})[\w ]+", "", template, flags=re.S)
    tags = re.findall(r"\{\{.*?\}\}|\{%.*?%\}", bare, re.S)
    text = re.sub(r"\{\{.*?\}\}|\{%.*?%\}", "\0", bare, flags=re.S)
    yield from (words for value in SHOWN_ATTRIBUTES.findall(text) for words in LETTERS.findall(value))
    text = re.sub(r"<(code|kbd|svg|script)\b.*?</\1>", "", text, flags=re.S)
    yield from LETTERS.findall(re.sub(r"<[^>]*>", "", text))
    for tag in tags:
        if re.match(r"\{%[-+]?\s*(set|block|if|elif)\b|\{\{", tag):
            yield from _literals(tag)


def _literals(tag: str) -> Iterator[str]:
    """Texts that an expression shows: none that it compares, looks up, gives to a filter, or says."""
    for phrase in reversed(list(phrases_in(tag))):
        tag = tag[: phrase.begin] + tag[phrase.end :]
    inner = re.sub(r'"[^"]*"(?=\s*:|\s+in\b)|(?:==|!=|\bin\b)\s*"[^"]*"', "", tag)
    before = ""
    while before != inner:
        before, inner = inner, re.sub(r"""\b\w*\((?:"[^"]*"|'[^']*'|[^()"'])*\)|\[[^\[\]]*\]""", "", inner)
    for literal in re.findall(r'"([^"]*)"', inner):
        if LETTERS.search(literal) and literal not in NAMES:
            yield literal


@pytest.mark.parametrize("path", templates(), ids=lambda path: path.name)
def test_every_word_of_a_template_is_said(path: Path) -> None:
    assert list(unwrapped(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("<p>Some words</p>", ["Some", "words"]),
        ('<nav aria-label="Years of the run">', ["Years", "of", "the", "run"]),
        ('{{ "document" if n == 1 else "documents" }}', ["document", "documents"]),
        ('{% set A = {"key": "Words"} %}', ["Words"]),
        ('{{ say("Fine") }} {{ x|join(", ") }} {{ m.ROLES["written"] }} <code>.txt</code>', []),
    ],
)
def test_the_check_sees_words_that_are_not(template: str, words: list[str]) -> None:
    assert list(unwrapped(template)) == words


@pytest.mark.parametrize("path", sorted(SOURCE.glob("site/assets/*.js")), ids=lambda path: path.name)
def test_every_sentence_of_a_script_is_said(path: Path) -> None:
    if path.name in UNTRANSLATED_SCRIPTS:
        return
    script = re.sub(r"//[^\n]*", "", path.read_text(encoding="utf-8"))
    for phrase in reversed(list(script_phrases(script))):
        script = script[: phrase.begin] + script[phrase.end :]
    shown = re.findall(
        r'(?:textContent|aria-label",|placeholder|title) ?=? ?["`]([^"`]*[^\W\d_]{2,}[^"`]*)["`]', script
    )
    sentences = re.findall(r'"([A-Z][a-z]+ [a-z][^"]*)"', script)
    assert [words for words in (*shown, *sentences) if not words.startswith("${")] == []


def test_the_list_of_phrases_is_the_one_that_is_said() -> None:
    listed = read_po((FOLDER / "messages.pot").read_text(encoding="utf-8"))
    assert [entry.key for entry in listed.entries] == [entry.key for entry in said()], "run: python -m tools.phrases"


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_a_catalogue_has_every_phrase_in_all_its_forms(path: Path) -> None:
    catalogue = read_po(path.read_text(encoding="utf-8"))
    known = {entry.key: entry.translations for entry in catalogue.entries}
    missing = [
        entry.one
        for entry in said()
        if not all(forms := known.get(entry.key, ("",))) or len(forms) != (catalogue.forms if entry.many else 1)
    ]
    assert missing == [], "run python -m tools.phrases, and translate"


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_a_translation_keeps_its_values_and_its_markup(path: Path) -> None:
    wrong = list(_damaged(read_po(path.read_text(encoding="utf-8"))))
    assert wrong == []


def _damaged(catalogue: PoFile) -> Iterator[str]:
    for entry in catalogue.entries:
        slots = set(SLOT.findall(entry.many or entry.one))
        for words in entry.translations:
            # A form for one alone may say "one" in words.
            if set(SLOT.findall(words)) not in (slots, slots - {"{n}"}) and words:
                yield f"{entry.one}: {words}"
            if sorted(MARKUP.findall(words)) != sorted(MARKUP.findall(entry.one)) and words:
                yield f"{entry.one}: {words}"


def test_no_phrase_is_said_both_alone_and_counted() -> None:
    """gettext knows a phrase by its singular and context; both would be one."""
    keys = [(entry.context, entry.one) for entry in said()]
    assert len(keys) == len(set(keys))


def test_a_phrase_in_an_attribute_holds_no_markup() -> None:
    for path in templates():
        text = path.read_text(encoding="utf-8")
        for value in re.findall(r'\b(?:aria-label|title|placeholder|alt)="(\{\{.*?\}\})"', text):
            assert not any("<" in phrase.one for phrase in template_phrases(value)), f"{path.name}: {value}"
