"""A site whose own words are in another language than English."""

import re
from typing import Any

import pytest
from msgspec.structs import replace

from testimonia.model.dossier import ArchiveCard
from testimonia.text.phrasebook import languages

# What stays English says so; what was written in no language of ours says nothing.
ENGLISH = re.compile(r'<(\w+)\b[^>]*\blang="en"[^>]*>.*?</\1>', re.S)


def site_in(sample: Any, language: str) -> Any:
    card = ArchiveCard("Papers", interface=language)
    return replace(sample, dossier=replace(sample.dossier, card=card)).site()


@pytest.mark.parametrize("language", sorted(languages()))
def test_every_page_says_its_language(sample: Any, language: str) -> None:
    for path, html in site_in(sample, language).pages():
        assert f'<html lang="{language}">' in html, path


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("de", (">Dokumente</a>", "16. Februar 1906", "Bd. 3 Nr. 7", 'aria-label="Absatz 1"')),
        ("fr", (">Documents</a>", "16 février 1906", "vol. 3 nº 7", 'aria-label="Paragraphe 1"')),
        ("es", (">Documentos</a>", "16 de febrero de 1906", "vol. 3 n.º 7", 'aria-label="Párrafo 1"')),
        ("ru", (">Документы</a>", "16 февраля 1906 г.", "т. 3 № 7", 'aria-label="Абзац 1"')),
    ],
)
def test_a_document_s_page_speaks_the_language(sample: Any, language: str, words: tuple[str, ...]) -> None:
    html = site_in(sample, language).html("documents/gale.html")
    assert [word for word in words if word not in html] == []


def test_a_rule_s_own_words_say_that_they_are_english(sample: Any) -> None:
    site = site_in(sample, "ru")
    html = site.html("disagreements/index.html")
    assert '<bdi lang="en">One issue of the Saltmarsh Courier bears two dates.</bdi>' in html
    rest = ENGLISH.sub("", site.html("rules/d105.html"))
    body = re.sub(r"<[^>]*>", " ", rest.partition("<main")[2].partition(">")[2])
    assert [word for word in re.findall(r"[A-Za-z]{3,}", body) if word not in ("Saltmarsh", "Courier", "Vol")] == []


def test_the_scripts_speak_it_too(sample: Any) -> None:
    script = site_in(sample, "ru").files["assets/phrases.js"].decode()
    assert '"Nothing found. Fewer words, a prefix (strik*) or OR find more."' in script
    assert "Ничего не найдено." in script
