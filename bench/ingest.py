"""Whole commands over a folder of pages, as a user runs them, against the targets: medians of n runs.

python -m bench.ingest [../shared/data/mia] [--runs 3] [--without reuse] [--use people]

Everything is done on a copy in a temporary folder. "examined cold" is `check` with no memo: reading, all analysers,
linking and all rules, without writing a site. With `--without reuse`, which documents print the same words is left out.
"""

import argparse
import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from bench._measure import ROOT, Run, load, median, run, table
from msgspec import Struct

_COUNTED = re.compile(r"of ([\d,]+) files read; ([\d,]+) words")
WORDS_A_SECOND, PAGES_A_SECOND, LARGEST_MIB = 200_000, 100, 400


class Bench(Struct, frozen=True):
    """A command with its target; `prepare` is called before each run."""

    name: str
    target_s: float
    arguments: tuple[str, ...]
    prepare: Callable[[], None] = lambda: None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=ROOT.parent / "shared" / "data" / "mia")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--without", default="", help="a study that is left out")
    parser.add_argument("--use", default="", help="a study that is asked for")
    arguments = parser.parse_args()
    if not arguments.folder.is_dir():
        sys.exit(f"there is no {arguments.folder}: name a folder of pages")
    with TemporaryDirectory() as temporary:
        pages, out = Path(temporary) / "pages", Path(temporary) / "out"
        shutil.copytree(arguments.folder, pages)
        studies = f'[studies]\nuse = ["{arguments.use}"]\nwithout = ["{arguments.without}"]\n'
        (pages / "testimonia.toml").write_text(studies, encoding="utf-8")
        print(measured(pages, out, arguments.runs))


def measured(pages: Path, out: Path, runs: int) -> str:
    """The table of all benches."""
    counted = _counted(run("check", str(pages), "--out", str(out), allowed=(0, 1)).output)
    rows, largest = [], 0.0
    for bench in _benches(pages, out, *counted):
        made: list[Run] = []
        for _ in range(runs):
            bench.prepare()
            made.append(run(*bench.arguments, allowed=(0, 1)))
        wall, mib = median(made, "wall_s"), median(made, "largest_mib")
        largest = max(largest, mib)
        rows.append(
            [
                bench.name,
                f"{wall:.2f}",
                f"{min(each.wall_s for each in made):.2f}",
                f"{median(made, 'cpu_s'):.2f}",
                f"{mib:.0f}",
                f"{bench.target_s:.2f}" if bench.target_s else "",
                f"{wall / bench.target_s:.2f}" if bench.target_s else "",
            ]
        )
        if bench.name == "examined cold":
            rate = f"{counted[1] / wall:,.0f} words/s, {counted[0] / wall:.0f} pages/s, examined cold"
    head = ["command", "wall s", "best s", "CPU s", "MiB", "target s", "ratio"]
    return "\n".join(
        [
            f"{counted[0]:,} pages, {counted[1]:,} words; median of {runs}; {load()}",
            table(head, rows),
            f"{rate} (targets {WORDS_A_SECOND:,} and {PAGES_A_SECOND})",
            f"largest process {largest:.0f} MiB (target {LARGEST_MIB}, ratio {largest / LARGEST_MIB:.2f})",
        ]
    )


def _benches(pages: Path, out: Path, count: int, words: int) -> list[Bench]:
    def forget() -> None:
        shutil.rmtree(out, ignore_errors=True)

    def edit() -> None:
        text = edited.read_bytes()
        edited.write_bytes(text.replace(b"</p>", b" And so it stood.</p>", 1))

    edited = sorted(path for path in pages.rglob("*") if path.suffix in (".htm", ".html"))[count // 2]
    at = (str(pages), "--out", str(out))
    return [
        Bench("examined cold", max(words / WORDS_A_SECOND, count / PAGES_A_SECOND), ("check", *at, "-q"), forget),
        Bench("built cold", 0, ("build", *at, "-q"), forget),
        Bench("built, nothing changed", 1, ("build", *at, "-q")),
        Bench("built, one page changed", 2, ("build", *at, "-q"), edit),
        Bench("checked warm", 1, ("check", *at, "-q")),
        Bench("--help", 0.15, ("--help",)),
    ]


def _counted(output: str) -> tuple[int, int]:
    """How many files and words `check` says that it read."""
    found = _COUNTED.search(output)
    if not found:
        sys.exit(f"`check` did not say how much it read:\n{output[-400:]}")
    return int(found[1].replace(",", "")), int(found[2].replace(",", ""))


if __name__ == "__main__":
    main()
