"""Reuse in an archive: what is kept, what is compared again, and that it is always what a whole new search finds."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from testimonia.archive.config import ReuseConfig
from testimonia.archive.errors import ArchiveError
from testimonia.engine.executors import Serial
from testimonia.model.reuse import Reuse
from testimonia.pipeline import Archive, examine, open_archive
from testimonia.pipeline.reusetexts import excluded_of
from testimonia.pipeline.reusing import OUTSIDE, outside_reuse, reuse_of, settings_of, why_of
from testimonia.text.reuse.settings import Settings

NOTICE = (
    "The ferry at Saltmarsh will not cross after nine of the evening, the harbour master having found that the lamp "
    "on the northern pier was put out three times by persons unknown. Whoever knows of the matter is asked to call."
)
BELL = "Notice is given that the bell of St. Wenna is cracked, and will be rung with one hand until the founder comes."
TEXTS = {
    "a-courier": f"Monday was fine.\n\n{NOTICE}\n\nEggs are dearer.",
    "b-echo": f"We copy what the Courier says.\n\n{NOTICE}\n\nSo far the Courier.",
    "c-beacon": f"Of bells.\n\n{BELL}\n\nWe shall not sleep.",
    "d-antiquary": f"The toll of 1704 was a farthing.\n\n{BELL}\n\nHere the leaf is torn.",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "archive"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def opened(folder: Path, progress: Callable[[str, int, int], None] = lambda stage, done, total: None) -> Archive:
    return open_archive(folder, progress=progress, executor=Serial())


def reuse(folder: Path) -> Reuse:
    archive = opened(folder)
    return reuse_of(archive, examine(archive))


def anew(folder: Path) -> Reuse:
    """What a search of the same texts finds that knows nothing."""
    copy = folder.with_name("copy")
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(folder, copy, ignore=shutil.ignore_patterns(".testimonia"))
    return reuse(copy)


def documents(found: Reuse) -> list[tuple[str, str]]:
    return [(pair.a.document, pair.b.document) for pair in found.pairs]


def test_the_documents_of_an_archive_are_compared(folder: Path) -> None:
    found = reuse(folder)
    assert documents(found) == [("a-courier", "b-echo"), ("c-beacon", "d-antiquary")]
    text = (folder / "a-courier.txt").read_text(encoding="utf-8")
    quote = found.pairs[0].a.quote
    assert text[quote.begin : quote.end] == quote.exact


def test_where_nothing_changed_nothing_is_compared(folder: Path) -> None:
    first = reuse(folder)
    stages: list[str] = []
    archive = opened(folder, lambda stage, done, total: stages.append(stage))
    assert reuse_of(archive, examine(archive)) == first
    assert "comparing" not in stages


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("e-new", f"At the end.\n\n{BELL}"),
        ("b-before", f"In the middle.\n\n{NOTICE}"),
        ("a-courier", "Monday was fine, and nothing was copied."),
        ("c-beacon", f"Changed.\n\n{BELL} {NOTICE}"),
        ("b-echo", ""),
    ],
)
def test_a_change_anywhere_yields_what_a_whole_new_search_finds(folder: Path, name: str, text: str) -> None:
    reuse(folder)
    path = folder / f"{name}.txt"
    if text:
        path.write_text(text, encoding="utf-8")
    else:
        path.unlink()
    assert reuse(folder) == anew(folder)


def test_another_setting_is_obeyed(folder: Path) -> None:
    reuse(folder)
    (folder / "testimonia.toml").write_text("[reuse]\nshortest = 120\n", encoding="utf-8")
    found = reuse(folder)
    assert documents(found) == [("a-courier", "b-echo")]
    assert found.settings["shortest"] == 120


def test_damaged_blocks_are_made_anew(folder: Path) -> None:
    first = reuse(folder)
    for path in (folder / ".testimonia" / "reuse").iterdir():
        path.write_bytes(path.read_bytes()[:40])
    assert reuse(folder) == first


def test_a_search_that_was_stopped_leaves_what_held_before(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from testimonia.archive.blocks import FolderBlocks

    reuse(folder)
    (folder / "e-new.txt").write_text(f"At the end.\n\n{BELL}", encoding="utf-8")
    with monkeypatch.context() as patch:
        patch.setattr(FolderBlocks, "write_note", stopped)
        with pytest.raises(KeyboardInterrupt):
            reuse(folder)
    assert reuse(folder) == anew(folder)


def stopped(*_: object) -> None:
    raise KeyboardInterrupt


def test_an_outside_text_is_compared_and_not_kept(folder: Path, tmp_path: Path) -> None:
    pamphlet = tmp_path / "pamphlet.txt"
    pamphlet.write_text(f"A pamphlet. {NOTICE} The end.", encoding="utf-8")
    archive = opened(folder)
    found = outside_reuse(archive, examine(archive), pamphlet)
    assert documents(found) == [("a-courier", OUTSIDE + "pamphlet.txt"), ("b-echo", OUTSIDE + "pamphlet.txt")]
    assert len(documents(reuse(folder))) == 2


def test_an_outside_file_that_is_no_text_is_a_clear_error(folder: Path, tmp_path: Path) -> None:
    archive = opened(folder)
    with pytest.raises(ArchiveError, match="cannot be read"):
        outside_reuse(archive, examine(archive), tmp_path / "nowhere.txt")


def test_why_says_what_decided(folder: Path) -> None:
    archive = opened(folder)
    examined = examine(archive)
    assert why_of(archive, examined, "a-courier", "b-echo").found
    assert why_of(archive, examined, "a-courier", "c-beacon").question == "no-match"


def test_furniture_between_a_documents_own_words_is_excluded() -> None:
    text = "Home | Up\nThe pier is out.\n\nThe lamp too.\nTop"
    assert list(excluded_of(text, [(10, 26), (28, 41)])) == [(0, 10), (41, 45)]


def test_the_defaults_of_the_configuration_are_those_of_the_search() -> None:
    assert settings_of(ReuseConfig()) == Settings()


def test_a_setting_that_cannot_be_is_a_clear_error() -> None:
    with pytest.raises(ArchiveError, match="gram must be 0"):
        settings_of(ReuseConfig(gram=99))


def test_an_archive_may_do_without_the_search_at_each_build(folder: Path) -> None:
    assert examine(opened(folder)).dossier.sharing.shares
    config = folder / "testimonia.toml"
    config.write_text(config.read_text("utf-8") if config.is_file() else "", encoding="utf-8")
    with config.open("a", encoding="utf-8") as file:
        file.write('\n[studies]\nwithout = ["reuse"]\n')
    dossier = examine(opened(folder)).dossier
    assert not dossier.sharing.shares
    assert documents(reuse(folder))  # asked for by name, it is done
