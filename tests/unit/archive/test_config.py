"""The language of the site's own words, as testimonia.toml settles it."""

from pathlib import Path

import pytest

from testimonia.archive.config import load_config
from testimonia.archive.errors import ArchiveError


def interface(folder: Path, text: str) -> str:
    path = folder / "testimonia.toml"
    path.write_text(text, encoding="utf-8")
    return load_config(path, "Papers").archive.interface


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("", "en"),
        ('[archive]\nlanguage = "de"', "de"),
        ('[archive]\nlanguage = "cy"', "en"),
        ('[archive]\nlanguage = "de"\n[site]\nlanguage = "fr"', "fr"),
    ],
)
def test_the_site_speaks_what_is_asked_else_the_archive_s_language_else_english(
    tmp_path: Path, text: str, language: str
) -> None:
    assert interface(tmp_path, text) == language


def test_a_language_that_the_site_does_not_speak_is_an_error_that_names_those_it_does(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match=r"site\.language = 'cy'.*\"de\" \(Deutsch\)"):
        interface(tmp_path, '[site]\nlanguage = "cy"')


def test_the_interface_is_no_key_of_the_archive(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match=r"unknown key archive\.interface"):
        interface(tmp_path, '[archive]\ninterface = "de"')
