"""The short benches, one after another (`make bench`): the steps of an ingest, whole commands, growth to 1,000 pages.

python -m bench.all
"""

import subprocess
import sys

from bench._measure import ROOT

DATA = ROOT.parent / "shared" / "data" / "mia"
SHORT = (
    ("bench.steps", str(DATA), "--limit", "300"),
    ("bench.ingest", str(DATA), "--runs", "3"),
    ("bench.grow", str(DATA), "--sizes", "250,1000"),
)


def main() -> int:
    """Run each; the number of benches that failed."""
    if not DATA.is_dir():
        print(f"there is no {DATA}; each bench takes another folder: python -m bench.ingest FOLDER")
        return 0
    failed = 0
    for module, *arguments in SHORT:
        print(f"\n== {module} {' '.join(arguments[1:])}", flush=True)
        failed += subprocess.run([sys.executable, "-m", module, *arguments], cwd=ROOT).returncode != 0
    return failed


if __name__ == "__main__":
    sys.exit(main())
