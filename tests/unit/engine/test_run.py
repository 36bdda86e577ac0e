"""Steps over a memo: what is known is not made again, and an equal value stops the wave."""

from collections.abc import Sequence
from typing import Any

from testimonia.engine.run import Advance, Failure, Item, Values, advance
from testimonia.engine.step import Step


class DictMemo:
    """A memo in memory: the real one's protocol, for the engine knows no archive."""

    def __init__(self) -> None:
        self.keys: dict[str, tuple[str, bytes]] = {}
        self.bodies: dict[str, bytes] = {}

    def look(self, key: str) -> tuple[str, bytes] | None:
        return self.keys.get(key)

    def body(self, digest: str) -> bytes:
        return self.bodies[digest]

    def keep(self, made: Advance) -> None:
        for stored in made.new:
            self.keys[stored.key] = (stored.digest, stored.remarks)
            self.bodies[stored.digest] = stored.body


def words(values: Values, item: Item) -> list[str]:
    return str(item.origin).split()


def count(values: Values, item: Item) -> int:
    return len(values["words"])


def enter(step: Step, item: Item, values: Values) -> tuple[Any, Sequence[Any]]:
    return step.function(values, item), ("empty",) if not item.origin else ()


WORDS = Step("words", (), "", list[str], "code-1", words)
COUNT = Step("count", ("words",), "", int, "code-1", count)
STEPS = (WORDS, COUNT)
GIVES = {"words": list[str], "count": int}


def run(memo: DictMemo, text: str, steps: Sequence[Step] = STEPS) -> Advance:
    made = advance(Item("a.txt", text, text), steps, Values(memo, GIVES), enter)
    memo.keep(made)
    return made


def test_a_second_run_makes_nothing() -> None:
    memo = DictMemo()
    first, second = run(memo, "to be or"), run(memo, "to be or")
    assert [stored.step for stored in first.new] == ["words", "count"]
    assert second.new == ()
    assert second.steps == first.steps


def test_new_code_makes_its_own_step_again_and_no_later_one_when_the_value_is_equal() -> None:
    memo = DictMemo()
    run(memo, "to be or")
    newer = (Step("words", (), "", list[str], "code-2", words), COUNT)
    assert [stored.step for stored in run(memo, "to be or", newer).new] == ["words"]


def test_a_changed_input_with_an_equal_value_stops_the_wave() -> None:
    memo = DictMemo()
    run(memo, "to be or")
    assert [stored.step for stored in run(memo, "to  be  or").new] == ["words"]


def test_a_warm_run_reports_what_a_cold_one_did() -> None:
    memo = DictMemo()
    cold, warm = run(memo, ""), run(memo, "")
    assert cold.remarks
    assert warm.remarks == cold.remarks


def test_an_exception_is_a_failure_with_its_traceback_and_keeps_what_was_made() -> None:
    def broken(values: Values, item: Item) -> int:
        raise ValueError("no such month")

    made = run(DictMemo(), "a b", (WORDS, Step("count", ("words",), "", int, "x", broken)))
    assert isinstance(made.failure, Failure)
    assert made.failure.kind == "ValueError"
    assert "no such month" in made.failure.detail
    assert list(made.steps) == ["words"]


def test_facts_belong_to_the_key_of_the_steps_that_ask_for_them() -> None:
    memo = DictMemo()
    asking = Step("count", ("words",), "words", int, "code-1", count)
    item = Item("a.txt", "d", "to be")
    memo.keep(advance(item, (WORDS, asking), Values(memo, GIVES), enter))
    taught = Item("a.txt", "d", "to be", facts=("words:recurs",))
    assert [stored.step for stored in advance(taught, (WORDS, asking), Values(memo, GIVES), enter).new] == ["count"]


def test_a_later_wave_reads_the_values_of_an_earlier_one_from_the_memo() -> None:
    memo = DictMemo()
    first = run(memo, "to be or", (WORDS,))
    later = advance(Item("a.txt", "to be or", ""), (COUNT,), Values(memo, GIVES, dict(first.steps)), enter)
    assert [stored.step for stored in later.new] == ["count"]
    assert list(later.steps) == ["words", "count"]
