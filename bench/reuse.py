"""Reuse: what is found of planted copies, and what it costs. Each case in a process of its own.

python -m bench.reuse [--corpora ../shared/data/reuse] [--cases pt1k,pt10k,add,viral,grow,bad]

pt1k, pt10k  planted excerpts: recall by noise, precision, F1 (characters), CPU seconds with clusters made, peak memory
add          100 documents of pt10k added to the others: the last, some from all over; 50 changed and 50 gone
viral        the documents of pt10k with three texts printed in 100, 300 and 1,000 of them, and the same without
grow         1,000, 10,000 and 40,000 documents recombined from paragraphs of pt10k; one process and two
bad          one huge document, 100,000 tiny ones, digits alone, one repeated line, nothing shared
"""

import argparse
import gzip
import json
import os
import random
import resource
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench._measure import ROOT, load, table
from msgspec.structs import replace
from rapidfuzz.distance import Levenshtein

from testimonia.archive.blocks import FolderBlocks
from testimonia.comparers.compared import ReuseText
from testimonia.comparers.reuse import find_reuse
from testimonia.comparers.reuseresult import ReuseResult
from testimonia.engine.collecting import collect_rarely
from testimonia.exporters.jsonl import jsonl
from testimonia.exporters.reuse_rows import cluster_row, pair_row
from testimonia.model.reuse import ReusePair

VIRAL = (100, 300, 1000)
SIZES = (1_000, 10_000, 40_000)
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, default=ROOT.parent / "shared" / "data" / "reuse")
    parser.add_argument("--cases", default="pt1k,pt10k,add,viral,grow,bad", help="or single rows, as in grow-1000-2")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one:
        print(json.dumps(one(arguments.corpora, arguments.one)))
        return
    if not arguments.corpora.is_dir():
        sys.exit(f"there is no {arguments.corpora}: name the folder of pt1k and pt10k")
    print(load())
    for case in arguments.cases.split(","):
        rows = [in_a_process(arguments.corpora, name) for name in names_of(case)]
        head = list(rows[0])
        print(table(head, [[str(row.get(column, "")) for column in head] for row in rows]), flush=True)


def names_of(case: str) -> list[str]:
    """The runs of a case."""
    if case == "viral":
        return ["viral-without", "viral-with"]
    if case == "grow":
        return [f"grow-{size}-{processes}" for size in SIZES for processes in (1, 2)]
    if case == "add":
        return [f"add-{where}" for where in ("end", "middle", "changed")]
    if case == "bad":
        return [f"bad-{kind}" for kind in ("huge", "tiny", "digits", "line", "nothing")]
    return [case]


def in_a_process(corpora: Path, name: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "bench.reuse", "--corpora", str(corpora), "--one", name]
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'src'}"}
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT, env=environment)
    row: dict[str, Any] = json.loads(done.stdout)
    return row


def one(corpora: Path, name: str) -> dict[str, Any]:
    """One run, as a row."""
    collect_rarely()  # as every command does
    kind, _, rest = name.partition("-")
    if kind == "add":
        return added(documents_of(corpora / "pt10k"), rest)
    if kind.startswith("pt"):
        corpus = documents_of(corpora / kind)
        result, cost = costed(corpus)
        truth = [json.loads(line) for line in (corpora / kind / "truth.jsonl").open(encoding="utf-8")]
        return {"case": name, **scored(result.pairs, truth), **cost}
    if kind == "viral":
        return viral(documents_of(corpora / "pt10k"), rest == "with")
    if kind == "grow":
        size, processes = map(int, rest.split("-"))
        return {"case": name, **costed(list(recombined(documents_of(corpora / "pt10k"), size)), processes)[1]}
    return {"case": name, **costed(bad(rest))[1]}


def costed(corpus: Sequence[ReuseText], processes: int = 1) -> tuple[ReuseResult, dict[str, Any]]:
    """The reuse of a corpus, written as JSON Lines, and its cost: CPU and wall seconds, with those of other processes,
    and the peak memory of the largest. With more than one process the blocks are on disk."""
    cpu, wall = cpu_s(), time.perf_counter()
    with TemporaryDirectory() as folder:
        if processes > 1:
            with ProcessPoolExecutor(processes) as pool:
                result = find_reuse(corpus, blocks=FolderBlocks(Path(folder)), spread=pool.map)
        else:
            result = find_reuse(corpus)
        with (Path(folder) / "reuse.jsonl").open("wb") as file:
            file.writelines(jsonl(pair_row(pair, {}) for pair in result.pairs))
            file.writelines(jsonl(cluster_row(cluster, {}) for cluster in result.clusters))
    usage = [resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return result, {
        "documents": len(corpus),
        "gram": result.settings.gram,
        "pairs": len(result.pairs),
        "clusters": len(result.clusters),
        "cpu_s": round(cpu_s() - cpu, 2),
        "wall_s": round(time.perf_counter() - wall, 2),
        "peak_mb": max(usage) >> 10,
    }


def cpu_s() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def added(corpus: list[ReuseText], where: str) -> dict[str, Any]:
    """100 documents added to the others: the last ones, or 100 from all over; or 50 changed and 50 gone."""
    rng = random.Random(19)
    new = set(range(len(corpus) - 100, len(corpus))) if where == "end" else set(rng.sample(range(len(corpus)), 100))
    before, after = [one for number, one in enumerate(corpus) if number not in new], corpus
    if where == "changed":
        before = corpus
        after = [
            changed(one, rng) if n in new else one for n, one in enumerate(corpus) if n not in set(sorted(new)[::2])
        ]
    known = find_reuse(before, keep=True).index
    cpu, wall = time.process_time(), time.perf_counter()
    grown = find_reuse(after, known=known)
    row = {"case": f"add-{where}", "cpu_s": round(time.process_time() - cpu, 2)}
    row["wall_s"] = round(time.perf_counter() - wall, 2)
    whole = find_reuse(after)
    return {**row, "equals_full": (grown.pairs, grown.clusters) == (whole.pairs, whole.clusters)}


def changed(one: ReuseText, rng: random.Random) -> ReuseText:
    """A document with a third of its words gone."""
    words = one.text.split(" ")
    at = rng.randrange(1 + len(words) // 2)
    return replace(one, text=" ".join(words[:at] + words[at + len(words) // 3 :]))


def viral(corpus: list[ReuseText], planted: bool) -> dict[str, Any]:
    """Three texts in many documents, noisy by 0, 5, 10 and 20 %; how many copies are in one cluster."""
    rng = random.Random(11)
    holders: dict[str, int] = {}
    if planted:
        places = rng.sample(range(len(corpus)), sum(VIRAL))
        texts = [rng.choice([one for one in corpus if len(one.text) > 4000]).text[1000:2600] for _ in VIRAL]
        for number, place in enumerate(places):
            which = sum(number >= sum(VIRAL[: k + 1]) for k in range(len(VIRAL)))
            old = corpus[place]
            copy = noisy(texts[which], (0.0, 0.05, 0.1, 0.2)[number % 4], rng)
            corpus[place] = ReuseText(old.document, f"{old.text}\n{copy}", group=old.group)
            holders[old.document] = which
    result, cost = costed(corpus)
    row: dict[str, Any] = {"case": "with" if planted else "without", **cost}
    for which, copies in enumerate(VIRAL if planted else ()):
        best = max(len({w.document for w in c.witnesses if holders.get(w.document) == which}) for c in result.clusters)
        row[f"in one of {copies}"] = best
    return {**row} if planted else {**row, **{f"in one of {copies}": "" for copies in VIRAL}}


def noisy(text: str, share: float, rng: random.Random) -> str:
    """Every letter suffers one error with that probability."""
    read = []
    for char in text:
        if rng.random() >= share:
            read.append(char)
        else:
            read.append(rng.choice((rng.choice(_LETTERS), rng.choice(_LETTERS), "", char + rng.choice(_LETTERS))))
    return "".join(read)


def recombined(corpus: Sequence[ReuseText], size: int) -> Iterator[ReuseText]:
    """Documents whose words are those of the given ones, three at a time (more would itself be reuse); one in ten holds
    a passage of a given one."""
    rng = random.Random(13)
    pieces = [one.text.split() for one in corpus[:4000]]
    for number in range(size):
        words: list[str] = []
        while len(words) < 500:
            some = rng.choice(pieces)
            at = rng.randrange(max(1, len(some) - 3))
            words += some[at : at + 3]
        if number % 10 == 0:
            words += rng.choice(pieces)[:120]
        yield ReuseText(f"d{number:06}", " ".join(words))


def bad(kind: str) -> list[ReuseText]:
    rng = random.Random(17)
    words = ["".join(rng.choices(_LETTERS, k=rng.randrange(2, 9))) for _ in range(20_000)]
    if kind == "huge":
        return [ReuseText("huge", " ".join(rng.choices(words, k=1_500_000))), ReuseText("b", " ".join(words[:3000]))]
    if kind == "tiny":
        return [ReuseText(f"d{n}", " ".join(rng.choices(words, k=4))) for n in range(100_000)]
    if kind == "digits":
        return [ReuseText(f"d{n}", " ".join(str(rng.random()) for _ in range(5_000))) for n in range(20)]
    if kind == "line":
        line = "Pray for the drowned of Saltmarsh and for those who seek them.\n"
        return [ReuseText("a", line * 20_000), ReuseText("b", line * 20_000), ReuseText("c", line)]
    return [ReuseText(f"d{n}", " ".join(rng.choices(words, k=500))) for n in range(2_000)]


def documents_of(folder: Path) -> list[ReuseText]:
    with gzip.open(folder / "docs.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [ReuseText(row["id"], row["text"], group=row["series"]) for row in rows]


def scored(pairs: Sequence[ReusePair], truth: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Recall of planted pairs by noise (half of the copy covered), and recall, precision and F1 in characters; what
    touches nothing planted counts against precision unless its letters, compared again, agree by 0.6."""
    by_pair: defaultdict[tuple[str, str], list[tuple[int, int, int, int]]] = defaultdict(list)
    for pair in pairs:
        a, b = pair.a.quote, pair.b.quote
        by_pair[pair.a.document, pair.b.document].append((a.begin, a.end, b.begin, b.end))
    found: defaultdict[str, list[bool]] = defaultdict(list)
    right: defaultdict[tuple[tuple[str, str], int], int] = defaultdict(int)
    covered = planted = 0
    for row in truth:
        sides = sorted([(row["src"], row["sb"], row["se"]), (row["tgt"], row["tb"], row["te"])])
        (a, ab, ae), (b, bb, be) = sides
        on_a, on_b = set[int](), set[int]()
        for number, (pb, pe, qb, qe) in enumerate(by_pair.get((a, b), ())):
            if min(ae, pe) > max(ab, pb) and min(be, qe) > max(bb, qb):
                on_a |= set(range(max(ab, pb), min(ae, pe)))
                on_b |= set(range(max(bb, qb), min(be, qe)))
                right[(a, b), number] += min(ae, pe) - max(ab, pb) + min(be, qe) - max(bb, qb)
        copy = on_a if row["tgt"] == a else on_b
        name = str(row["noise"]) if row["kind"] == "pair" else row["kind"]
        found[name].append(2 * len(copy) >= row["te"] - row["tb"])
        covered += len(on_a) + len(on_b)
        planted += ae - ab + be - bb
    kept = {(key, n): pe - pb + qe - qb for key, rows in by_pair.items() for n, (pb, pe, qb, qe) in enumerate(rows)}
    numbers: defaultdict[tuple[str, str], int] = defaultdict(int)
    for pair in pairs:
        key = (pair.a.document, pair.b.document)
        if not right.get((key, numbers[key])) and agrees(pair):
            del kept[key, numbers[key]]
        numbers[key] += 1
    recall = covered / planted
    precision = sum(min(size, right.get(key, 0)) for key, size in kept.items()) / max(1, sum(kept.values()))
    rates = {name: round(sum(rows) / len(rows), 3) for name, rows in sorted(found.items())}
    f1 = 2 * recall * precision / (recall + precision)
    return {**rates, "recall": round(recall, 3), "precision": round(precision, 3), "F1": round(f1, 3)}


def agrees(pair: ReusePair) -> bool:
    x, y = ("".join(char for char in side.quote.exact.lower() if char.isalpha()) for side in (pair.a, pair.b))
    return min(len(x), len(y)) >= 40 and Levenshtein.normalized_similarity(x, y) >= 0.6


if __name__ == "__main__":
    main()
