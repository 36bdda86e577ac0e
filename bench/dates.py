"""Dates against the seeds' gold, and the grammar's speed on real prose.

    python bench/dates.py [DATA]        DATA is the folder of real documents, ../shared/data unless given

Recall counts the gold dates that stand in the words themselves, not those that need knowledge from outside (an event's
name, "since Lenin's death"). A hit overlaps the gold span and gives its EDTF value.
"""

import json
import re
import sys
import time
from html import unescape
from pathlib import Path

from testimonia.text.dategrammar import DateMatch, find_dates

OUTSIDE = ("event-name", "event-anchored")


def plain_text(page: str) -> str:
    """A page without its tags, roughly, for timing and reading only."""
    page = re.sub(r"(?is)<(script|style|head)\b.*?</\1>", " ", page)
    return unescape(re.sub(r"<[^>]{0,2000}>", " ", re.sub(r"(?i)<(?:br|/p|/h\d|/li)[^>]{0,200}>", "\n\n", page)))


def score(seeds: Path) -> None:
    gold = json.loads((seeds / "gold.json").read_text("utf-8"))
    right = found = wanted = 0
    for path, doc in zip(sorted(seeds.glob("*.txt")), ("A", "B"), strict=True):
        text = path.read_bytes().decode("utf-8")
        entries = [entry for entry in gold["dates"] if entry["doc"] == doc]
        matches = find_dates(text)
        inside = [entry for entry in entries if entry["kind"] not in OUTSIDE]
        wanted, found = wanted + len(inside), found + sum(1 for match in matches if match.edtf)
        for entry in inside:
            hit = next((m for m in matches if m.begin < entry["end"] and entry["start"] < m.end), None)
            if hit and hit.edtf == entry["edtf"]:
                right += 1
            else:
                print(f"  miss  {doc} {entry['text']!r}: {entry['edtf']} ({entry['note']}); read {_shown(text, hit)}")
        for match in matches:
            if not any(match.begin < entry["end"] and entry["start"] < match.end for entry in entries):
                print(f"  extra {doc} {_shown(text, match)}")
    print(f"gold: {right} of {wanted} values right (recall {right / wanted:.3f})")
    print(f"gold: {found} values given (precision {right / found:.3f})")


def _shown(text: str, match: DateMatch | None) -> str:
    if match is None:
        return "nothing"
    return f"{text[match.begin : match.end]!r} {match.kind} {match.edtf or match.anchor}"


def speed(pages: Path) -> None:
    texts = [plain_text(path.read_text("latin-1")) for path in sorted(pages.rglob("*.htm*"))]
    words = sum(len(text.split()) for text in texts)
    find_dates("May 1, 1900")
    start = time.process_time()
    dates = sum(len(find_dates(text)) for text in texts)
    seconds = time.process_time() - start
    print(f"speed: {len(texts)} pages, {words} words, {dates} dates in {seconds:.2f} s: {words / seconds:,.0f} words/s")


def main() -> None:
    data = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/data")
    score(data / "seeds")
    speed(data / "mia")


if __name__ == "__main__":
    main()
