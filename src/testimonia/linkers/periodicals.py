"""Periodicals and their issues, from the citations of all documents.

Citations are put together by folded title (`periodical_key`), each block on its own (`link_run`), so that one changed
page costs its own periodicals. Titles that differ by one letter are joined only where the rarer one's volumes or days
fall where the commoner one's would. Namesakes stay apart: other places, or a later paper under the name of an earlier
one with a numbering of its own. Nothing is resolved: an issue whose attestations disagree keeps them side by side, and
its own value for what they dispute is empty.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from testimonia.linkers._issues import make_issues
from testimonia.linkers._spans import gaps_of, namesakes, periodicity_of
from testimonia.model.citation import Citation
from testimonia.model.document import Document
from testimonia.model.issue import Attestation, Run
from testimonia.text.numbering import Numbered, fold_title, numbered
from testimonia.text.slug import slug_of

HELD = ("source", "first-published", "reprinted")
NEAR_LETTERS_MIN = 7


def link_periodicals(documents: Sequence[Document]) -> tuple[Run, ...]:
    """The runs of all periodicals that the documents name, by label."""
    blocks = periodical_blocks(documents)
    runs = [run for key in sorted(blocks) for run in link_run(blocks[key])]
    return tuple(sorted(runs, key=lambda run: (run.label.casefold(), run.id)))


def periodical_blocks(documents: Sequence[Document]) -> dict[str, tuple[Attestation, ...]]:
    """The attestations of each block, by key: what `link_run` takes."""
    blocks: dict[str, list[Attestation]] = defaultdict(list)
    for document in documents:
        for citation in document.citations:
            key = periodical_key(citation)
            if key:
                held = citation.role in HELD
                blocks[key].append(Attestation(document.id, document.source, citation, held))
    joined = _join_near(blocks)
    result: dict[str, list[Attestation]] = defaultdict(list)
    for key in sorted(blocks):
        result[joined.get(key, key)] += blocks[key]
    return {key: tuple(rows) for key, rows in result.items() if _is_periodical(rows)}


def periodical_key(citation: Citation) -> str:
    """The folded title of a periodical's citation that says something of an issue; else the empty string."""
    says = any(citation.value(part) for part in ("volume", "number", "whole", "date"))
    is_ours = citation.kind == "periodical" and citation.role != "header"
    return fold_title(citation.value("title")) if is_ours and says else ""


def _is_periodical(rows: Sequence[Attestation]) -> bool:
    """Whether the block is more than one month on one title page: a number, an exact day, or two dates."""
    numbers = [numbered(row.citation) for row in rows]
    if not any(row.held for row in rows) and not any(n.volume and n.low for n in numbers):
        return False
    dates = {row.citation.value("date") for row in rows}
    return len(dates - {""}) > 1 or any(n.low is not None or n.unit == "day" for n in numbers)


def _join_near(blocks: Mapping[str, Sequence[Attestation]]) -> dict[str, str]:
    """From a misspelt key to the one it stands for: one letter apart, rarer, and in step with its numbering."""
    shapes: dict[str, list[str]] = defaultdict(list)
    for key in sorted(blocks):
        if len(key) >= NEAR_LETTERS_MIN:
            for shape in {key, *(key[:i] + key[i + 1 :] for i in range(len(key)))}:
                shapes[shape].append(key)
    joined: dict[str, str] = {}
    for near in shapes.values():
        for a, b in ((a, b) for i, a in enumerate(near) for b in near[i + 1 :]):
            rare, common = sorted((a, b), key=lambda key: (len(_pages(blocks[key])), key))
            is_rarer = 2 * len(_pages(blocks[rare])) <= len(_pages(blocks[common]))
            if is_rarer and _one_letter_apart(rare, common) and _in_step(blocks[rare], blocks[common]):
                joined.setdefault(rare, common)
    return {rare: common for rare, common in joined.items() if common not in joined}


def _pages(rows: Iterable[Attestation]) -> set[str]:
    return {row.document for row in rows}


def _one_letter_apart(a: str, b: str) -> bool:
    if a[-1] != b[-1] and (a.startswith(b) or b.startswith(a)):
        return False  # A plural is another name: "Worker" and "Workers".
    if len(a) == len(b):
        different = [(x, y) for x, y in zip(a, b, strict=True) if x != y]
        return len(different) == 1 and all(c.isalpha() for c in different[0])
    longer, shorter = (a, b) if len(a) > len(b) else (b, a)
    at = next((i for i, (x, y) in enumerate(zip(longer, shorter, strict=False)) if x != y), len(shorter))
    return len(longer) == len(shorter) + 1 and longer[at + 1 :] == shorter[at:] and longer[at].isalpha()


def _in_step(rare: Sequence[Attestation], common: Sequence[Attestation]) -> bool:
    """Whether each dated, numbered citation of the rarer title has one of the commoner within a year of it, of the same
    volume; where it gives no volumes, each is of the other's weekday."""
    theirs = [numbered(row.citation) for row in common]
    ours = [n for n in (numbered(row.citation) for row in rare) if n.first is not None]
    if any(n.volume is not None for n in ours):
        return all(any(_beside(n, other) for other in theirs) for n in ours if n.volume is not None)
    return bool(ours) and all(_on_its_day(n, theirs) for n in ours)


def _on_its_day(n: Numbered, theirs: Sequence[Numbered]) -> bool:
    """Whether a day falls among theirs, and on the weekday on which all of theirs within a year fall, four or more."""
    if n.first is None or n.unit != "day":
        return False
    near = [t.first for t in theirs if t.unit == "day" and t.first is not None and abs(t.first - n.first) <= 366]
    is_among = bool(near) and min(near) < n.first < max(near)
    return is_among and len(set(near)) >= 4 and {first % 7 for first in near} == {n.first % 7}


def _beside(a: Numbered, b: Numbered) -> bool:
    return a.volume == b.volume and a.first is not None and b.first is not None and abs(a.first - b.first) <= 366


def link_run(rows: Sequence[Attestation]) -> tuple[Run, ...]:
    """The runs of one block of attestations: one, or several where namesakes stand apart. Pure: it rests on its input
    alone."""
    ordered = sorted(rows, key=lambda row: (row.document, row.citation.quote))
    groups = namesakes(ordered)
    runs = [_run(group) for group in groups]
    labels = Counter(run.label for run in runs)
    return tuple(run if labels[run.label] == 1 else _told_apart(run) for run in runs)


def _run(rows: Sequence[Attestation]) -> Run:
    titles = _by_count(row.citation.value("title") for row in rows)
    places = _by_count(row.citation.value("place") for row in rows)
    label = titles[0]
    run_id = slug_of(label)
    issues = make_issues(rows, run_id)
    return Run(run_id, label, titles, places, periodicity_of(issues), issues, gaps_of(issues))


def _told_apart(run: Run) -> Run:
    """The run under a label that names its place or its years, as its namesakes do theirs."""
    years = [issue.edtf[:4] for issue in run.issues if issue.edtf] or ["undated"]
    span = years[0] if min(years) == max(years) else f"{min(years)}–{max(years)}"
    label = f"{run.label} ({', '.join([*run.places[:1], span])})"
    run_id = slug_of(label)
    rows = [attestation for issue in run.issues for attestation in issue.attestations]
    return Run(run_id, label, run.titles, run.places, run.periodicity, make_issues(rows, run_id), run.gaps)


def _by_count(forms: Iterable[str]) -> tuple[str, ...]:
    counted = Counter(form for form in forms if form)
    return tuple(sorted(counted, key=lambda form: (-counted[form], form)))
