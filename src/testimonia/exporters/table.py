"""CSV (RFC 4180, UTF-8): a row a record; what nests stands in its cell as JSON.

A spreadsheet runs a cell that begins with "=", "+", "-" or "@" as a formula: such text is preceded by an apostrophe, so
that a quotation cannot become a program. Numbers stay numbers.
"""

import csv
import io
from collections.abc import Iterable, Iterator

from testimonia.exporters.rows import Row
from testimonia.model.canon import canonical

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_lines(rows: Iterable[Row]) -> Iterator[bytes]:
    """The records, header first; no rows, no header."""
    header: list[str] = []
    for row in rows:
        if not header:
            header = list(row)
            yield _record(header)
        yield _record([cell(row.get(name)) for name in header])


def cell(value: object) -> str:
    """A value as a cell.

    >>> cell("=SUM(A1)"), cell(["a", "b"]), cell(None), cell(-3)
    ("'=SUM(A1)", '["a","b"]', '', '-3')
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return "'" + value if value.startswith(_FORMULA) else value
    return canonical(value).decode()


def _record(cells: list[str]) -> bytes:
    line = io.StringIO()
    csv.writer(line, lineterminator="\r\n").writerow(cells)
    return line.getvalue().encode("utf-8", "surrogatepass")
