"""Layout, configuration and the finding of sources: clear words for every wrong turn; nothing of the user's touched."""

import os
from pathlib import Path

import pytest

from testimonia.archive.config import load_config
from testimonia.archive.errors import ArchiveError
from testimonia.archive.layout import claim_public, layout_of, prepare
from testimonia.archive.sources import scan


def write(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_dot_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="there is no folder"):
        layout_of(tmp_path / "nowhere")


def test_sources_stand_in_their_folder_or_in_the_archive_itself(tmp_path: Path) -> None:
    assert layout_of(write(tmp_path / "bare", a_dot_txt="x")).sources == tmp_path / "bare"
    assert layout_of(write(tmp_path / "full", sources__a_dot_txt="x")).sources == tmp_path / "full" / "sources"


def test_out_inside_the_texts_is_refused(tmp_path: Path) -> None:
    folder = write(tmp_path / "texts", a_dot_txt="x")
    with pytest.raises(ArchiveError, match="lies inside the texts"):
        layout_of(folder, folder / "site")


def test_an_out_folder_leads_back_to_its_texts(tmp_path: Path) -> None:
    folder = write(tmp_path / "texts", a_dot_txt="x")
    prepare(layout_of(folder, tmp_path / "out"))
    again = layout_of(tmp_path / "out")
    assert (again.folder, again.home) == (folder, tmp_path / "out")


def test_looking_at_an_unbuilt_folder_writes_in_the_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    layout = layout_of(write(tmp_path / "texts", a_dot_txt="x"), look_only=True)
    assert tmp_path / "cache" in layout.home.parents


def test_a_public_folder_of_the_users_own_is_never_touched(tmp_path: Path) -> None:
    layout = layout_of(write(tmp_path / "texts", sources__a_dot_txt="x", public__mine_dot_html="mine"))
    with pytest.raises(ArchiveError, match="did not write"):
        claim_public(layout)
    assert [path.name for path in layout.public.iterdir()] == ["mine.html"]


def test_a_users_public_folder_in_a_bare_folder_is_read_as_texts(tmp_path: Path) -> None:
    layout = layout_of(write(tmp_path / "texts", public__mine_dot_html="mine"))
    assert [found.path for found in scan(layout, (), 48).found] == ["public/mine.html"]


def test_the_scan_passes_pictures_over_and_counts_them(tmp_path: Path) -> None:
    layout = layout_of(write(tmp_path, a_dot_txt="x", b_dot_jpg="", c_dot_JPG="", _dot_hidden_dot_txt="x"))
    scanned = scan(layout, (), 48)
    assert [found.path for found in scanned.found] == ["a.txt"]
    assert scanned.passed_over == {".jpg": 2}


def test_a_loop_of_links_ends_and_is_said(tmp_path: Path) -> None:
    write(tmp_path / "texts", a_dot_txt="x")
    (tmp_path / "texts" / "loop").symlink_to(tmp_path / "texts", target_is_directory=True)
    scanned = scan(layout_of(tmp_path / "texts"), (), 48)
    assert [found.path for found in scanned.found] == ["a.txt"]
    assert [problem.code for problem in scanned.problems] == ["P122"]


def test_a_dangling_link_and_a_pipe_are_problems(tmp_path: Path) -> None:
    write(tmp_path, a_dot_txt="x")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    os.mkfifo(tmp_path / "pipe.txt")
    scanned = scan(layout_of(tmp_path), (), 48)
    assert {problem.source: problem.code for problem in scanned.problems} == {"gone.txt": "P108", "pipe.txt": "P121"}


def test_a_file_over_the_limit_is_left_out_aloud(tmp_path: Path) -> None:
    with (tmp_path / "big.txt").open("wb") as file:
        file.truncate(3 << 20)
    scanned = scan(layout_of(tmp_path), (), 2)
    assert scanned.found == ()
    assert "over the limit of 2 MiB" in scanned.problems[0].message


def test_excluded_patterns_are_left_out(tmp_path: Path) -> None:
    layout = layout_of(write(tmp_path, a_dot_txt="x", drafts__b_dot_txt="x"))
    assert [found.path for found in scan(layout, ("drafts/*",), 48).found] == ["a.txt"]


def test_without_a_configuration_the_folder_names_the_archive(tmp_path: Path) -> None:
    assert load_config(tmp_path / "testimonia.toml", "letters").archive.title == "letters"


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        ("[archive]\ntitel = 'x'", r"unknown key archive\.titel; did you mean archive\.title\?"),
        ("[archives]\ntitle = 'x'", r"unknown key archives; did you mean archive\?"),
        ("[limits]\nseconds = '5'", "limits.seconds = '5' is not a whole number above 0"),
        ("[limits]\nseconds = 0", "limits.seconds = 0 is not a whole number above 0"),
        ("[sources]\nexclude = 'x'", "sources.exclude = 'x' is not a list of texts"),
        ("archive = 3", r"\[archive\] must be a table"),
        ("[archive\n", "not valid TOML"),
    ],
)
def test_a_mistake_in_the_configuration_says_what_and_where(tmp_path: Path, toml: str, message: str) -> None:
    (tmp_path / "testimonia.toml").write_text(toml, encoding="utf-8")
    with pytest.raises(ArchiveError, match=message):
        load_config(tmp_path / "testimonia.toml", "x")
