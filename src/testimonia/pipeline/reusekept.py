"""What a search for reuse keeps on disk, so that the next one compares only what is new or changed."""

from dataclasses import dataclass
from pathlib import Path

import msgspec
import numpy as np

from testimonia.archive.blocks import FolderBlocks
from testimonia.comparers.reuse import ReuseIndex
from testimonia.model.canon import digest_of, pack, unpack
from testimonia.model.reuse import Reuse
from testimonia.text.reuse.fold import Letters
from testimonia.text.reuse.passages import Passage
from testimonia.text.reuse.search import Runs
from testimonia.text.reuse.settings import Settings


@dataclass(frozen=True, slots=True)
class Note:
    """What holds in the folder. code: digest of the code that made it; asked: of all that the result rests on."""

    code: str
    asked: str
    wanted: Settings
    settings: Settings
    documents: tuple[tuple[str, str], ...]
    runs: tuple[tuple[int, str], ...]
    letters: str
    starts: str
    passages: str
    result: str

    @property
    def blocks(self) -> set[str]:
        return {name for _, name in self.runs} | {self.letters, self.starts, self.passages, self.result}


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
        stream = Letters(np.array(blocks.get(note.letters)), np.array(blocks.get(note.starts)))
        rows = blocks.get(note.passages).tolist()
        for _, name in note.runs:
            blocks.get(name)
    except (OSError, ValueError):
        return None
    passages = {_passage(row): (row[9], row[10], row[11], row[12]) for row in rows}
    return ReuseIndex(note.settings, note.documents, stream, Runs(note.runs), blocks, passages)


def _passage(row: list[int]) -> Passage:
    later, earlier, begin, end, earlier_begin, earlier_end, matched, errors, related = row[:9]
    return Passage(later, earlier, begin, end, earlier_begin, earlier_end, matched, errors, bool(related))


def load_result(blocks: FolderBlocks, note: Note) -> Reuse | None:
    """The result that a note tells of; None where it is gone or broken."""
    try:
        return unpack(blocks.get(note.result).tobytes(), Reuse)
    except (OSError, ValueError, msgspec.MsgspecError):
        return None


def keep(blocks: FolderBlocks, key: tuple[str, str], wanted: Settings, index: ReuseIndex, reuse: Reuse) -> None:
    """Keep an index and its result under (code, asked), and drop what neither needs."""
    code, asked = key
    tag = digest_of(*(digest.encode() for _, digest in index.documents))[:16]
    note = Note(
        code, asked, wanted, index.settings, index.documents, index.runs.named,
        f"letters-{tag}", f"starts-{tag}", f"passages-{tag}", f"result-{asked[:16]}",
    )  # fmt: skip
    rows = [
        (p.later, p.earlier, p.begin, p.end, p.earlier_begin, p.earlier_end, p.matched, p.errors, p.related, *span)
        for p, span in index.passages.items()
    ]
    blocks.put(note.letters, index.stream.letters)
    blocks.put(note.starts, index.stream.starts)
    blocks.put(note.passages, np.array(rows, np.int64).reshape(len(rows), 13))
    blocks.put(note.result, np.frombuffer(pack(reuse), np.uint8))
    blocks.write_note(pack(note))
    blocks.sweep(note.blocks)


def blocks_of(hidden: Path) -> FolderBlocks:
    """The folder of an archive's reuse, below the one that holds what is derived."""
    return FolderBlocks(hidden / "reuse")
