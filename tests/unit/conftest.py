"""An archive of invented papers, built of values: three documents, two of one issue, their texts, and a database."""

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from testimonia.archive.database import update_database
from testimonia.model.citation import Citation, CitationPart, Part
from testimonia.model.claim import Claim, Slot
from testimonia.model.document import Byline, Dated, Document, Fixture
from testimonia.model.dossier import ArchiveCard, Coverage, Dossier
from testimonia.model.entity import Author, Entity, Ground, Naming
from testimonia.model.finding import Evidence, Finding, Subject, Trace
from testimonia.model.issue import Attestation, Issue, Run
from testimonia.model.passage import DocumentText, NarratedDate, Passage
from testimonia.model.problem import Problem
from testimonia.model.span import Quote

Texts = dict[str, DocumentText]
WORDS = {
    "gale": (
        "The Night of the Gale",
        "The gale came in on 15 February 1906 and took the pier with it.",
        "Children slept in the Corn Hall. The mayor’s café stayed open, as the strike committee had asked.",
        "A striking picture: the ferry lay on its side.",
    ),
    "pier": (
        "Who Shall Pay for the Pier?",
        "The pier belongs to the town; the ferrymen belong to nobody.",
        "Every child in the Corn Hall knows that Mr. Stroud sold the timber.",
    ),
    "stroud": ("Leon Stroud, Ferryman", "He was born at Saltmarsh and never left it.", "Nobody was there. Strike!"),
}


def _parts(line: str, values: dict[Part, tuple[str, str]]) -> tuple[CitationPart, ...]:
    parts = []
    for name, (value, words) in values.items():
        begin = line.index(words)
        parts.append(CitationPart(name, value, Quote(begin, begin + len(words), words)))
    return tuple(parts)


def _citation(pages: str) -> Citation:
    line = f"The Saltmarsh Courier, Vol. III No. 7, 16 February 1906, p. {pages}"
    values: dict[Part, tuple[str, str]] = {
        "title": ("The Saltmarsh Courier", "The Saltmarsh Courier"),
        "volume": ("3", "Vol. III"),
        "number": ("7", "No. 7"),
        "date": ("1906-02-16", "16 February 1906"),
        "pages": (pages, f"p. {pages}"),
    }
    return Citation("periodical", "source", Quote(0, len(line), line), _parts(line, values))


def _document(id_: str, by: Byline, dates: tuple[Dated, ...], citations: tuple[Citation, ...]) -> Document:
    words = WORDS[id_]
    credit = Fixture("transcription", "Ann Orme", Quote(0, 3, "Ann"))
    end = 100 + sum(len(part) + 1 for part in words)
    return Document(
        id=id_, source=f"courier/{id_}.html", begin=0, end=end, title=words[0], title_quote=None, kind="article",
        language="en", bylines=(by,), dates=dates, citations=citations, fixtures=(credit,),
        words=sum(len(part.split()) for part in words),
    )  # fmt: skip


def _text(id_: str) -> DocumentText:
    passages, begin = [Passage("", 100, 100 + len(WORDS[id_][0]), "title", "author", WORDS[id_][0])], 200
    for number, words in enumerate(WORDS[id_][1:], 1):
        passages.append(Passage(f"p{number}", begin, begin + len(words), "paragraph", "author", words))
        begin += len(words) + 1
    passages.append(Passage("", 900, 910, "paragraph", "site", "Furniture!"))
    dates = (NarratedDate(Quote(220, 236, "15 February 1906"), "1906-02-15", "narrated", "gregorian"),)
    return DocumentText(id_, WORDS[id_][0], f"{id_}-1", tuple(passages), dates if id_ == "gale" else ())


@pytest.fixture
def texts() -> Texts:
    return {id_: _text(id_) for id_ in WORDS}


@pytest.fixture
def dossier() -> Dossier:
    hester = Byline("Hester Quill", "person", "byline", Quote(10, 22, "Hester Quill"))
    editors = Byline("The Editors", "editors", "byline", Quote(10, 21, "The Editors"))
    written = Dated("written", "1906-02-15", "label", Quote(40, 56, "15 February 1906"))
    printed = Dated("printed", "1906-02-16", "source-line", Quote(60, 76, "16 February 1906"))
    path = Dated("path", "1931", "path", None)
    gale = _document("gale", hester, (written, printed), (_citation("2"),))
    pier = _document("pier", editors, (printed,), (_citation("3-4"),))
    stroud = _document("stroud", Byline("Léon Marsh", "person", "head", None), (path,), ())
    attested = tuple(Attestation(d.id, d.source, d.citations[0], held=True) for d in (gale, pier))
    issue = Issue("courier-3-7", "saltmarsh-courier", "", "3", "7", "", "1906-02-16", attested)
    run = Run("saltmarsh-courier", "The Saltmarsh Courier", ("The Saltmarsh Courier",), (), "weekly", (issue,), ())
    author = Author(
        "hester-quill", "Hester Quill", "person",
        (Naming("Hester Quill", "byline", "gale", "courier/gale.html", hester.quote),), ("gale",), (),
    )  # fmt: skip
    return Dossier(
        ArchiveCard("The Saltmarsh Papers", address="https://papers.example/archive/"),
        (gale, pier, stroud), (run,), (author,), (disagreement(),),
        (Problem("courier/torn.html", "P101", "error", "The file is not text.", "Remove it.", 3),),
        Coverage(4, 3, 1, 0, 90, (("en", 3),), (("transcription", 3),), (("html", 3),)),
        (_stroud(),), (_born(),),
    )  # fmt: skip


def _stroud() -> Entity:
    naming = Naming("Leon Stroud", "title", "stroud", "courier/stroud.html", Quote(100, 111, "Leon Stroud"), 0.9)
    return Entity(
        "person/leon-stroud", "person", "Leon Stroud", (naming,), (Ground("surname", 0.8, "Nobody else is called so."),)
    )  # fmt: skip


def _born() -> Claim:
    subject = Slot("Leon Stroud", Quote(100, 111, "Leon Stroud"), "person/leon-stroud")
    words = Quote(200, 228, "He was born at Saltmarsh and")
    return Claim(
        "c-1", "courier/stroud.html", "stroud", subject, "birth-place",
        Slot("Saltmarsh", Quote(215, 224, "Saltmarsh")), words,
    )  # fmt: skip


def disagreement() -> Finding:
    return Finding(
        "D101", "masthead-against-source-line", "error", "contradiction",
        Subject("issue", "courier-3-7", "The Saltmarsh Courier, Vol. 3 No. 7"), "published-in",
        "The masthead dates this text 24 February 1905, its source line 16 February 1906.",
        (
            Evidence("courier/gale.html", "gale", Quote(12, 28, "24 February 1905"), 3, "1905-02-24", "masthead"),
            Evidence("courier/gale.html", "gale", Quote(60, 76, "16 February 1906"), 14, "1906-02-16", "source-line"),
        ),
        Trace("the two dates share no day", {"masthead": "1905-02-24", "source line": "1906-02-16"}, "7 days"),
        ("A reprint: the page names no earlier printing.",),
    )  # fmt: skip


def provide(texts: Texts) -> Callable[[Iterable[str]], Iterable[DocumentText]]:
    return lambda ids: (texts[id_] for id_ in ids)


@pytest.fixture
def database(tmp_path: Path, dossier: Dossier, texts: Texts) -> Path:
    path = tmp_path / "archive" / "public" / "data" / "archive.sqlite"
    (tmp_path / "archive" / ".testimonia").mkdir(parents=True)
    update_database(path, dossier, {id_: text.version for id_, text in texts.items()}, provide(texts))
    return path


@pytest.fixture
def archive(database: Path) -> Path:
    """The folder of the archive whose database was published."""
    return database.parents[2]
