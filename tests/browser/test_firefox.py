"""The search of the static site in Firefox, from files: Marionette, Firefox's own protocol, needs no driver."""

import json
import shutil
import socket
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from testimonia.archive.database import connect
from testimonia.archive.search import MOST_SHOWN, Window, search
from testimonia.site.paths import href, slug

pytestmark = pytest.mark.browser

FIREFOX = shutil.which("firefox-esr") or shutil.which("firefox") or ""
QUIET = {
    "marionette.port": 0,
    "app.update.enabled": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
}
QUERIES = (
    *(
        "the",
        "=the",
        '"of the"',
        "strik*",
        "strike OR pier",
        "the -strike",
        "year:1900..1950 the",
        "in:courier the",
    ),
    *("person:orme", "the -person:orme"),
)


class Firefox:
    """A browser without a window."""

    def __init__(self, profile: Path) -> None:
        rows = (f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in QUIET.items())
        (profile / "user.js").write_text("".join(rows), encoding="utf-8")
        command = [FIREFOX, "--headless", "--marionette", "--no-remote", "--profile", str(profile)]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.asked = 0
        try:
            self.socket = socket.create_connection(("127.0.0.1", self._port(profile / "MarionetteActivePort")))
            self.socket.settimeout(60)
            self.answers = self.socket.makefile("rb")
            assert self._read()["applicationType"] == "gecko"
            self.ask("WebDriver:NewSession", capabilities={})
        except BaseException:
            self.process.kill()
            raise

    def _port(self, path: Path) -> int:
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline:
            if path.exists() and (port := path.read_text(encoding="ascii").strip()):
                return int(port)
            time.sleep(0.1)
        raise TimeoutError("Firefox did not open its port within two minutes")

    def _read(self) -> Any:
        size = b""
        while (byte := self.answers.read(1)) != b":":
            size += byte
        return json.loads(self.answers.read(int(size)))

    def ask(self, name: str, **parameters: Any) -> Any:
        self.asked += 1
        body = json.dumps([0, self.asked, name, parameters]).encode()
        self.socket.sendall(b"%d:%s" % (len(body), body))
        _, number, error, result = self._read()
        assert (number, error) == (self.asked, None)
        return result

    def run(self, script: str, *arguments: Any) -> Any:
        """The value that a script hands to its last argument."""
        return self.ask("WebDriver:ExecuteAsyncScript", script=script, args=list(arguments))["value"]

    def close(self) -> None:
        self.ask("Marionette:Quit", flags=["eForceQuit"])
        self.socket.close()
        self.process.wait(30)


@pytest.fixture(scope="module")
def firefox(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    if not FIREFOX:
        pytest.skip("no Firefox (Debian: firefox-esr): the search was NOT tested in it")
    opened = Firefox(tmp_path_factory.mktemp("profile"))
    opened.ask("WebDriver:Navigate", url=f"{site.as_uri()}/search.html")
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def db(site: Path) -> Iterator[sqlite3.Connection]:
    with closing(connect(site / "data" / "archive.sqlite")) as opened:
        yield opened


FIND = """const [query, done] = arguments;
testimoniaIndex.search(query, { isHeavy: true }).then(async (found) => {
  const hits = [];
  for (let part = { isEnd: false }; !part.isEnd;) { part = await found.next(50); hits.push(...part.hits); }
  done(hits.map((hit) => hit.href));
}, (problem) => done(problem.message));"""


def test_firefox_finds_what_the_database_finds(firefox: Firefox, db: sqlite3.Connection) -> None:
    different = []
    for query in QUERIES:
        hits = search(db, query, Window(limit=MOST_SHOWN)).hits
        wanted = sorted(href(f"documents/{slug(hit.document)}.html") for hit in hits)
        if sorted(firefox.run(FIND, query)) != wanted or not wanted:
            different.append(query)
    assert different == []


ASK = """const [query, done] = arguments, list = document.getElementById("results");
location.hash = new URLSearchParams({ q: query });
(function look() {
  if (list.dataset.answered !== query) { setTimeout(look, 20); return; }
  const first = list.querySelector("li");
  done([first.querySelector("mark").textContent, first.querySelector("a").href]);
})();"""
STAND = """const [done] = arguments, target = document.querySelector(":target");
setTimeout(() => done([target?.id, target ? target.getBoundingClientRect().top < innerHeight : false]), 100);"""


def test_a_hit_in_firefox_is_marked_and_leads_to_its_paragraph(firefox: Firefox, site: Path) -> None:
    firefox.ask("WebDriver:Navigate", url=f"{site.as_uri()}/search.html")
    marked, target = firefox.run(ASK, "strike")
    assert marked.lower().startswith("str")
    assert target.startswith(site.as_uri())
    firefox.ask("WebDriver:Navigate", url=target)
    assert firefox.run(STAND) == [target.partition("#")[2], True]
