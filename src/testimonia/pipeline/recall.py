"""What the last examination saw and said: where nothing that it saw has changed, its dossier is had again without
loading an analyser, a rule or the site. Loading them is most of the time of a build that has nothing to do.

Seen are: our own code, letter for letter; the configuration; the listing of the sources, and of every folder of plain
text that people write or keep (identity, decisions, authority ...), by name, size and time. Where code that is not
ours has a say (plug-ins of the archive, installed members), nothing is recalled: only loading it tells what it is.
"""

import os
from collections.abc import Iterator
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path

from msgspec import Struct

import testimonia
from testimonia.archive.layout import HIDDEN, OURS
from testimonia.archive.memo import Memo
from testimonia.archive.sources import Scan, scan
from testimonia.model.canon import digest_of, pack, unpack
from testimonia.model.dossier import Dossier
from testimonia.pipeline import Archive, Examined, Published, Reach

_NAME = "recall"
_PASSING = ("time", "memory", "died", "unreadable", "ChangedMeanwhile")
_KEPT = sorted(OURS - {HIDDEN, "public"})


class Recalled(Struct, frozen=True):
    """The listing of the sources, where it could be made already; the last examination, where it still holds; and what
    the last build published, where that does."""

    scan: Scan | None = None
    examined: Examined | None = None
    published: Published | None = None


def recall(archive: Archive, memo: Memo) -> Recalled:
    """What of the last examination and build still holds."""
    config = archive.config
    if config.plugins.use:
        return Recalled()
    scanned = scan(archive.layout, config.sources.exclude, config.limits.file_mib)
    state = state_of(archive, scanned)
    stored = memo.look(_NAME)
    if not scanned.found or not state or memo.last(_NAME) != state or stored is None:
        return Recalled(scanned)
    examined = Examined(unpack(memo.body(stored[0]), Dossier), scanned, cache(lambda: _reach(archive)))
    return Recalled(scanned, examined, _published(archive, memo) if memo.last("recall-site") == state else None)


def remember(archive: Archive, memo: Memo, examined: Examined, published: Published | None = None) -> None:
    """Keep an examination for the next time, and that `public/` shows it. One with a failure that may pass is not kept:
    the next one tries again."""
    rows = examined.rows.values()
    kinds = {kind for row in rows for _, kind, _ in (row.failure, *row.lost)}
    state = "" if archive.config.plugins.use or not kinds.isdisjoint(_PASSING) else state_of(archive, examined.scan)
    if state:
        body = pack(examined.dossier)
        memo.store([(_NAME, digest_of(body), body, b"")])
    memo.save_last(recall=state, **({"recall-site": state} if published else {}))


def _published(archive: Archive, memo: Memo) -> Published | None:
    """What was published, where every file of it is still there."""
    files = [path for path in memo.published() if "#" not in path]
    public = str(archive.layout.public)
    all_there = all(os.path.exists(f"{public}/{path}") for path in files)  # noqa: PTH110 - 100,000 pages
    return Published(len(files), 0, 0) if all_there else None


def _reach(archive: Archive) -> Reach:
    from testimonia.pipeline.examining import plan_of

    memo = Memo(archive.layout.memo, read_only=True)
    try:
        return Reach(dict(sorted(memo.sources().items())), plan_of(archive))
    finally:
        memo.close()


def state_of(archive: Archive, scanned: Scan) -> str:
    """One digest of all that an examination rests on; "" where that cannot be told without loading it."""
    if any(group.startswith("testimonia.") for group in entry_points().groups):
        return ""
    layout = archive.layout
    places = "\0".join((str(layout.folder), str(layout.sources), str(layout.home)))
    listing = pack((scanned.found, scanned.passed_over, scanned.problems))
    kept = "\n".join(line for home in sorted({layout.folder, layout.home}) for line in _kept(home))
    return digest_of(_code(), places.encode("utf-8", "surrogateescape"), pack(archive.config), listing, kept.encode())


def _kept(home: Path) -> Iterator[str]:
    """Each file of the folders of plain text that stand beside the sources, with its size and time."""
    for name in _KEPT:
        for folder, below, files in os.walk(home / name):
            below.sort()
            for file in sorted(files):
                status = os.stat(f"{folder}/{file}")  # noqa: PTH116 - no Path made for each file
                yield ascii((folder, file, status.st_size, status.st_mtime_ns))


@cache
def _code() -> bytes:
    """A digest of every file of this program."""
    root = Path(testimonia.__file__).parent
    files = sorted(path for path in root.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return digest_of(
        *(part for path in files for part in (str(path.relative_to(root)).encode(), path.read_bytes()))
    ).encode()
