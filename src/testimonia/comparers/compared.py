"""A document as it is compared with others: its words, what of them is not its own, when and where it appeared."""

import datetime
from functools import cached_property
from typing import Protocol

from msgspec import Struct

from testimonia.model.canon import digest_of

Bounds = tuple[datetime.date | None, datetime.date | None]


class Compared(Protocol):
    """A document as it is compared; its text is asked for only where something new is to be compared or quoted.
    excluded: spans (begin, end) that are not its own words, sorted; group: what it
    appeared in (a periodical), "" if nothing; dated: the first and last day that its date may mean; base: where the
    text begins in its source, in which quotes are placed;
    digest: of all that decides what is found."""

    @property
    def document(self) -> str: ...

    @property
    def text(self) -> str: ...

    @property
    def excluded(self) -> tuple[tuple[int, int], ...]: ...

    @property
    def group(self) -> str: ...

    @property
    def dated(self) -> Bounds: ...

    @property
    def base(self) -> int: ...

    @property
    def digest(self) -> str: ...


class ReuseText(Struct, frozen=True, dict=True):
    """A document whose text is at hand (see `Compared`)."""

    document: str
    text: str
    excluded: tuple[tuple[int, int], ...] = ()
    group: str = ""
    dated: Bounds = (None, None)
    base: int = 0

    @cached_property
    def digest(self) -> str:
        """Of all that decides what is found."""
        return digest_of(self.text.encode("utf-8", "surrogatepass"), repr(self.excluded).encode())
