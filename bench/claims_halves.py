"""The unseen half: real articles and pages, split in two by a hash of the name; every contradiction to be read.

    python -m bench.claims_halves pairs  ../shared/data [HALF]    contradictions, and 100 random pairs of articles
    python -m bench.claims_halves claims ../shared/data [HALF]    200 claims drawn by chance

Half 0 is for reading and tuning, half 1 for judging. What was read is kept in gold/lives.jsonl and gold/claims.jsonl:
places, digests and verdicts, no texts. What has no verdict yet is printed as "unjudged", with its quotes, and counts
nowhere. Of a pair that conflicts the gold names the properties; it is found where a contradiction of that property has
witnesses in both articles (in either, where an article contradicts itself).
"""

import hashlib
import json
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

from bench.claims import gathered, half_of, judged, page_of, wilson
from msgspec import Struct, field

from testimonia.contract import Page
from testimonia.model.claim import Claim
from testimonia.model.finding import Finding

GOLD = Path(__file__).parents[1] / "gold"
LIFE = ("birth-date", "death-date", "birth-place", "death-place", "age-at-death")
PAIRS, CLAIMS, SEED = 100, 200, 7


class Half(Struct):
    """The pages of one half, the claims of each person by label, and the contradictions reported."""

    pages: list[Page] = field(default_factory=list)
    people: dict[str, list[Claim]] = field(default_factory=lambda: defaultdict(list))
    reported: list[Finding] = field(default_factory=list)


def pages_of(data: Path, half: int) -> list[Page]:
    """Lives, dictionary and encyclopaedia of one half's people (by surname), and one half of the pages of mia."""
    pages = []
    for file in sorted((data / "biographies").glob("**/*.txt")):
        path = file.relative_to(data / "biographies").as_posix()
        if path.startswith("lives/") and half_of(file.stem) != half:
            continue
        page = page_of(file, path)
        if not path.startswith("lives/"):
            own = (c for c in page.layers["claims"] if half_of(c.subject.value.split(",")[0].lower()) == half)
            page = Page(page.source, {**page.layers, "claims": tuple(own)})
        pages.append(page)
    for file in sorted((data / "mia").glob("**/*.htm*")):
        path = file.relative_to(data).as_posix()
        if half_of(path) == half:
            pages.append(page_of(file, path))
    return pages


def half_from(data: Path, half: int) -> Half:
    """One half, read, linked and judged: lives and mia apart, as two archives."""
    found = Half(pages_of(data, half))
    for is_mia in (False, True):
        pages = [page for page in found.pages if page.source.path.startswith("mia/") == is_mia]
        found.reported += [f for f in judged(pages) if f.verdict == "contradiction"]
        for person in gathered(pages).people:
            found.people[f"{person.label} ({person.id})"] += (c for c in person.claims if c.extractor != "page")
    return found


def key_of(finding: Finding) -> str:
    """What knows a finding again: its property and the values of its sources, whatever the clauses around them."""
    told = sorted({f"{e.source}={e.value}" for e in finding.evidence})
    return "finding-" + hashlib.sha256("|".join((finding.property, *told)).encode()).hexdigest()[:12]


def pair_key(a: str, b: str) -> str:
    """What knows a pair of articles again."""
    return "pair-" + hashlib.sha256(f"{a}|{b}".encode()).hexdigest()[:12]


def gold_of(name: str) -> dict[str, dict[str, Any]]:
    """The verdicts of a file, by key."""
    file = GOLD / name
    rows = map(json.loads, file.read_text("utf-8").splitlines()) if file.exists() else ()
    return {row["id"]: row for row in rows}


def pairs_of(half: Half) -> dict[str, tuple[str, str, str]]:
    """Pairs of documents that both tell of a person's life, by key: the two ids and the person."""
    found: dict[str, tuple[str, str, str]] = {}
    for label, own in sorted(half.people.items()):
        told = sorted({c.document for c in own if c.property in LIFE})
        found |= {pair_key(a, b): (a, b, label) for a, b in combinations(told, 2)}
    return found


def run_pairs(data: Path, half_number: int) -> None:
    """Print what is to be read, and the figures of what has been."""
    half, gold = half_from(data, half_number), gold_of("lives.jsonl")
    pairs = pairs_of(half)
    count = sum(len(own) for own in half.people.values())
    print(
        f"half {half_number}: {count} claims, {len(half.people)} people, {len(half.reported)} contradictions reported"
    )
    for finding in sorted(half.reported, key=lambda f: (f.code, f.statement)):
        verdict = gold.get(key_of(finding), {}).get("verdict", "unjudged")
        print(f"\n{key_of(finding)} [{verdict}] {finding.code} {finding.statement}")
        for e in finding.evidence:
            print(f"    {e.source} [{e.quote.begin}:{e.quote.end}] {e.value}: {_end(e.quote.exact)}")
    print(f"\n{len(pairs)} pairs of articles on one person")
    for key in random.Random(SEED).sample(sorted(pairs), min(PAIRS, len(pairs))):
        a, b, label = pairs[key]
        told = [f"{c.property}={c.value.value}" for d in (a, b) for c in half.people[label] if _is_of(c, d)]
        print(f"{key} [{gold.get(key, {}).get('verdict', 'unjudged')}] {label}: {a} | {b}: {', '.join(told)}")
    _figures(half, pairs, gold, half_number)


def _figures(half: Half, pairs: dict[str, tuple[str, str, str]], gold: dict[str, dict[str, Any]], number: int) -> None:
    verdicts = [gold[key]["verdict"] for key in map(key_of, half.reported) if key in gold]
    unread = len(half.reported) - len(verdicts)
    print("\nprecision", wilson(verdicts.count("right"), len(verdicts)), f"({unread} unread)")
    conflicts = [row for row in gold.values() if row.get("conflict") and row["half"] == number]
    hits = [_is_found(row, half.reported, pairs) for row in conflicts]
    print("recall   ", wilson(sum(hits), len(hits)), "of the pairs that conflict among those read")
    for row, hit in zip(conflicts, hits, strict=True):
        if not hit:
            print("  missed:", row["id"], ", ".join(row["conflict"]), *pairs.get(row["id"], ("not a pair any more",)))


def _is_found(row: dict[str, Any], reported: Iterable[Finding], pairs: dict[str, tuple[str, str, str]]) -> bool:
    a, b, _ = pairs.get(row["id"], ("", "", ""))
    for finding in reported:
        documents = {e.document for e in finding.evidence}
        wanted = {a, b} <= documents or (row.get("inside", False) and bool({a, b} & documents))
        if wanted and finding.property in row["conflict"]:
            return True
    return False


def _is_of(claim: Claim, document: str) -> bool:
    return claim.document == document and claim.property in LIFE


def run_claims(data: Path, half_number: int) -> None:
    """Claims drawn by chance, in equal parts from lives and mia, each with its clause, to be read; and the precision of
    those that have been."""
    pages, gold = pages_of(data, half_number), gold_of("claims.jsonl")
    drawn: list[Claim] = []
    for is_mia in (False, True):
        own = [
            c
            for page in pages
            if page.source.path.startswith("mia/") == is_mia
            for c in page.layers["claims"]
            if c.extractor != "page"
        ]
        drawn += sorted({claim_key(c): c for c in own}.values(), key=_lot)[: CLAIMS // 2]
    right: Counter[str] = Counter()
    read: Counter[str] = Counter()
    texts = {page.source.path: page.text for page in pages}
    for claim in drawn:
        key = claim_key(claim)
        verdict = gold.get(key, {}).get("verdict", "unjudged")
        print(
            f"{key} [{verdict}] {claim.property} | {claim.subject.value} | {claim.value.value} | {claim.when} | {claim.mode}"  # noqa: E501
        )
        before = texts[claim.source][max(0, claim.evidence.begin - 160) : claim.evidence.begin]
        print(f"    {claim.source} [{claim.evidence.begin}] … {_end(before)} >>> {_end(claim.evidence.exact)}")
        if key in gold:
            read[claim.property] += 1
            right[claim.property] += verdict == "right"
    for name in sorted(read):
        print(f"  {name:22} {wilson(right[name], read[name])}")
    print("claims, precision", wilson(sum(right.values()), sum(read.values())))


def _lot(claim: Claim) -> str:
    """A lot that a claim keeps, however many others come or go: most verdicts outlive a change of the code."""
    return hashlib.sha256(f"{SEED}|{claim_key(claim)}".encode()).hexdigest()


def claim_key(claim: Claim) -> str:
    """What knows a claim again."""
    parts = (claim.source, claim.property, claim.subject.value, claim.value.value)
    place = str(claim.value.quote.begin if claim.value.quote else -1)
    return "claim-" + hashlib.sha256("|".join((*parts, place)).encode()).hexdigest()[:12]


def _end(words: str, chars: int = 200) -> str:
    return " ".join(words.split())[-chars:]


def main(arguments: Sequence[str]) -> None:
    command, data, number = arguments[0], Path(arguments[1]), int(arguments[2]) if len(arguments) > 2 else 1
    {"pairs": run_pairs, "claims": run_claims}[command](data, number)


if __name__ == "__main__":
    main(sys.argv[1:])
