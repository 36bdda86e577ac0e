"""Running map steps over one item: keys, memo look-ups, early cut-off. The same code serves every executor."""

import traceback
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from msgspec import Struct, field

from testimonia.engine.step import Step
from testimonia.model.canon import digest_of, pack, unpack


class MemoReader(Protocol):
    """What a worker may do with the memo: look. Only the parent writes."""

    def look(self, key: str) -> tuple[str, bytes] | None:
        """The digest of the value stored under a key, and the packed remarks made with it; None where there is none."""

    def body(self, digest: str) -> bytes:
        """The packed value with that digest."""


class Item(Struct, frozen=True):
    """What one chain of steps runs over: a stable `name`, the digest of its input, and how to open it (an opaque value
    that the first step's function understands). `facts` are the keys the archive teaches it, each after
    the name of the step that bears it and a colon."""

    name: str
    digest: str
    origin: Any
    facts: tuple[str, ...] = ()


class Stored(Struct, frozen=True):
    """A value to be written to the memo, with the packed remarks (problems) that its making gave rise to: a warm run
    reports what a cold one does. An equal value stops the wave, whatever was remarked."""

    key: str
    step: str
    digest: str
    body: bytes
    remarks: bytes


class Failure(Struct, frozen=True):
    """Why a chain broke off at a step: `kind` is "time", "memory", "died" (of the worker), or the name of
    an exception, with its traceback as `detail`."""

    step: str
    kind: str
    detail: str


class Advance(Struct, frozen=True):
    """What became of one item: the key and the value's digest of every step that it reached, the packed remarks of
    these steps, the values that are new, and the failure that ended the chain, if any. `lost` are the steps of
    plug-ins that failed, and those that need one of these (kind "absent"); the chain went on without them."""

    name: str
    steps: dict[str, tuple[str, str]]
    remarks: tuple[bytes, ...] = ()
    new: tuple[Stored, ...] = ()
    failure: Failure | None = None
    lost: tuple[Failure, ...] = ()


class Values(Struct):
    """The values of one item's steps, unpacked on demand: made in this run, or read from the memo. `gives` are the
    types of all values; `known` are keys and digests, from earlier waves and of this one as it goes."""

    memo: MemoReader
    gives: Mapping[str, Any]
    known: dict[str, tuple[str, str]] = field(default_factory=dict)
    made: dict[str, Any] = field(default_factory=dict)

    def __getitem__(self, step: str) -> Any:
        if step not in self.made:
            self.made[step] = unpack(self.memo.body(self.known[step][1]), self.gives[step])
        return self.made[step]


def facts_for(step: Step, item: Item) -> tuple[str, ...]:
    """The keys that the archive teaches an item for one step: those of the step's own teacher.

    >>> facts_for(Step("b", (), "lines", str, "c1", str), Item("a", "d", None, ("lines:x", "names:y")))
    ('x',)
    """
    if not step.facts:
        return ()
    prefix = f"{step.facts}:"
    return tuple(fact[len(prefix) :] for fact in item.facts if fact.startswith(prefix))


def step_key(step: Step, item: Item, known: Mapping[str, tuple[str, str]]) -> str:
    """The key of a step's value: a digest of its code, of the digests of what it needs, and of the facts it is
    taught. A step without needs reads the item itself.
    """
    inputs = [known[need][1] for need in step.needs] if step.needs else [item.name, item.digest]
    facts = [digest_of(*(fact.encode() for fact in facts_for(step, item)))] if step.facts else []
    return digest_of(*(part.encode() for part in [step.name, step.code, *inputs, *facts]))


def advance(
    item: Item,
    steps: Sequence[Step],
    values: Values,
    enter: Callable[[Step, Item, Values], tuple[Any, Sequence[Any]]],
) -> Advance:
    """Bring one item through the steps, computing only what the memo lacks.

    `enter` calls a step's function with the values it needs (it is the pipeline's, which knows what a page is) and
    returns the value and the remarks. A step's exception ends the chain as a Failure with its traceback: the
    boundary that keeps one broken file from costing the whole build. The exception of a plug-in's step costs that
    step and those that need it; but time that has run out has run out for all.
    """
    new: list[Stored] = []
    remarks: list[bytes] = []
    lost: list[Failure] = []
    failure: Failure | None = None
    for step in steps:
        if any(need not in values.known for need in step.needs):
            lost.append(Failure(step.name, "absent", ""))
            continue
        key = step_key(step, item, values.known)
        stored = values.memo.look(key)
        if stored is None:
            made = _make(step, key, item, values, enter)
            if isinstance(made, Failure) and step.plugin and made.kind != "time":
                lost.append(made)
                continue
            if isinstance(made, Failure):
                failure = made
                break
            new.append(made)
            stored = (made.digest, made.remarks)
        digest, remark = stored
        if remark:
            remarks.append(remark)
        values.known[step.name] = (key, digest)
    return Advance(item.name, values.known, tuple(remarks), tuple(new), failure, tuple(lost))


def _make(
    step: Step,
    key: str,
    item: Item,
    values: Values,
    enter: Callable[[Step, Item, Values], tuple[Any, Sequence[Any]]],
) -> Stored | Failure:
    """Compute one value; every failure of a step is caught here, and only here. What it needs is taken from the memo
    before: a memo that is damaged is no failure of a step."""
    for need in step.needs:
        values[need]
    try:
        value, remarks = enter(step, item, values)
        body = pack(value)
        if step.plugin:
            unpack(body, step.gives)  # what a plug-in gives may be anything
    except TimeoutError as error:
        return Failure(step.name, "time", str(error))
    except MemoryError:
        return Failure(step.name, "memory", "")
    except Exception as error:  # noqa: BLE001 - the boundary of `advance`'s docstring
        return Failure(step.name, type(error).__name__, traceback.format_exc())
    values.made[step.name] = value
    return Stored(key, step.name, digest_of(body), body, pack(remarks) if remarks else b"")
