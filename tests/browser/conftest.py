"""A built site in Debian's Chromium: the one that TESTIMONIA_SITE names, or the example archive, built once."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, Page, Request, sync_playwright

ROOT = Path(__file__).parents[2]
CHROMIUM = Path("/usr/bin/chromium")
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking")
MORE = ("--disable-component-update", "--disable-sync")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a built site."""
    if there := os.environ.get("TESTIMONIA_SITE"):
        return Path(there)
    out = tmp_path_factory.mktemp("site")
    archive = next(folder for folder in sorted((ROOT / "examples").iterdir()) if folder.is_dir())
    command = [sys.executable, "-m", "testimonia", "build", str(archive), "--out", str(out)]
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, env=env, check=False)
    homes = sorted(out.rglob("index.html"), key=lambda path: len(path.parts))
    assert homes, done.stdout + done.stderr
    return homes[0].parent


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        reason = f"no Chromium at {CHROMIUM}: the site was NOT tested in a browser"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=[*QUIET, *MORE])
        yield chromium
        chromium.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    opened = browser.new_context(viewport={"width": 1280, "height": 900})
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext, site: Path) -> Iterator[Page]:
    """A page at the site's home; after the test, no error on its console and no request but for files of the site."""
    opened = context.new_page()
    errors: list[str] = []
    outside: list[str] = []
    home = site.as_uri()

    def heard(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            errors.append(message.text)

    def asked(request: Request) -> None:
        if not request.url.startswith(home):
            outside.append(request.url)

    def thrown(error: Error) -> None:
        errors.append(str(error))

    opened.on("console", heard)
    opened.on("pageerror", thrown)
    opened.on("request", asked)
    opened.goto(f"{home}/index.html")
    yield opened
    assert errors == []
    assert outside == []
