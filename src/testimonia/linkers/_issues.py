"""Attestations put together into issues: by number first, by date where no number is given."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise

from testimonia.model.citation import Part
from testimonia.model.issue import Attestation, Issue
from testimonia.text.numbering import Numbered, days_of, numbered
from testimonia.text.slug import slug_of

Key = tuple[str, ...]
Said = tuple[Attestation, Numbered]
SUPPORT_MIN = 3
ERA_YEARS = 2


def make_issues(rows: Sequence[Attestation], run_id: str) -> tuple[Issue, ...]:
    """The issues of one periodical in order of time.

    Attestations with an equal volume and number are one issue, whatever dates they give: so conflicting dates stand
    side by side. Those with a number alone, or a date alone, join the one issue that agrees with them.
    """
    said = [(row, numbered(row.citation)) for row in rows]
    era_of = _eras(said)
    is_through = _counts_through(said)
    groups: dict[Key, list[Said]] = defaultdict(list)
    partial: list[tuple[int, Said]] = []
    for row, n in said:
        if n.volume is not None and n.low is not None:
            groups[_full_key(row, n, era_of(n))].append((row, n))
        else:
            partial.append((0 if n.low is not None else 1, (row, n)))
    for rank, (row, n) in sorted(partial, key=lambda each: each[0]):
        match = _by_number(groups, row, n) if rank == 0 else _by_date(groups, row, n)
        groups[match or _partial_key(row, n, is_through)].append((row, n))
    issues = [_issue(run_id, key, group) for key, group in groups.items()]
    return tuple(sorted(_apart(issues), key=_order))


def _eras(said: Iterable[Said]) -> "Eras":
    """Volumes are counted from a year; a paper that began again counts from another. Years that three issues or more
    count from are told apart where more than two years lie between."""
    issues = {(n.volume, n.low, n.first, _base(n)) for _, n in said}
    counts: dict[int, set[tuple[int | None, int | None]]] = defaultdict(set)
    for volume, low, _, base in issues:
        if base is not None:
            counts[base].add((volume, low))
    bases = sorted(base for base, numbers in counts.items() if len(numbers) >= SUPPORT_MIN)
    eras: list[list[int]] = []
    for base in bases:
        if eras and base - eras[-1][-1] <= ERA_YEARS:
            eras[-1].append(base)
        else:
            eras.append([base])
    homes = {
        (volume, low): index
        for volume, low, _, base in sorted(issues, key=str)
        for index, era in enumerate(eras)
        if base is not None and era[0] - 1 <= base <= era[-1] + 1
    }
    return Eras(tuple((era[0], era[-1]) for era in eras), homes)


class Eras:
    """Which count of volumes a citation belongs to: "" where a periodical knows but one."""

    def __init__(self, spans: tuple[tuple[int, int], ...], homes: dict[tuple[int | None, int | None], int]) -> None:
        self.spans = spans
        self.homes = homes

    def __call__(self, n: Numbered) -> str:
        if len(self.spans) < 2:
            return ""
        base = _base(n)
        if base is not None:
            for index, (first, last) in enumerate(self.spans):
                if first - 1 <= base <= last + 1:
                    return str(index)
        home = self.homes.get((n.volume, n.low))
        if home is None and base is not None:
            home = min(range(len(self.spans)), key=lambda i: min(abs(base - end) for end in self.spans[i]))
        return str(home or 0)


def _base(n: Numbered) -> int | None:
    """The year that would be volume 0."""
    if n.volume is None or n.middle is None:
        return None
    return date.fromordinal(int(n.middle)).year - n.volume


def _counts_through(said: Iterable[Said]) -> bool:
    """Whether numbers without volumes go on from year to year: each year's lowest is above the highest of the one
    before, over three years or more."""
    years: dict[int, list[int]] = defaultdict(list)
    for _, n in said:
        if n.volume is None and n.low is not None and n.middle is not None:
            years[date.fromordinal(int(n.middle)).year].append(n.low)
    spans = [(min(numbers), max(numbers)) for _, numbers in sorted(years.items())]
    return len(spans) >= SUPPORT_MIN and all(a[1] < b[0] for a, b in pairwise(spans))


def _full_key(row: Attestation, n: Numbered, era: str) -> Key:
    return ("full", *_extra(row), era, str(n.volume), f"{n.low}-{n.high}")


def _extra(row: Attestation) -> tuple[str, str]:
    return row.citation.value("series"), row.citation.value("edition")


def _partial_key(row: Attestation, n: Numbered, is_through: bool) -> Key:
    edtf = row.citation.value("date")
    if n.low is not None:
        return ("number", *_extra(row), f"{n.low}-{n.high}", "" if is_through else edtf[:4])
    if edtf:
        return ("date", *_extra(row), str(n.volume or ""), edtf)
    return ("whole", *_extra(row), str(n.volume or ""), row.citation.value("whole"))


def _by_number(groups: dict[Key, list[Said]], row: Attestation, n: Numbered) -> Key | None:
    if n.first is None:
        return None
    extra = _extra(row)
    matches = [
        key
        for key, group in groups.items()
        if key[0] == "full" and key[1:3] == extra and any(m.low == n.low and _overlap(m, n) for _, m in group)
    ]
    return matches[0] if len(matches) == 1 else None


def _by_date(groups: dict[Key, list[Said]], row: Attestation, n: Numbered) -> Key | None:
    if n.unit not in ("day", "month", "season"):
        return None
    extra = _extra(row)
    matches = [
        key
        for key, group in groups.items()
        if key[1:3] == extra
        and any((m.first, m.last) == (n.first, n.last) and n.volume in (None, m.volume) for _, m in group)
    ]
    return matches[0] if len(matches) == 1 else None


def _overlap(a: Numbered, b: Numbered) -> bool:
    if a.first is None or a.last is None or b.first is None or b.last is None:
        return False
    return a.first <= b.last and b.first <= a.last


def _issue(run_id: str, key: Key, group: Sequence[Said]) -> Issue:
    rows = tuple(row for row, _ in group)
    volume, number, series, whole = (_agreed(rows, part) for part in ("volume", "number", "series", "whole"))
    edition = rows[0].citation.value("edition")
    edtf = _agreed_date(rows)
    era = key[3] if key[0] == "full" else ""
    marks = (("v", volume), ("n", number), ("w", "" if number else whole))
    numbers = "-".join(f"{mark}{value}" for mark, value in marks if value)
    words = [series, numbers or edtf or "undated", edition, edtf[:4] if era else ""]
    name = slug_of(" ".join(word for word in words if word).replace("/", "-").replace(".", "-"))
    return Issue(f"{run_id}/{name}", run_id, series, volume, number, whole, edtf, rows)


def _agreed(rows: Sequence[Attestation], part: Part) -> str:
    values = {row.citation.value(part) for row in rows} - {""}
    return values.pop() if len(values) == 1 else ""


def _agreed_date(rows: Sequence[Attestation]) -> str:
    """The finest date, where every other one holds it; else nothing."""
    dates = sorted({row.citation.value("date") for row in rows} - {""})
    spans = {edtf: days_of(edtf) for edtf in dates}
    sized = [(last - first, edtf) for edtf, (first, last, _) in spans.items() if first is not None and last is not None]
    if not sized:
        return ""
    finest = min(sized)[1]
    first, last, _ = spans[finest]
    for begin, end, _ in spans.values():
        if first is None or last is None or begin is None or end is None or begin > first or end < last:
            return ""
    return finest


def _apart(issues: Sequence[Issue]) -> list[Issue]:
    """The issues with ids of their own where two would share one."""
    seen: dict[str, int] = defaultdict(int)
    told: list[Issue] = []
    for issue in sorted(issues, key=_order):
        seen[issue.id] += 1
        suffix = "" if seen[issue.id] == 1 else f"-{seen[issue.id]}"
        told.append(Issue(issue.id + suffix, *_rest(issue)))
    return told


def _rest(issue: Issue) -> tuple[str, str, str, str, str, str, tuple[Attestation, ...]]:
    return (
        issue.periodical, issue.series, issue.volume, issue.number, issue.whole, issue.edtf, issue.attestations,
    )  # fmt: skip


def _order(issue: Issue) -> tuple[int, int, int, str, str]:
    """By date; an undated or disputed issue by the first date that any attestation gives it, those with none last."""
    edtf = issue.edtf or min(
        (a.citation.value("date") for a in issue.attestations if a.citation.value("date")), default=""
    )
    first, _, _ = days_of(edtf)
    low = numbered(issue.attestations[0].citation).low
    volume = int(issue.volume) if issue.volume.isdecimal() else 0
    return first or 10**7, volume, low or 0, issue.id, issue.attestations[0].document
