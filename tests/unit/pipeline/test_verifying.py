"""verify: what is kept is held against the text as the file yields it today."""

import os
from pathlib import Path

import pytest

from testimonia.engine.executors import Serial
from testimonia.model.span import Quote
from testimonia.pipeline import open_archive
from testimonia.pipeline.verifying import Verified, verify
from testimonia.text.placedquotes import placed_quotes

TEXT = "CRAY, JOHN (1603-1671), English divine, was born at Norwick on the 5th of March 1603. He died in May 1671.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "cray.txt").write_text(TEXT, "utf-8")
    (tmp_path / "testimonia.toml").write_text('[studies]\nuse = ["people"]\n', "utf-8")
    return tmp_path


def verified(folder: Path) -> Verified:
    return verify(open_archive(folder, executor=Serial()))


def test_what_stands_in_the_text_holds(folder: Path) -> None:
    done = verified(folder)
    assert done.wrong == ()
    assert done.sources == 1
    assert done.quotes > 10


def test_a_file_that_yields_another_text_behind_our_back_is_found_out(folder: Path) -> None:
    verified(folder)
    file = folder / "cray.txt"
    before = file.stat()
    file.write_text(TEXT.replace("1603-1671", "1604-1672"), "utf-8")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))  # neither its size nor its time says so
    wrong = verified(folder).wrong
    assert wrong[0].message == "the file now yields another text"
    assert any("it says “1671”, the text has “1672”" in each.message for each in wrong)


def test_a_quote_says_in_which_source_it_stands() -> None:
    quotes = list(placed_quotes({"a": (Quote(0, 1, "x"), [Quote(2, 3, "y")])}, "one.txt"))
    assert quotes == [("one.txt", Quote(0, 1, "x")), ("one.txt", Quote(2, 3, "y"))]
