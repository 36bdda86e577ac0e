"""Executors: serial (tests), and a pool of processes that survives the death or the hanging of a worker.

A work function takes one chunk (a list of tasks) and returns one result a task, in order. Only the parent writes.
"""

import multiprocessing
import multiprocessing.connection
import os
import sys
import threading
import time
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from typing import Any, Protocol, TypeVar

from msgspec import Struct

from testimonia.engine.run import Failure

T = TypeVar("T")
Work = Callable[[Sequence[Any]], list[Any]]
Chunk = Sequence[Any]
_WORTH_A_WORKER = 8
Split = tuple[list[Chunk], list[Chunk]]


# `map`, or what does the same in several processes.
Spread = Callable[[Callable[[Any], Any], Iterable[Any]], Iterable[Any]]


class Executor(Protocol):
    """Runs a work function over tasks; yields (task, result) in any order; a result may be a Failure."""

    def run(
        self, work: Work, tasks: Sequence[Any], meanwhile: Callable[[], object] | None = None
    ) -> Iterator[tuple[Any, Any]]:
        """`meanwhile` is done here once, when the first tasks are under way elsewhere."""
        ...

    def aside(self, work: Callable[[], T]) -> AbstractContextManager[Callable[[], T]]:
        """One piece of work beside what the caller does within the context; what is yielded waits for its result, or
        raises what it raised."""
        ...

    def spread(self) -> AbstractContextManager[Spread]:
        """A `map` over all workers, its results in the order of the tasks; without bounds on time and memory, for our
        own work alone. OSError where a worker is killed."""
        ...


class Serial(Struct, frozen=True):
    """Everything in this process, in order; no protection from a task that kills it."""

    def run(
        self, work: Work, tasks: Sequence[Any], meanwhile: Callable[[], object] | None = None
    ) -> Iterator[tuple[Any, Any]]:
        if meanwhile:
            meanwhile()
        for task in tasks:
            yield task, work([task])[0]

    @contextmanager
    def aside(self, work: Callable[[], T]) -> Iterator[Callable[[], T]]:
        result = work()
        yield lambda: result

    @contextmanager
    def spread(self) -> Iterator[Spread]:
        yield map


class Pool(Struct, frozen=True):
    """A pool of processes. Chunks of up to `chunk` tasks (chunks of 1 alone cost twice the CPU); a task may take
    `limit_s` seconds and `limit_bytes` of address space. A chunk whose worker dies or overruns is run again, one task
    at a time, each in a process of its own: the task that does it again is a Failure, and the rest goes on."""

    workers: int
    limit_s: float = 30.0
    limit_bytes: int = 4 << 30
    chunk: int = 64

    def run(
        self, work: Work, tasks: Sequence[Any], meanwhile: Callable[[], object] | None = None
    ) -> Iterator[tuple[Any, Any]]:
        chunks = self._chunks(tasks)
        while chunks:
            chunks, suspects = yield from self._run_pool(work, chunks, meanwhile)
            meanwhile = None
            for chunk in suspects:
                for task in chunk:
                    yield task, run_alone(work, task, self.limit_s, self.limit_bytes)

    @contextmanager
    def aside(self, work: Callable[[], T]) -> Iterator[Callable[[], T]]:
        """The work in a forked process, which sees all that is here and may have workers of its own; done at once where
        nothing can be forked."""
        context = _context()
        if context.get_start_method() != "fork":
            result = work()
            yield lambda: result
            return
        receive, send = context.Pipe(duplex=False)
        process = context.Process(target=_aside, args=(work, send))
        process.start()
        send.close()
        try:
            yield partial(_outcome, receive, process)
            process.join(timeout=1)
        finally:
            process.kill()  # all that it writes is written in strokes, and it may not listen yet
            process.join()
            receive.close()

    @contextmanager
    def spread(self) -> Iterator[Spread]:
        """Processes begin with the first task: none costs nothing."""
        pool = ProcessPoolExecutor(self.workers, _context(), initializer=_leave_to_parent)
        is_done = False
        try:
            yield pool.map
            is_done = True
        except BrokenProcessPool as end:
            raise OSError("a process that worked beside this one was killed (is there enough memory?)") from end
        finally:
            _stop(pool, kill=not is_done)

    def _chunks(self, tasks: Sequence[Any]) -> list[Chunk]:
        """The tasks in chunks that grow smaller towards the end, so that all workers end together."""
        chunks: list[Chunk] = []
        begin = 0
        while begin < len(tasks):
            size = max(1, min(self.chunk, (len(tasks) - begin) // (2 * self.workers)))
            chunks.append(tasks[begin : begin + size])
            begin += size
        return chunks

    def _run_pool(
        self, work: Work, chunks: Sequence[Chunk], meanwhile: Callable[[], object] | None
    ) -> Generator[tuple[Any, Any], None, Split]:
        """Run chunks until all are done or the pool breaks; returns (chunks not begun, chunks under suspicion)."""
        waiting = list(reversed(chunks))
        # A worker warms up for a second (models, patterns): few tasks are no work for two.
        workers = min(self.workers, max(1, sum(map(len, chunks)) // _WORTH_A_WORKER))
        running: dict[Future[list[Any]], tuple[Chunk, float]] = {}
        pool = ProcessPoolExecutor(
            max_workers=workers,
            mp_context=_context(),
            initializer=_limit,
            initargs=(self.limit_bytes,),
        )
        try:
            while waiting or running:
                while waiting and len(running) < workers:
                    chunk = waiting.pop()
                    running[pool.submit(work, chunk)] = (chunk, time.monotonic() + self.limit_s + len(chunk))
                if meanwhile:
                    meanwhile()
                    meanwhile = None
                first = min(deadline for _, deadline in running.values())
                done, _ = wait(running, timeout=max(0.0, first - time.monotonic()), return_when=FIRST_COMPLETED)
                for future in done:
                    chunk = running[future][0]
                    try:
                        results = future.result()
                    except (BrokenProcessPool, MemoryError):
                        return list(reversed(waiting)), [chunk for chunk, _ in running.values()]
                    del running[future]
                    yield from zip(chunk, results, strict=True)
                if not done and any(deadline <= time.monotonic() for _, deadline in running.values()):
                    return list(reversed(waiting)), [chunk for chunk, _ in running.values()]
            return [], []
        finally:
            _stop(pool, kill=bool(running))


def _stop(pool: ProcessPoolExecutor, kill: bool) -> None:
    """End a pool; with `kill`, without waiting for what hangs."""
    processes = list((pool._processes or {}).values())
    if kill:
        for process in processes:
            process.kill()
    pool.shutdown(wait=True, cancel_futures=True)


def run_alone(work: Work, task: Any, limit_s: float, limit_bytes: int) -> Any:
    """One task in a process of its own; a Failure where it dies or takes longer than `limit_s`."""
    context = _context()
    receive, send = context.Pipe(duplex=False)
    process = context.Process(target=_alone, args=(work, task, limit_bytes, send), daemon=True)
    process.start()
    send.close()
    try:
        if not receive.poll(limit_s):
            process.kill()
            return Failure("", "time", f"no answer within {limit_s:.0f} s")
        return receive.recv()
    except EOFError:
        process.join()
        return Failure("", "died", f"the worker ended with exit status {process.exitcode}")
    finally:
        process.join(timeout=1)
        receive.close()


def _alone(work: Work, task: Any, limit_bytes: int, send: multiprocessing.connection.Connection) -> None:
    _limit(limit_bytes)
    try:
        send.send(work([task])[0])
    except MemoryError:
        send.send(Failure("", "memory", f"more than {limit_bytes >> 20} MiB"))


def _aside(work: Callable[[], Any], send: multiprocessing.connection.Connection) -> None:
    _leave_to_parent()
    outcome: tuple[Any, Exception | None]
    try:
        outcome = work(), None
    except Exception as error:  # noqa: BLE001 - it is raised again in the parent
        outcome = None, error
    send.send(outcome)


def _outcome(receive: multiprocessing.connection.Connection, process: multiprocessing.process.BaseProcess) -> Any:
    try:
        result, error = receive.recv()
    except EOFError as end:
        process.join()
        raise OSError(f"a process that worked beside this one ended with exit status {process.exitcode}") from end
    if error is not None:
        raise error
    return result


def _context() -> Any:
    """Fork where it is safe and cheap (Linux), spawn elsewhere."""
    return multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")


def _limit(limit_bytes: int) -> None:
    """In a worker: a bound on memory, Ctrl-C left to the parent, and no life after it."""
    _leave_to_parent()
    if sys.platform != "win32":
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        soft = limit_bytes if hard == resource.RLIM_INFINITY else min(limit_bytes, hard)
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def _leave_to_parent() -> None:
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A worker waits for tasks for ever: where its parent was killed, nobody else would tell it to stop."""
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        os._exit(1)


def default_workers() -> int:
    """As many processes as there are processors for us."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
