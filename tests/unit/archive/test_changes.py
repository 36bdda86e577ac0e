"""The ledger of changes: a day for what is new, changed or gone, and none for what stayed."""

from pathlib import Path

import pytest

from testimonia.archive.changes import CHANGES, load_changes, record_changes
from testimonia.archive.errors import ArchiveError


def test_only_what_changed_gets_a_new_day(tmp_path: Path) -> None:
    record_changes(tmp_path, {"gale": ("a1", "The Gale"), "pier": ("b1", "The Pier")}, "2026-01-05")
    noted = record_changes(tmp_path, {"gale": ("a1", "The Gale"), "pier": ("b2", "The Pier")}, "2026-02-07")
    assert {id_: change.day for id_, change in noted.items()} == {"gale": "2026-01-05", "pier": "2026-02-07"}
    assert load_changes(tmp_path) == noted


def test_what_vanished_stays_as_gone_and_may_come_back(tmp_path: Path) -> None:
    record_changes(tmp_path, {"gale": ("a1", "The Gale")}, "2026-01-05")
    gone = record_changes(tmp_path, {}, "2026-02-07")["gale"]
    assert (gone.gone, gone.day, gone.title) == (True, "2026-02-07", "The Gale")
    assert record_changes(tmp_path, {}, "2026-03-01")["gale"] == gone
    back = record_changes(tmp_path, {"gale": ("a1", "The Gale")}, "2026-03-02")["gale"]
    assert (back.gone, back.day) == (False, "2026-03-02")


def test_nothing_new_writes_nothing(tmp_path: Path) -> None:
    record_changes(tmp_path, {"gale": ("a1", "The Gale")}, "2026-01-05")
    before = (tmp_path / CHANGES).stat().st_mtime_ns
    record_changes(tmp_path, {"gale": ("a1", "The Gale")}, "2026-02-07")
    assert (tmp_path / CHANGES).stat().st_mtime_ns == before


def test_a_clock_that_goes_back_loses_no_change(tmp_path: Path) -> None:
    record_changes(tmp_path, {"gale": ("a1", "The Gale")}, "2026-02-07")
    assert record_changes(tmp_path, {"gale": ("a2", "The Gale")}, "2026-01-01")["gale"].day == "2026-02-07"


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    (tmp_path / CHANGES).write_text('{"document":"gale","digest":"a","day":"2026-01-05"}\n{"document":\n')
    with pytest.raises(ArchiveError, match=r"changes\.jsonl:2"):
        load_changes(tmp_path)
