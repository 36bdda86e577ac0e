"""Documents made of source lines, read by the real grammar."""

from collections.abc import Callable, Sequence

import pytest

from testimonia.model.document import Byline, Document
from testimonia.model.span import quote_at
from testimonia.text.citationgrammar import read_citation

MakeDocuments = Callable[..., list[Document]]


@pytest.fixture
def documents() -> MakeDocuments:
    """Documents with one source line each; `mentioned` are lines that their texts mention instead."""

    def make(lines: Sequence[str], mentioned: Sequence[str] = ()) -> list[Document]:
        held = [_document(f"held-{i}", line, "source") for i, line in enumerate(lines)]
        return [*held, *(_document(f"text-{i}", line, "mention") for i, line in enumerate(mentioned))]

    return make


@pytest.fixture
def signed() -> Callable[[Sequence[Sequence[str]]], list[Document]]:
    """Documents with these bylines, one list of forms a document."""

    def make(forms: Sequence[Sequence[str]]) -> list[Document]:
        return [_signed(f"page-{i}", names) for i, names in enumerate(forms)]

    return make


def _document(name: str, line: str, role: str) -> Document:
    citations = tuple(read_citation(line, 0, len(line), role))
    return Document(name, f"{name}.txt", 0, len(line), name, None, "article", "en", (), (), citations, (), 0)


def _signed(name: str, forms: Sequence[str]) -> Document:
    text = "\n".join(forms)
    begins = [text.index(form) for form in forms]
    bylines = tuple(
        Byline(form, "editors" if "ditors" in form else "person", "byline", quote_at(text, b, b + len(form)))
        for form, b in zip(forms, begins, strict=True)
    )
    return Document(name, f"{name}.txt", 0, len(text), name, None, "article", "en", bylines, (), (), (), 0)
