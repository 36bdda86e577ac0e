"""Hostile and broken files: each is read in bounded time, and says what was wrong with it."""

import time

import pytest

from testimonia import registry
from testimonia.contract import Reading
from testimonia.model.source import Capture

LIMIT_CPU_S = 8.0


def read(path: str, raw: bytes) -> Reading:
    chosen = registry.choose_reader(path, raw[:4096])
    assert chosen is not None
    begin = time.process_time()
    reading: Reading = chosen[1](Capture(path, "", len(raw), ""), raw)
    assert time.process_time() - begin < LIMIT_CPU_S
    return reading


DEEP = b"<html>" + b"<div>" * 100_000 + b"deep words" + b"</div>" * 100_000 + b"<p>and after"


def test_a_page_nested_100_000_deep_is_read_to_its_end() -> None:
    reading = read("a.htm", DEEP)
    assert reading.source.text == "deep words\nand after"
    assert [problem.code for problem in reading.problems] == ["P104"]


@pytest.mark.parametrize(
    ("path", "raw"),
    [
        ("a.htm", b"<!--" * 100_000),
        ("a.htm", b"<title>" * 50_000),
        ("a.htm", b'<a =">' * 50_000),
        ("a.htm", b'<a =">"' * 50_000),
        ("a.htm", b"<a " * 200_000),
        ("a.htm", b"<script>" * 50_000),
        ("a.htm", b"<p>" + b"".join(b"<b id=%d>" % i for i in range(150)) + b"<p>x" * 20_000),
        ("a.htm", b"&#x" * 200_000),
        ("a.htm", b"&#" + b"9" * 1_000_000),
        ("a.htm", b"</" * 200_000),
        ("a.xml", b"<TEI><text>" + b"<div>" * 50_000),
        ("a.xml", b"<TEI " * 50_000),
        ("a.xml", b"<TEI><!DOCTYPE[" * 50_000),
        ("a.md", b"[" * 50_000),
        ("a.md", b"![a" * 3_000),
        ("a.md", b">" * 50_000),
        ("a.md", b"`" * 50_000 + b"a"),
        ("a.txt", b"\xc3" * 500_000),
    ],
)
def test_a_file_made_to_be_slow_is_not(path: str, raw: bytes) -> None:
    read(path, raw)


@pytest.mark.slow
def test_a_line_of_5_million_characters_is_one_line() -> None:
    raw = b"<p>" + b"word " * 1_000_000
    assert len(read("a.htm", raw).source.text) == 4_999_999


@pytest.mark.parametrize(("path", "code"), [("a.htm", "P101"), ("a.txt", "P101"), ("a.md", "P101"), ("a.tei", "P101")])
def test_nuls_are_refused_by_every_reader(path: str, code: str) -> None:
    reading = read(path, bytes(10_000))
    assert (reading.source.text, [p.code for p in reading.problems]) == ("", [code])


@pytest.mark.parametrize("path", ["a.htm", "a.txt", "a.md", "a.tei"])
def test_an_empty_file_says_so(path: str) -> None:
    assert [p.code for p in read(path, b"").problems] == ["P110"]


def test_marks_that_turn_the_line_around_are_kept() -> None:
    text = "Ida \u202eFenn\u202c \u200b\u2066x\u2069"
    assert read("a.htm", f"<html><p>{text}".encode()).source.text == text


def test_no_lone_surrogate_comes_out_of_an_entity() -> None:
    source = read("a.htm", b"<html><p>&#xD800;&#xDFFF;&#55296; &#1114112;&#x110000;").source
    assert source.text == "\ufffd\ufffd\ufffd \ufffd\ufffd"
