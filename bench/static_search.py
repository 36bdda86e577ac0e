"""The static site's full-text index at archive size: built by one process, then asked in Chromium from the disk.

python -m bench.static_search [../shared/data/mia] [--pages 1000,5000,20000] [--queries 200]

The folder's pages are repeated, each time with other words: of those outside the commonest, a quarter is exchanged for
words about as common, and some are new, so that the vocabulary grows as that of an archive does. Building is timed in a
process of its own, in processor time, from the published database to the last file. A question is asked on a freshly
opened page; its milliseconds run from the question to the shown hits, its kilobytes are all files of the index that it
loads; what the page itself weighs is told apart.
"""

import argparse
import json
import re
import resource
import sqlite3
import statistics
import subprocess
import sys
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

from bench._measure import ROOT, load, run, table
from msgspec import Struct
from playwright.sync_api import Page, Request, sync_playwright

from testimonia.engine.executors import Serial
from testimonia.model.dossier import ArchiveCard
from testimonia.pipeline.searching import Bindery
from testimonia.site.archiveviews import SearchView
from testimonia.site.render import assets, render
from testimonia.site.views import PageJob

CHROMIUM = "/usr/bin/chromium"
_WORD = re.compile(r"[A-Za-z]+")
_COMMON = 1000
_BAND = 200
_SYLLABLES = "ov eb ing on ard ul em ist ak or".split()
MOST_KB, MOST_MS, LEAST_RATE, MOST_MIB, MOST_SHARE = 300, 300, 1000, 700, 60


class Asked(Struct, frozen=True):
    query: str
    ms: float
    kb: float
    page_kb: float
    said: str


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=ROOT.parent / "shared" / "data" / "mia")
    parser.add_argument("--pages", default="1000,5000,20000")
    parser.add_argument("--queries", type=int, default=200)
    parser.add_argument("--build", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--database", type=Path, help="an archive.sqlite that is built already, instead of the folder")
    parser.add_argument("--worst", type=int, default=5, help="how many of the dearest questions to show")
    arguments = parser.parse_args()
    if arguments.build:
        print(json.dumps(built(arguments.build)))
        return
    if not arguments.database and not arguments.folder.is_dir():
        sys.exit(f"there is no {arguments.folder}: name a folder of pages")
    with TemporaryDirectory() as temporary:
        out = Path(temporary) / "out"
        if not arguments.database:
            run("build", str(arguments.folder), "--out", str(out), "-q")
        database = arguments.database or out / "public" / "data" / "archive.sqlite"
        rows, worst = [], []
        for pages in map(int, arguments.pages.split(",")):
            folder = Path(temporary) / str(pages)
            multiply(database, folder, pages)
            row, asked = measured(folder, pages, arguments.queries)
            rows.append(row)
            print(*row, sep="  ", file=sys.stderr, flush=True)  # the large sizes take their time
            worst += [
                f"{pages:,}: {a.kb:.0f} kB {a.ms:.0f} ms  {a.query}  ({a.said})" for a in asked[: arguments.worst]
            ]
        print(load())
        print(table(_HEAD, rows))
        print("dearest questions:", *worst, sep="\n  ")


_HEAD = [
    *("pages", "pages/s", "MiB", "files", "% of text", "of it texts %", "edit s", "edit files", "new files"),
    *("worst kB", "p90 kB", "page kB", "worst ms", "p90 ms"),
]


def measured(folder: Path, pages: int, count: int) -> tuple[list[str], list[Asked]]:
    """The row of one size, and its questions, the heaviest first."""
    command = [sys.executable, "-m", "bench.static_search", "--build", str(folder)]
    built = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, cwd=ROOT).stdout)
    asked = sorted(ask_all(folder, questions(folder / "archive.sqlite", count)), key=lambda a: -a.kb)
    kb, ms = ([getattr(a, name) for a in asked] for name in ("kb", "ms"))
    row = [
        *(f"{pages:,}", f"{pages / built['cpu_s']:,.0f}", f"{built['mib']:.0f}", f"{built['files']:,}"),
        *(f"{built['share']:.1f}", f"{built['texts']:.1f}", f"{built['edit_s']:.1f}", f"{built['edit_files']:,}"),
        *(f"{built['new_files']:,}", f"{max(kb):.0f}", f"{statistics.quantiles(kb, n=10)[-1]:.0f}"),
        *(f"{max(a.page_kb for a in asked):.0f}", f"{max(ms):.0f}", f"{statistics.quantiles(ms, n=10)[-1]:.0f}"),
    ]
    return row, asked


def built(folder: Path) -> dict[str, float]:
    """Build the index of folder/archive.sqlite; then again with one word of one document changed, and with one document
    more."""
    database, public = folder / "archive.sqlite", folder / "public"
    bindery = Bindery(database, folder / "kept", public, Serial())
    begun = process_time()
    files, _ = bindery.write(_addresses(database), {})
    cpu_s = process_time() - begun
    mib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    texts = index = 0
    for path in (public / "search").rglob("*.js"):
        size = path.stat().st_size
        texts, index = (texts + size, index) if path.parent.name.isdigit() else (texts, index + size)
    with closing(sqlite3.connect(database)) as db:
        words = db.execute("SELECT sum(length(CAST(text AS BLOB))) FROM paragraphs").fetchone()[0]
        middle = db.execute("SELECT document, position, text FROM paragraphs LIMIT 1 OFFSET 500").fetchone()
        changed = _WORD.sub(lambda m: m[0], middle[2]) + " and zanzibar"
        db.execute("UPDATE paragraphs SET text = ? WHERE document = ? AND position = ?", (changed, *middle[:2]))
        db.execute("UPDATE documents SET version = 'other' WHERE id = ?", (middle[0],))
        db.commit()
    begun = process_time()
    edited, edit_files = bindery.write(_addresses(database), files)
    edit_s = process_time() - begun
    with closing(sqlite3.connect(database)) as db:
        db.execute(
            "INSERT INTO documents SELECT 'a-new-one', title, authors, periodical, date, kind, first_year,"
            " last_year, version FROM documents WHERE id = ?",
            (middle[0],),
        )
        db.execute(
            "INSERT INTO paragraphs SELECT 'a-new-one', position, id, text FROM paragraphs WHERE document = ?",
            (middle[0],),
        )
        db.commit()
    _, new_files = bindery.write(_addresses(database), edited)
    made = {"cpu_s": cpu_s, "mib": mib, "files": len(files), "share": 100 * (texts + index) / words}
    for name, body in [*assets(), *render(PageJob("search.html", "search", SearchView(ArchiveCard("Bench"))), None)]:
        (public / name).parent.mkdir(exist_ok=True, parents=True)
        (public / name).write_bytes(body)
    return {**made, "texts": 100 * texts / words, "edit_s": edit_s, "edit_files": edit_files, "new_files": new_files}


def _addresses(database: Path) -> dict[str, str]:
    with closing(sqlite3.connect(database)) as db:
        return {row[0]: f"documents/{row[0]}.html" for row in db.execute("SELECT id FROM documents")}


def multiply(database: Path, folder: Path, pages: int) -> None:
    """A database of so many documents, with the tables that the index is made from."""
    folder.mkdir()
    with closing(sqlite3.connect(database)) as own, closing(sqlite3.connect(folder / "archive.sqlite")) as db:
        db.executescript(
            "CREATE TABLE documents (id, title, authors, periodical, date, kind, first_year, last_year, version);"
            "CREATE TABLE paragraphs (document, position, id, text);"
            "CREATE INDEX p ON paragraphs (document, position);"
            "CREATE TABLE bylines (document, form); CREATE TABLE authors (id, label);"
            "CREATE TABLE author_names (document, author); CREATE TABLE mentions (document, entity, quote);"
            "CREATE TABLE people_and_things (id, kind, label);"
        )
        rows = own.execute(
            "SELECT id, title, authors, periodical, date, kind, first_year, last_year, version"
            " FROM documents ORDER BY id"
        ).fetchall()
        counted = Counter(
            w.lower() for (text,) in own.execute("SELECT text FROM paragraphs") for w in _WORD.findall(text)
        )
        ranked = [word for word, _ in sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))]
        for copy in range(-(-pages // len(rows))):
            change = _changer(ranked, copy)
            for row in rows[: pages - copy * len(rows)]:
                id = f"{row[0]}-{copy}"
                db.execute(f"INSERT INTO documents VALUES ({','.join('?' * 9)})", (id, change(row[1]), *row[2:]))
                query = "SELECT position, id, text FROM paragraphs WHERE document = ? ORDER BY position"
                texts = ((id, at, p, change(text)) for at, p, text in own.execute(query, (row[0],)))
                db.executemany("INSERT INTO paragraphs VALUES (?, ?, ?, ?)", texts)
                forms = own.execute("SELECT form FROM bylines WHERE document = ?", (row[0],))
                db.executemany("INSERT INTO bylines VALUES (?, ?)", [(id, form) for (form,) in forms.fetchall()])
        db.commit()


class _changer:
    """What a copy makes of a text: the same word always becomes the same other one."""

    def __init__(self, ranked: list[str], copy: int) -> None:
        self.ranked, self.copy = ranked, copy
        self.rank = {word: rank for rank, word in enumerate(ranked)}
        self.made: dict[str, str] = {}

    def __call__(self, text: str) -> str:
        return text if self.copy == 0 else _WORD.sub(self._word, text)

    def _word(self, match: re.Match[str]) -> str:
        word = match[0]
        if word not in self.made:
            self.made[word] = self._other(word)
        return self.made[word]

    def _other(self, word: str) -> str:
        rank = self.rank.get(word.lower(), 0)
        chance = zlib.crc32(f"{word.lower()} {self.copy}".encode()) % 100
        if rank < _COMMON or chance >= 28:
            return word
        if chance < 15:
            return word + _SYLLABLES[self.copy % 10] + _SYLLABLES[self.copy // 10 % 10] + _SYLLABLES[rank % 10]
        begin = rank - rank % _BAND
        band = self.ranked[begin : begin + _BAND]
        other = band[(rank + 37 * self.copy) % len(band)]
        return other.capitalize() if word[0].isupper() else other


def questions(database: Path, count: int) -> list[str]:
    """The commonest word, common phrases, prefixes, operators, conditions, over words of all ranks."""
    with closing(sqlite3.connect(database)) as db:
        texts = [row[0] for row in db.execute("SELECT text FROM paragraphs WHERE rowid % 20 = 0 LIMIT 20000")]
    words = [_WORD.findall(text.lower()) for text in texts]
    ranked = [word for word, _ in Counter(w for own in words for w in own if len(w) > 1).most_common()]
    pairs = [" ".join(p) for p, _ in Counter(p for own in words for p in pairwise(own)).most_common(3000)]
    fixed = [
        ranked[0],
        f"={ranked[0]}",
        f'"{pairs[0]}"',
        f'"{pairs[40]}"',
        '"the working class"',
        '"fourth international"',
    ]
    fixed += [
        f"{ranked[0]} {ranked[1]} {ranked[2]}",
        "con*",
        "a*",
        "revol*",
        "workers party",
        "the -of",
        "in:militant the",
    ]
    fixed += [
        "by:trotsky OR by:serge",
        "year:1930..1939 the",
        '"communist party"',
        '"soviet union" stalin',
        "party*",
        "-the",
    ]
    made = []
    for at in range(count - len(fixed)):
        first, other, pair = ranked[int(1.045**at) % len(ranked)], ranked[at * 31 % 3000], pairs[at * 17 % len(pairs)]
        third = ranked[int(1.03**at) % len(ranked)]
        patterns = (first, f"{other} {third}", f'"{pair}"', f"{first[:5]}*", f"{other} OR {first}", f"{other} -{third}",
                    f'"{pair}" {other}', f"={first} year:1920..1935")  # fmt: skip
        made.append(patterns[at % len(patterns)])
    return [*fixed, *made][:count]


def ask_all(folder: Path, queries: list[str]) -> Iterator[Asked]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        for query in queries:
            page = browser.new_page()
            yield ask(page, folder / "public", query)
            page.close()
        browser.close()


_ASK = """async (query) => {
  const list = document.getElementById("results"), begun = performance.now();
  location.hash = new URLSearchParams({ q: query });
  while (list.dataset.answered !== query) await new Promise((go) => setTimeout(go, 1));
  return [performance.now() - begun, document.getElementById("found").textContent];
}"""


def ask(page: Page, public: Path, query: str) -> Asked:
    sizes: dict[str, int] = {}

    def asked(request: Request) -> None:
        path = public / request.url.partition("public/")[2].partition("#")[0]
        sizes[request.url.partition("#")[0]] = path.stat().st_size

    page.on("request", asked)
    page.goto(f"{public.resolve().as_uri()}/search.html")
    ms, said = page.evaluate(_ASK, query)
    index = sum(size for url, size in sizes.items() if "/search/" in url)
    return Asked(query, ms, index / 1000, (sum(sizes.values()) - index) / 1000, said)


if __name__ == "__main__":
    main()
