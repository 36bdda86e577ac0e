"""Executors: a worker's death, its hanging and its hunger cost one task, never the run."""

import os
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from testimonia.engine.executors import Executor, Pool, Serial
from testimonia.engine.run import Failure


def work(tasks: Sequence[Any]) -> list[Any]:
    """Squares numbers; some tasks misbehave on purpose."""
    results: list[Any] = []
    for task in tasks:
        if task == "die":
            os._exit(9)
        if task == "hang":
            time.sleep(60)
        if task == "eat":
            results.append(len(bytearray(8 << 30)))
            continue
        results.append(task * task)
    return results


def test_pool_and_serial_give_the_same_results() -> None:
    numbers = list(range(300))
    assert dict(Pool(2).run(work, numbers)) == dict(Serial().run(work, numbers))


def test_a_dead_worker_costs_one_task() -> None:
    tasks: list[Any] = [*range(40), "die", *range(40, 80)]
    results = dict(Pool(2).run(work, tasks))
    assert isinstance(results["die"], Failure)
    assert results["die"].kind == "died"
    assert [results[n] for n in range(80)] == [n * n for n in range(80)]


def test_a_hanging_task_costs_its_limit_and_no_more() -> None:
    begin = time.monotonic()
    results = dict(Pool(2, limit_s=0.5, chunk=2).run(work, [1, 2, "hang", 3]))
    assert results["hang"] == Failure("", "time", "no answer within 0 s")
    assert results[3] == 9
    assert time.monotonic() - begin < 20


def test_a_hungry_task_is_a_failure_of_its_own() -> None:
    results = dict(Pool(2, limit_bytes=1 << 31).run(work, [1, "eat", 2]))
    assert results["eat"].kind == "memory"
    assert results[2] == 4


@pytest.mark.parametrize("executor", [Serial(), Pool(2)])
def test_work_aside_sees_what_is_here_and_yields_its_result(executor: Executor) -> None:
    here = {"tide": 7}
    with executor.aside(lambda: here["tide"] + 1) as result:
        assert result() == 8


def test_work_aside_may_have_workers_of_its_own() -> None:
    pool = Pool(2)
    with pool.aside(lambda: sorted(value for _, value in pool.run(work, list(range(20))))) as result:
        assert result() == sorted(n * n for n in range(20))


def test_what_work_aside_raises_is_raised_here() -> None:
    def full() -> None:
        raise OSError(28, "No space left on device", "archive.sqlite")

    with Pool(2).aside(full) as result, pytest.raises(OSError, match="No space left") as raised:
        result()
    assert (raised.value.errno, raised.value.filename) == (28, "archive.sqlite")


def test_work_aside_that_dies_is_said_to_have_died() -> None:
    with Pool(2).aside(lambda: os._exit(3)) as result, pytest.raises(OSError, match="exit status 3"):
        result()


def test_work_aside_ends_where_the_caller_stops(tmp_path: Path) -> None:
    def sleep() -> None:
        time.sleep(30)
        (tmp_path / "late").touch()

    begin = time.monotonic()
    with pytest.raises(KeyboardInterrupt), Pool(2).aside(sleep):
        raise KeyboardInterrupt
    assert time.monotonic() - begin < 10


@pytest.mark.parametrize("executor", [Serial(), Pool(2)])
def test_what_is_done_meanwhile_is_done_once_and_here(executor: Executor) -> None:
    done: list[int] = []
    results = dict(executor.run(work, list(range(200)), lambda: done.append(os.getpid())))
    assert done == [os.getpid()]
    assert len(results) == 200


def squared(number: int) -> int:
    """A square; a number below 0 kills its process."""
    if number < 0:
        os._exit(9)
    return number * number


@pytest.mark.parametrize("executor", [Serial(), Pool(2)])
def test_spread_work_keeps_its_order(executor: Executor) -> None:
    with executor.spread() as spread:
        assert list(spread(squared, range(50))) == [n * n for n in range(50)]
        assert list(spread(str, [])) == []


def test_a_spread_worker_that_is_killed_is_said_to_be() -> None:
    with pytest.raises(OSError, match="killed"), Pool(2).spread() as spread:
        list(spread(squared, [1, -1, 2]))
