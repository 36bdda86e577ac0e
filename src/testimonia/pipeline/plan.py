"""The plan: which steps each source goes through, in two waves with a fold between them.

What the corpus teaches a page goes map -> fold -> map: wave one makes every source's fingerprints, the fold tells which
of them recur, and wave two depends only on the recurring fingerprints that a source itself bears.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from testimonia import registry
from testimonia.archive.sources import capture_digest, media_type
from testimonia.contract import Page, Reading
from testimonia.engine.run import Item, Values, facts_for
from testimonia.engine.step import Step, code_digest
from testimonia.model.canon import digest_of
from testimonia.model.document import Document
from testimonia.model.finding import Finding
from testimonia.model.layer import Layer
from testimonia.model.passage import paragraph_rows
from testimonia.model.problem import Problem
from testimonia.model.source import Capture, Source
from testimonia.pipeline.plugins import Plugins, plugins_of
from testimonia.text.anchorer import anchored
from testimonia.text.realign import Mark, marks_of
from testimonia.text.recurrence import BORNE, TAUGHT, taught_facts

READ, GIST, KEYS, JUDGE, PARAGRAPHS = "read", "gist", "keys", "judge", "paragraphs"
CLAIMS, APPEARANCES = "claims", "appearances"
RESERVED = frozenset((READ, GIST, KEYS, JUDGE, PARAGRAPHS))
Problems = tuple[Problem, ...]


class Origin(Struct, frozen=True):
    """How a worker opens a source: its file, its path below the sources folder, its frozen id, and its time limit."""

    file: str
    path: str
    id: str
    limit_s: float


class Gist(Struct, frozen=True):
    """What the summary of a build needs of a source."""

    reader: str
    charset_rule: str
    chars: int


class Plan(Struct, frozen=True):
    """The map steps in two waves, what the archive's plug-ins add beside them, and one digest of them all. `asked` is
    the folder of plug-ins, their names and the studies asked for: a plan travels to a worker as that, for a plug-in is
    no importable module."""

    first: tuple[Step, ...]
    second: tuple[Step, ...]
    plugins: Plugins = field(default_factory=Plugins)
    asked: tuple[str, tuple[str, ...], tuple[str, ...]] = ("", (), ())

    def __reduce__(self) -> tuple[Callable[..., "Plan"], tuple[str, tuple[str, ...], tuple[str, ...]]]:
        return map_plan, self.asked

    def step(self, name: str) -> Step:
        """The step of that name."""
        return next(step for step in (*self.first, *self.second) if step.name == name)

    @property
    def gives(self) -> dict[str, Any]:
        """The type of each step's value, by its name."""
        return {step.name: step.gives for step in (*self.first, *self.second)}

    @property
    def layers(self) -> tuple[str, ...]:
        """The names of the steps that give what a page shows: layers and documents."""
        shown = (s for s in (*self.first, *self.second) if s.gives is Layer or s.name == "documents")
        return tuple(s.name for s in shown if s.name != "names")

    def has(self, name: str) -> bool:
        """Whether a step of that name is in the plan (a study's steps are there only where it was asked for)."""
        return any(step.name == name for step in (*self.first, *self.second))

    @property
    def judges(self) -> tuple[str, ...]:
        """The names of the steps that give findings on documents: ours together, each plug-in's rule alone."""
        return tuple(s.name for s in (*self.first, *self.second) if s.name.partition(":")[0] == JUDGE)

    @property
    def rules(self) -> tuple[Any, ...]:
        """The rules that are ours, in the studies asked for."""
        return registry.rules(self.asked[2])

    @property
    def suffixes(self) -> frozenset[str]:
        """The suffixes of files that plug-ins read."""
        return frozenset(suffix for reader in self.plugins.readers for suffix in reader.member.suffixes)  # type: ignore[attr-defined]

    @property
    def digest(self) -> str:
        return digest_of(*(f"{step.name}:{step.code}".encode() for step in (*self.first, *self.second)))


@cache
def map_plan(folder: str = "", use: tuple[str, ...] = (), studies: tuple[str, ...] = ()) -> Plan:
    """The plan for the members that are installed, for those of the plug-ins in `folder` that an archive's config names
    in `use`, and for the `studies` asked for: read, the analysers, the paragraphs' marks, the judging of single
    documents. Wave two is whatever asks for facts, and whatever needs that."""
    plugins = plugins_of(Path(folder), use, RESERVED)
    rules = tuple(rule for rule in registry.rules(studies) if rule.member.subject == "document")
    needs = sorted({need for rule in rules for need in rule.member.needs} - {"documents", "markup"})
    analysers = registry.analysers(studies)
    read = partial(read_source, plugins.readers)
    steps = [
        Step(READ, (), "", Source, code_digest(*registry.readers(), *plugins.readers), read),
        Step(GIST, (READ,), "", Gist, code_digest(_gist), _gist),
        *(_analyser_step(function) for function in (*analysers, *plugins.analysers)),
        *(_plugin_judge(rule) for rule in plugins.document_rules),
        _step(PARAGRAPHS, ("structure", "documents"), "", tuple[tuple[Mark, ...], ...], _marks),
        Step(
            JUDGE,
            (READ, "documents", *sorted(needs)),
            "",
            tuple[Finding, ...],
            code_digest(*rules),
            partial(_judge, rules),
        ),
    ]
    teachers = tuple(sorted({f.member.facts for f in analysers if f.member.facts}))
    keys = code_digest(taught_facts, _keys)
    steps.append(Step(KEYS, (READ, *teachers), "", tuple[str, ...], keys, partial(_keys, teachers)))
    waves = _in_waves({step.name: step for step in steps})
    return replace(waves, plugins=plugins, asked=(folder, use, studies))


def _analyser_step(function: Any) -> Step:
    member = function.member
    step = _step(member.name, member.needs, member.facts, member.gives, function)
    return replace(step, plugin=registry.plugin_of(function))


def _plugin_judge(rule: Any) -> Step:
    """The step of one plug-in's rule: alone, for where it fails our own rules go on."""
    needs = sorted({READ, "documents", *rule.member.needs} - {"markup"})
    judge = partial(_judge, (rule,))
    code = code_digest(rule)
    return Step(
        f"{JUDGE}:{rule.member.code}", tuple(needs), "", tuple[Finding, ...], code, judge, registry.plugin_of(rule)
    )


def _step(name: str, needs: tuple[str, ...], facts: str, gives: Any, function: Callable[[Page], Any]) -> Step:
    own = tuple(need for need in needs if need != "markup")
    return Step(name, (READ, *own), facts, gives, code_digest(function), function)


def _in_waves(steps: Mapping[str, Step]) -> Plan:
    """The steps in an order that honours their needs, cut where the first facts are asked for."""
    first: list[Step] = []
    second: list[Step] = []
    late: set[str] = set()
    for name in TopologicalSorter({step.name: step.needs for step in steps.values()}).static_order():
        if name not in steps:
            raise RegistryError(f"no analyser makes the layer {name!r} that another needs")
        if steps[name].facts or late & set(steps[name].needs):
            late.add(name)
            second.append(steps[name])
        else:
            first.append(steps[name])
    return Plan(tuple(first), tuple(second))


class RegistryError(Exception):
    """The members that are installed do not fit together."""


def enter(step: Step, item: Item, values: Values) -> tuple[Any, Problems]:
    """Call a step's function with what it needs: the first with the source's origin, the rest with a page."""
    if step.name == READ:
        reading = step.function(item.origin)
        if item.digest and reading.source.capture.digest != item.digest.rpartition(":")[2]:
            raise ChangedMeanwhile(item.origin.path)
        return reading.source, reading.problems
    page = Page(
        source=values[READ],
        layers={need: values[need] for need in step.needs if need != READ},
        facts=frozenset(facts_for(step, item)),
    )
    return step.function(page), tuple(page.problems)


class ChangedMeanwhile(Exception):
    """A file that was written to while it was read: its bytes are not those that the step's key stands for."""


class NotText(Exception):
    """A file that no reader takes."""


class PluginFailed(Exception):
    """A plug-in's reader failed: its file, and what it said."""


def read_source(plugged: Sequence[Callable[..., Any]], origin: Origin) -> Reading:
    """Choose a reader by the bytes and the name, and read; `plugged` are the readers of plug-ins."""
    raw = Path(origin.file).read_bytes()
    chosen = registry.choose_reader(origin.path, raw[:4096], plugged)
    if chosen is None:
        raise NotText(origin.path)
    capture = Capture(origin.path, capture_digest(raw), len(raw), media_type(origin.path))
    reading = _read_by_plugin(chosen[1], capture, raw) if chosen[1] in plugged else chosen[1](capture, raw)
    return replace(reading, source=replace(reading.source, id=origin.id))


def _read_by_plugin(function: Callable[..., Any], capture: Capture, raw: bytes) -> Reading:
    """A plug-in's reading; whatever goes wrong in it bears the plug-in's name."""
    try:
        reading = function(capture, raw)
        if isinstance(reading, Reading):
            return reading
        raise TypeError(f"it gave {type(reading).__name__}, not a Reading")
    except (TimeoutError, MemoryError):
        raise
    except Exception as error:
        raise PluginFailed(f"{registry.plugin_of(function)}: {type(error).__name__}: {error}") from error


def _gist(page: Page) -> Gist:
    return Gist(page.source.reader, page.source.charset_rule, len(page.text))


def _keys(teachers: Sequence[str], page: Page) -> tuple[str, ...]:
    """The keys that a source's teaching layers bear, each once, sorted: after the layer's name, and marked as taught or
    only borne. A layer without a column `teaches` teaches all that it bears."""
    keys: set[str] = set()
    for name in teachers:
        layer = page.layer(name)
        column = layer.columns.get("key", ())
        teaches = layer.columns.get("teaches", (True,) * len(column))
        keys.update(f"{TAUGHT if t else BORNE}{name}:{k}" for k, t in zip(column, teaches, strict=True) if k)
    return tuple(sorted(keys))


def _marks(page: Page) -> tuple[tuple[Mark, ...], ...]:
    """For each document of a source, what identity keeps of its paragraphs."""
    structure = page.layer("structure")
    return tuple(
        tuple(marks_of([page.text[row.begin : row.end] for row in paragraph_rows(structure, d.begin, d.end)]))
        for d in page.documents
    )


def _judge(rules: Sequence[Callable[[Page, Document], Any]], page: Page) -> tuple[Finding, ...]:
    """All findings on single documents; each quote is verified against the text."""
    findings = [finding for document in page.documents for rule in rules for finding in rule(page, document)]
    return anchored(page.source, findings, page.problems)
