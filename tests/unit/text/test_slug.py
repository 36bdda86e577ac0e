"""Slugs of paths."""

import pytest

from testimonia.text.slug import LIMIT_CHARS, slug_of


@pytest.mark.parametrize(
    ("path", "slug"),
    [
        ("echo/1906/03/05.htm", "echo-1906-03-05"),
        ("Émile Weiß, Œuvres.html", "emile-weiss-oeuvres"),
        ("vol.2/No. 10", "vol-2-no-10"),
        ("ﬁle①.txt", "file1"),
    ],
)
def test_a_path_is_plain_ascii_without_its_suffix(path: str, slug: str) -> None:
    assert slug_of(path) == slug


@pytest.mark.parametrize("path", ["", "..", "新聞/三月.html", "\udc80", "---", "a/" * 500, "x" * 121])
def test_a_slug_is_never_empty_and_never_long(path: str) -> None:
    slug = slug_of(path)
    assert 0 < len(slug) <= LIMIT_CHARS
    assert slug.isascii() and not slug.startswith("-")


def test_two_long_paths_that_differ_at_the_end_keep_apart() -> None:
    assert slug_of("x" * 200 + "a/b") != slug_of("x" * 200 + "a/c")
