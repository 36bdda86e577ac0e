"""The frozen ids of an archive: sources, documents and paragraphs, in committed JSON Lines.

Ids are given at the first ingest and never change: deleting what is derived loses no link, and an edited page keeps the
ids of all the paragraphs that it kept.
"""

import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

import msgspec
from msgspec import Struct, field

from testimonia.archive.errors import ArchiveError
from testimonia.text.realign import Frozen, Mark, realign
from testimonia.text.slug import slug_of

SOURCES = "documents.jsonl"
PARAGRAPHS = "paragraphs.jsonl"
Row = TypeVar("Row")


class SourceId(msgspec.Struct, frozen=True):
    """A line of identity/documents.jsonl: the path of a source and its frozen id."""

    source: str
    id: str


class ParagraphIds(msgspec.Struct, frozen=True):
    """A line of identity/paragraphs.jsonl: a document's paragraphs as (id, digest, simhash in hexadecimal), and the
    next number that was never used."""

    document: str
    next: int
    paragraphs: tuple[tuple[str, str, str], ...]


class Identity(Struct):
    """The identity of an archive, in memory. Paragraph lines stay undecoded until they are asked for (1 kB a page)."""

    folder: Path
    by_path: dict[str, str] = field(default_factory=dict)
    lines: dict[str, bytes] = field(default_factory=dict)
    is_changed: bool = False

    def assign(self, paths: Sequence[str], moved: Mapping[str, str]) -> dict[str, str]:
        """An id for each path: its frozen one; that of the vanished path it moved from (`moved`); else a new slug that
        no other path, past or present, has."""
        taken = {id_: path for path, id_ in self.by_path.items()}
        for path in paths:
            if path in self.by_path:
                continue
            origin = moved.get(path, "")
            id_ = self.by_path.pop(origin) if origin in self.by_path else _free(slug_of(path), taken)
            taken[id_] = path
            self.by_path[path] = id_
            self.is_changed = True
        return {path: self.by_path[path] for path in paths}

    def paragraphs(self, document: str, marks: Sequence[Mark]) -> tuple[str, ...]:
        """The frozen ids of a document's paragraphs; new paragraphs get new numbers, which are frozen from now on."""
        old = msgspec.json.decode(self.lines[document], type=ParagraphIds) if document in self.lines else None
        if old and [digest for _, digest, _ in old.paragraphs] == [mark.digest for mark in marks]:
            return tuple(id_ for id_, _, _ in old.paragraphs)
        frozen = [Frozen(id_, Mark(digest, int(sim, 16))) for id_, digest, sim in old.paragraphs] if old else []
        alignment = realign(frozen, marks, old.next if old else 1)
        rows = tuple((id_, m.digest, f"{m.simhash:x}") for id_, m in zip(alignment.ids, marks, strict=True))
        self.lines[document] = msgspec.json.encode(ParagraphIds(document, alignment.next_number, rows))
        self.is_changed = True
        return alignment.ids

    def save(self) -> None:
        """Write both files, sorted, each in one stroke (a temporary file, renamed)."""
        if not self.is_changed and (self.folder / SOURCES).exists():
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        sources = (msgspec.json.encode(SourceId(path, id_)) for path, id_ in sorted(self.by_path.items()))
        _write_lines(self.folder / SOURCES, sources)
        _write_lines(self.folder / PARAGRAPHS, (line for _, line in sorted(self.lines.items())))
        self.is_changed = False


def load_identity(folder: Path) -> Identity:
    """Read an archive's identity; empty where there is none. A broken line is an ArchiveError with its number: ids are
    never guessed anew over a file that somebody can still mend."""
    identity = Identity(folder)
    for _, source in _read_lines(folder / SOURCES, SourceId):
        identity.by_path[source.source] = source.id
    for line, row in _read_lines(folder / PARAGRAPHS, _DocumentOnly):
        identity.lines[row.document] = line
    return identity


class _DocumentOnly(msgspec.Struct, frozen=True):
    document: str


def _read_lines(path: Path, kind: type[Row]) -> Iterable[tuple[bytes, Row]]:
    if not path.is_file():
        return
    decoder = msgspec.json.Decoder(kind)
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            if line.strip():
                try:
                    yield line.strip(), decoder.decode(line)
                except msgspec.DecodeError as error:
                    raise ArchiveError(
                        f"{path}:{number}: not a line of identity ({error}); restore the file"
                    ) from error


def _write_lines(path: Path, lines: Iterable[bytes]) -> None:
    temporary = path.with_suffix(".tmp")
    with temporary.open("wb") as file:
        for line in lines:
            file.write(line + b"\n")
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)


def _free(slug: str, taken: Mapping[str, str]) -> str:
    """The slug, or the slug with the first number that is free."""
    if slug not in taken:
        return slug
    number = 2
    while f"{slug}-{number}" in taken:
        number += 1
    return f"{slug}-{number}"
