"""The papers of Saltmarsh, built and served: a real archive, with a text that vanished since the first build."""

import shutil
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec import Struct

from testimonia.cli.demo import example_folder
from testimonia.engine.executors import Serial
from testimonia.pipeline import build, open_archive
from testimonia.server.app import Beside, Limits, create_app

with warnings.catch_warnings():  # starlette 1.x asks for a successor of httpx that older ones do not know
    warnings.simplefilter("ignore")
    from starlette.testclient import TestClient

GONE = "letters-1931-gone"
ADDRESS = "https://saltmarsh.example/papers/"


class Served(Struct, frozen=True):
    """A built archive: its folder, and the folder of its texts."""

    home: Path
    texts: Path

    def app(self, origins: tuple[str, ...] = ()) -> object:
        beside = Beside(self.home / ".testimonia" / "memo.sqlite", self.home / "identity", origins)
        limits = Limits(requests_per_minute=100_000)
        public = self.home / "public"
        return create_app(public, public / "data" / "archive.sqlite", limits=limits, beside=beside)


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Served:
    folder = tmp_path_factory.mktemp("served")
    texts = folder / "saltmarsh"
    shutil.copytree(example_folder(), texts, ignore=shutil.ignore_patterns(".testimonia", "public", "identity"))
    config = texts / "testimonia.toml"
    config.write_text(config.read_text("utf-8").replace("[archive]", f'[archive]\naddress = "{ADDRESS}"'), "utf-8")
    gone = texts / "sources" / "letters" / "1931" / "gone.html"
    gone.write_text("<html><body><h1>A Letter Withdrawn</h1><p>I wish I had not written it.</p></body></html>")
    build(open_archive(texts, folder / "out", executor=Serial()), today="2026-01-05")
    gone.unlink()
    build(open_archive(texts, folder / "out", executor=Serial()), today="2026-02-07")
    return Served(folder / "out", texts)


@pytest.fixture(scope="session")
def visitor(served: Served) -> Iterator[TestClient]:
    with TestClient(served.app(), base_url="http://localhost:8000") as client:  # type: ignore[arg-type]
        yield client
