"""Asking extractors from outside (`testimonia extract`). What they answer is kept; a build reads it (answering.py)."""

from collections import Counter
from collections.abc import Iterator, Mapping

from msgspec import Struct

from testimonia.analysers.claims import PROSE
from testimonia.archive.extracted import answers_in, appending, file_of
from testimonia.archive.memo import Memo
from testimonia.contract import Extractor, Heard, Page
from testimonia.model.extraction import Answer, passage_digest
from testimonia.pipeline import Archive, Examined
from testimonia.pipeline.mapping import open_page
from testimonia.text.licence import Licensed, licensed

PASSAGE_CHARS, HEAD_CHARS = 4_000, 48


class Passage(Struct, frozen=True):
    """A stretch of a source's text that is asked about at once: whole paragraphs of one document."""

    source: str
    begin: int
    end: int
    text: str

    @property
    def digest(self) -> str:
        return passage_digest(self.text)


class Extraction(Struct, frozen=True):
    """What came of asking: how many passages were asked about and how many had been answered before; what was proposed,
    what of it stands, and why the rest does not."""

    asked: int
    known: int
    proposed: int
    standing: int
    refused: Mapping[str, int]
    file: str


def extract(archive: Archive, examined: Examined, extractor: Extractor, only: str = "", limit: int = 0) -> Extraction:
    """Ask an extractor about the passages that it has not answered yet; `only` one source, at most `limit` passages."""
    path = file_of(archive.layout.extracted, extractor.name)
    known = {(answer.source, answer.passage) for answer in answers_in(path)}
    every = [p for p in passages(archive, examined) if not only or p.source == only]
    waiting = [passage for passage in every if (passage.source, passage.digest) not in known]
    waiting = waiting[:limit] if limit else waiting
    refused: Counter[str] = Counter()
    proposed = standing = 0
    with appending(path) as append:
        for done, passage in enumerate(waiting, 1):
            heard = extractor(passage.text)
            append(_answer(passage, extractor.name, heard))
            refused["unreadable"] += heard.refused
            for proposal in heard.proposals:
                made = licensed(passage.text, proposal, (0, len(passage.text)))
                proposed += 1
                standing += isinstance(made, Licensed)
                if not isinstance(made, Licensed):
                    refused[made] += 1
            archive.progress("asking", done, len(waiting))
    return Extraction(len(waiting), len(every) - len(waiting), proposed, standing, +refused, str(path))


def _answer(passage: Passage, extractor: str, heard: Heard) -> Answer:
    head = passage.text[:HEAD_CHARS]
    about = (passage.source, passage.begin, len(passage.text), head, passage.digest, extractor)
    return Answer(*about, tuple(heard.proposals), heard.refused)


def passages(archive: Archive, examined: Examined) -> Iterator[Passage]:
    """The passages of an archive, in the order of its sources."""
    memo = Memo(archive.layout.memo, read_only=True)
    try:
        for path, row in examined.rows.items():
            if "documents" in row.steps:
                yield from _passages(open_page(memo, examined.plan, row, ("structure", "documents")), path)
    finally:
        memo.close()


def _passages(page: Page, path: str) -> Iterator[Passage]:
    rows = [row for row in page.layer("structure") if row.kind in PROSE and row.end > row.begin]
    for document in page.documents:
        begin = end = -1
        for row in (row for row in rows if document.begin <= row.begin < document.end):
            if begin >= 0 and row.end - begin > PASSAGE_CHARS:
                yield Passage(path, begin, end, page.text[begin:end])
                begin = end = -1
            begin, end = row.begin if begin < 0 else begin, max(end, row.end)
        if begin >= 0:
            yield Passage(path, begin, end, page.text[begin:end])
