"""The archive's own plug-ins: which of their members fit beside ours. What does not fit is P118; the rest goes on."""

from collections.abc import Callable, Sequence, Set
from pathlib import Path
from typing import Any

from msgspec import Struct

from testimonia import registry
from testimonia.contract import AnalyserMember, ReaderMember, RuleMember
from testimonia.model.problem import Problem

Function = Callable[..., Any]
GIVEN = frozenset(("markup", "documents"))


class Plugins(Struct, frozen=True):
    """The members that an archive's plug-ins add, by family, and what was wrong with the others."""

    readers: tuple[Function, ...] = ()
    analysers: tuple[Function, ...] = ()
    document_rules: tuple[Function, ...] = ()
    run_rules: tuple[Function, ...] = ()
    problems: tuple[Problem, ...] = ()


def plugins_of(folder: Path, use: Sequence[str], reserved: Set[str]) -> Plugins:
    """The members of the plug-ins that the archive's config names. `reserved` are names of steps that are no layers."""
    if not use:
        return Plugins()
    functions, problems = registry.load_plugins(folder, use)
    members = [(function, getattr(function, "member")) for function in functions]  # noqa: B009 - set by a decorator
    ours = {f.member.name for f in registry.analysers()}
    teachers = {f.member.facts for f in registry.analysers()} | {""}
    refused: list[Problem] = []
    readers = [f for f, m in members if isinstance(m, ReaderMember)]
    analysers: list[Function] = []
    known = ours | GIVEN
    for f, m in _in_order([(f, m) for f, m in members if isinstance(m, AnalyserMember)], known, refused):
        if m.name in known | reserved:
            refused.append(_refused(f, f"there is a layer {m.name!r} already", "Give it another name."))
        elif m.facts not in teachers:
            refused.append(_refused(f, f"no facts are learnt from the layer {m.facts!r}", "Ask for others, or none."))
        else:
            known.add(m.name)
            analysers.append(f)
    codes = {f.member.code for f in registry.rules()}
    rules: list[tuple[Function, RuleMember]] = []
    for f, m in members:
        if isinstance(m, RuleMember):
            if m.code in codes:
                refused.append(_refused(f, f"there is a rule {m.code} already", "Give it another code."))
            elif lacking := sorted(set(m.needs) - known):
                refused.append(_unmade(f, lacking))
            else:
                codes.add(m.code)
                rules.append((f, m))
    return Plugins(
        tuple(readers),
        tuple(analysers),
        tuple(f for f, m in rules if m.subject == "document"),
        tuple(f for f, m in rules if m.subject == "run"),
        (*problems, *refused),
    )


def failed_on_run(function: Function, run: str, error: Exception) -> Problem:
    """What to say of a plug-in's rule that failed on a run of a periodical."""
    return failed(registry.plugin_of(function), "", f"on the run {run!r}", f"{type(error).__name__}: {error}")


def failed(plugin: str, source: str, where: str, last: str) -> Problem:
    """What to say of a plug-in that failed on a source, or (with no source) on something else."""
    hint = "mend it, or take it out of plugins.use; `status -v` shows the traceback"
    return Problem(source or plugin, "P119", "error", f"the plug-in {plugin} failed {where}: {last}", hint)


def _in_order(
    members: Sequence[tuple[Function, AnalyserMember]], known: Set[str], refused: list[Problem]
) -> list[tuple[Function, AnalyserMember]]:
    """The analysers each after those that it needs; those whose needs nobody makes are refused."""
    waiting, ordered = list(members), []
    made = set(known)
    while ready := [pair for pair in waiting if set(pair[1].needs) <= made]:
        ordered += ready
        made |= {member.name for _, member in ready}
        waiting = [pair for pair in waiting if pair not in ready]
    refused += [_unmade(function, sorted(set(member.needs) - made)) for function, member in waiting]
    return ordered


def _unmade(function: Function, layers: Sequence[str]) -> Problem:
    return _refused(function, f"it needs {', '.join(layers)}, which nothing makes", "Mend its needs.")


def _refused(function: Function, why: str, hint: str) -> Problem:
    message = f"The plug-in's {function.__name__} was left out: {why}"
    return Problem(registry.plugin_of(function), "P118", "error", message, hint)
