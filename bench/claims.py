"""Claims and contradictions, measured: `python bench/claims.py plant|seeds|speed ../shared/data`.

plant   300 pairs with one thing changed and 150 that only look like conflicts; tuned on seed 1 over the first half of
the people,
        reported on seed 2 over the other half
seeds   claims and relations of the two annotated documents against gold.json
speed   words a second of every analyser, and of claims alone
"""

import hashlib
import json
import math
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from bench.claims_plant import Article, Pair, plant

from testimonia import registry
from testimonia.contract import Page
from testimonia.linkers.dossiers import Gathering, gather_alone
from testimonia.model.claim import Claim
from testimonia.model.finding import Finding
from testimonia.pipeline.plan import GIST, JUDGE, KEYS, PARAGRAPHS, READ, Origin, map_plan, read_source

NOT_LAYERS = (READ, GIST, KEYS, JUDGE, PARAGRAPHS)


def half_of(person: str) -> int:
    """0 or 1, by a hash of the name."""
    return int(hashlib.sha256(person.encode()).hexdigest(), 16) % 2


def wilson(hits: int, count: int) -> str:
    """A share with its 95 % Wilson interval."""
    if not count:
        return "0/0"
    z, p = 1.96, hits / count
    centre, width = p + z * z / (2 * count), z * math.sqrt(p * (1 - p) / count + z * z / (4 * count * count))
    low, high = (centre - width) / (1 + z * z / count), (centre + width) / (1 + z * z / count)
    return f"{p:.3f} ({hits}/{count}, {low:.3f}-{high:.3f})"


def page_of(file: Path, path: str, spent: Counter[str] | None = None) -> Page:
    """A file through every analyser."""
    started = time.process_time()
    reading = read_source((), Origin(str(file), path, path, 60.0))
    if spent is not None:
        spent[READ] += int((time.process_time() - started) * 1e6)
    layers: dict[str, Any] = {}
    plan = map_plan(studies=("people",))
    for step in (*plan.first, *plan.second):
        if step.name not in NOT_LAYERS:
            started = time.process_time()
            layers[step.name] = step.function(Page(reading.source, layers))
            if spent is not None:
                spent[step.name] += int((time.process_time() - started) * 1e6)
    return Page(reading.source, layers)


def judged(pages: Sequence[Page]) -> Iterator[Finding]:
    """The findings on people and names of some pages alone."""
    gathering = gathered(pages)
    for kind, dossiers in (("person", gathering.people), ("name", gathering.names)):
        rules = [rule for rule in registry.rules() if rule.member.subject == kind]
        for dossier in dossiers:
            for rule in rules:
                yield from rule(dossier)


def gathered(pages: Sequence[Page]) -> Gathering:
    """The dossiers of some pages alone."""
    claims = [claim for page in pages for claim in page.layers["claims"]]
    appearances = [one for page in pages for one in page.layers["appearances"]]
    return gather_alone(claims, appearances, [document for page in pages for document in page.documents])


def articles_of(data: Path) -> list[Article]:
    """Every single article with a person: the lives, and the entries of Cousin and of the Britannica slices."""
    found = [
        Article(f.stem, f.parent.name, f.read_text("utf-8"))
        for f in sorted((data / "biographies/lives").glob("*/*.txt"))
    ]
    for file in sorted((data / "biographies").glob("cousin/*.txt")) + sorted(
        (data / "biographies").glob("eb11/*/*.txt")
    ):
        page = page_of(file, file.name)
        for document in page.documents:
            text = page.text[document.begin : document.end].strip()
            if document.kind == "entry" and 150 < len(text) < 20000 and "," in document.title:
                surname, _, given = document.title.lower().partition(",")
                found.append(Article(f"{surname.strip()}-{(given.split() or [''])[0]}", file.parent.name, text))
    return found


def run_plant(data: Path) -> None:
    """Both seeds, each over its own half of the people."""
    articles = articles_of(data)
    for seed, half in ((1, 0), (2, 1)):
        own = [article for article in articles if half_of(article.person) == half]
        _report_plant(
            plant(own, seed, 300, 150),
            f"seed {seed}, half {half} ({len(own)} articles)",
            verbose="-v" in sys.argv and half == 0,
        )


def _report_plant(pairs: Sequence[Pair], title: str, verbose: bool) -> None:
    found: Counter[str] = Counter()
    total: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    reported = right = 0
    with tempfile.TemporaryDirectory() as folder:
        for number, pair in enumerate(pairs):
            pages: list[Page] = []
            for side, text in (("a", pair.a), ("b", pair.b)):
                file = Path(folder) / f"{side}{number}.txt"
                file.write_text(text, "utf-8")
                pages.append(page_of(file, f"{side}/{number}.txt"))
            own = [f for f in judged(pages) if f.verdict == "contradiction"]
            hits = [f for f in own if f.property in pair.properties]
            total[pair.kind] += 1
            reported += len(own)
            right += len(hits) if pair.is_conflict else 0
            found[pair.kind] += bool(hits if pair.is_conflict else own)
            wrong[pair.kind] += len(own) - (len(hits) if pair.is_conflict else 0)
            if verbose and (pair.is_conflict != bool(hits if pair.is_conflict else own) or len(own) > len(hits)):
                _show_pair(pair, own)
    conflicts = {pair.kind for pair in pairs if pair.is_conflict}
    print(f"\n{title}")
    for kind in total:
        print(f"  {kind:20} {found[kind]:4} of {total[kind]:4}   wrong findings {wrong[kind]}")
    print("  recall   ", wilson(sum(found[k] for k in conflicts), sum(total[k] for k in conflicts)))
    print("  precision", wilson(right, reported))
    likes = total.keys() - conflicts
    print(f"  look-alikes reported: {sum(found[k] for k in likes)} of {sum(total[k] for k in likes)}")


def _show_pair(pair: Pair, own: Sequence[Finding]) -> None:
    at = next(
        (i for i, (x, y) in enumerate(zip(pair.a, pair.b, strict=False)) if x != y), min(len(pair.a), len(pair.b))
    )
    print(
        "  -", pair.kind, "|", pair.b[:50].replace("\n", " "), "|", pair.b[max(0, at - 90) : at + 60].replace("\n", " ")
    )
    for finding in own:
        print("       ", finding.code, finding.statement)


def run_speed(data: Path) -> None:
    """Words a second of all analysers together, and the share of claims."""
    spent: Counter[str] = Counter()
    words = 0
    for file in sorted((data / "biographies/lives").glob("*/*.txt")) + sorted((data / "mia").glob("**/*.htm*"))[:200]:
        page = page_of(file, file.name, spent)
        words += sum(document.words for document in page.documents)
    total = sum(spent.values()) / 1e6
    print(
        f"{words} words in {total:.1f} CPU-s: {words / total:.0f} words/s; claims alone {spent['claims'] / 1e6:.2f} s"
    )
    for name, micros in spent.most_common(8):
        print(f"  {name:12} {micros / 1e6:.2f}")


def run_seeds(data: Path) -> None:
    """Claims against the annotated ones: a gold claim is found where ours has its property on an overlapping quote."""
    gold = json.loads((data / "seeds/gold.json").read_text("utf-8"))
    files = {document["id"]: document["file"] for document in gold["documents"]}
    pages = {id_: page_of(data / "seeds" / name, name) for id_, name in files.items()}
    claims = {id_: page.layers["claims"] for id_, page in pages.items()}
    hit: set[str] = set()
    ours: Counter[bool] = Counter()
    for id_, own in claims.items():
        rows = [row for row in gold["claims"] if row["doc"] == id_]
        for claim in own:
            match = [r for r in rows if _is_same(r, claim)]
            hit |= {r["id"] for r in match}
            ours[bool(match)] += 1
            if not match:
                print(
                    "  not in gold:",
                    id_,
                    claim.property,
                    claim.value.value,
                    "|",
                    " ".join(claim.evidence.exact.split())[:100],
                )
    print("claims precision", wilson(ours[True], sum(ours.values())), "recall", wilson(len(hit), len(gold["claims"])))
    listed = [row for row in gold["claims"] if row["property"] not in BESIDE]
    print("of those in the vocabulary: recall", wilson(sum(row["id"] in hit for row in listed), len(listed)))
    print("missed:", ", ".join(f"{r['id']} {r['property']}" for r in gold["claims"] if r["id"] not in hit))
    for finding in judged(list(pages.values())):
        print(finding.code, finding.verdict, finding.statement)


# The gold's names for what our vocabulary says otherwise.
SYNONYMS = {
    "author": "author-of", "co-author-of": "author-of", "deported": "exiled", "defendant-in": "participated-in",
    "accused-in": "participated-in", "falsified-age": "declared-age-changed", "wrote": "author-of",
}  # fmt: skip
# What the gold tells beside the vocabulary that the project's issue lists.
BESIDE = frozenset(
    "time-since-death underwent condition struggle-began struggle-duration credited-with had-family collaborated-with "
    "deprived wrote-in-own-name about first-answer-to acted-under-pressure-of only-organ-since surveilled "
    "attempted-to-kill belongs-to-index supported knew no-news-for stolen disappeared published-under-name".split()
)


def _is_same(row: dict[str, Any], claim: Claim) -> bool:
    overlap = row["start"] < claim.evidence.end and claim.evidence.begin < row["end"]
    return bool(overlap and SYNONYMS.get(row["property"], row["property"]) == claim.property)


if __name__ == "__main__":
    command, root = sys.argv[1], Path(sys.argv[2])
    {"plant": run_plant, "seeds": run_seeds, "speed": run_speed}[command](root)
