"""CPU time of each map step over a folder, one process, cold: where the time of an ingest goes.

python bench/steps.py ../shared/data/mia [--limit 200]
"""

import argparse
import time
from collections import defaultdict
from pathlib import Path
from tempfile import TemporaryDirectory

from testimonia.archive.layout import layout_of
from testimonia.archive.sources import scan
from testimonia.engine.run import Item, Values
from testimonia.model.canon import pack
from testimonia.pipeline.plan import KEYS, READ, Origin, enter, map_plan
from testimonia.text.recurrence import taught_facts


class Nothing:
    """A memo that holds nothing."""

    def look(self, key: str) -> tuple[str, bytes] | None:
        return None

    def body(self, digest: str) -> bytes:
        raise KeyError(digest)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--limit", type=int, default=10**9)
    arguments = parser.parse_args()
    with TemporaryDirectory() as out:
        layout = layout_of(arguments.folder, Path(out))
        found = scan(layout, (), 48).found[: arguments.limit]
    plan = map_plan()
    spent: dict[str, float] = defaultdict(float)
    packed: dict[str, int] = defaultdict(int)
    pages: dict[str, Values] = {}
    for wave in (plan.first, plan.second):
        taught = taught_facts({path: v[KEYS] for path, v in pages.items()})
        for file in found:
            values = pages.setdefault(file.path, Values(Nothing(), {}))
            facts = taught.get(file.path, ())
            origin = Origin(str(layout.sources / file.path), file.path, file.path, 30)
            for step in wave:
                begin = time.process_time()
                values.made[step.name], _ = enter(step, Item(file.path, "", origin, facts), values)
                spent[step.name] += time.process_time() - begin
                begin = time.process_time()
                packed[step.name] += len(pack(values.made[step.name]))
                spent["(packing)"] += time.process_time() - begin
    words = sum(d.words for v in pages.values() for d in v["documents"])
    chars = sum(len(v[READ].text) for v in pages.values())
    total = sum(spent.values())
    print(f"{len(found)} sources, {words:,} words, {chars:,} characters; one process, cold")
    for name, seconds in sorted(spent.items(), key=lambda pair: -pair[1]):
        size = packed.get(name, 0) / max(chars, 1)
        print(f"{name:<14} {seconds:7.2f} CPU-s {seconds / total:6.1%}  {size:6.2f} B/char")
    print(f"{'all':<14} {total:7.2f} CPU-s         {words / total:,.0f} words/CPU-s")


if __name__ == "__main__":
    main()
