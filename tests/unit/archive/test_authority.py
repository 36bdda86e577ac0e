"""Authority files: what is read, and what is refused with a remedy."""

from pathlib import Path

import pytest

from testimonia.archive.authority import load_authority
from testimonia.archive.errors import ArchiveError


def write(folder: Path, words: str, name: str = "people.toml") -> Path:
    (folder / name).write_text(words, encoding="utf-8")
    return folder


def test_an_entry_is_read_whole(tmp_path: Path) -> None:
    words = '[[person]]\nlabel = "Ada Orme"\nnames = ["A. Orme"]\nborn = "1871"\nidentifiers = { viaf = "7" }\n'
    (entry,) = load_authority(write(tmp_path, words))
    assert (entry.id, entry.names, entry.born, entry.identifiers) == (
        "person/ada-orme", ("A. Orme",), "1871", (("viaf", "7"),),
    )  # fmt: skip


def test_an_archive_without_authority_has_none(tmp_path: Path) -> None:
    assert load_authority(tmp_path / "authority") == ()


@pytest.mark.parametrize(
    ("words", "remedy"),
    [
        ('[[persons]]\nlabel = "Ada"\n', "not a kind of entity"),
        ('[[person]]\nnames = ["Ada"]\n', "has no label"),
        ('[[person]]\nlabel = "Ada"\nalias = ["A."]\n', "unknown key “alias”"),
        ('[[person]]\nlabel = "Ada"\nnames = "A."\n', "must be a list"),
        ('[[person]]\nlabel = "Ada\n', "not valid TOML"),
        ('[[person]]\nlabel = "Ada"\n[[person]]\nid = "x"\nlabel = "Ada"\n', "leave it to one of them"),
    ],
)
def test_what_is_wrong_is_refused_with_a_remedy(tmp_path: Path, words: str, remedy: str) -> None:
    with pytest.raises(ArchiveError, match=remedy):
        load_authority(write(tmp_path, words))
