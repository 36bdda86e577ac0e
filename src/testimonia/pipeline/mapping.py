"""acquire > read > analyse: each source through its map steps, in two waves with a fold between them.

What the corpus teaches a page goes map -> fold -> map: wave one makes every source's fingerprints, the fold tells which
of them recur, and wave two depends only on the recurring fingerprints that a source itself bears.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from testimonia.archive.layout import Layout
from testimonia.archive.memo import Memo, SourceRow, squeeze
from testimonia.archive.sources import Found, capture_digest
from testimonia.contract import Page
from testimonia.engine.clock import time_limit
from testimonia.engine.executors import Executor
from testimonia.engine.run import Advance, Failure, Item, Stored, Values, advance
from testimonia.model.canon import digest_of, unpack
from testimonia.model.problem import Problem
from testimonia.model.source import Source
from testimonia.pipeline.failures import PASSING
from testimonia.pipeline.plan import KEYS, READ, Origin, Plan, Problems, enter
from testimonia.text.languagemodel import keep_unpacked
from testimonia.text.recurrence import taught_in

Progress = Callable[[str, int, int], None]


class Task(Struct, frozen=True):
    """One source for a worker: where it is, what is known of it, and how far to bring it. `capture` is the digest of
    its bytes where its time and size say that it is unchanged, else ""."""

    origin: Origin
    capture: str
    known: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    facts: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    lost: tuple[tuple[str, str, str], ...] = ()
    wave: int = 1


class Done(Struct, frozen=True):
    """What became of a task: the digest of the bytes, and the advance, its new values squeezed for the memo."""

    capture: str
    advance: Advance


def open_memo(path: Path) -> Memo:
    """A worker's own read-only connection, opened once a process (and again where the memo was made anew)."""
    return _open_memo(path, path.stat().st_ino)


@lru_cache(maxsize=1)
def _open_memo(path: Path, inode: int) -> Memo:
    return Memo(path, read_only=True)


def work(plan: Plan, memo: Path, tasks: Sequence[Task]) -> list[Done]:
    """What a worker does with a chunk of tasks."""
    return [_bring(plan, open_memo(memo), task) for task in tasks]


def _bring(plan: Plan, memo: Memo, task: Task) -> Done:
    try:
        capture = task.capture or capture_digest(Path(task.origin.file).read_bytes())
    except OSError as error:
        return Done("", Advance(task.origin.path, {}, failure=Failure(READ, "unreadable", str(error.strerror))))
    item = Item(task.origin.path, f"{task.origin.id}:{capture}", task.origin, task.facts)
    steps = plan.first if task.wave == 1 else plan.second
    try:
        with time_limit(task.origin.limit_s):
            made = advance(item, steps, Values(memo, plan.gives, dict(task.known)), enter)
    except TimeoutError as error:  # it struck between two steps
        made = Advance(task.origin.path, dict(task.known), failure=Failure(READ, "time", str(error)))
    return Done(capture, replace(made, new=tuple(replace(new, body=squeeze(new.body)) for new in made.new)))


def map_sources(
    layout: Layout,
    memo: Memo,
    plan: Plan,
    found: Sequence[tuple[Found, str]],
    executor: Executor,
    limit_s: float,
    progress: Progress,
    meanwhile: Callable[[], object] | None = None,
) -> dict[str, SourceRow]:
    """Bring every found source (with its frozen id) through both waves; its row by path. Changed rows are saved.
    `meanwhile` is done here while the first wave runs."""
    before = memo.sources()
    same_plan = memo.last("plan") == plan.digest
    mapper = _Mapper(layout, memo, plan, executor, limit_s, progress)
    rows: dict[str, SourceRow] = {}
    tasks: list[tuple[Found, Task]] = []
    for file, id_ in found:
        old = before.get(file.path)
        is_hint = old is not None and (old.size_bytes, old.mtime_ns) == (file.size_bytes, file.mtime_ns)
        if old and is_hint and same_plan and old.id == id_ and not _is_passing(old):
            rows[file.path] = old
        else:
            origin = Origin(str(layout.sources / file.path), file.path, id_, limit_s)
            tasks.append((file, Task(origin, old.capture if old and is_hint and not _is_passing(old) else "")))
    rows.update(mapper.run(tasks, "reading", meanwhile))
    taught = _teach(memo, rows)
    late = {step.name for step in plan.second}
    again = [
        _again(layout, row, taught.get(path, ()), plan, limit_s)
        for path, row in rows.items()
        if not row.failure[1] and (row.facts != taught.get(path, ()) or late - row.steps.keys() - _lost(row))
    ]
    if again:
        keep_unpacked()
    rows.update(mapper.run(again, "analysing"))
    memo.save_sources((rows[p] for p in rows if before.get(p) != rows[p]), before.keys() - rows.keys())
    memo.save_last(plan=plan.digest)
    return dict(sorted(rows.items()))


def _lost(row: SourceRow) -> set[str]:
    """The steps that plug-ins cost a source: they are not tried again until something changes."""
    return {step for step, _, _ in row.lost}


def _is_passing(row: SourceRow) -> bool:
    """Whether a failure may go away by itself, so that the source is tried again."""
    kinds = {row.failure[1], *(kind for _, kind, _ in row.lost)}
    return not kinds.isdisjoint(PASSING)


class _Mapper(Struct, frozen=True):
    layout: Layout
    memo: Memo
    plan: Plan
    executor: Executor
    limit_s: float
    progress: Progress

    def run(
        self, tasks: Sequence[tuple[Found, Task]], stage: str, meanwhile: Callable[[], object] | None = None
    ) -> dict[str, SourceRow]:
        """Run tasks, storing what is new as it comes (an interrupted run keeps what it made)."""
        rows: dict[str, SourceRow] = {}
        if not tasks:
            return rows
        files = {task.origin.path: (file, task) for file, task in tasks}
        waiting: list[Stored] = []
        bring = partial(work, self.plan, self.memo_path)
        for task, result in self.executor.run(bring, [task for _, task in tasks], meanwhile):
            done = Done("", Advance(task.origin.path, {}, failure=result)) if isinstance(result, Failure) else result
            waiting.extend(done.advance.new)
            file, _ = files[task.origin.path]
            rows[file.path] = _row(file, task, done)
            if len(waiting) > 2000:
                self._flush(waiting)
            self.progress(stage, len(rows), len(tasks))
        self._flush(waiting)
        return rows

    @property
    def memo_path(self) -> Path:
        return self.layout.memo

    def _flush(self, waiting: list[Stored]) -> None:
        self.memo.store_squeezed((stored.key, stored.digest, stored.body, stored.remarks) for stored in waiting)
        waiting.clear()


def _row(file: Found, task: Task, done: Done) -> SourceRow:
    failure = done.advance.failure
    lost = tuple((failed.step, failed.kind, failed.detail) for failed in done.advance.lost)
    problems = tuple(problem for remark in done.advance.remarks for problem in unpack(remark, Problems))
    return SourceRow(
        path=file.path,
        id=task.origin.id,
        size_bytes=file.size_bytes,
        mtime_ns=file.mtime_ns,
        capture=done.capture,
        facts=task.facts,
        steps=done.advance.steps,
        problems=problems if task.wave == 1 else task.problems,
        later_problems=() if task.wave == 1 else problems,
        failure=(failure.step, failure.kind, failure.detail) if failure else ("", "", ""),
        lost=lost if task.wave == 1 else (*task.lost, *lost),
    )


def _again(layout: Layout, row: SourceRow, facts: tuple[str, ...], plan: Plan, limit_s: float) -> tuple[Found, Task]:
    """The second wave's task for a source that came through the first."""
    origin = Origin(str(layout.sources / row.path), row.path, row.id, limit_s)
    known = {step.name: row.steps[step.name] for step in plan.first if step.name in row.steps}
    early = tuple(lost for lost in row.lost if lost[0] not in {step.name for step in plan.second})
    file = Found(row.path, row.size_bytes, row.mtime_ns)
    return file, Task(origin, row.capture, known, facts, row.problems, early, 2)


def _teach(memo: Memo, rows: Mapping[str, SourceRow]) -> dict[str, tuple[str, ...]]:
    """The fold: which of the keys that each source bears the archive teaches."""
    bearing = {path: row.steps[KEYS][1] for path, row in rows.items() if KEYS in row.steps}
    fold = digest_of(*(f"{path}:{digest}".encode() for path, digest in sorted(bearing.items())))
    known = {path: rows[path].facts for path in bearing}
    if memo.last("fold") == fold and memo.last("taught") == _taught_digest(known):
        return known
    taught = taught_in(lambda: ((p, unpack(memo.body(digest), tuple[str, ...])) for p, digest in bearing.items()))
    memo.save_last(fold=fold, taught=_taught_digest(taught))
    return taught


def _taught_digest(taught: Mapping[str, tuple[str, ...]]) -> str:
    return digest_of(*("\0".join((path, *keys)).encode() for path, keys in sorted(taught.items())))


def values(memo: Memo, plan: Plan, rows: Mapping[str, SourceRow], name: str) -> Iterator[tuple[str, Any]]:
    """Each source's path and its value of one step, in order of path."""
    gives = plan.step(name).gives
    for path, row in rows.items():
        if name in row.steps:
            yield path, unpack(memo.body(row.steps[name][1]), gives)


def open_page(memo: Memo, plan: Plan, row: SourceRow, layers: Sequence[str]) -> Page:
    """A source's page with those of these layers that it has, from the memo."""
    source = unpack(memo.body(row.steps[READ][1]), Source)
    there = (name for name in layers if name in row.steps)
    return Page(source, {name: unpack(memo.body(row.steps[name][1]), plan.step(name).gives) for name in there})
