"""The language model's unpacked copy: shared, deletable, and never in the way."""

from pathlib import Path

import pytest

from testimonia.text import languagemodel
from testimonia.text.languagemodel import classifier, keep_unpacked

WORDS = "Die Fähre blieb im März liegen und fuhr nie wieder, und niemand hat je gesagt, warum."


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "testimonia"


def test_the_unpacked_copy_says_what_the_shipped_model_says(cache: Path) -> None:
    shipped = classifier.__wrapped__().classify(WORDS)
    keep_unpacked()
    assert [path.name.startswith("language-model-") for path in cache.iterdir()] == [True]
    assert classifier.__wrapped__().classify(WORDS) == shipped


def test_a_copy_of_another_model_makes_room(cache: Path) -> None:
    old = cache / "language-model-1-0"
    old.mkdir(parents=True)
    keep_unpacked()
    assert not old.exists()


def test_a_copy_that_is_cut_short_is_passed_over(cache: Path) -> None:
    keep_unpacked()
    (copy,) = cache.iterdir()
    (copy / "nextmove.npy").write_bytes(b"\x93NUMPY")
    assert classifier.__wrapped__().classify(WORDS)[0] == "de"


def test_where_no_copy_can_be_kept_the_model_is_read_as_shipped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    keep_unpacked()
    assert languagemodel.classifier.__wrapped__().classify(WORDS)[0] == "de"
