"""Parquet: the rows of a layer as one table (Apache Arrow), for those who go on in data frames."""

import io
from collections.abc import Iterable, Mapping
from typing import Any


class NoParquet(Exception):
    """The extra that writes Parquet is not installed."""


def parquet(rows: Iterable[Mapping[str, Any]]) -> bytes:
    """The rows as a file of Parquet; what nests in a row nests there too. NoParquet where pyarrow is not installed."""
    try:
        import pyarrow
        from pyarrow import parquet as writer
    except ImportError as error:
        raise NoParquet("Parquet needs pyarrow; install it with: pip install 'testimonia[parquet]'") from error
    file = io.BytesIO()
    writer.write_table(pyarrow.Table.from_pylist([dict(row) for row in rows]), file, compression="zstd")
    return file.getvalue()
