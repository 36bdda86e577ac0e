"""Bring the catalogues of phrases up to date with what the templates, the scripts and the code say.

    python -m tools.phrases      writes messages.pot and every catalogue anew; lists what is not translated yet

A phrase that is said no longer leaves the catalogues; one that is new comes with an empty translation.
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

from msgspec.structs import replace

from testimonia.site.wording import Phrase, script_phrases, template_phrases
from testimonia.text.pofile import Entry, PoFile, read_po, write_po

SOURCE = Path(__file__).parents[1] / "src" / "testimonia"
FOLDER = SOURCE / "text" / "phrases"
_POT_HEADER = """Project-Id-Version: testimonia
Language: en
MIME-Version: 1.0
Content-Type: text/plain; charset=UTF-8
Content-Transfer-Encoding: 8bit
Plural-Forms: nplurals=2; plural=n != 1;
"""
_METHODS = {"say": 1, "sense": 2, "count": 2}


def templates() -> list[Path]:
    """The templates of the site and of the server's own pages."""
    return sorted([*SOURCE.glob("site/templates/*.html"), *SOURCE.glob("server/templates/*.html")])


def said() -> list[Entry]:
    """All phrases that the site says, each once, with the files that say it."""
    found: dict[tuple[str, str, str], Entry] = {}
    for file, phrase in _everywhere():
        entry = found.get((phrase.one, phrase.many, phrase.context), Entry(phrase.context, phrase.one, phrase.many))
        found[entry.key] = replace(entry, files=tuple(sorted({*entry.files, file})))
    return sorted(found.values(), key=lambda entry: entry.key)


def brought_up(catalogue: PoFile, phrases: list[Entry]) -> str:
    """A catalogue's text with just these phrases, its translations kept."""
    known = {entry.key: entry.translations for entry in catalogue.entries}
    return write_po(
        catalogue.header,
        (replace(e, translations=known.get(e.key) or ("",) * (catalogue.forms if e.many else 1)) for e in phrases),
    )


def main() -> int:
    """Write the catalogues; 1 where something is not translated."""
    phrases = said()
    pot = write_po(_POT_HEADER, (replace(e, translations=("", "") if e.many else ("",)) for e in phrases))
    (FOLDER / "messages.pot").write_text(pot, encoding="utf-8")
    missing = 0
    for path in sorted(FOLDER.glob("*.po")):
        text = brought_up(read_po(path.read_text(encoding="utf-8")), phrases)
        path.write_text(text, encoding="utf-8")
        for entry in read_po(text).entries:
            if not all(entry.translations):
                missing += 1
                print(f"{path.name}: not translated: {entry.one}")
    print(f"{len(phrases)} phrases; {missing} translations missing")
    return 1 if missing else 0


def _everywhere() -> Iterator[tuple[str, Phrase]]:
    for path in templates():
        for phrase in template_phrases(path.read_text(encoding="utf-8")):
            yield path.name, phrase
    for path in sorted(SOURCE.glob("site/assets/*.js")):
        for phrase in script_phrases(path.read_text(encoding="utf-8")):
            yield path.name, phrase
    for path in sorted([*SOURCE.glob("site/**/*.py"), *SOURCE.glob("server/*.py"), *SOURCE.glob("exporters/*.py")]):
        for phrase in _code_phrases(path):
            yield path.name, phrase


def _code_phrases(path: Path) -> Iterator[Phrase]:
    """`book.say("…")`, `book.sense("…", "…")` and `book.count("…", "…", n)` of a module."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _METHODS):
            continue
        words = [a.value for a in node.args[: _METHODS[node.func.attr]] if isinstance(a, ast.Constant)]
        if not words or not all(isinstance(word, str) for word in words):
            continue
        first, last = str(words[0]), str(words[-1])
        if node.func.attr == "count":
            if len(words) == _METHODS["count"]:
                yield Phrase(0, 0, "", first, last)
        else:
            yield Phrase(0, 0, first if node.func.attr == "sense" else "", last)


if __name__ == "__main__":
    sys.exit(main())
