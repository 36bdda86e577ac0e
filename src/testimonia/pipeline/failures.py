"""What ended a source's chain, said as a Problem: the rest of the archive goes on."""

from testimonia.archive.memo import SourceRow
from testimonia.model.problem import Problem

_KNOWN = {
    "NotText": ("P101", "note", "not a text that a reader knows", "nothing to do if it is a picture or a program"),
    "unreadable": ("P108", "error", "cannot be read", "check its permissions, and build again"),
    "time": ("P106", "error", "took too long", "look at the file; limits.seconds in testimonia.toml sets the bound"),
    "memory": ("P107", "error", "needed too much memory", "cut it into smaller files, or raise limits.memory_mib"),
    "died": ("P107", "error", "ended the process that read it", "look at the file, and report it to us"),
}


def problem_of(row: SourceRow) -> Problem | None:
    """The problem that a source's failure amounts to; None where nothing failed."""
    step, kind, detail = row.failure
    if not kind:
        return None
    if kind in _KNOWN:
        code, severity, message, hint = _KNOWN[kind]
        shown = f"{message}: {detail}" if detail and kind != "NotText" else message
        return Problem(row.path, code, severity, shown, hint)  # type: ignore[arg-type]
    last = detail.strip().splitlines()[-1] if detail else kind
    message = f"the step {step!r} failed: {last}"
    return Problem(
        row.path, "P131", "error", message, "report this as a bug, with the file; `status -v` shows the traceback"
    )
