"""Reuse on bad input, and where it is stopped or cannot write: a right answer, or one clear message."""

import random
import resource
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from testimonia.archive.blocks import FolderBlocks
from testimonia.comparers.compared import ReuseText
from testimonia.comparers.reuse import find_reuse

LINE = "Pray for the drowned of Saltmarsh and for those who seek them.\n"


def prose(seed: int, words: int) -> str:
    rng = random.Random(seed)
    return " ".join("".join(rng.choices("abdefgiklmnoprstu", k=rng.randrange(2, 9))) for _ in range(words))


def test_texts_of_digits_alone_share_nothing_and_fail_nowhere() -> None:
    rng = random.Random(1)
    corpus = [ReuseText(str(n), " ".join(str(rng.random()) for _ in range(200))) for n in range(5)]
    assert find_reuse(corpus).pairs == ()


def test_thousands_of_tiny_documents_are_compared() -> None:
    corpus = [ReuseText(f"d{n:04}", prose(n, 4)) for n in range(3000)]
    corpus[7] = ReuseText("d0007", LINE)
    corpus[2000] = ReuseText("d2000", LINE)
    assert [(pair.a.document, pair.b.document) for pair in find_reuse(corpus).pairs] == [("d0007", "d2000")]


def test_one_huge_document_among_small_ones_is_compared() -> None:
    corpus = [ReuseText("huge", f"{prose(1, 150_000)} {LINE} {prose(2, 50_000)}"), ReuseText("small", LINE)]
    assert [pair.b.document for pair in find_reuse(corpus).pairs] == ["small"]


def stopping_after(steps: int, done: list[int]) -> Callable[[Callable[[Any], Any], Iterable[Any]], Iterator[Any]]:
    """A `map` that is interrupted at its so-manieth step."""

    def mapped(function: Callable[[Any], Any], arguments: Iterable[Any]) -> Iterator[Any]:
        for argument in arguments:
            if len(done) == steps:
                raise KeyboardInterrupt
            done.append(1)
            yield function(argument)

    return mapped


@pytest.mark.parametrize("steps", [1, 5, 20, 33])
def test_a_search_that_was_killed_goes_on_from_its_blocks(steps: int, tmp_path: Path) -> None:
    corpus = [ReuseText(f"d{n}", f"{prose(n, 50)} {LINE * 2} {prose(100 + n, 50)}") for n in range(12)]
    with pytest.raises(KeyboardInterrupt):
        find_reuse(corpus, blocks=FolderBlocks(tmp_path), spread=stopping_after(steps, []), keep=True)
    before = {path.name: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    resumed = find_reuse(corpus, blocks=FolderBlocks(tmp_path), keep=True)
    whole = find_reuse(corpus)
    assert (resumed.pairs, resumed.clusters) == (whole.pairs, whole.clusters)
    again = {path.name: path.stat().st_mtime_ns for path in tmp_path.iterdir() if path.name in before}
    assert all(before[name] == time for name, time in again.items())


@pytest.mark.skipif(not hasattr(resource, "RLIMIT_FSIZE"), reason="needs a limit on the size of files")
def test_a_disk_that_takes_no_more_gives_one_clear_message(tmp_path: Path) -> None:
    for n in range(3):
        (tmp_path / f"d{n}.txt").write_text(f"{prose(n, 20_000)}\n\n{LINE * 3}", encoding="utf-8")
    command = [sys.executable, "-c", _LIMITED, "reuse", str(tmp_path), "-q"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2, done.stderr
    assert done.stderr.startswith("testimonia: the disk")
    assert "run the same command again" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert not list((tmp_path / ".testimonia").rglob("*.tmp"))


_LIMITED = """
import resource, signal
from testimonia.cli import main

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, 600_000))
main()
"""
