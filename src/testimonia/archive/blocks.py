"""Packed blocks on disk: a folder of arrays, each written in one stroke, and a note that says which of them hold.

A block is never changed: what replaces it has another name. So a search that is killed leaves the last note and its
blocks as they were, and what no note names is swept away by the next search.
"""

import os
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import numpy.typing as npt
from msgspec import Struct

NOTE = "note"
_SUFFIX = ".npy"


class FolderBlocks(Struct, frozen=True):
    """Blocks in a folder, which is made where it is absent. A name may hold any characters but a line break."""

    folder: Path

    def put(self, name: str, block: npt.NDArray[Any]) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self._path(name)
        temporary = path.with_suffix(f".{os.getpid()}.tmp")
        try:
            with temporary.open("wb") as file:
                _write(file, np.ascontiguousarray(block))
            temporary.replace(path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise

    def get(self, name: str) -> npt.NDArray[Any]:
        """The block, mapped: only what is looked at is read. OSError or ValueError where it is gone or broken."""
        block: npt.NDArray[Any] = np.load(self._path(name), mmap_mode="r", allow_pickle=False)
        return block

    def has(self, name: str) -> bool:
        return self._path(name).is_file()

    def drop(self, name: str) -> None:
        self._path(name).unlink(missing_ok=True)

    def write_note(self, note: bytes) -> None:
        """What holds from now on, on the disk before this returns."""
        self.folder.mkdir(parents=True, exist_ok=True)
        temporary = self.folder / f"{NOTE}.tmp"
        try:
            with temporary.open("wb") as file:
                file.write(note)
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(self.folder / NOTE)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise

    def read_note(self) -> bytes:
        """The last note; empty where there is none."""
        path = self.folder / NOTE
        return path.read_bytes() if path.is_file() else b""

    def sweep(self, names: set[str]) -> None:
        """Delete every block but these."""
        kept = {self._path(name).name for name in names} | {NOTE}
        for path in self.folder.iterdir() if self.folder.is_dir() else ():
            if path.name not in kept:
                path.unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        return self.folder / (name.replace("/", "_") + _SUFFIX)


def _write(file: BinaryIO, block: npt.NDArray[Any]) -> None:
    """A block as numpy writes it, but by the file itself, whose error says why (numpy's own forgets a full disk)."""
    np.lib.format.write_array_header_1_0(file, np.lib.format.header_data_from_array_1_0(block))
    file.write(block.data)
