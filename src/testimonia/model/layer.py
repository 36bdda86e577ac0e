"""Layers: columns of annotations standing off a text. Never one object a row in bulk (numpy columns are made ~900x
faster); an `Annotation` is a cheap view of one row."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
from msgspec import Struct, field
from msgspec.structs import force_setattr

from testimonia.model.span import Span

Offsets = npt.NDArray[np.int32]
Value = None | bool | int | float | str


class Annotation(Struct, frozen=True):
    """One row of a layer: a kind and its values over [begin, end)."""

    begin: int
    end: int
    kind: str
    values: Mapping[str, Value] = field(default_factory=dict)

    @property
    def span(self) -> Span:
        return Span(self.begin, self.end)

    def get(self, name: str) -> str:
        """A value as text; the empty string where the row has none."""
        value = self.values.get(name)
        return "" if value is None else str(value)

    def number(self, name: str) -> int | None:
        """A value as a whole number; None where the row has none."""
        value = self.values.get(name)
        return value if isinstance(value, int) else None


class Layer(Struct, frozen=True, eq=False):
    """Annotations of one step over one source, sorted by (begin, -end), ties in the order given.

    `begin`, `end`: int32[n]; `kind`: tuple of n names; `columns`: value name -> n values (None where a row lacks it).
    """

    name: str
    begin: Any  # Offsets: typed loosely, since msgspec cannot decode a numpy generic; bytes become an array here
    end: Any
    kind: tuple[str, ...]
    columns: dict[str, tuple[Value, ...]]

    def __post_init__(self) -> None:
        for name in ("begin", "end"):
            column = getattr(self, name)
            if isinstance(column, bytes):
                force_setattr(self, name, np.frombuffer(column, dtype="<i4").astype(np.int32))

    @staticmethod
    def of(name: str, rows: Iterable[Annotation]) -> "Layer":
        """Build a layer from rows in any order.

        >>> Layer.of("dates", [Annotation(9, 13, "day"), Annotation(0, 4, "year", {"edtf": "1906"})])[0].get("edtf")
        '1906'
        """
        ordered = sorted(rows, key=lambda row: (row.begin, -row.end))
        names = sorted({key for row in ordered for key in row.values})
        return Layer(
            name,
            np.array([row.begin for row in ordered], dtype=np.int32),
            np.array([row.end for row in ordered], dtype=np.int32),
            tuple(row.kind for row in ordered),
            {key: tuple(row.values.get(key) for row in ordered) for key in names},
        )

    def __len__(self) -> int:
        return len(self.kind)

    def __getitem__(self, index: int) -> Annotation:
        values = {key: column[index] for key, column in self.columns.items() if column[index] is not None}
        return Annotation(int(self.begin[index]), int(self.end[index]), self.kind[index], values)

    def __iter__(self) -> Iterator[Annotation]:
        return (self[index] for index in range(len(self)))

    def of_kind(self, *kinds: str) -> list[Annotation]:
        """The rows of these kinds, in order."""
        return [self[index] for index, kind in enumerate(self.kind) if kind in kinds]

    def within(self, begin: int, end: int) -> list[Annotation]:
        """The rows that lie wholly in [begin, end)."""
        first = int(np.searchsorted(self.begin, begin, side="left"))
        last = int(np.searchsorted(self.begin, end, side="left"))
        return [self[index] for index in range(first, last) if int(self.end[index]) <= end]

    def covering(self, offset: int) -> list[Annotation]:
        """The rows whose span holds the offset, outermost first."""
        last = int(np.searchsorted(self.begin, offset, side="right"))
        return [self[int(i)] for i in np.flatnonzero(self.end[:last] > offset)]


def empty_layer(name: str) -> Layer:
    """A layer with no rows."""
    return Layer.of(name, ())
