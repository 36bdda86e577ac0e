"""Reading HTML: text, places, head, and the slips that would swallow text."""

import pytest

from testimonia.contract import Reading
from testimonia.model.canon import digest_of
from testimonia.model.source import Capture
from testimonia.readers.html import read_html, sniff

PAGE = """<!DOCTYPE html>
<html lang="en"><head><title>The Strike
 at Saltmarsh</title><meta name="Author" content="Ida Fenn"><meta name="author" content="Tom Ash">
<meta http-equiv="Content-Language" content="en"></head>
<body><h1>The Strike</h1>
<p class="fst">It began on 5&nbsp;March &#8211; a <em>Monday</em>.<br>By noon &lt;all&gt; were out.</p>
</body></html>
"""


def read(page: str | bytes) -> Reading:
    raw = page if isinstance(page, bytes) else page.encode()
    return read_html(Capture("echo/Strike 1.htm", "0" * 64, len(raw), "text/html"), raw)


def codes(page: str | bytes) -> list[str]:
    return [problem.code for problem in read(page).problems]


def test_a_page_becomes_its_text_and_what_it_declares() -> None:
    source = read(PAGE).source
    assert source.text == "The Strike\nIt began on 5\xa0March – a Monday.\nBy noon <all> were out."
    assert source.head == {"title": "The Strike at Saltmarsh", "author": "Ida Fenn; Tom Ash", "language": "en"}
    assert (source.id, source.digest) == ("echo-strike-1", digest_of(source.text.encode()))


def test_each_word_has_its_place_in_the_file() -> None:
    source = read(PAGE).source
    for word, written in (("Monday", "Monday"), ("–", "&#8211;"), ("<all", "&lt;all"), ("\xa0", "&nbsp;")):
        place = source.offsets.raw_of(source.text.index(word))
        assert place is not None and PAGE.startswith(written, place)
    assert source.offsets.raw_of(source.text.index("\nBy")) is None


def test_bytes_are_counted_in_a_file_with_a_mark() -> None:
    raw = "<p>Zoë — here".encode("utf-8-sig")
    source = read(raw).source
    place = source.offsets.byte_of(source.text.index("here"), raw.decode("utf-8", "surrogateescape"))
    assert place == raw.index(b"here")


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<title>The Echo <body><p>It <b>began</b>.</p>", "It began."),
        ("<p>One<!-- open <p>two</p>", "One open\ntwo"),
        ("<style>p { } <p>One</p>", "One"),
        ("<script>var a = 1; </head><body><p>One</p>", "One"),
        ('<p>See <a href="a.htm>one</a> and <a href="b.htm">two</a>.</p>', "See one and two."),
        ('<p>See <a href="a.htm>one</a> and two.</p>', "See one and two."),
        ("<p>if a <b and c", "if a <b and c"),
        ("<frameset><frame></frameset><noframes><p>One</p></noframes>", "One"),
    ],
)
def test_what_would_swallow_text_is_noticed_and_the_text_is_read(page: str, text: str) -> None:
    assert (read(page).source.text, codes(page)) == (text, ["P103"])


@pytest.mark.parametrize(
    "page",
    [
        "<table>strays<tr>are moved<td>not lost</table>",
        "<p>unclosed <b>bold <i>both</b> crossing</i><p>more",
        "<!-- closed --><p>a > b</p><!DOCTYPE html><?php x ?>",
        '<p title="a <b> c" onclick="w(\'<p>\')">fine</p>',
        "<p>&bogus; &amp &#xD800; AT&T</p>",
        "<select><option>one<option>two</select><iframe>old</iframe>",
    ],
)
def test_a_page_that_loses_nothing_has_no_problem(page: str) -> None:
    assert codes(page) == []


def test_what_a_table_throws_out_keeps_its_place() -> None:
    page = "<p>before</p><table><tr><td>cell</td></tr>stray words</table>"
    source = read(page).source
    assert source.text == "before\nstray words\ncell"
    assert source.offsets.raw_of(source.text.index("stray")) == page.index("stray")
    assert source.offsets.raw_of(source.text.index("cell")) == page.index("cell")


@pytest.mark.parametrize(
    ("head", "least"),
    [(b"<!DOCTYPE html>", 90), (b"<HTML>", 90), (b"<p>a</p><p>b</p><p>c</p>", 15), ("<html>".encode("utf-16"), 90)],
)
def test_pages_are_known_by_their_content(head: bytes, least: int) -> None:
    assert sniff(head) >= least


def test_a_letter_with_a_few_signs_is_not_taken_for_a_page() -> None:
    assert sniff(b"Dear Ida, 3 < 4 and <b>so</b> on.") == 0
