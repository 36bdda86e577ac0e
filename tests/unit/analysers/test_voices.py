"""Whose words each stretch of a page is."""

from testimonia.analysers.blocks import find_blocks
from testimonia.analysers.furniture import find_furniture
from testimonia.analysers.parts import find_parts
from testimonia.analysers.structure import find_structure
from testimonia.analysers.voices import find_voices
from testimonia.contract import Page
from testimonia.model.layer import Layer
from testimonia.model.source import Capture
from testimonia.readers.plain import read_plain

EXCERPTS = """Ada Cray

In Memory of Joseph Hale

(March 1921)

From The Saltmarsh Echo, Vol. 4 No. 7, 16 March 1922, p. 6.
Transcribed & marked up by Ben Dale.

Joseph Hale was thirty-two years old at his death. When the news came to
Ada Cray, she wrote the tribute from which we reprint the following excerpts:

* * *

He was the first on the ferry and the last to leave it. “One sees the hand of the mill in it,” wrote the Gazette.

* * *

Goodbye, Joseph. You will live in the hearts of those who cross the river.
"""


def voices_of(text: str) -> tuple[Page, Layer]:
    raw = text.encode()
    layers: dict[str, Layer] = {}
    page = Page(read_plain(Capture("page.txt", "0" * 64, len(raw), "text/plain"), raw).source, layers)
    for name, find in (
        ("blocks", find_blocks),
        ("furniture", find_furniture),
        ("structure", find_structure),
        ("parts", find_parts),
    ):
        layers[name] = find(page)
    return page, find_voices(page)


def innermost(text: str, words: str) -> tuple[str, str]:
    page, voices = voices_of(text)
    row = voices.covering(page.text.index(words))[-1]
    return row.kind, row.get("who")


def test_the_byline_covers_the_excerpts_only() -> None:
    assert innermost(EXCERPTS, "thirty-two") == ("frame", "")
    assert innermost(EXCERPTS, "first on the ferry") == ("author", "Ada Cray")
    assert innermost(EXCERPTS, "Goodbye") == ("author", "Ada Cray")
    assert innermost(EXCERPTS, "In Memory") == ("frame", "")


def test_the_source_line_and_the_credit_have_voices_of_their_own() -> None:
    assert innermost(EXCERPTS, "Saltmarsh Echo")[0] == "source-line"
    assert innermost(EXCERPTS, "Ben Dale")[0] == "site"


def test_asterisks_after_an_authors_own_words_make_no_frame() -> None:
    text = "The Ferry\n\nBy Ada Cray\n\nThe ferry stopped and nobody cared.\n\n* * *\n\nThe mill burned in May.\n"
    assert innermost(text, "stopped")[0] == "author"


def test_a_quotation_is_the_speakers_and_a_title_or_a_single_word_is_not() -> None:
    text = (
        "The Ferry\n\n“We shall never cross again,” wrote Joseph Hale in “diary” and “The Mill at Saltmarsh Ferry”.\n"
    )
    assert innermost(text, "shall never") == ("quoted", "Joseph Hale")
    assert innermost(text, "diary")[0] == "author"
    assert innermost(text, "Mill at")[0] == "author"


def test_single_marks_are_voices_and_apostrophes_are_not() -> None:
    text = "The Ferry\n\n'We shall never cross again,' wrote Joseph Hale. The miners' boat was the boys' too.\n"
    assert innermost(text, "shall never") == ("quoted", "Joseph Hale")
    assert innermost(text, "boat was")[0] == "author"


def test_a_quotation_within_a_quotation_has_the_inner_speaker() -> None:
    text = "The Ferry\n\n“The clerk came. ‘The mill will never open again,’ wrote Ben Dale,” said Joseph Hale.\n"
    assert innermost(text, "clerk") == ("quoted", "Joseph Hale")
    assert innermost(text, "never open") == ("quoted", "Ben Dale")


def test_every_character_but_space_has_a_voice() -> None:
    page, voices = voices_of(EXCERPTS)
    assert all(voices.covering(at) for at, char in enumerate(page.text) if not char.isspace())
