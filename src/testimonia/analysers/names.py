"""Names: the surnames that a page bears, and those that it teaches the archive.

A page teaches a surname where it prints it in full: after a given name in general use, or after initials. Elsewhere, a
page that prints the word alone may then know it for a name (`mentions`, facts of this layer). Which pages a page
learns from is the fold's business: see text/recurrence.
"""

import re

from testimonia.contract import Page, analyser
from testimonia.model.layer import Annotation, Layer
from testimonia.text.namewords import NameWords, fold_name, name_words

SHORTEST = 4
_CAPITALISED = re.compile(r"(?:[^\W\d_]\.\s?)+(?=[^\W\d_])|[^\W\d_a-zß-öø-ÿ][^\W_]*(?:[’'\-][^\W\d_a-zß-öø-ÿ][^\W_]+)*")
_NO_SURNAMES = ("organisations", "things", "events", "demonyms", "not_names", "titles", "periodicals", "event_heads")


@analyser("names", study="people")
def find_names(page: Page) -> Layer:
    """One row for each capitalised word of a page, at its first place: its `key`, and whether the page `teaches` it."""
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
    return Layer.of("names", (_row(key, at, key in taught) for key, at in first.items()))


def _may_be_surname(key: str, names: NameWords) -> bool:
    return not (any(key in names[table] for table in _NO_SURNAMES) or names.is_place(key))


def _row(key: str, at: tuple[int, int], teaches: bool) -> Annotation:
    return Annotation(*at, "name", {"key": key, "teaches": teaches})
