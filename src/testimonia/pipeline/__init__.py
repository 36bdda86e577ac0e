"""THE path, on one screen: acquire > read > analyse > link > judge > publish."""

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from testimonia.archive.config import Config, load_config
from testimonia.archive.errors import ArchiveError
from testimonia.archive.identity import Identity, load_identity
from testimonia.archive.layout import Layout, claim_public, layout_of, prepare
from testimonia.archive.lock import only_build
from testimonia.archive.memo import DamagedMemo, Memo, SourceRow, forget
from testimonia.archive.sources import Found, Scan, capture_digest, read_bytes, scan
from testimonia.engine.executors import Executor, Pool, default_workers
from testimonia.model.canon import digest_of
from testimonia.model.document import Document
from testimonia.model.dossier import Coverage, Dossier
from testimonia.model.problem import Problem
from testimonia.pipeline.failures import problems_of
from testimonia.pipeline.judging import Blocks, link_and_judge
from testimonia.pipeline.mapping import Progress, map_sources, values
from testimonia.pipeline.plan import GIST, Plan, map_plan

if TYPE_CHECKING:
    from testimonia.pipeline.publishing import Published

T = TypeVar("T")
__all__ = ["Archive", "Examined", "build", "examine", "open_archive"]


@dataclass(frozen=True, slots=True)
class Archive:
    """An archive that was opened: where it is, what its configuration says, how its work is done, and how a person
    is told what is no problem of the archive's."""

    layout: Layout
    config: Config
    executor: Executor
    progress: Progress
    tell: Callable[[str], None] = lambda message: None


@dataclass(frozen=True, slots=True)
class Examined:
    """What an examination yields: the dossier, each source's row, and what identity now holds."""

    dossier: Dossier
    rows: Mapping[str, SourceRow]
    plan: Plan
    scan: Scan


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
    return _memo_or_anew(archive, lambda memo, identity: _examine(archive, memo, identity))


def build(archive: Archive, today: str = "") -> "Built":
    """The whole path. A second build with nothing changed reads nothing but the folder's listing. `today` is the day
    (UTC) under which new, changed and vanished documents are noted; by default that of the clock."""
    return _memo_or_anew(archive, lambda memo, identity: _build(archive, memo, identity, today))


def _build(archive: Archive, memo: Memo, identity: Identity, today: str) -> "Built":
    # The site is loaded only where it is written.
    from testimonia.pipeline.changes import latest, note_changes, utc_today
    from testimonia.pipeline.publishing import Press, frozen_paragraphs, site_extras

    claim_public(archive.layout)
    examined = _examine(archive, memo, identity)
    press = Press(
        layout=archive.layout,
        memo=memo,
        plan=examined.plan,
        rows=examined.rows,
        executor=archive.executor,
        progress=archive.progress,
        extras=site_extras(archive.config.site),
    )
    unchanged = press.unchanged(examined.dossier)
    if unchanged:
        return Built(examined, unchanged)
    paragraphs = frozen_paragraphs(memo, examined.plan, examined.rows, examined.dossier, identity)
    identity.save()
    noted = note_changes(archive.layout, examined.rows, examined.dossier, today or utc_today())
    press = replace(press, extras=replace(press.extras, changes=latest(noted)))
    return Built(examined, press.publish(examined.dossier, paragraphs))


@dataclass(frozen=True, slots=True)
class Built:
    """What a build yields."""

    examined: Examined
    published: "Published"


def _memo_or_anew(archive: Archive, work: Callable[[Memo, Identity], T]) -> T:
    """Do the work with the archive's memo; where that is damaged, say so, delete it (it is derived) and begin anew."""
    try:
        with _opened(archive) as (memo, identity):
            return work(memo, identity)
    except (DamagedMemo, sqlite3.DatabaseError) as error:
        if isinstance(error, sqlite3.OperationalError):  # a full disk, or one that may not be written
            raise
        archive.tell(f"{archive.layout.memo} was damaged ({error}); nothing of yours is in it, and it is made anew")
        forget(archive.layout.memo)
    with _opened(archive) as (memo, identity):
        return work(memo, identity)


@contextmanager
def _opened(archive: Archive) -> Iterator[tuple[Memo, Identity]]:
    """The archive's memo and identity, under its lock."""
    prepare(archive.layout)
    with only_build(archive.layout.hidden / "lock"):
        memo = Memo(archive.layout.memo)
        try:
            yield memo, load_identity(archive.layout.identity)
        finally:
            memo.close()


def _examine(archive: Archive, memo: Memo, identity: Identity) -> Examined:
    config = archive.config
    plan = map_plan(str(archive.layout.plugins), config.plugins.use, config.studies.use)
    scanned = scan(archive.layout, config.sources.exclude, config.limits.file_mib, plan.suffixes)
    if not scanned.found:
        raise ArchiveError(_nothing(archive.layout, scanned))
    ids = identity.assign([file.path for file in scanned.found], _moved(archive.layout, memo, scanned.found))
    found = [(file, ids[file.path]) for file in scanned.found]
    rows = map_sources(archive.layout, memo, plan, found, archive.executor, config.limits.seconds, archive.progress)
    documents = tuple(sorted((d for _, ds in values(memo, plan, rows, "documents") for d in ds), key=lambda d: d.id))
    blocks = Blocks(memo, [])
    judged = link_and_judge(blocks, plan, rows, documents)
    problems = (*scanned.problems, *plan.plugins.problems, *_problems(rows, plan), *judged.problems)
    coverage = _coverage(memo, plan, rows, documents, scanned)
    dossier = Dossier(
        config.archive, documents, judged.runs, judged.authors, judged.findings, tuple(sorted(problems)), coverage
    )
    _sweep(memo, rows, blocks)
    return Examined(dossier, rows, plan, scanned)


def _nothing(layout: Layout, scanned: Scan) -> str:
    """Why there is nothing to build."""
    seen = ", ".join(f"{count} {suffix}" for suffix, count in scanned.passed_over.items())
    here = f"it holds only files that are no text ({seen})" if seen else "it is empty"
    wrong = f"; {len(scanned.problems)} could not be read ({scanned.problems[0].message})" if scanned.problems else ""
    return f"nothing to read in {layout.sources}: {here}{wrong}. Put .html, .txt, .md or TEI .xml files there"


def _moved(layout: Layout, memo: Memo, found: tuple[Found, ...]) -> dict[str, str]:
    """New paths whose bytes are those of a path that has vanished: moved files, which keep their ids."""
    before = memo.sources()
    here = {file.path for file in found}
    gone = {row.capture: path for path, row in before.items() if path not in here and row.capture}
    if not gone:
        return {}
    new = (path for path in here if path not in before)
    return {path: gone[d] for path in new if (d := capture_digest(read_bytes(layout, path))) in gone}


def _problems(rows: Mapping[str, SourceRow], plan: Plan) -> Iterator[Problem]:
    for row in rows.values():
        yield from row.problems
        yield from row.later_problems
        yield from problems_of(row, plan)


def _coverage(
    memo: Memo, plan: Plan, rows: Mapping[str, SourceRow], documents: tuple[Document, ...], scanned: Scan
) -> Coverage:
    gists = [gist for _, gist in values(memo, plan, rows, GIST)]
    failed = sum(1 for row in rows.values() if row.failure[1]) + len(scanned.problems)
    return Coverage(
        sources=len(rows),
        read=len(gists),
        failed=failed,
        unexamined_chars=0,
        words=sum(document.words for document in documents),
        languages=_counted(document.language for document in documents),
        furniture=_counted(kind for d in documents for kind in {fixture.kind for fixture in d.fixtures}),
        readers=_counted(gist.reader for gist in gists),
    )


def _counted(names: Iterator[str]) -> tuple[tuple[str, int], ...]:
    """Names with their counts, commonest first."""
    return tuple(sorted(Counter(names).items(), key=lambda pair: (-pair[1], pair[0])))


def _sweep(memo: Memo, rows: Mapping[str, SourceRow], blocks: Blocks) -> None:
    """Forget what the memo holds beyond this build, where the build made something new."""
    keys = [key for row in rows.values() for key, _ in row.steps.values()] + blocks.used
    live = digest_of(*(key.encode() for key in sorted(keys)))
    if memo.last("live") != live:
        memo.sweep(keys)
        memo.save_last(live=live)
