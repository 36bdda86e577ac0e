"""The registry: which reader takes a file, and what plugins may do."""

from pathlib import Path

import pytest

from testimonia import registry

PAGE = b"<!DOCTYPE html><html><p>The Echo"
EDITION = b'<?xml version="1.0"?>\n<TEI xmlns="http://www.tei-c.org/ns/1.0">'


@pytest.mark.parametrize(
    ("path", "head", "reader"),
    [
        ("a.htm", PAGE, "html"),
        ("a.txt", PAGE, "html"),
        ("a.htm", b"only words", "html"),
        ("a.txt", b"<p>a</p> <p>b</p> <p>c</p>", "html"),
        ("a.md", b"# The Echo\n<p>a</p> <p>b</p> <p>c</p>", "markdown"),
        ("a.txt", b"# The Echo\n\n[a](b)", "plain"),
        ("letter", b"Dear Ida,", "plain"),
        ("a.xml", EDITION, "tei"),
        ("a.txt", EDITION, "tei"),
        ("a.TXT", b"Dear Ida,", "plain"),
        ("a.txt", "<html>".encode("utf-16"), "html"),
    ],
)
def test_content_decides_before_the_suffix(path: str, head: bytes, reader: str) -> None:
    chosen = registry.choose_reader(path, head)
    assert chosen is not None
    assert chosen[0].name == reader


@pytest.mark.parametrize(
    ("path", "head"),
    [
        ("a.jpg", b"\xff\xd8\xff"),
        ("a.css", b"p {}"),
        ("a.xml", b"<alto>"),
        ("scan", b"\x89PNG"),
        (".gitignore", b"x"),
        ("a.js", PAGE),
    ],
)
def test_what_is_no_source_goes_to_no_reader(path: str, head: bytes) -> None:
    assert registry.choose_reader(path, head) is None


def test_members_are_found_by_their_files() -> None:
    assert [f.member.name for f in registry.readers()] == ["html", "markdown", "plain", "tei"]
    assert all(f.member.code for f in registry.rules())
    assert len({f.member.name for f in registry.analysers()}) == len(registry.analysers())


def test_a_plugin_is_loaded_and_a_broken_one_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "good.py").write_text(
        "from testimonia.contract import rule\n\n"
        "@rule('X001', 'own-rule', 'document', 'note')\ndef judge(page, document):\n    return ()\n"
    )
    (tmp_path / "bad.py").write_text("import no_such_module_of_ours\n")
    functions, problems = registry.load_plugins(tmp_path, ("good", "bad"))
    assert [f.member.code for f in functions] == ["X001"]
    assert [(p.code, p.source) for p in problems] == [("P118", "plugins/bad.py")]
