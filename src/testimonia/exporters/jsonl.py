"""JSON Lines: a row a line, keys sorted, UTF-8."""

from collections.abc import Iterable, Iterator

from testimonia.exporters.rows import Row
from testimonia.model.canon import canonical


def jsonl(rows: Iterable[Row]) -> Iterator[bytes]:
    """One line a row, each ending with a line break.

    >>> list(jsonl([{"b": 1, "a": "é"}]))[0].decode()
    '{"a":"é","b":1}\\n'
    """
    for row in rows:
        yield canonical(row) + b"\n"
