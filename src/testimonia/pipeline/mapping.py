"""acquire > read > analyse: each source through its map steps, in two waves with a fold between them.

What the corpus teaches a page goes map -> fold -> map: wave one makes every source's fingerprints, the fold tells which
of them recur, and wave two depends only on the recurring fingerprints that a source itself bears.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, partial
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

from testimonia import registry
from testimonia.archive.layout import Layout
from testimonia.archive.memo import Memo, SourceRow
from testimonia.archive.sources import Found, capture_digest, media_type
from testimonia.contract import Page, Reading
from testimonia.engine.clock import time_limit
from testimonia.engine.executors import Executor
from testimonia.engine.run import Advance, Failure, Item, Stored, Values, advance
from testimonia.engine.step import Step, code_digest
from testimonia.model.canon import digest_of, unpack
from testimonia.model.document import Document
from testimonia.model.finding import Finding
from testimonia.model.layer import Layer
from testimonia.model.passage import paragraph_rows
from testimonia.model.problem import Problem
from testimonia.model.source import Capture
from testimonia.text.evidence import verify_findings
from testimonia.text.realign import Mark, mark_of
from testimonia.text.recurrence import recurring_keys

READ, KEYS, JUDGE, PARAGRAPHS = "read", "keys", "judge", "paragraphs"
Progress = Callable[[str, int, int], None]
Problems = tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Origin:
    """How a worker opens a source: its file, its path below the sources folder, its frozen id, and its time limit."""

    file: str
    path: str
    id: str
    limit_s: float


@dataclass(frozen=True, slots=True)
class Plan:
    """The map steps in two waves, and one digest of them all."""

    first: tuple[Step, ...]
    second: tuple[Step, ...]

    @property
    def digest(self) -> str:
        return digest_of(*(f"{step.name}:{step.code}".encode() for step in (*self.first, *self.second)))


@cache
def map_plan(plugins: Path | None = None, use: tuple[str, ...] = ()) -> Plan:
    """The plan for the members that are installed: read, the analysers, the paragraphs' marks, the judging of
    single documents. Wave two is whatever asks for facts, and whatever needs that."""
    rules = [rule for rule in registry.rules() if rule.member.subject == "document"]
    steps = [
        Step(READ, (), "", Reading, code_digest(*registry.readers()), _read),
        *(
            Step(
                f.member.name,
                (READ, *f.member.needs),
                f.member.facts,
                tuple[f.member.gives, Problems],  # type: ignore[name-defined]
                code_digest(f),
                f,
            )  # fmt: skip
            for f in registry.analysers()
        ),
        Step(
            PARAGRAPHS,
            (READ, "structure", "documents"),
            "",
            tuple[tuple[tuple[Mark, ...], ...], Problems],
            code_digest(mark_of, paragraph_rows),
            _marks,
        ),  # fmt: skip
        Step(
            JUDGE,
            (READ, "documents", *sorted({need for rule in rules for need in rule.member.needs} - {"documents"})),
            "",
            tuple[tuple[Finding, ...], Problems],
            code_digest(*rules),
            partial(_judge, tuple(rules)),
        ),  # fmt: skip
    ]
    teachers = {step.facts for step in steps if step.facts}
    steps += [
        Step(
            f"{KEYS}.{name}",
            (READ, name),
            "",
            tuple[tuple[str, ...], Problems],
            code_digest(recurring_keys),
            partial(_keys, name),
        )
        for name in sorted(teachers)
    ]
    by_name = {step.name: step for step in steps}
    order = TopologicalSorter({s.name: [n for n in s.needs if n != "markup"] for s in steps}).static_order()
    first: list[Step] = []
    second: list[Step] = []
    late: set[str] = set()
    for name in order:
        step = by_name[name]
        step = replace(step, needs=tuple(need for need in step.needs if need != "markup"))
        if step.facts or late & set(step.needs):
            late.add(name)
            second.append(step)
        else:
            first.append(step)
    return Plan(tuple(first), tuple(second))


def _enter(step: Step, item: Item, values: Values) -> Any:
    """Call a step's function with what it needs: the first with the source's origin, the rest with a page."""
    if step.name == READ:
        return _read(item.origin)
    page = Page(
        source=values[READ].source,
        layers={need: values[need][0] for need in step.needs if need != READ},
        facts=frozenset(item.facts) if step.facts else frozenset(),
    )
    return step.function(page), tuple(page.problems)


class NotText(Exception):
    """A file that no reader takes."""


def _read(origin: Origin) -> Reading:
    raw = Path(origin.file).read_bytes()
    chosen = registry.choose_reader(origin.path, raw[:4096])
    if chosen is None:
        raise NotText(origin.path)
    capture = Capture(origin.path, capture_digest(raw), len(raw), media_type(origin.path))
    reading = chosen[1](capture, raw)
    return replace(reading, source=replace(reading.source, id=origin.id))


def _keys(layer: str, page: Page) -> tuple[str, ...]:
    """The fingerprints that a source's layer bears, each once, sorted."""
    column = page.layer(layer).columns.get("key", ())
    return tuple(sorted({str(key) for key in column if key}))


def _marks(page: Page) -> tuple[tuple[Mark, ...], ...]:
    """For each document of a source, what identity keeps of its paragraphs."""
    structure = page.layer("structure")
    return tuple(
        tuple(mark_of(page.text[row.begin : row.end]) for row in paragraph_rows(structure, d.begin, d.end))
        for d in page.documents
    )


def _judge(rules: Sequence[Callable[[Page, Document], Any]], page: Page) -> tuple[Finding, ...]:
    """All findings on single documents; each quote is verified against the text."""
    findings = [finding for document in page.documents for rule in rules for finding in rule(page, document)]
    return verify_findings(page, findings)


@dataclass(frozen=True, slots=True)
class Task:
    """One source for a worker: where it is, what is known of it, and how far to bring it. `capture` is the digest of its
    bytes where its time and size say that it is unchanged, else ""."""

    origin: Origin
    capture: str
    known: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    facts: tuple[str, ...] = ()
    wave: int = 1


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a task: the digest of the bytes, and the advance."""

    capture: str
    advance: Advance


@cache
def _open_memo(path: Path) -> Memo:
    """A worker's own read-only connection, opened once a process."""
    return Memo(path, read_only=True)


def work(plan: Plan, memo: Path, tasks: Sequence[Task]) -> list[Done]:
    """What a worker does with a chunk of tasks."""
    return [_bring(plan, _open_memo(memo), task) for task in tasks]


def _bring(plan: Plan, memo: Memo, task: Task) -> Done:
    try:
        capture = task.capture or capture_digest(Path(task.origin.file).read_bytes())
    except OSError as error:
        return Done("", Advance(task.origin.path, {}, (), Failure(READ, "unreadable", str(error.strerror))))
    item = Item(task.origin.path, f"{task.origin.id}:{capture}", task.origin, task.facts)
    steps = plan.first if task.wave == 1 else plan.second
    with time_limit(task.origin.limit_s):
        return Done(capture, advance(item, steps, memo, task.known, _enter))


def map_sources(
    layout: Layout,
    memo: Memo,
    plan: Plan,
    found: Sequence[tuple[Found, str]],
    executor: Executor,
    limit_s: float,
    progress: Progress,
) -> dict[str, SourceRow]:
    """Bring every found source (with its frozen id) through both waves; returns its row, and saves those that changed."""
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
            tasks.append((file, Task(origin, old.capture if old and is_hint else "")))
    rows.update(mapper.run(tasks, "reading"))
    taught = _teach(memo, plan, rows)
    again = [
        (Found(row.path, row.size_bytes, row.mtime_ns), Task(
            Origin(str(layout.sources / path), path, row.id, limit_s), row.capture,
            {step.name: row.steps[step.name] for step in plan.first}, taught.get(path, ()), 2,
        ))
        for path, row in rows.items()
        if not row.failure[0] and (row.facts != taught.get(path, ()) or any(s.name not in row.steps for s in plan.second))
    ]  # fmt: skip
    rows.update(mapper.run(again, "analysing"))
    memo.save_sources((rows[p] for p in rows if before.get(p) != rows[p]), before.keys() - rows.keys())
    memo.save_last(plan=plan.digest)
    return dict(sorted(rows.items()))


def _is_passing(row: SourceRow) -> bool:
    """Whether a failure may go away by itself, so that the source is tried again."""
    return row.failure[1] in ("time", "memory", "died", "unreadable")


@dataclass(frozen=True, slots=True)
class _Mapper:
    layout: Layout
    memo: Memo
    plan: Plan
    executor: Executor
    limit_s: float
    progress: Progress

    def run(self, tasks: Sequence[tuple[Found, Task]], stage: str) -> dict[str, SourceRow]:
        """Run tasks, storing what is new as it comes (an interrupted run keeps what it made)."""
        rows: dict[str, SourceRow] = {}
        if not tasks:
            return rows
        files = {task.origin.path: (file, task) for file, task in tasks}
        waiting: list[Stored] = []
        for task, result in self.executor.run(partial(work, self.plan, self.memo_path), [task for _, task in tasks]):
            done = Done("", Advance(task.origin.path, {}, (), result)) if isinstance(result, Failure) else result
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
        self.memo.store((stored.key, stored.digest, stored.body) for stored in waiting)
        waiting.clear()


def _row(file: Found, task: Task, done: Done) -> SourceRow:
    failure = done.advance.failure
    return SourceRow(
        file.path, task.origin.id, file.size_bytes, file.mtime_ns, done.capture, task.facts, done.advance.steps,
        (failure.step, failure.kind, failure.detail) if failure else ("", "", ""),
    )  # fmt: skip


def _teach(memo: Memo, plan: Plan, rows: Mapping[str, SourceRow]) -> dict[str, tuple[str, ...]]:
    """The fold: which of each source's own fingerprints recur in the archive."""
    steps = [step.name for step in plan.first if step.name.startswith(KEYS)]
    if not steps:
        return {}
    (name,) = steps
    bearing = {path: row.steps[name][1] for path, row in rows.items() if name in row.steps}
    fold = digest_of(*(f"{path}:{digest}".encode() for path, digest in sorted(bearing.items())))
    if memo.last("fold") == fold:
        known = {path: rows[path].facts for path in bearing}
        if memo.last("taught") == _taught_digest(known):
            return known
    keys = {p: unpack(memo.body(d), tuple[tuple[str, ...], Problems])[0] for p, d in bearing.items()}
    recurring = recurring_keys(keys.items())
    taught = {path: tuple(key for key in own if key in recurring) for path, own in keys.items()}
    memo.save_last(fold=fold, taught=_taught_digest(taught))
    return taught


def _taught_digest(taught: Mapping[str, tuple[str, ...]]) -> str:
    return digest_of(*("\0".join((path, *keys)).encode() for path, keys in sorted(taught.items())))


def values(memo: Memo, rows: Mapping[str, SourceRow], step: Step) -> Iterator[tuple[str, Any, Problems]]:
    """Each source's path, value and problems for one analyser's step."""
    for path, row in rows.items():
        if step.name in row.steps:
            value, problems = unpack(memo.body(row.steps[step.name][1]), step.gives)
            yield path, value, problems


def open_page(memo: Memo, plan: Plan, row: SourceRow, layers: Sequence[str]) -> Page:
    """A source's page with these layers, from the memo."""
    steps = {step.name: step for step in (*plan.first, *plan.second)}
    reading = unpack(memo.body(row.steps[READ][1]), Reading)
    made = {name: unpack(memo.body(row.steps[name][1]), steps[name].gives)[0] for name in layers}
    return Page(reading.source, made)


def all_layers(plan: Plan) -> tuple[str, ...]:
    """The names of the steps that give layers, and the documents."""
    return tuple(s.name for s in (*plan.first, *plan.second) if s.name == "documents" or _gives_layer(s))


def _gives_layer(step: Step) -> bool:
    return getattr(step.gives, "__args__", (None,))[0] is Layer
