"""A corpus in one file, to be compared for reuse without an archive: JSON Lines (also gzipped) or Parquet, a row a
document."""

import gzip
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from testimonia.archive.errors import ArchiveError
from testimonia.comparers.compared import ReuseText
from testimonia.model.when import When, calendar_of

_GROUPS = ("group", "series", "periodical")


def read_corpus(file: Path) -> list[ReuseText]:
    """The documents of a corpus, sorted by id. Fields: id, text; and where known series (or group, periodical) and date
    (EDTF). ArchiveError says which row is wrong."""
    rows = _parquet(file) if file.suffix == ".parquet" else _lines(file)
    return sorted((_text(file, number, row) for number, row in rows), key=lambda one: one.document)


def _lines(file: Path) -> Iterator[tuple[int, Any]]:
    try:
        with gzip.open(file, "rt", encoding="utf-8") if file.suffix == ".gz" else file.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield number, json.loads(line)
    except (OSError, UnicodeDecodeError) as error:
        raise ArchiveError(f"{file} cannot be read ({error}); give a .jsonl, .jsonl.gz or .parquet") from error
    except json.JSONDecodeError as error:
        raise ArchiveError(
            f"{file} is no JSON Lines ({error}); each line must be an object with id and text"
        ) from error


def _parquet(file: Path) -> Iterator[tuple[int, Any]]:
    try:
        from pyarrow import ArrowException, parquet
    except ImportError as error:
        raise ArchiveError("Parquet needs pyarrow; install it with: pip install 'testimonia[parquet]'") from error
    try:
        yield from enumerate(parquet.read_table(file).to_pylist(), 1)
    except (OSError, ArrowException) as error:
        raise ArchiveError(f"{file} is no Parquet that can be read ({error})") from error


def _text(file: Path, number: int, row: Mapping[str, Any]) -> ReuseText:
    wrong = not isinstance(row, Mapping) or not all(isinstance(row.get(name), str) for name in ("id", "text"))
    if wrong:
        raise ArchiveError(f"{file}, row {number}: a document needs the texts `id` and `text`")
    group = next((str(row[name]) for name in _GROUPS if row.get(name)), "")
    date = str(row.get("date") or "")
    try:
        dated = When(date, calendar_of(date)).bounds() if date else (None, None)
    except ValueError as error:
        raise ArchiveError(f"{file}, row {number}: {error}; a date is EDTF, as in 1906-02-14") from error
    return ReuseText(row["id"], row["text"], group=group, dated=dated)
