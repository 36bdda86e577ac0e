"""The law of spans on real texts: whatever is kept of any corpus stands in its text, as `verify` rechecks it.

A few files of each corpus, through the whole path with every study; `testimonia verify FOLDER` holds all of them.
"""

import json
import shutil
from pathlib import Path

import pytest

from testimonia.engine.executors import Serial
from testimonia.pipeline import open_archive
from testimonia.pipeline.verifying import verify

DATA = Path(__file__).parents[3] / "shared" / "data"
FILES = 6
# Folder, which files, how many bytes of one at most; jsonl and csv are given their texts one by one.
CORPORA = (
    ("biographies/lives", "*/*.txt"),
    ("biographies/cousin", "*.txt"),
    ("mia", "**/*.htm*"),
    ("philtrans", "*.txt"),
    ("seeds", "*.txt"),
    ("witnesses", "**/*.xml"),
)
LONGEST_BYTES = 60_000

pytestmark = [
    pytest.mark.data,
    pytest.mark.skipif(not DATA.is_dir(), reason="the working data are not here: ../shared/data"),
]


def archive_of(folder: Path) -> Path:
    (folder / "testimonia.toml").write_text('[studies]\nuse = ["people"]\n', "utf-8")
    return folder


@pytest.mark.parametrize(("corpus", "pattern"), CORPORA)
def test_every_span_kept_of_a_corpus_stands_in_its_text(corpus: str, pattern: str, tmp_path: Path) -> None:
    files = [f for f in sorted((DATA / corpus).glob(pattern)) if f.stat().st_size < LONGEST_BYTES]
    if not files:  # a whole book in one file: its beginning
        whole = sorted((DATA / corpus).glob(pattern))[0]
        (tmp_path / whole.name).write_bytes(whole.read_bytes()[:LONGEST_BYTES])
    for place, file in enumerate(files[:: max(1, len(files) // FILES)][:FILES]):
        shutil.copy(file, tmp_path / f"{place}{file.suffix}")
    done = verify(open_archive(archive_of(tmp_path), executor=Serial()))
    assert done.wrong == ()
    assert done.rows > 20


def test_every_span_kept_of_a_newspapers_rough_reading_stands_in_its_text(tmp_path: Path) -> None:
    lines = (DATA / "ocr").glob("*.jsonl").__next__().read_text("utf-8").splitlines()[::30]
    for place, line in enumerate(lines[:FILES]):
        rough = next(str(v) for v in json.loads(line).values() if isinstance(v, dict | str) and len(str(v)) > 400)
        (tmp_path / f"{place}.txt").write_text(rough, "utf-8")
    done = verify(open_archive(archive_of(tmp_path), executor=Serial()))
    assert done.wrong == ()
