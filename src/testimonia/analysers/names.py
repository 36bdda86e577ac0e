"""Names: the surnames that a page bears, and those that it teaches the archive.

A page teaches a surname where it prints it in full: after a given name in general use, or after initials. Elsewhere, a
page that prints the word alone may then know it for a name (`mentions`, facts of this layer). So it teaches which words
are plain ones: those that it prints in lower case. Which pages a page
learns from is the fold's business: see text/recurrence.
"""

import re

from testimonia.contract import Page, analyser
from testimonia.model.layer import Annotation, Layer
from testimonia.text.namewords import NameWords, fold_name, name_words
from testimonia.text.tagger import load_model

SHORTEST = 4
_CAPITALISED = re.compile(r"(?:[^\W\d_]\.\s?)+(?=[^\W\d_])|[^\W\d_a-zß-öø-ÿ][^\W_]*(?:[’'\-][^\W\d_a-zß-öø-ÿ][^\W_]+)*")
_LOWER = re.compile(r"\b[a-zß-öø-ÿ]{4,}\b")
_NO_SURNAMES = ("organisations", "things", "events", "demonyms", "not_names", "titles", "periodicals", "event_heads")


@analyser("names", study="people")
def find_names(page: Page) -> Layer:
    """One row for each capitalised word of a page, at its first place: its `key`, and whether the page `teaches` it as
    a surname; and one with the key "~word" for each word that the page prints in lower case, which it teaches, or with
    a capital only, which it does not. Words that are common anyhow have none."""
    names = name_words()
    first: dict[str, tuple[int, int]] = {}
    taught: set[str] = set()
    before, end = "", -1
    for match in _CAPITALISED.finditer(page.text):
        word = match[0]
        if word[-1].isspace() or word[-1] == ".":
            before, end = "", -1
            if word[0].isupper() and word.replace(" ", "") not in ("U.S.", "N.Y.", "U.K."):
                before, end = "initials", match.end()
            continue
        begin = match.start()
        beside = begin == end or (begin == end + 1 and page.text[end] in " \u00a0")
        key = fold_name(word)
        if len(key) >= SHORTEST and not word.isupper():
            first.setdefault(key, (begin, match.end()))
            if beside and before and _may_be_surname(key, names):
                taught.add(key)
        given = key in names.given or word.endswith(".")
        before = "given" if given and not (beside and before == "given" and not given) else ""
        end = match.end()
    model = load_model()
    common = model.common if model else frozenset()
    lower: dict[str, tuple[int, int]] = {}
    for match in _LOWER.finditer(page.text):
        if match[0] not in common:
            lower.setdefault(match[0], match.span())
    rows = [_row(key, at, key in taught and key not in lower) for key, at in first.items()]
    printed = [_row(f"~{word}", at, True) for word, at in lower.items()]
    borne = [_row(f"~{key}", at, False) for key, at in first.items() if key not in lower and key not in common]
    return Layer.of("names", (*rows, *printed, *borne))


def _may_be_surname(key: str, names: NameWords) -> bool:
    return not (any(key in names[table] for table in _NO_SURNAMES) or names.is_place(key))


def _row(key: str, at: tuple[int, int], teaches: bool) -> Annotation:
    return Annotation(*at, "name", {"key": key, "teaches": teaches})
