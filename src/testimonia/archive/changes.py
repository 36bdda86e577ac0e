"""identity/changes.jsonl: on which day each document was first seen as it is, and on which it vanished.

Harvesters ask "what changed since", and no file says when a document of an archive did: the days of the pages are
their own, those of the disk are lost by every copy. So a build writes down the day (UTC) on which it first saw a
document's bytes and record as they are, in a file that is kept and committed like the other identities. A document that
is gone stays as a line, so that those who harvested it learn that it is.
"""

import os
from collections.abc import Mapping
from pathlib import Path

import msgspec

from testimonia.archive.errors import ArchiveError

CHANGES = "changes.jsonl"


class Change(msgspec.Struct, frozen=True, omit_defaults=True):
    """A line: the document's id, a digest of its bytes and record, the day (YYYY-MM-DD), and whether it is gone."""

    document: str
    digest: str
    day: str
    title: str = ""
    gone: bool = False


def load_changes(folder: Path) -> dict[str, Change]:
    """The changes by document id, sorted; empty where no build has written any. A broken line is an ArchiveError."""
    path = folder / CHANGES
    if not path.is_file():
        return {}
    decoder = msgspec.json.Decoder(Change)
    changes: dict[str, Change] = {}
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            if line.strip():
                try:
                    change = decoder.decode(line)
                except msgspec.DecodeError as error:
                    raise ArchiveError(
                        f"{path}:{number}: not a line of identity ({error}); restore the file"
                    ) from error
                changes[change.document] = change
    return changes


def record_changes(folder: Path, now: Mapping[str, tuple[str, str]], today: str) -> dict[str, Change]:
    """Bring the file up to `now` (document id -> digest and title); what it then says. Written only where it differs.

    A day never goes back, even where the machine's clock does: harvesters would miss the change.
    """
    before = load_changes(folder)
    today = max([today, *(change.day for change in before.values())])
    after = dict(before)
    for document, (digest, title) in now.items():
        old = before.get(document)
        if old is None or old.gone or old.digest != digest:
            after[document] = Change(document, digest, today, title)
    for document in before.keys() - now.keys():
        if not before[document].gone:
            after[document] = Change(document, before[document].digest, today, before[document].title, gone=True)
    if after != before:
        _write(folder, after)
    return dict(sorted(after.items()))


def _write(folder: Path, changes: Mapping[str, Change]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    temporary = folder / f"{CHANGES}.tmp"
    with temporary.open("wb") as file:
        for _, change in sorted(changes.items()):
            file.write(msgspec.json.encode(change) + b"\n")
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(folder / CHANGES)
