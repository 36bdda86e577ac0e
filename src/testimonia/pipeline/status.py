"""What has changed since the last build, and why a layer is stale."""

from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from testimonia.archive.config import load_config
from testimonia.archive.errors import ArchiveError
from testimonia.archive.layout import Layout, layout_of
from testimonia.archive.memo import Memo, SourceRow
from testimonia.archive.sources import Found, capture_digest, read_bytes, scan
from testimonia.engine.run import Item, step_key
from testimonia.pipeline.plan import READ, Origin, Plan, map_plan


class Status(Struct, frozen=True):
    """Sources on disk against those of the last build; `failures` are (path, detail)."""

    where: Path
    sources: int
    is_built: bool
    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    failures: tuple[tuple[str, str], ...] = ()


def status_of(folder: Path, out: Path | None) -> Status:
    """Compare what is on disk with what the last build saw, by time and size."""
    layout, _, found, before = _seen(folder, out)
    if not before:
        return Status(layout.sources, len(found), is_built=False)
    changed = (f.path for f in found.values() if f.path in before and _differs(f, before[f.path]))
    return Status(
        layout.sources,
        len(found),
        is_built=True,
        new=tuple(sorted(found.keys() - before.keys())),
        changed=tuple(changed),
        gone=tuple(sorted(before.keys() - found.keys())),
        failures=tuple((row.path, detail) for row in before.values() for detail in _details(row)),
    )


def _details(row: SourceRow) -> list[str]:
    """What went wrong with a source, in full."""
    return [detail or kind for _, kind, detail in (row.failure, *row.lost) if kind not in ("", "absent")]


def _differs(file: Found, row: SourceRow) -> bool:
    return (file.size_bytes, file.mtime_ns) != (row.size_bytes, row.mtime_ns)


def _seen(folder: Path, out: Path | None) -> tuple[Layout, Plan, dict[str, Found], dict[str, SourceRow]]:
    layout = layout_of(folder, out, look_only=True)
    config = load_config(layout.config, layout.folder.name)
    plan = map_plan(str(layout.plugins), config.plugins.use, config.studies.use)
    scanned = scan(layout, config.sources.exclude, config.limits.file_mib, plan.suffixes)
    found = {f.path: f for f in scanned.found}
    if not layout.memo.exists():
        return layout, plan, found, {}
    memo = Memo(layout.memo, read_only=True)
    try:
        return layout, plan, found, memo.sources()
    finally:
        memo.close()


def why(folder: Path, out: Path | None, source: str, layer: str | None) -> Iterator[str]:
    """For each layer (or the one named): fresh, or the input that made it stale."""
    layout, plan, found, before = _seen(folder, out)
    row = before.get(source) or next((r for r in before.values() if r.id == source), None)
    if row is None:
        known = "it is on disk, but no build has seen it" if source in found else "there is no such source"
        raise ArchiveError(f"{source}: {known}; paths are below {layout.sources}")
    steps = (*plan.first, *plan.second)
    if layer and layer not in {step.name for step in steps}:
        raise ArchiveError(f"there is no layer {layer!r}; layers: {', '.join(sorted(s.name for s in steps))}")
    if row.path not in found:
        yield f"{row.path}: gone from the disk; every layer will be forgotten at the next build"
        return
    capture = capture_digest(read_bytes(layout, row.path))
    origin = Origin(str(layout.sources / row.path), row.path, row.id, 0)
    item = Item(row.path, f"{row.id}:{capture}", origin, row.facts)
    stale: set[str] = set()
    for step in steps:
        reasons = [f"{need} is stale" for need in step.needs if need in stale]
        if step.name not in row.steps:
            _, kind, detail = next((lost for lost in row.lost if lost[0] == step.name), row.failure)
            reasons.append(f"never made: {detail.strip() or kind or 'new'}")
        elif not reasons and step_key(step, item, row.steps) != row.steps[step.name][0]:
            changed_bytes = step.name == READ and capture != row.capture
            reasons.append("the file's bytes changed" if changed_bytes else "its code, or its reader's, changed")
        if reasons:
            stale.add(step.name)
        if not layer or step.name == layer:
            yield f"{step.name:<12} {'stale: ' + '; '.join(reasons) if reasons else 'fresh'}"
