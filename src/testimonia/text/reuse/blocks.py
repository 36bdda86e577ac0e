"""Where packed blocks are kept while a search runs: plain arrays under a name. In memory here; a folder of files is the
archive's (`archive/blocks.py`), and a block is what one row of a cluster's table carries."""

from typing import Any, Protocol

import numpy.typing as npt
from msgspec import Struct, field

Block = npt.NDArray[Any]


class Blocks(Protocol):
    """A store of arrays: what was put under a name is got as it was, until it is dropped."""

    def put(self, name: str, block: Block) -> None: ...

    def get(self, name: str) -> Block: ...

    def has(self, name: str) -> bool: ...

    def drop(self, name: str) -> None: ...


class MemoryBlocks(Struct, eq=False):
    """Blocks in memory."""

    held: dict[str, Block] = field(default_factory=dict)

    def put(self, name: str, block: Block) -> None:
        self.held[name] = block

    def get(self, name: str) -> Block:
        return self.held[name]

    def has(self, name: str) -> bool:
        return name in self.held

    def drop(self, name: str) -> None:
        self.held.pop(name, None)
