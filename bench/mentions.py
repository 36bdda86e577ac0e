"""Mentions against 301 names that were read in 91 passages of real pages, and against the seeds' gold; links too.

    python bench/mentions.py [DATA] [--misses]      DATA is the folder of real documents, ../shared/data unless given

`gold/mentions.jsonl` holds, for each passage, its place and digest, and each name's place, kind and digest: no texts.
Names marked "optional" are doubtful (a generic office, a group of people) and count neither way. The passages are
paragraphs drawn by chance, 52 from all and 39 from those with five capitals or more; they were labelled by one reader
who did not see the output. A hit overlaps the gold name and has its kind; an exact one has its very place, but for a
leading article.
"""

import argparse
import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from math import sqrt
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec import Struct

from testimonia.archive.layout import layout_of
from testimonia.archive.sources import scan
from testimonia.engine.run import Item, Values
from testimonia.linkers.people import link_entities
from testimonia.model.entity import Entity
from testimonia.model.layer import Layer
from testimonia.pipeline.plan import KEYS, READ, Origin, enter, map_plan
from testimonia.text.recurrence import taught_facts

STEPS = ("blocks", "names", "furniture", "structure", "parts", "voices", "dates", "citations", "language", "documents")
GOLD = Path(__file__).parents[1] / "gold" / "mentions.jsonl"
Name = tuple[int, int, str]


class Nothing:
    """A memo that holds nothing."""

    def look(self, key: str) -> tuple[str, bytes] | None:
        return None

    def body(self, digest: str) -> bytes:
        raise KeyError(digest)


class Passage(Struct, frozen=True):
    """A labelled stretch of a page."""

    text: str
    begin: int
    end: int
    gold: list[Name]
    optional: list[Name]
    ours: list[Name]


def pages_of(folder: Path) -> dict[str, Values]:
    """All pages of a folder with what mentions need, by path."""
    with TemporaryDirectory() as out:
        layout = layout_of(folder, Path(out))
        found = scan(layout, (), 48).found
    pages: dict[str, Values] = {}
    plan = map_plan(studies=("people",))
    for wave in (plan.first, plan.second):
        facts = taught_facts({path: values[KEYS] for path, values in pages.items()})
        for file in found:
            values = pages.setdefault(file.path, Values(Nothing(), {}))
            origin = Origin(str(layout.sources / file.path), file.path, file.path, 30)
            for step in wave:
                if step.name in (READ, KEYS, "mentions", "cast", "claims", "appearances", *STEPS):
                    item = Item(file.path, "", origin, facts.get(file.path, ()))
                    values.made[step.name], _ = enter(step, item, values)
    return pages


def passages_of(data: Path) -> list[Passage]:
    """The labelled passages, each verified against its digest."""
    pages = pages_of(data / "mia")
    passages = []
    for line in GOLD.read_text("utf-8").splitlines():
        row = json.loads(line)
        values = pages[row["source"].removeprefix("mia/")]
        text = values[READ].text
        if _digest(text[row["begin"] : row["end"]]) != row["digest"]:
            raise SystemExit(f"{row['source']}: the text is not that which was labelled")
        names: tuple[list[Name], list[Name]] = ([], [])
        for begin, end, kind, digest, *optional in row["mentions"]:
            assert _digest(text[begin:end]) == digest
            names[bool(optional)].append((begin, end, kind))
        ours = [(m.begin, m.end, m.kind) for m in values["mentions"].within(row["begin"], row["end"])]
        passages.append(Passage(text, row["begin"], row["end"], *names, ours))
    return passages


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def score(passages: Sequence[Passage], show: bool) -> None:
    """Precision and recall by kind, with Wilson intervals for all."""
    right: Counter[str] = Counter()
    said: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    found: Counter[str] = Counter()
    exact = 0
    for p in passages:
        for name in p.ours:
            if any(_overlap(name, other) for other in p.optional) and not _hit(name, p.gold):
                continue
            said[name[2]] += 1
            right[name[2]] += _hit(name, p.gold)
            exact += any(_bare(p.text, name) == _bare(p.text, g) for g in p.gold)
            if show and not _hit(name, p.gold):
                print(f"  extra  {name[2]}: …{_around(p.text, name)}…")
        for name in p.gold:
            wanted[name[2]] += 1
            found[name[2]] += _hit(name, p.ours)
            if show and not _hit(name, p.ours):
                print(f"  miss   {name[2]}: …{_around(p.text, name)}…")
    for kind in (*sorted(wanted), "all"):
        r, s, f, w = (sum(c.values()) if kind == "all" else c[kind] for c in (right, said, found, wanted))
        print(f"{kind:<13} precision {r}/{s} {wilson(r, s)}  recall {f}/{w} {wilson(f, w)}")
    print(f"of {sum(said.values())} given, {exact} stand at the very place")


def _hit(name: Name, others: Iterable[Name]) -> bool:
    return any(_overlap(name, other) and name[2] == other[2] for other in others)


def _overlap(a: Name, b: Name) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def _bare(text: str, name: Name) -> Name:
    return (name[0] + 4, *name[1:]) if text[name[0] :].lower().startswith("the ") else name


def _around(text: str, name: Name) -> str:
    words = f"{text[max(0, name[0] - 30) : name[0]]}[{text[name[0] : name[1]]}]{text[name[1] : name[1] + 20]}"
    return " ".join(words.split())


def wilson(right: int, count: int) -> str:
    """A share with its 95 % interval (Wilson 1927)."""
    if not count:
        return "–"
    p, z = right / count, 1.96
    middle, half = p + z * z / (2 * count), z * sqrt(p * (1 - p) / count + z * z / (4 * count * count))
    scale = 1 + z * z / count
    return f"{p:.3f} [{(middle - half) / scale:.3f}, {(middle + half) / scale:.3f}]"


def score_links(data: Path, show: bool) -> None:
    """Mentions and links on the seeds: B3 (Bagga and Baldwin 1998) over the gold mentions that we found."""
    gold = json.loads((data / "seeds" / "gold.json").read_text("utf-8"))
    pages = pages_of(data / "seeds")
    files = {row["id"]: row["file"] for row in gold["documents"]}
    entities = link_entities([one for _, values in sorted(pages.items()) for one in values["appearances"]])
    ours = _entity_by_place(entities)
    for kinds in (("person",), ("work", "periodical"), ("org",), ("place",), ("event",)):
        rows = [row for row in gold["mentions"] if row["type"] in kinds]
        shown = [row for row in rows if not _is_furniture(pages[files[row["doc"]]]["furniture"], row)]
        pairs = []
        for row in shown:
            hits = [
                e
                for (source, b, e_), e in ours.items()
                if source == files[row["doc"]] and b < row["end"] and row["start"] < e_
            ]
            pairs.append((row["entity"], hits[0] if hits else f"none {row['id']}"))
            if show and not hits:
                print(f"  miss   {row['type']} {row['doc']} {row['text']!r}")
        precision, recall = b_cubed(pairs)
        f = 2 * precision * recall / max(precision + recall, 1e-9)
        found = sum(not ours_.startswith("none ") for _, ours_ in pairs)
        print(
            f"seeds, {'/'.join(kinds)}: {found} of {len(shown)} mentions outside furniture found; "
            f"B3 precision {precision:.3f} recall {recall:.3f} F1 {f:.3f}"
        )


def _entity_by_place(entities: Iterable[Entity]) -> dict[tuple[str, int, int], str]:
    return {(n.source, n.quote.begin, n.quote.end): e.id for e in entities for n in e.namings if n.quote is not None}


def _is_furniture(furniture: Layer, row: dict[str, int]) -> bool:
    return any(b < row["end"] and row["start"] < e for b, e in zip(furniture.begin, furniture.end, strict=True))


def b_cubed(pairs: Sequence[tuple[str, str]]) -> tuple[float, float]:
    """B3 precision and recall of a clustering, from (gold, ours) for each mention."""
    both, gold, ours = Counter(pairs), Counter(g for g, _ in pairs), Counter(o for _, o in pairs)
    count = max(len(pairs), 1)
    return sum(both[p] / ours[p[1]] for p in pairs) / count, sum(both[p] / gold[p[0]] for p in pairs) / count


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, nargs="?", default=Path("../shared/data"))
    parser.add_argument("--misses", action="store_true")
    arguments = parser.parse_args()
    score_links(arguments.data, arguments.misses)
    score(passages_of(arguments.data), arguments.misses)


if __name__ == "__main__":
    main()
