"""A gettext catalogue as a file (.po): read, and written so that two who add strings seldom meet on one line.

Entries are sorted by their words and name the files that use them, without line numbers.
"""

import ast
import re
from collections.abc import Iterable, Iterator

from msgspec import Struct

_LINE = re.compile(r'(?:(msgctxt|msgid|msgid_plural|msgstr(?:\[\d\])?)\s+)?(".*")$')
_HEADER = re.compile(r"^Plural-Forms: nplurals=(\d); plural=([n0-9%&|<>=!?:() ]+);$", re.M)


class Entry(Struct, frozen=True):
    """A phrase: its context and words, those of more than one where it counts, and its translations: one, or one for
    each form of the language; "" where it is not translated."""

    context: str
    one: str
    many: str = ""
    translations: tuple[str, ...] = ()
    files: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, str, str]:
        """What two entries may not share."""
        return self.one, self.many, self.context


class PoFile(Struct, frozen=True):
    """A catalogue; `plural` is gettext's expression in n, which is also good JavaScript."""

    header: str
    forms: int
    plural: str
    entries: tuple[Entry, ...]


class PoError(ValueError):
    """A catalogue that cannot be read: the line, and what stands there."""


def read_po(text: str) -> PoFile:
    """Read a catalogue. PoError where a line is none of gettext's."""
    entries = [_entry(block) for block in _blocks(text)]
    header = next((entry.translations[0] for entry in entries if not entry.one), "")
    match = _HEADER.search(header)
    if match is None:
        raise PoError("the catalogue's head does not say Plural-Forms")
    return PoFile(header, int(match[1]), match[2], tuple(entry for entry in entries if entry.one))


def write_po(header: str, entries: Iterable[Entry]) -> str:
    """The catalogue as text, sorted."""
    blocks = [_written(Entry("", "", "", (header,))), *map(_written, sorted(entries, key=lambda entry: entry.key))]
    return "\n".join(blocks)


def _blocks(text: str) -> Iterator[dict[str, str]]:
    """For each entry its keywords with their words, "#:" with its files."""
    block: dict[str, str] = {}
    last = ""
    for number, line in enumerate([*text.splitlines(), ""], 1):
        line = line.strip()
        if not line:
            if "msgid" in block:
                yield block
            block, last = {}, ""
        elif line.startswith("#"):
            block["#:"] = block.get("#:", "") + (f" {line[2:].strip()}" if line.startswith("#:") else "")
        elif (match := _LINE.match(line)) and (match[1] or last):
            last = match[1] or last
            block[last] = block.get(last, "") + str(ast.literal_eval(match[2]))
        else:
            raise PoError(f"line {number} is no line of a catalogue: {line}")


def _entry(block: dict[str, str]) -> Entry:
    forms = sorted(name for name in block if name.startswith("msgstr"))
    return Entry(
        context=block.get("msgctxt", ""),
        one=block["msgid"],
        many=block.get("msgid_plural", ""),
        translations=tuple(block[name] for name in forms),
        files=tuple(block.get("#:", "").split()),
    )


def _written(entry: Entry) -> str:
    lines = [f"#: {file}" for file in entry.files]
    if "{" in entry.one + entry.many:
        lines.append("#, python-brace-format")
    if entry.context:
        lines.append(f"msgctxt {_quoted(entry.context)}")
    lines.append(f"msgid {_quoted(entry.one)}")
    if entry.many:
        lines.append(f"msgid_plural {_quoted(entry.many)}")
        lines += [f"msgstr[{form}] {_quoted(words)}" for form, words in enumerate(entry.translations)]
    else:
        lines.append(f"msgstr {_quoted(entry.translations[0] if entry.translations else '')}")
    return "\n".join(lines) + "\n"


def _quoted(words: str) -> str:
    body = words.replace("\\", "\\\\").replace('"', '\\"')
    if "\n" not in body:
        return f'"{body}"'
    return "\n".join(['""', *(f'"{line}\\n"' for line in body.splitlines())])
