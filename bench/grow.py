"""How time and memory grow: sets of 1,000, 5,000 and 20,000 pages made of the pages of a folder, each built cold.

python -m bench.grow [../shared/data/mia] [--sizes 1000,5000] [--without reuse]

Each round of copies is another paper's: years are shifted by a whole number of Gregorian cycles of 28 years (so that
weekdays still fit), volumes by the same number of years, titles of periodicals, surnames and paths get letters of their
own. So runs stay as plausible, and as faulty, as they were, and no two rounds share a run. Their sentences are the same
ones, so that the search for shared words finds every page in every round (no archive is like that): `--without reuse`
leaves it out; `bench.reuse --cases grow` shows how it grows.
"""

import argparse
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from bench._measure import ROOT, load, run, size_mib, table

_YEAR = re.compile(r"\b(1[6-9]\d\d)\b")
_VOLUME = re.compile(r"\b(Vol(?:ume)?\.?\s+)(\d{1,3})\b")
_ITALIC = re.compile(r"(<(?:em|i|cite)>\s*)([A-Z]\w+)")
_WORD = re.compile(r"\b([A-Z][a-z]{3,}[a-z])(?=[\s,.;<])")
_SYLLABLES = ("bar", "del", "fen", "gor", "hol", "kem", "lun", "mar", "nor", "pel", "ros", "sal", "tor", "wen")
_CYCLE = 28


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=ROOT.parent / "shared" / "data" / "mia")
    parser.add_argument("--sizes", default="1000,5000")
    parser.add_argument("--without", default="", help="a study that is left out")
    arguments = parser.parse_args()
    if not arguments.folder.is_dir():
        sys.exit(f"there is no {arguments.folder}: name a folder of pages")
    print(measured(arguments.folder, [int(size) for size in arguments.sizes.split(",")], arguments.without))


def measured(folder: Path, sizes: list[int], without: str) -> str:
    """The table of all sizes, with what each costs a page against the first."""
    originals = sorted(path for path in folder.rglob("*") if path.suffix in (".htm", ".html"))
    rows: list[list[str]] = []
    first: float | None = None
    for size in sizes:
        with TemporaryDirectory() as temporary:
            pages, out = Path(temporary) / "pages", Path(temporary) / "out"
            made = multiply(folder, originals, pages, size)
            if without:
                (pages / "testimonia.toml").write_text(f'[studies]\nwithout = ["{without}"]\n', encoding="utf-8")
            cold = run("build", str(pages), "--out", str(out), "-q")
            warm = run("build", str(pages), "--out", str(out), "-q")
            each = cold.cpu_s / made
            first = first or each
            rows.append(
                [
                    f"{made:,}",
                    f"{cold.wall_s:.1f}",
                    f"{cold.cpu_s:.1f}",
                    f"{1000 * each:.1f}",
                    f"{each / first:.2f}",
                    f"{cold.largest_mib:.0f}",
                    f"{warm.wall_s:.2f}",
                    f"{warm.largest_mib:.0f}",
                    f"{size_mib(out / '.testimonia' / 'memo.sqlite'):.0f}",
                    f"{size_mib(out / 'public'):.0f}",
                    f"{size_mib(out / 'public' / 'data' / 'archive.sqlite'):.0f}",
                    load(),
                ]
            )
            print("  ".join(rows[-1]), file=sys.stderr, flush=True)
    head = ["pages", "wall s", "CPU s", "CPU ms a page", "ratio", "MiB", "warm s", "warm MiB", "memo MiB", "site MiB"]
    return table([*head, "database MiB", "load"], rows)


def multiply(folder: Path, originals: list[Path], pages: Path, size: int) -> int:
    """Write so many pages; how many were written."""
    for number, (name, text) in enumerate(_varied(folder, originals)):
        if number == size:
            return number
        path = pages / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text)
    return size


def _varied(folder: Path, originals: list[Path]) -> Iterator[tuple[str, bytes]]:
    """Pages without end: the originals, then round after round of others like them."""
    round_ = 0
    while True:
        for path in originals:
            name = str(path.relative_to(folder))
            raw = path.read_bytes()
            if round_:
                yield (
                    f"{mark_of(round_)}/{_shifted(name, round_)}",
                    varied(raw.decode("latin-1"), round_).encode("latin-1"),
                )
            else:
                yield name, raw
        round_ += 1


def varied(text: str, round_: int) -> str:
    """A page of another round: years, volumes, titles and names changed alike wherever they stand."""
    mark = mark_of(round_)
    text = _shifted(text, round_)
    text = _VOLUME.sub(lambda found: f"{found[1]}{int(found[2]) + round_}", text)
    text = _ITALIC.sub(lambda found: f"{found[1]}{found[2]}{mark}", text)
    return _WORD.sub(lambda found: found[1] + mark if _is_changed(found[1], round_) else found[1], text)


def mark_of(round_: int) -> str:
    """A syllable or two for a round."""
    high, low = divmod(round_, len(_SYLLABLES))
    return (_SYLLABLES[high % len(_SYLLABLES)] if high else "") + _SYLLABLES[low]


def _shifted(text: str, round_: int) -> str:
    shift = _CYCLE * (round_ % 4 - 2)
    return _YEAR.sub(lambda found: str(int(found[1]) + shift) if int(found[1]) + shift < 2000 else found[1], text)


_KEPT = frozenset(
    "January February March April June July August September October November December Sunday Monday Tuesday Wednesday"
    " Thursday Friday Saturday Volume Number Source Transcribed Transcription Markup First Published Written Proofread"
    " Last Updated Works Page Pages Back Marxists Internet Archive Online Version Translated Translation".split()
)


def _is_changed(word: str, round_: int) -> bool:
    """One capitalised word in three of those that are no date, label or number: always the same ones in a round."""
    return word not in _KEPT and (sum(map(ord, word)) + round_) % 3 == 0


if __name__ == "__main__":
    main()
