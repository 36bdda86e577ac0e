"""Runs in time: namesakes told apart, how often a periodical came out, which numbers no document attests."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median

from testimonia.model.issue import Attestation, Issue
from testimonia.text.numbering import Numbered, numbered, numbers_of

APART_DAYS = 2 * 366
# Days between two issues, by name; the borders are half-way on a logarithmic scale, roughly.
_RHYTHMS = (("daily", 0.9, 1.5), ("weekly", 5.5, 8.5), ("fortnightly", 12, 17.5), ("monthly", 26, 36),
            ("bimonthly", 52, 72), ("quarterly", 82, 100))  # fmt: skip
GAP_SENTENCES_MAX = 40


def namesakes(rows: Sequence[Attestation]) -> list[list[Attestation]]:
    """The attestations of one title by periodical: apart by place, or by time together with another rhythm and no
    numbering that goes on."""
    return [part for group in _by_place(rows) for part in _by_time(group)]


def _by_place(rows: Sequence[Attestation]) -> list[list[Attestation]]:
    placed: dict[str, list[Attestation]] = defaultdict(list)
    for row in rows:
        placed[_fold_place(row.citation.value("place"))].append(row)
    homeless = placed.pop("", [])
    groups = _joined_places(list(placed.values()))
    if len(groups) < 2:
        return [sorted([*(groups[0] if groups else []), *homeless], key=_document)] if rows else []
    groups.sort(key=len, reverse=True)
    kept = [list(group) for group in groups]
    for row in homeless:
        near = [i for i, group in enumerate(groups) if _fits(row, group)]
        kept[near[0] if near else 0].append(row)
    return kept


def _fold_place(place: str) -> str:
    return re.sub(r"\s+city$", "", place.casefold().strip(" ."))


def _joined_places(groups: list[list[Attestation]]) -> list[list[Attestation]]:
    """Groups of two places are one periodical that moved, or was named by either, where a volume of one falls within a
    year of the same volume of the other."""
    joined: list[list[Attestation]] = []
    for group in groups:
        home = next((other for other in joined if any(_fits(row, other) for row in group)), None)
        if home is None:
            joined.append(list(group))
        else:
            home += group
    return joined


def _fits(row: Attestation, group: Iterable[Attestation]) -> bool:
    n = numbered(row.citation)
    if n.first is None:
        return False
    others = [numbered(other.citation) for other in group]
    return any(o.first is not None and abs(o.first - n.first) <= 366 and o.volume == n.volume for o in others)


def _document(row: Attestation) -> tuple[str, int]:
    return row.document, row.citation.quote.begin


def _by_time(rows: Sequence[Attestation]) -> list[list[Attestation]]:
    """Cut where more than two years lie between papers of another rhythm (days on one side, months on the other) and
    the volumes do not go on."""
    dated = [(n.first, n, row) for row in rows if (n := numbered(row.citation)).first is not None]
    dated.sort(key=lambda each: (each[0] or 0, _document(each[2])))
    undated = [row for row in rows if numbered(row.citation).first is None]
    for at in range(1, len(dated)):
        before, after = dated[:at], dated[at:]
        if (after[0][0] or 0) - (before[-1][0] or 0) > APART_DAYS and _is_other(
            [n for _, n, _ in before], [n for _, n, _ in after]
        ):
            early, late = [row for _, _, row in before], [row for _, _, row in after]
            bigger = early if len(early) >= len(late) else late
            bigger += undated
            return [*_by_time(early), *_by_time(late)]
    return [list(rows)] if rows else []


def _is_other(before: Sequence[Numbered], after: Sequence[Numbered]) -> bool:
    if {n.unit for n in before} & {n.unit for n in after}:
        return False
    volumes_before = [n.volume for n in before if n.volume is not None]
    volumes_after = [n.volume for n in after if n.volume is not None]
    return not (volumes_before and volumes_after and max(volumes_before) < min(volumes_after))


def periodicity_of(issues: Sequence[Issue]) -> str:
    """How often it came out: from days per number within volumes, else from the gaps between dates."""
    rates = _days_per_number(issues)
    if len(rates) >= 3:
        middle = median(rates)
        steady = sum(abs(rate - middle) <= 0.35 * middle for rate in rates)
        name = next((name for name, low, high in _RHYTHMS if low <= middle <= high), "irregular")
        return name if steady >= 0.6 * len(rates) else "irregular"
    return _from_dates(issues)


def _days_per_number(issues: Sequence[Issue]) -> list[float]:
    volumes: dict[tuple[str, str], list[Numbered]] = defaultdict(list)
    for issue in issues:
        n = numbers_of(issue.volume, issue.number, issue.edtf)
        if n.low is not None and n.first is not None and n.unit in ("day", "month", "season"):
            volumes[(issue.series, issue.volume)].append(n)
    rates = []
    for numbers in volumes.values():
        ordered = sorted(numbers, key=lambda n: (n.first or 0, n.low or 0))
        for a, b in pairwise(ordered):
            step = (b.low or 0) - (a.low or 0)
            days = (b.first or 0) - (a.first or 0)
            if step > 0 and 0 < days < 400:
                rates.append(days / step)
    return rates


def _from_dates(issues: Sequence[Issue]) -> str:
    dated = [n for issue in issues if (n := numbers_of("", "", issue.edtf)).first is not None]
    for unit, name, days in (("day", "weekly", 7), ("month", "monthly", 31), ("season", "quarterly", 92)):
        firsts = sorted({n.first for n in dated if n.unit == unit and n.first is not None})
        if len(firsts) < 4 or len(firsts) < 0.8 * len({n.first for n in dated}):
            continue
        gaps = [b - a for a, b in pairwise(firsts)]
        if unit == "day":
            whole = sum(gap % days == 0 for gap in gaps) >= 0.8 * len(gaps)
            return (name if min(gaps) == days else "unknown") if whole else "unknown"
        return name if min(gaps) <= days else "unknown"
    return "unknown"


def gaps_of(issues: Sequence[Issue]) -> tuple[str, ...]:
    """Sentences about the numbers between the first and the last attested of each volume that no document attests."""
    volumes: dict[tuple[str, str], list[tuple[int, int, str]]] = defaultdict(list)
    for issue in issues:
        n = numbers_of(issue.volume, issue.number, issue.edtf)
        if n.volume is not None and n.low is not None and n.high is not None:
            volumes[(issue.series, issue.volume)].append((n.low, n.high, issue.edtf))
    sentences = []
    for (series, volume), numbers in volumes.items():
        if len({edtf[:4] for _, _, edtf in numbers if edtf}) <= 2:
            missing = _missing(sorted(numbers))
            if missing:
                name = f"{series}, Vol. {volume}" if series else f"Vol. {volume}"
                sentences.append(f"{name}: no document attests {_listed(missing)}.")
    return tuple(sentences[:GAP_SENTENCES_MAX])


def _missing(numbers: Sequence[tuple[int, int, str]]) -> list[tuple[int, int]]:
    missing = []
    reached = numbers[0][1]
    for low, high, _ in numbers[1:]:
        if low > reached + 1:
            missing.append((reached + 1, low - 1))
        reached = max(reached, high)
    return missing


def _listed(ranges: Sequence[tuple[int, int]]) -> str:
    words = [str(a) if a == b else f"{a}–{b}" for a, b in ranges]
    name = "No." if len(ranges) == 1 and ranges[0][0] == ranges[0][1] else "Nos."
    return f"{name} {', '.join(words)}"
