"""The memo: what it stores it gives back, one writer and many readers, and it forgets what no build needs."""

from pathlib import Path

import pytest

from testimonia.archive.errors import ArchiveError
from testimonia.archive.lock import only_build
from testimonia.archive.memo import Memo, SourceRow
from testimonia.model.problem import Problem


def test_a_value_comes_back_by_key_and_digest(tmp_path: Path) -> None:
    memo = Memo(tmp_path / "memo.sqlite")
    memo.store([("key", "digest", b"words" * 100, b"")])
    assert memo.look("key") == ("digest", b"")
    assert memo.body("digest") == b"words" * 100
    assert memo.look("other") is None


def test_a_reader_sees_what_the_writer_committed(tmp_path: Path) -> None:
    writer = Memo(tmp_path / "memo.sqlite")
    reader = Memo(tmp_path / "memo.sqlite", read_only=True)
    writer.store([("key", "digest", b"x", b"")])
    assert reader.look("key") == ("digest", b"")


def test_a_source_row_survives_with_its_problems(tmp_path: Path) -> None:
    memo = Memo(tmp_path / "memo.sqlite")
    row = SourceRow("a.txt", "a", 3, 4, "d", ("fact",), {"read": ("k", "d")}, (Problem("a.txt", "P1", "note", "m"),))
    memo.save_sources([row])
    assert memo.sources() == {"a.txt": row}
    memo.save_sources([], gone=["a.txt"])
    assert memo.sources() == {}


def test_the_sweep_forgets_only_what_no_key_leads_to(tmp_path: Path) -> None:
    memo = Memo(tmp_path / "memo.sqlite")
    memo.store([("k1", "d1", b"1", b""), ("k2", "d2", b"2", b""), ("k3", "d1", b"1", b"")])
    assert memo.sweep(["k1"]) == 1
    assert memo.look("k1") == ("d1", b"")
    assert memo.look("k2") is None
    assert memo.body("d1") == b"1"


def test_a_memo_of_another_version_is_made_anew(tmp_path: Path) -> None:
    memo = Memo(tmp_path / "memo.sqlite")
    memo.store([("key", "digest", b"x", b"")])
    memo._db.execute("PRAGMA user_version=1")
    memo.close()
    assert Memo(tmp_path / "memo.sqlite").look("key") is None


def test_a_path_with_the_marks_of_an_address_is_a_path(tmp_path: Path) -> None:
    folder = tmp_path / "what? 100% #1"
    folder.mkdir()
    Memo(folder / "memo.sqlite").save_last(plan="p")
    assert (folder / "memo.sqlite").exists()


def test_two_builds_at_once_are_told_apart(tmp_path: Path) -> None:
    with only_build(tmp_path / "lock"), pytest.raises(ArchiveError, match="another build of this archive"):
        only_build(tmp_path / "lock").__enter__()
    with only_build(tmp_path / "lock"):
        pass
