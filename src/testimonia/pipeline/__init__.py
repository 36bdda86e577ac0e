"""THE path, on one screen: acquire > read > analyse > link > judge > publish.

What reads, judges and publishes is loaded only where something has changed: see `recall.py`.
"""

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from testimonia.archive.config import Config, load_config
from testimonia.archive.layout import Layout, claim_public, layout_of, prepare
from testimonia.archive.lock import only_build
from testimonia.archive.memo import DamagedMemo, Memo, SourceRow, forget
from testimonia.archive.sources import Scan
from testimonia.engine.executors import Executor, Pool, default_workers
from testimonia.model.dossier import Dossier

if TYPE_CHECKING:
    from testimonia.archive.identity import Identity
    from testimonia.pipeline.plan import Plan

T = TypeVar("T")
Progress = Callable[[str, int, int], None]
__all__ = ["Archive", "Built", "Examined", "Published", "Reach", "build", "examine", "open_archive"]


class Archive(Struct, frozen=True):
    """An archive that was opened: where it is, what its configuration says, how its work is done, and how a person
    is told what is no problem of the archive's."""

    layout: Layout
    config: Config
    executor: Executor
    progress: Progress
    tell: Callable[[str], None] = lambda message: None


class Reach(Struct, frozen=True):
    """How to come to the layers behind a dossier: each source's row, and the plan that says what they are."""

    rows: Mapping[str, SourceRow]
    plan: "Plan"


class Examined(Struct, frozen=True):
    """What an examination yields: the dossier, the listing of the folder, and the way to the layers, gone only where
    somebody asks for them."""

    dossier: Dossier
    scan: Scan
    reach: Callable[[], Reach]

    @property
    def rows(self) -> Mapping[str, SourceRow]:
        return self.reach().rows

    @property
    def plan(self) -> "Plan":
        return self.reach().plan


class Published(Struct, frozen=True):
    """What a build wrote under public/: how many files are there, and how many were written or deleted this time."""

    files: int
    written: int
    deleted: int


class Built(Struct, frozen=True):
    """What a build yields."""

    examined: Examined
    published: Published


def open_archive(
    folder: Path,
    out: Path | None = None,
    progress: Progress = lambda stage, done, total: None,
    executor: Executor | None = None,
    look_only: bool = False,
    tell: Callable[[str], None] = lambda message: None,
) -> Archive:
    """Find the archive's layout and read its configuration; ArchiveError says what is wrong and what to do."""
    layout = layout_of(folder, out, look_only)
    config = load_config(layout.config, default_title=layout.folder.name)
    limits = config.limits
    pool = executor or Pool(default_workers(), limits.seconds, limits.memory_mib << 20)
    return Archive(layout, config, pool, progress, tell)


def examine(archive: Archive) -> Examined:
    """Everything but publishing: what `check` needs. Leaves the texts as they are."""
    return _memo_or_anew(archive, lambda memo: _examine(archive, memo))


def build(archive: Archive, today: str = "") -> Built:
    """The whole path. A second build with nothing changed reads nothing but the folder's listing. `today` is the day
    (UTC) under which new, changed and vanished documents are noted; by default that of the clock."""
    built = _memo_or_anew(archive, lambda memo: _build(archive, memo, today))
    if archive.config.search.engine == "tantivy":
        from testimonia.archive.tantivy_index import FOLDER, update_index

        update_index(archive.layout.database, archive.layout.hidden / FOLDER)
    return built


def _examine(archive: Archive, memo: Memo) -> Examined:
    from testimonia.pipeline.recall import recall, remember

    recalled = recall(archive, memo)
    if recalled.examined:
        return recalled.examined
    from testimonia.pipeline.examining import examined_anew

    examined = examined_anew(archive, memo, _identity(archive), recalled.scan)
    remember(archive, memo, examined)
    return examined


def _build(archive: Archive, memo: Memo, today: str) -> Built:
    from testimonia.pipeline.recall import recall, remember

    claim_public(archive.layout)
    recalled = recall(archive, memo)
    if recalled.examined and recalled.published:
        return Built(recalled.examined, recalled.published)
    from testimonia.pipeline.changes import latest, note_changes, utc_today
    from testimonia.pipeline.examining import examined_anew

    identity = _identity(archive)
    # Publishing takes as long to load as one page takes to read.
    load_publishing = partial(import_module, "testimonia.pipeline.publishing")
    examined = examined_anew(archive, memo, identity, recalled.scan, load_publishing)
    from testimonia.pipeline.publishing import Press, frozen_paragraphs, site_extras

    press = Press(
        layout=archive.layout,
        memo=memo,
        plan=examined.plan,
        rows=examined.rows,
        executor=archive.executor,
        progress=archive.progress,
        extras=site_extras(archive.config, archive.layout, examined.rows),
    )
    published = press.unchanged(examined.dossier)
    if not published:
        paragraphs = frozen_paragraphs(memo, examined.plan, examined.rows, examined.dossier, identity)
        identity.save()
        noted = note_changes(archive.layout, examined.rows, examined.dossier, today or utc_today())
        press = replace(press, extras=replace(press.extras, changes=latest(noted)))
        published = press.publish(examined.dossier, paragraphs)
    remember(archive, memo, examined, published)
    return Built(examined, published)


def _identity(archive: Archive) -> "Identity":
    from testimonia.archive.identity import load_identity

    return load_identity(archive.layout.identity)


# A full disk, or one that may not be written; rows that contradict a table, a slip of ours that must be seen.
_NO_DAMAGE = (sqlite3.OperationalError, sqlite3.IntegrityError, sqlite3.ProgrammingError)


def _memo_or_anew(archive: Archive, work: Callable[[Memo], T]) -> T:
    """Do the work with the archive's memo; where that is damaged, say so, delete it (it is derived) and begin anew."""
    try:
        with _opened(archive) as memo:
            return work(memo)
    except (DamagedMemo, sqlite3.DatabaseError) as error:
        if isinstance(error, _NO_DAMAGE):
            raise
        archive.tell(f"{archive.layout.memo} was damaged ({error}); nothing of yours is in it, and it is made anew")
        forget(archive.layout.memo)
    with _opened(archive) as memo:
        return work(memo)


@contextmanager
def _opened(archive: Archive) -> Iterator[Memo]:
    """The archive's memo, under its lock."""
    prepare(archive.layout)
    with only_build(archive.layout.hidden / "lock"):
        memo = Memo(archive.layout.memo)
        try:
            yield memo
        finally:
            memo.close()
