"""What a search for reuse keeps on disk, so that the next one compares only what is new or changed."""

from pathlib import Path

import msgspec
import numpy as np
from msgspec import Struct

from testimonia.archive.blocks import FolderBlocks
from testimonia.comparers.reuseindex import ReuseIndex
from testimonia.model.canon import digest_of, pack, unpack
from testimonia.model.reuse import Reuse
from testimonia.text.reuse.fold import Letters
from testimonia.text.reuse.segments import Segment
from testimonia.text.reuse.settings import Settings
from testimonia.text.reuse.starts import names_of_kept
from testimonia.text.reuse.update import Known


class Note(Struct, frozen=True):
    """What holds in the folder. code: digest of the code that made it; asked: of all that the result rests on."""

    code: str
    asked: str
    wanted: Settings
    settings: Settings
    documents: tuple[tuple[str, str], ...]
    serials: tuple[int, ...]
    segments: tuple[Segment, ...]
    kept: tuple[str, ...]
    next_serial: int
    tag: str

    @property
    def result(self) -> str:
        return f"{self.tag}/result-{self.asked[:16]}"

    @property
    def blocks(self) -> set[str]:
        parts = {name for part in self.kept for name in names_of_kept(part)}
        postings = {name for segment in self.segments for name in segment.names}
        return parts | postings | {f"{self.tag}/{name}" for name in _ARRAYS} | {self.result}


_ARRAYS = ("letters", "starts", "rows", "related", "spans")


def read_note(blocks: FolderBlocks) -> Note | None:
    """The note of a folder; None where there is none that can be read (it is derived: it is made anew)."""
    try:
        raw = blocks.read_note()
        return unpack(raw, Note) if raw else None
    except (OSError, msgspec.MsgspecError):
        return None


def load_index(blocks: FolderBlocks, note: Note) -> ReuseIndex | None:
    """The index that a note tells of; None where a block is gone or broken."""
    try:
        for name in note.blocks:
            blocks.get(name)
        letters, starts, rows, related, spans = (np.array(blocks.get(f"{note.tag}/{name}")) for name in _ARRAYS)
    except (OSError, ValueError):
        return None
    known = Known(Letters(letters, starts), note.serials, note.segments, note.kept, rows, note.next_serial)
    return ReuseIndex(note.settings, note.documents, known, blocks, related, spans)


def load_result(blocks: FolderBlocks, note: Note) -> Reuse | None:
    """The result that a note tells of; None where it is gone or broken."""
    try:
        return unpack(blocks.get(note.result).tobytes(), Reuse)
    except (OSError, ValueError, msgspec.MsgspecError):
        return None


def keep(blocks: FolderBlocks, key: tuple[str, str], wanted: Settings, index: ReuseIndex, reuse: Reuse) -> None:
    """Keep an index and its result under (code, asked), and drop what neither needs."""
    code, asked = key
    known = index.known
    tag = digest_of(pack((wanted, index.documents)))[:16]
    note = Note(
        code, asked, wanted, index.settings, index.documents,
        known.serials, known.segments, known.kept, known.next_serial, tag,
    )  # fmt: skip
    arrays = (known.stream.letters, known.stream.starts, known.rows, index.related, index.spans)
    for name, array in zip(_ARRAYS, arrays, strict=True):
        assert isinstance(array, np.ndarray)
        blocks.put(f"{tag}/{name}", array)
    blocks.put(note.result, np.frombuffer(pack(reuse), np.uint8))
    blocks.write_note(pack(note))
    blocks.sweep(note.blocks)


def blocks_of(hidden: Path) -> FolderBlocks:
    """The folder of an archive's reuse, below the one that holds what is derived."""
    return FolderBlocks(hidden / "reuse")
