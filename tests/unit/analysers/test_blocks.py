"""Blocks and printed lines of a text."""

from testimonia.analysers.blocks import ZONE_LINES, find_blocks
from testimonia.contract import Page
from testimonia.model.layer import Layer
from testimonia.model.source import Capture, Source
from testimonia.readers.html import read_html
from testimonia.readers.plain import read_plain


def read(text: str) -> Source:
    raw = text.encode()
    reader = read_html if text.startswith("<") else read_plain
    return reader(Capture("page", "0" * 64, len(raw), ""), raw).source


def shown(text: str) -> list[tuple[str, str, str]]:
    source = read(text)
    return [(row.kind, row.get("tag"), source.text[row.begin : row.end]) for row in blocks_of(source)]


def blocks_of(source: Source) -> Layer:
    return find_blocks(Page(source))


def test_a_paragraph_is_a_block() -> None:
    assert shown("<p>The ferry sank.</p><p>It rose.</p>") == [
        ("block", "p", "The ferry sank."),
        ("block", "p", "It rose."),
    ]


def test_a_block_with_line_breaks_has_a_row_for_each_printed_line() -> None:
    assert shown("<p>Low tide,<br>high tide</p>") == [
        ("block", "p", "Low tide,\nhigh tide"),
        ("line", "p", "Low tide,"),
        ("line", "p", "high tide"),
    ]


def test_text_around_a_paragraph_is_two_blocks_of_the_outer_element() -> None:
    assert shown("<div>Before <p>Within</p> After</div>") == [
        ("block", "div", "Before"),
        ("block", "p", "Within"),
        ("block", "div", "After"),
    ]


def test_a_rule_divides_text_that_stands_in_no_paragraph() -> None:
    assert [row[2] for row in shown("<div>Above<hr>Below</div>")] == ["Above", "Below"]


def test_plain_text_is_cut_at_blank_lines() -> None:
    assert [row for row in shown("One\r\ntwo\r\n\r\n \r\nThree\r\n") if row[0] == "block"] == [
        ("block", "", "One\r\ntwo"),
        ("block", "", "Three"),
    ]


def test_lines_share_the_order_of_their_block() -> None:
    layer = blocks_of(read("A\nB\n\nC"))
    assert [row.number("order") for row in layer] == [0, 0, 0, 1]


def test_only_lines_near_head_and_foot_have_a_key() -> None:
    layer = blocks_of(read("\n\n".join(["the tide turns"] * (2 * ZONE_LINES + 7))))
    assert sum(row.get("key") == "" for row in layer) == 7


def test_an_empty_text_has_no_blocks() -> None:
    assert len(blocks_of(read(""))) == 0
