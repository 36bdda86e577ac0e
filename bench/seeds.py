"""The two annotated documents against their gold relations: `python -m bench.seeds ../shared/data`.

Both are read as an archive of two files, with the study of people. A relation counts as reported where a finding quotes
words that overlap at least two of its spans (its only one, where it has one). Contradictions and tensions should be;
near-misses must not be, unless as compatible or explained.
"""

import json
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from testimonia.model.finding import Finding
from testimonia.pipeline import examine, open_archive

HARD = ("contradiction", "tension")
WANTED = ("contradiction", "near-miss", "explained", "tension", "textual")


def findings_of(folder: Path) -> tuple[Finding, ...]:
    """Every finding on the two documents, with the study of people."""
    with tempfile.TemporaryDirectory() as place:
        archive = Path(place) / "seeds"
        shutil.copytree(folder, archive / "sources", ignore=shutil.ignore_patterns("*.json"))
        (archive / "testimonia.toml").write_text('[studies]\nuse = ["people"]\n', encoding="utf-8")
        return examine(open_archive(archive)).dossier.findings


def reporting(relation: Mapping[str, Any], files: Mapping[str, str], found: Sequence[Finding]) -> list[Finding]:
    """The findings that quote the words of a relation."""
    spans = [(files[span["doc"]], span["start"], span["end"]) for span in relation["spans"]]
    return [finding for finding in found if _touched(finding, spans) >= min(2, len(spans))]


def _touched(finding: Finding, spans: Sequence[tuple[str, int, int]]) -> int:
    quotes = [(e.source, e.quote.begin, e.quote.end) for e in finding.evidence]
    return sum(any(f == g and b < y and x < e for g, x, y in quotes) for f, b, e in spans)


def main(data: Path) -> None:
    gold = json.loads((data / "seeds/gold.json").read_text("utf-8"))
    files = {document["id"]: document["file"] for document in gold["documents"]}
    found = findings_of(data / "seeds")
    right: Counter[str] = Counter()
    total: Counter[str] = Counter(relation["verdict"] for relation in gold["relations"])
    for relation in gold["relations"]:
        if relation["verdict"] not in WANTED:
            continue
        own = reporting(relation, files, found)
        said = ", ".join(f"{f.code} {f.verdict}" for f in own) or "nothing"
        right[relation["verdict"]] += bool(own)
        if relation["verdict"] == "near-miss":
            right["near-miss reported"] += any(f.verdict in HARD for f in own)
        print(f"{relation['id']} {relation['verdict']:13} {relation['kind']:24} {said}")
    print()
    for verdict in WANTED:
        print(f"{verdict:14} reported {right[verdict]} of {total[verdict]}")
    print(f"near-misses reported as contradictions or tensions: {right['near-miss reported']}")
    print("\nall findings:")
    for finding in found:
        print(" ", finding.code, finding.severity, finding.verdict, finding.statement, finding.rests_on or "")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
