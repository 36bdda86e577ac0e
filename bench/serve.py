"""Searches a second that `serve` answers, by SQLite and by tantivy, asked by wrk over the loopback.

python -m bench.serve [../shared/data/mia] [--pages 1000,20000] [--seconds 10]

The folder's documents are repeated under other ids, as in bench.publish, and only the database and tantivy's index are
made of them. Every question asks /api/search for the first ten hits with their snippets and facets; questions are words
of all ranks, pairs of words, phrases and prefixes, in an order that wrk's script walks through, so that few are asked
twice. Beside the rate stands what one second of the server's own processor time answers, for machines with other work.
Needs wrk (Debian: wrk).
"""

import argparse
import json
import os
import re
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

from bench._measure import ROOT, load, table
from bench.publish import Edition, opened, repeated

from testimonia.archive.database import update_database
from testimonia.archive.tantivy_index import FOLDER, is_installed, update_index
from testimonia.engine.executors import Serial
from testimonia.model.passage import DocumentText
from testimonia.pipeline.mapping import open_page
from testimonia.pipeline.passages import document_text
from testimonia.pipeline.publishing import Press
from testimonia.text.searchwords import words_of

_TICKS = os.sysconf("SC_CLK_TCK")
_CONNECTIONS = 8
_HEAD = ["documents", "engine", "index s", "searches/s", "searches/cpu-s", "p50 ms", "p99 ms", "not answered"]
_SCRIPT = """local at = 0
local asked = {%s}
request = function()
  at = at %% #asked + 1
  return wrk.format("GET", "/api/search?limit=10&q=" .. asked[at])
end
done = function(summary, latency, requests)
  local failed = summary.errors.status + summary.errors.timeout + summary.errors.read + summary.errors.connect
  io.write(string.format('{"count": %%d, "s": %%f, "p50": %%f, "p99": %%f, "failed": %%d}\\n', summary.requests,
    summary.duration / 1e6, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3, failed))
end
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=ROOT.parent / "shared" / "data" / "mia")
    parser.add_argument("--pages", default="1000,20000")
    parser.add_argument("--seconds", type=int, default=10)
    parser.add_argument("--examined", type=Path, help="where the folder was built before with --out")
    arguments = parser.parse_args()
    if not arguments.folder.is_dir():
        sys.exit(f"there is no {arguments.folder}: name a folder of pages")
    if not shutil.which("wrk"):
        sys.exit("wrk is not installed; on Debian: apt-get install wrk")
    rows = []
    with TemporaryDirectory() as temporary:
        examined = arguments.examined or Path(temporary) / "examined"
        if not arguments.examined:
            subprocess.run(
                [sys.executable, "-m", "testimonia", "build", str(arguments.folder), "--out", str(examined), "-q"],
                check=True,
            )
        for pages in map(int, arguments.pages.split(",")):
            home = Path(temporary) / str(pages)
            made(arguments.folder, examined, home, pages)
            rows += list(measured(home, pages, arguments.seconds))
            shutil.rmtree(home)
    print(load())
    print(table(_HEAD, rows))


def made(folder: Path, examined: Path, home: Path, pages: int) -> None:
    """The published database of so many documents."""
    press, edition = repeated(*opened(folder, examined, home, Serial()), pages)
    database = home / "public" / "data" / "archive.sqlite"
    versions = {document.id: "1" for document in edition.dossier.documents}
    update_database(database, edition.dossier, versions, lambda ids: _texts(press, edition, ids))


def _texts(press: Press, edition: Edition, ids: Iterable[str]) -> Iterator[DocumentText]:
    documents = {document.id: document for document in edition.dossier.documents}
    for id in ids:
        page = open_page(press.memo, press.plan, press.rows[documents[id].source], ("structure", "voices", "dates"))
        yield document_text(page, documents[id], edition.paragraphs.get(id, ()), "1")


def measured(home: Path, pages: int, seconds: int) -> Iterator[list[str]]:
    """A row for each engine."""
    database = home / "public" / "data" / "archive.sqlite"
    script = home / "asked.lua"
    script.write_text(_SCRIPT % ",".join(json.dumps(quote(query)) for query in questions(database)), encoding="utf-8")
    for engine in ("sqlite", *(["tantivy"] if is_installed() else [])):
        begin = time.process_time()
        if engine == "tantivy":
            update_index(database, home / ".testimonia" / FOLDER)
        index_s = time.process_time() - begin
        answer, cpu_s = asked(home, script, seconds)
        yield [
            *(f"{pages:,}", engine, f"{index_s:.1f}", f"{answer['count'] / answer['s']:.0f}"),
            *(f"{answer['count'] / cpu_s:.0f}", f"{answer['p50']:.1f}", f"{answer['p99']:.1f}"),
            f"{answer['failed']:.0f}",
        ]


def asked(home: Path, script: Path, seconds: int) -> tuple[dict[str, float], float]:
    """What wrk saw, and the server's processor time meanwhile."""
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "testimonia", "serve", str(home), "--port", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        _wait(port)
        begin = _used_s(server.pid)
        wrk = ["wrk", "-t1", f"-c{_CONNECTIONS}", f"-d{seconds}s", "--timeout", "30s", "-s", str(script)]
        output = subprocess.run([*wrk, f"http://127.0.0.1:{port}/"], check=True, capture_output=True, text=True).stdout
        answer: dict[str, float] = json.loads(output.strip().splitlines()[-1])
        return answer, _used_s(server.pid) - begin
    finally:
        server.terminate()
        server.wait(20)


def _wait(port: int) -> None:
    for _ in range(600):
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            return
        except OSError:
            time.sleep(0.1)
    sys.exit("the server did not start within a minute")


def _used_s(pid: int) -> float:
    """The processor time of a process so far (Linux)."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(") ")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def questions(database: Path) -> list[str]:
    """Words of all ranks, pairs, phrases, prefixes: two thousand, no two alike."""
    with closing(sqlite3.connect(database)) as db:
        texts = [row[0] for row in db.execute("SELECT text FROM paragraphs WHERE rowid % 7 = 0 LIMIT 8000")]
    words = [[word for word in words_of(text) if re.fullmatch("[a-z]+", word)] for text in texts]
    ranked = [word for word, _ in Counter(word for own in words for word in own).most_common(4000)]
    pairs = [" ".join(pair) for pair, _ in Counter(p for own in words for p in pairwise(own)).most_common(4000)]
    patterns = ("{0}", "{0} {1}", '"{2}"', "{0} OR {1}", "{3}*", "{0} -{1}", '"{2}" {1}', "={0} year:1920..1935")
    made = (
        patterns[at % len(patterns)].format(
            ranked[at * 7 % len(ranked)], ranked[at * 31 % len(ranked)], pairs[at * 13 % len(pairs)], ranked[at][:5]
        )
        for at in range(2000)
    )
    return list(dict.fromkeys(made))


if __name__ == "__main__":
    main()
