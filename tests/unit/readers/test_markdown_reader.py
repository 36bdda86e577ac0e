"""Reading Markdown: the words without the marks."""

import pytest

from testimonia.contract import Reading
from testimonia.model.source import Capture
from testimonia.readers.markdown import read_markdown

PAGE = """---
title: "The Echo"
Author: [Ida Fenn, Tom Ash]
---
# The *Saltmarsh* Echo

On 5\\. March the [office](http://a.b/office) closed &amp;
the `office`  \nopened.

> * Ida
> * Tom

| town | year |
|---|---|
| Saltmarsh | 1906 |
"""


def read(page: str) -> Reading:
    return read_markdown(Capture("echo.md", "", len(page), ""), page.encode())


def test_words_stay_and_marks_go() -> None:
    reading = read(PAGE)
    assert reading.source.text == (
        "The Saltmarsh Echo\nOn 5. March the office closed & the office\nopened.\nIda\nTom\ntown\tyear\nSaltmarsh\t1906"
    )
    assert reading.source.head == {"title": "The Echo", "author": "Ida Fenn; Tom Ash"}
    assert reading.problems == ()


def test_rows_bear_the_names_of_html() -> None:
    source = read(PAGE).source
    kinds = {row.kind for row in source.markup}
    assert kinds == {"h1", "em", "p", "a", "code", "br", "blockquote", "ul", "li", "table", "tr", "th", "td"}
    [link] = source.markup.of_kind("a")
    assert (source.text[link.begin : link.end], link.get("href")) == ("office", "http://a.b/office")


def test_each_word_has_its_own_place_though_it_stands_in_an_address_too() -> None:
    source = read(PAGE).source
    first = source.text.index("office")
    second = source.text.index("office", first + 1)
    assert source.offsets.raw_of(first) == PAGE.index("office")
    assert source.offsets.raw_of(second) == PAGE.index("`office`") + 1
    assert source.offsets.raw_of(source.text.index("& the")) == PAGE.index("&amp;")


@pytest.mark.parametrize("page", [">" * 10_000 + " words", "[" * 10_000 + "words", "- " * 10_000 + "words"])
def test_marks_nested_too_deep_lose_no_word(page: str) -> None:
    reading = read(page)
    assert [problem.code for problem in reading.problems] == ["P104"]
    assert reading.source.text == page


def test_code_is_kept_as_it_is() -> None:
    assert read("~~~\na\n\n  b\n~~~\nafter").source.text == "a\n\n  b\nafter"
