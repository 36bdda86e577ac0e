"""Sources that move under a build: a file that vanishes, changes or comes while the others are read."""

from collections.abc import Callable
from pathlib import Path

import pytest

from testimonia.engine.executors import Serial
from testimonia.engine.run import Item, Values
from testimonia.model.problem import Problem
from testimonia.pipeline import Examined, build, examine, open_archive
from testimonia.pipeline.plan import ChangedMeanwhile, Origin, enter, map_plan

WORDS = "The weir at Ousebank was mended in week {n}, and the millers went home by the towpath.\n"


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    folder = tmp_path / "texts"
    folder.mkdir()
    for number in range(3):
        (folder / f"{number}.txt").write_text(WORDS.format(n=number))
    return folder


def built(texts: Path, meanwhile: Callable[[], None] = lambda: None) -> Examined:
    """A build, one file after the other; `meanwhile` happens once the first was read."""
    waiting = [meanwhile]

    def progress(stage: str, done: int, total: int) -> None:
        if waiting:
            waiting.pop()()

    return build(open_archive(texts, texts.parent / "out", progress, Serial())).examined


def unread(examined: Examined) -> list[Problem]:
    return [problem for problem in examined.dossier.problems if problem.severity == "error"]


def test_a_file_that_vanishes_is_named_and_the_others_are_built(texts: Path) -> None:
    examined = built(texts, (texts / "2.txt").unlink)
    assert [(problem.source, problem.code) for problem in unread(examined)] == [("2.txt", "P108")]
    assert "No such file" in unread(examined)[0].message
    assert len(examined.dossier.documents) == 2
    assert not unread(built(texts))


def test_a_file_that_changes_before_it_is_read_is_read_as_it_then_stands(texts: Path) -> None:
    examined = built(texts, lambda: write(texts / "2.txt", "The ferry stopped for good.\n"))
    assert not unread(examined)
    assert "2" in {document.id for document in examined.dossier.documents}
    again = examine(open_archive(texts, texts.parent / "out", executor=Serial()))
    assert pages(again) == pages(examined)


def test_a_file_that_comes_during_a_build_is_in_the_next(texts: Path) -> None:
    built(texts, lambda: write(texts / "3.txt", "A late letter.\n"))
    assert len(built(texts).dossier.documents) == 4


def test_bytes_that_change_between_two_looks_at_a_file_are_never_kept_under_the_first(texts: Path) -> None:
    plan = map_plan()
    item = Item("0.txt", "0:" + "0" * 64, Origin(str(texts / "0.txt"), "0.txt", "0", 30))
    with pytest.raises(ChangedMeanwhile):
        enter(plan.first[0], item, Values(Nothing(), {}))


def write(path: Path, words: str) -> None:
    path.write_text(words)


def pages(examined: Examined) -> list[tuple[str, int]]:
    return [(document.id, document.words) for document in examined.dossier.documents]


class Nothing:
    """A memo that holds nothing."""

    def look(self, key: str) -> tuple[str, bytes] | None:
        return None

    def body(self, digest: str) -> bytes:
        raise KeyError(digest)
