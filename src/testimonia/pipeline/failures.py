"""What ended a source's chain, or cost it a plug-in's step, said as Problems: the rest of the archive goes on."""

from collections.abc import Iterator

from testimonia.archive.memo import SourceRow
from testimonia.model.problem import Problem
from testimonia.pipeline.plan import Plan
from testimonia.pipeline.plugins import failed

_KNOWN = {
    "NotText": ("P101", "note", "not a text that a reader knows", "nothing to do if it is a picture or a program"),
    "unreadable": ("P108", "error", "cannot be read", "check its permissions, and build again"),
    "ChangedMeanwhile": ("P108", "error", "was changed while it was read", "build again when nobody writes to it"),
    "time": ("P106", "error", "took too long", "look at the file; limits.seconds in testimonia.toml sets the bound"),
    "memory": ("P107", "error", "needed too much memory", "cut it into smaller files, or raise limits.memory_mib"),
    "died": ("P107", "error", "ended the process that read it", "look at the file, and report it to us"),
}
# What these say is said already: their detail is a traceback.
_PLAIN = ("NotText", "ChangedMeanwhile")
# Failures that may go away by themselves: such a file is tried again by every build.
PASSING = frozenset(("time", "memory", "died", "unreadable", "ChangedMeanwhile"))


def problems_of(row: SourceRow, plan: Plan) -> Iterator[Problem]:
    """The problems that a source's failure, and its plug-ins' failures, amount to."""
    own = _problem_of(row)
    if own:
        yield own
    for name, kind, detail in row.lost:
        if kind != "absent":
            yield failed(plan.step(name).plugin, row.path, "on this file", last_line(detail, kind))


def last_line(detail: str, kind: str) -> str:
    """What an exception said: the last line of its traceback."""
    return detail.strip().splitlines()[-1] if detail.strip() else kind


def _problem_of(row: SourceRow) -> Problem | None:
    step, kind, detail = row.failure
    if not kind:
        return None
    if kind in _KNOWN:
        code, severity, message, hint = _KNOWN[kind]
        shown = f"{message}: {detail}" if detail and kind not in _PLAIN else message
        return Problem(row.path, code, severity, shown, hint)  # type: ignore[arg-type]
    last = last_line(detail, kind)
    if kind == "PluginFailed":
        plugin, _, said = last.partition("PluginFailed: ")[2].partition(": ")
        return failed(plugin, row.path, "to read this file", said)
    message = f"the step {step!r} failed: {last}"
    return Problem(
        row.path, "P131", "error", message, "report this as a bug, with the file; `status -v` shows the traceback"
    )
