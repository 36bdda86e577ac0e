"""Plant metadata errors in copies of real pages, and count how many the rules find.

    python bench/plant.py ../shared/data/mia --seed 1

The pages are cut in two halves by a digest of their paths: even seeds plant in one half (for tuning), odd seeds in the
other (for reporting). Each planted page gets one error, in a field of its raw HTML found by plain regular expressions
that share no code with the analysers. A field is planted only where the archive holds another witness of it:

    year         of the source line: a year under the title or in the path, or a volume that three other pages date
    title-year   under the title: a source line with a year
    month        of the source line: a month under the title or in the path
    title-month  under the title: a source line with the same month
    volume       of the source line: five other pages of the same periodical in the same year
    number       of the source line: five other pages of the same periodical in the same year
    pages        a range, turned round: the range itself
    weekday      before a full date: the date itself

Recall: planted errors with a new finding (warning or error) that quotes the planted words. Precision: of all new
findings (absent from the unplanted archive), those that do. Both with Wilson's interval of 95 %.
"""

import argparse
import hashlib
import json
import math
import random
import re
import shutil
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from testimonia.model.finding import Finding
from testimonia.pipeline import examine, open_archive

MONTHS = "January February March April May June July August September October November December".split()
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
SPACE = r"(?:\s|&nbsp;|&#160;|\xa0|</?(?:em|i|b|strong|span)\b[^>]{0,40}>)*"
_MONTH = "|".join(MONTHS)
_SOURCE = re.compile(r"(?:>|\b)(?:Source|From|First\s+[Pp]ublished|Published)\b.{3,400}?(?:<br|</p>|</h\d>)", re.S)
_TITLE_DATE = re.compile(rf"\((?:\d{{1,2}}{SPACE})?({_MONTH}){SPACE}(?:\d{{1,2}},{SPACE})?((?:18|19)\d\d)\)")
_YEAR = re.compile(r"\b((?:18|19)\d\d)\b")
_DATE_YEAR = re.compile(rf"(?:{_MONTH})\b[^<]{{0,12}}?\b((?:18|19)\d\d)\b")
_VOLUME = re.compile(rf"\bVol(?:ume)?\.?{SPACE}(\d{{1,3}}|[IVXLC]{{1,7}})\b")
_NUMBER = re.compile(rf"\bNo\.?{SPACE}(\d{{1,4}})\b(?!\s*[-\u2013,&])")
_PAGES = re.compile(r"\bpp\.?(?:\s|&nbsp;|\xa0)*(\d{1,4}(?:-|&ndash;|&#8211;|\u2013|\x96|\xe2\x80\x93)\d{1,4})\b")
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_WEEKDAY = re.compile(rf"\b({'|'.join(DAYS)}),? (?:the )?(?:{_DAY} (?:{_MONTH})|(?:{_MONTH}) {_DAY}),? (?:18|19)\d\d\b")
_PERIODICAL = re.compile(r"<(?:em|i)\b[^>]*>([^<]{4,60})</(?:em|i)>")
_PATH_YEAR = re.compile(r"/((?:18|19)\d\d)/")
_PATH_MONTH = re.compile(r"/(?:18|19)\d\d/(\d\d|[a-z]{3})[/.]")


class Plant(Struct, frozen=True):
    """One error: in the raw text of a page, `was` at [begin, end) becomes `now`."""

    path: str
    kind: str
    begin: int
    end: int
    was: str
    now: str


class Fields(Struct, frozen=True):
    """What plain regular expressions see of a page: spans into its bytes read as latin-1."""

    path: str
    raw: str
    source: tuple[int, int]
    year: str
    periodical: str

    def in_source(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        return pattern.search(self.raw, *self.source)

    def in_title(self) -> re.Match[str] | None:
        return _TITLE_DATE.search(self.raw, max(self.raw.find("<body"), 0), self.source[0])


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--json", type=Path, help="write every plant and every new finding here")
    args = parser.parse_args(argv)
    with tempfile.TemporaryDirectory(prefix="testimonia-plant-") as scratch:
        copy = Path(scratch) / "pages"
        shutil.copytree(args.folder, copy)
        before = _findings(copy, Path(scratch) / "out")
        plants = choose_plants(copy, args.seed, args.count)
        for plant in plants:
            _write(copy, plant)
        after = _findings(copy, Path(scratch) / "out")
    known = {_key(finding) for finding in before}
    new = [finding for finding in after if _key(finding) not in known]
    _report(plants, new, args.json)
    return 0


def choose_plants(folder: Path, seed: int, count: int) -> list[Plant]:
    """At most one plant a page, the kinds in turn, so that rare fields are not drowned by common ones."""
    pages = [fields for path in sorted(folder.rglob("*.htm*")) if (fields := _fields(folder, path))]
    crowd = Counter((page.periodical, page.year) for page in pages if page.periodical)
    random_ = random.Random(seed)
    half = [page for page in pages if _half(page.path) == seed % 2]
    random_.shuffle(half)
    by_kind: dict[str, list[Plant]] = defaultdict(list)
    for page in half:
        for plant in _plants(page, crowd, random_):
            by_kind[plant.kind].append(plant)
    chosen: dict[str, Plant] = {}
    while len(chosen) < count and any(by_kind.values()):
        for kind in sorted(by_kind):
            free = [plant for plant in by_kind[kind] if plant.path not in chosen]
            by_kind[kind] = free[1:]
            if free and len(chosen) < count:
                chosen[free[0].path] = free[0]
    return list(chosen.values())


def _half(path: str) -> int:
    return hashlib.sha256(path.encode()).digest()[0] % 2


def _fields(folder: Path, path: Path) -> Fields | None:
    raw = path.read_bytes().decode("latin-1")
    name = path.relative_to(folder).as_posix()
    body = raw.find("<body")
    source = next((m for m in _SOURCE.finditer(raw, max(body, 0), max(body, 0) + 6000) if _YEAR.search(m[0])), None)
    if source is None:
        return None
    year, periodical = _YEAR.search(source[0]), _PERIODICAL.search(source[0])
    title = re.sub(r"\W+", " ", periodical[1]).strip().casefold() if periodical else ""
    return Fields(name, raw, source.span(), year[1] if year else "", title.removeprefix("the "))


def _plants(page: Fields, crowd: Counter[tuple[str, str]], random_: random.Random) -> Iterator[Plant]:
    is_crowded = crowd[(page.periodical, page.year)] > 5
    title, path_year, path_month = page.in_title(), _PATH_YEAR.search(page.path), _PATH_MONTH.search(page.path)
    year, volume, number = page.in_source(_DATE_YEAR), page.in_source(_VOLUME), page.in_source(_NUMBER)
    month = page.in_source(re.compile(rf"\b({_MONTH})\b(?!\s*(?:[-\u2013/]|&ndash;))"))
    if year and (title or path_year or (volume and is_crowded)):
        yield _plant(page, "year", year, _other_year(year[1], random_))
    if title and year and title[2] == year[1]:
        yield _plant(page, "title-year", title, _other_year(title[2], random_), 2)
    if month and (title or path_month):
        yield _plant(page, "month", month, _other_month(month[1], random_))
    if title and month and title[1] == month[1]:
        yield _plant(page, "title-month", title, _other_month(title[1], random_))
    if volume and is_crowded:
        yield _plant(page, "volume", volume, _other_number(volume[1], random_))
    if number and is_crowded:
        yield _plant(page, "number", number, _other_number(number[1], random_))
    yield from _turned_pages(page)
    for weekday in list(_WEEKDAY.finditer(page.raw, page.source[1]))[:1]:
        yield _plant(page, "weekday", weekday, random_.choice([day for day in DAYS if day != weekday[1]]))


def _plant(page: Fields, kind: str, match: re.Match[str], now: str, group: int = 1) -> Plant:
    return Plant(page.path, kind, match.start(group), match.end(group), match[group], now)


def _turned_pages(page: Fields) -> Iterator[Plant]:
    pages = page.in_source(_PAGES)
    if pages:
        first, dash, last = re.split(r"(\D+)", pages[1], maxsplit=1)
        if len(first) == len(last) and int(first) < int(last):
            yield _plant(page, "pages", pages, f"{last}{dash}{first}")


def _other_year(was: str, random_: random.Random) -> str:
    return str(int(was) + random_.choice((-10, -3, -2, -1, 1, 2, 3, 10)))


def _other_month(was: str, random_: random.Random) -> str:
    return random_.choice([month for month in MONTHS if month != was])


def _other_number(was: str, random_: random.Random) -> str:
    """Another number of the same kind of numerals, 2 to 9 away."""
    roman = {1: "I", 4: "IV", 5: "V", 9: "IX", 10: "X", 40: "XL", 50: "L", 90: "XC", 100: "C"}
    value = int(was) if was.isdigit() else _of_roman(was)
    now = max(1, value + random_.choice((-1, 1)) * random_.randint(2, 9))
    now = value + 3 if now == value else now
    if was.isdigit():
        return str(now)
    made = ""
    for size in sorted(roman, reverse=True):
        while now >= size:
            made, now = made + roman[size], now - size
    return made


def _of_roman(numeral: str) -> int:
    values = [{"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}[letter] for letter in numeral]
    return sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))


def _write(folder: Path, plant: Plant) -> None:
    path = folder / plant.path
    raw = path.read_bytes().decode("latin-1")
    assert raw[plant.begin : plant.end] == plant.was
    path.write_bytes((raw[: plant.begin] + plant.now + raw[plant.end :]).encode("latin-1"))


def _findings(folder: Path, out: Path) -> list[Finding]:
    findings = examine(open_archive(folder, out)).dossier.findings
    return [finding for finding in findings if finding.severity != "note"]


def _key(finding: Finding) -> tuple[str, ...]:
    """A finding is the same although other neighbours are quoted beside it: its first evidence is what it is about."""
    first = finding.evidence[0]
    return (finding.code, first.source, first.quote.exact)


def _is_true(finding: Finding, plants: dict[str, Plant]) -> bool:
    """Whether some evidence of the finding quotes the planted words of its page."""
    return any(_quotes(e.quote.exact, plants[e.source]) for e in finding.evidence if e.source in plants)


def _quotes(words: str, plant: Plant) -> bool:
    digits = re.findall(r"\w+", plant.now if plant.kind != "pages" else re.sub(r"\D+", " ", plant.now))
    return set(digits) <= set(re.findall(r"\w+", words))


def _report(plants: list[Plant], new: list[Finding], where: Path | None) -> None:
    by_path = {plant.path: plant for plant in plants}
    true = [finding for finding in new if _is_true(finding, by_path)]
    caught = {e.source for finding in true for e in finding.evidence if e.source in by_path}
    caught = {path for path in caught if any(_is_true(f, {path: by_path[path]}) for f in true)}
    print(f"{'kind':12} planted found")
    for kind, count in sorted(Counter(plant.kind for plant in plants).items()):
        print(f"{kind:12} {count:7} {sum(by_path[path].kind == kind for path in caught):5}")
    print(f"recall    {_share(len(caught), len(plants))}")
    print(f"precision {_share(len(true), len(new))}")
    false = [finding for finding in new if finding not in true]
    print("new findings by rule:", dict(sorted(Counter(f.code for f in new).items())))
    print("false, by rule:", dict(sorted(Counter(f.code for f in false).items())))
    if where:
        missed = [vars_of(plant) for plant in plants if plant.path not in caught]
        rows = [{"code": f.code, "says": f.statement, "in": [e.source for e in f.evidence]} for f in false]
        where.write_text(json.dumps({"missed": missed, "false": rows}, indent=1), encoding="utf-8")


def vars_of(plant: Plant) -> dict[str, str]:
    """A plant as a row of the report."""
    return {"path": plant.path, "kind": plant.kind, "was": plant.was, "now": plant.now}


def _share(hits: int, total: int) -> str:
    """A proportion with Wilson's score interval (Wilson 1927) at 95 %.

    >>> _share(8, 10)
    '0.800 (8 of 10, 0.490 to 0.943)'
    """
    if not total:
        return "none"
    z, p = 1.96, hits / total
    middle = (p + z * z / (2 * total)) / (1 + z * z / total)
    half = z * math.sqrt(p * (1 - p) / total + z * z / (4 * total * total)) / (1 + z * z / total)
    return f"{p:.3f} ({hits} of {total}, {middle - half:.3f} to {middle + half:.3f})"


if __name__ == "__main__":
    sys.exit(main())
