"""Spark finds, to the byte, what one machine finds. `make spark` runs this, in an environment that has the extra."""

import json
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

pytestmark = [
    pytest.mark.spark,
    pytest.mark.skipif(not find_spec("pyspark"), reason="needs the extra [spark]: make spark"),
]
DATA = Path(__file__).parents[3] / "shared" / "data"
NOTICE = (
    "The ferry at Saltmarsh will not cross after nine of the evening, the harbour master having found that the lamp "
    "on the northern pier was put out three times by persons unknown. Whoever knows of the matter is asked to call."
)


def found(folder: Path, target: Path, *engine: str) -> bytes:
    """The rows that the command writes."""
    command = [sys.executable, "-m", "testimonia", "reuse", str(folder), "--to", str(target), *engine]
    form = ["--format", target.suffix.removeprefix("."), "-q"]
    done = subprocess.run([*command, *form], capture_output=True, text=True, env={**os.environ, "PYTHONWARNINGS": ""})
    assert done.returncode == 0, done.stderr
    return target.read_bytes()


def both(folder: Path, tmp_path: Path, suffix: str = "jsonl") -> tuple[bytes, bytes]:
    spark = found(folder, tmp_path / f"spark.{suffix}", "--engine", "spark", "--master", "local[2]")
    return spark, found(folder, tmp_path / f"local.{suffix}")


def test_a_corpus_of_our_own_in_parquet(tmp_path: Path) -> None:
    import pyarrow
    from pyarrow import parquet

    rows = [
        {"id": f"d{n:02}", "text": f"Number {n}. {NOTICE[n:]} The end of {n}.", "series": "courier"} for n in range(30)
    ]
    parquet.write_table(pyarrow.Table.from_pylist(rows), tmp_path / "corpus.parquet")
    spark, local = both(tmp_path / "corpus.parquet", tmp_path, "parquet")
    assert spark == local
    assert parquet.read_table(tmp_path / "spark.parquet").num_rows > 30


@pytest.mark.data
def test_a_thousand_documents(tmp_path: Path) -> None:
    corpus = DATA / "reuse" / "pt1k" / "docs.jsonl.gz"
    if not corpus.is_file():
        pytest.skip(f"there is no {corpus}")
    spark, local = both(corpus, tmp_path)
    assert spark == local
    assert len(spark.splitlines()) > 500
    assert json.loads(spark.splitlines()[0])["a"]["quote"]


@pytest.mark.data
def test_the_pages_of_an_archive(tmp_path: Path) -> None:
    if not (DATA / "mia").is_dir():
        pytest.skip(f"there is no {DATA / 'mia'}")
    spark, local = both(DATA / "mia", tmp_path)
    assert spark == local
    assert len(spark.splitlines()) > 1000
