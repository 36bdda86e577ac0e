"""extracted/NAME.jsonl: what extractors from outside answered, a passage a line, appended as it comes.

An answer costs time or money, and the same question is not answered twice alike: so answers are kept as plain text
beside the sources, to be committed, and a build only reads them. Delete a file, or a line, and its claims are gone.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

import msgspec

from testimonia.archive.errors import ArchiveError
from testimonia.model.canon import canonical
from testimonia.model.extraction import Answer


class Append(Protocol):
    def __call__(self, answer: Answer) -> None: ...


def file_of(folder: Path, extractor: str) -> Path:
    """The file of an extractor's answers ("spacy:en_core_web_sm-3.8.0" -> spacy-en_core_web_sm-3.8.0.jsonl)."""
    return folder / f"{re.sub(r'[^A-Za-z0-9._]+', '-', extractor).strip('-.')}.jsonl"


def load_answers(folder: Path) -> dict[str, tuple[Answer, ...]]:
    """The answers about each source, in the order of the files' names and lines; empty where there is no folder.

    A last line without its end is what an interrupted run left, and is passed over; any other broken line is an
    ArchiveError that names it."""
    by_source: dict[str, list[Answer]] = defaultdict(list)
    for path in sorted(folder.glob("*.jsonl")) if folder.is_dir() else ():
        for answer in _read(path):
            by_source[answer.source].append(answer)
    return {source: tuple(answers) for source, answers in sorted(by_source.items())}


def answers_in(path: Path) -> tuple[Answer, ...]:
    """The answers that one file holds; none where it is not there."""
    return tuple(_read(path)) if path.is_file() else ()


@contextmanager
def appending(path: Path) -> Iterator[Append]:
    """Appends answers to a file, each a line, written through at once; what an interrupted run left half is cut off."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.is_file():
        body = path.read_bytes()
        whole = body[: body.rfind(b"\n") + 1]
        if whole != body:
            path.write_bytes(whole)
    with path.open("ab") as file:

        def append(answer: Answer) -> None:
            file.write(canonical(answer) + b"\n")
            file.flush()

        yield append


def _read(path: Path) -> Iterator[Answer]:
    decoder = msgspec.json.Decoder(Answer)
    for number, line in enumerate(path.read_bytes().splitlines(keepends=True), 1):
        if not line.strip() or not line.endswith(b"\n"):
            continue
        try:
            yield decoder.decode(line)
        except msgspec.DecodeError as error:
            raise ArchiveError(
                f"{path}:{number}: not an extractor's answer ({error}); restore or delete the line"
            ) from error
