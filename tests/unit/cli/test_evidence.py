"""`evidence` says of each two values how they stand, and of several texts of one value how they agree."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from testimonia.cli import cli

LIVES = {
    "a.txt": "ASHDOWN, MARY (1814-1888), botanist, was born at Saltmarsh in 1814. She wrote a book on ferns.\n",
    "b.txt": "ASHDOWN, MARY (1819-1888), botanist. She died at Norwick on 9 May 1888, and was much mourned there.\n",
}


@pytest.fixture
def lives(tmp_path: Path) -> Path:
    for name, text in LIVES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def told_of(lives: Path, *arguments: str) -> str:
    asked = ("evidence", "Mary Ashdown", *arguments[:1], str(lives), *arguments[1:])
    return CliRunner().invoke(cli, asked, standalone_mode=False, catch_exceptions=False).stdout


def test_values_that_differ_are_set_against_each_other(lives: Path) -> None:
    told = told_of(lives, "born")
    assert "1814 | 1819: contradiction, the bounds are disjoint" in told
    told = told_of(lives, "died")
    assert "1888  (2 texts: agree)" in told
    assert "1888 | 9 May 1888: compatible" in told


def test_the_verdicts_stand_in_the_json(lives: Path) -> None:
    told = json.loads(told_of(lives, "born", "--format", "json"))
    (born,) = (s for s in told["statements"] if s["property"] == "birth-date")
    assert [(v["a"], v["b"], v["verdict"]) for v in born["verdicts"]] == [("1814", "1819", "contradiction")]
