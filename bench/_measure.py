"""Running the real command as a whole process, and what it took: wall time, processor time, peak memory."""

import json
import os
import statistics
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

ROOT = Path(__file__).resolve().parent.parent
# A process of its own, so that RUSAGE_CHILDREN is of this one command; ru_maxrss is of the largest single process.
_PROBE = """
import json, resource, subprocess, sys, time
begin = time.perf_counter()
done = subprocess.run([sys.executable, "-m", "testimonia", *sys.argv[1:]], capture_output=True, text=True)
wall = time.perf_counter() - begin
used = resource.getrusage(resource.RUSAGE_CHILDREN)
cpu = used.ru_utime + used.ru_stime
print(json.dumps([wall, cpu, used.ru_maxrss / 1024, done.returncode, done.stdout, done.stderr]))
"""


class Run(Struct, frozen=True):
    """One run of a command. `largest_mib` is the peak of its largest process, the command's own or a worker's."""

    wall_s: float
    cpu_s: float
    largest_mib: float
    status: int
    output: str
    errors: str


def run(*arguments: str, allowed: Sequence[int] = (0,)) -> Run:
    """`testimonia ARGUMENTS` once; SystemExit with its errors where its exit status is not among those allowed."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program has been compiled once
    done = subprocess.run(
        [sys.executable, "-c", _PROBE, *arguments], capture_output=True, text=True, check=True, env=environment
    )
    made = Run(*json.loads(done.stdout))
    if made.status not in allowed:
        sys.exit(f"testimonia {' '.join(arguments)} ended with {made.status}:\n{made.errors}")
    return made


def load() -> str:
    """How busy the machine is, and how many processors are ours: timings mean nothing without it."""
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return f"{processors} processors, load {os.getloadavg()[0]:.1f}"


def median(runs: Sequence[Run], name: str) -> float:
    """The median of one measure over the runs."""
    return float(statistics.median(getattr(each, name) for each in runs))


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Rows under a head, the first column to the left and the others to the right."""
    widths = [max(len(row[i]) for row in (head, *rows)) for i in range(len(head))]
    lines = []
    for row in (head, ["-" * width for width in widths], *rows):
        cells = [row[0].ljust(widths[0])] + [cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True)]
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)


def size_mib(path: Path) -> float:
    """The bytes of a file, or of all files below a folder, in MiB."""
    files = path.rglob("*") if path.is_dir() else [path]
    return sum(file.stat().st_size for file in files if file.is_file()) / (1 << 20)
