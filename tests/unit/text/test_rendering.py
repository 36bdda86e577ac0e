"""The text of mark-up: lines, spaces, and what each element holds."""

import pytest

from testimonia.text.rendering import render


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>The\n  Echo </p>\n<p> of <b> Saltmarsh</b></p>", "The Echo\nof Saltmarsh"),
        ("<p>one<br>two<br><br>three<br></p><p>four", "one\ntwo\n\nthree\nfour"),
        ("<p>no&nbsp;break&#160;</p><p>&nbsp;</p>", "no\xa0break\xa0\n\xa0"),
        ("<pre>  kept\n    so</pre>after", "  kept\n    so\nafter"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a\tb\nc"),
        ("<ul><li>a<li>b<p>c</ul>", "a\nb\nc"),
        ("a<!-- hidden --><script>x<y</script><style>p{}</style>b", "ab"),
        ("3 &lt; 4 &amp; 5 < 6", "3 < 4 & 5 < 6"),
        ("<title>T</title><textarea>x <b> &amp;</textarea>", "x <b> &"),
        ("</p></div>stray ends", "stray ends"),
    ],
)
def test_text_is_what_a_browser_shows(markup: str, text: str) -> None:
    assert render(markup).text == text


def rows(markup: str) -> list[tuple[int, int, str]]:
    return [(row.begin, row.end, row.name) for row in render(markup).rows]


def test_an_element_begins_at_its_first_word_and_ends_at_its_last() -> None:
    assert rows("<p> one <em> two </em> three </p>") == [(0, 13, "p"), (4, 7, "em")]


def test_a_rule_stands_where_the_line_before_it_ends() -> None:
    assert rows("<p>one</p><hr><p>two</p>") == [(0, 3, "p"), (3, 3, "hr"), (4, 7, "p")]


def test_an_anchor_without_words_stands_before_the_next_word_of_its_block() -> None:
    assert rows('<p>one</p><p><a name="n1"></a>two</p>') == [(0, 3, "p"), (4, 7, "p"), (4, 4, "a")]


def test_an_empty_block_has_a_row_without_length() -> None:
    assert rows("<p>one</p><p></p><p>two") == [(0, 3, "p"), (3, 3, "p"), (4, 7, "p")]


def test_values_are_kept_and_elements_of_no_use_are_not() -> None:
    layer = render('<p class=fst><font size=2><span>a</span><span class="info">b</span></font></p>').layer()
    assert [(row.kind, dict(row.values)) for row in layer] == [("p", {"class": "fst"}), ("span", {"class": "info"})]
