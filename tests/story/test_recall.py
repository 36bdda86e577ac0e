"""What has not changed is recalled, not made again; whatever has a say in an examination ends that."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from testimonia.engine.executors import Serial
from testimonia.model.canon import pack
from testimonia.pipeline import Archive, build, examine, open_archive
from testimonia.pipeline.recall import recall

PAGE = """<html><head><title>The Dyke of Week {n}</title></head><body><h1>The Dyke of Week {n}</h1>
<p>Source: <em>The Fenby Argus</em>, Vol. III, No. {n}, {n} June 1909.</p>
<p>The dyke at Fenby was mended in week {n}, and the carters went home by the drove.</p></body></html>
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "archive"
    (place / "sources").mkdir(parents=True)
    (place / "testimonia.toml").write_text('[archive]\ntitle = "Fenby"\n', encoding="utf-8")
    for number in (1, 2, 3):
        (place / "sources" / f"{number}.html").write_text(PAGE.format(n=number), encoding="utf-8")
    return place


def opened(folder: Path) -> Archive:
    return open_archive(folder, executor=Serial())


def is_recalled(folder: Path) -> bool:
    from testimonia.archive.memo import Memo

    memo = Memo(folder / ".testimonia" / "memo.sqlite", read_only=True)
    return recall(opened(folder), memo).examined is not None


def test_what_is_recalled_is_what_was_examined(folder: Path) -> None:
    cold = build(opened(folder)).examined
    assert is_recalled(folder)
    warm = build(opened(folder)).examined
    assert pack(warm.dossier) == pack(cold.dossier)
    assert (warm.scan, warm.rows, warm.plan.digest) == (cold.scan, cold.rows, cold.plan.digest)


def edit_page(folder: Path) -> None:
    page = folder / "sources" / "2.html"
    page.write_text(page.read_text(encoding="utf-8").replace("drove", "ferry"), encoding="utf-8")


def name_otherwise(folder: Path) -> None:
    (folder / "testimonia.toml").write_text('[archive]\ntitle = "Fenby and Holme"\n', encoding="utf-8")


def write_authority(folder: Path) -> None:
    (folder / "authority").mkdir()
    (folder / "authority" / "people.jsonl").write_text("", encoding="utf-8")


@pytest.mark.parametrize(
    "change",
    [
        edit_page,
        name_otherwise,
        write_authority,
        lambda folder: (folder / "sources" / "2.html").unlink(),
        lambda folder: (folder / "sources" / "4.html").write_text(PAGE.format(n=4), encoding="utf-8"),
        lambda folder: (folder / "sources" / "4.jpg").write_bytes(b"\xff\xd8"),
        lambda folder: os.utime(folder / "identity" / "paragraphs.jsonl", ns=(1, 1)),
    ],
)
def test_nothing_is_recalled_where_something_has_changed(folder: Path, change: Callable[[Path], None]) -> None:
    build(opened(folder))
    change(folder)
    assert not is_recalled(folder)
    build(opened(folder))
    assert is_recalled(folder)


def test_a_failure_that_may_pass_is_not_recalled(folder: Path) -> None:
    (folder / "sources" / "0.html").symlink_to(folder / "later.html")
    build(opened(folder))
    (folder / "later.html").write_text(PAGE.format(n=9), encoding="utf-8")
    assert len(examine(opened(folder)).dossier.documents) == 4


def test_a_command_with_nothing_to_do_loads_no_analyser_no_rule_and_no_page(folder: Path) -> None:
    build(opened(folder))
    root = Path(__file__).parent.parent.parent
    code = (
        "import sys; from testimonia.cli import cli\n"
        f"cli.main([sys.argv[1], {str(folder)!r}, '-q'], standalone_mode=False)\n"
        "print(sorted(m for m in sys.modules if m in ('numpy', 'selectolax', 'lxml', 'minijinja', 'py3langid')"
        " or m.startswith(('testimonia.analysers', 'testimonia.rules', 'testimonia.site.'))))"
    )
    for command in ("build", "check"):
        done = subprocess.run(
            [sys.executable, "-c", code, command],
            capture_output=True,
            text=True,
            env={**os.environ, "PYTHONPATH": str(root / "src")},
        )
        assert done.stdout.splitlines()[-1] == "[]", done
