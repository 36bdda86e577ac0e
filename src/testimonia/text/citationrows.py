"""Citations as rows of the "citations" layer, and back."""

from collections.abc import Iterable, Sequence
from typing import cast, get_args

from testimonia.model.citation import Citation, CitationKind, CitationPart, Part
from testimonia.model.layer import Annotation, Layer
from testimonia.model.span import quote_at


def rows_of(citations: Iterable[Citation]) -> list[Annotation]:
    """A row for each citation and one for each of its parts; `of` is the citation's place, from 0, in the order given.
    A part may lie before its citation: a title that the citation before it gave."""
    rows: list[Annotation] = []
    for order, citation in enumerate(citations):
        quote = citation.quote
        rows.append(
            Annotation(
                quote.begin,
                quote.end,
                "citation",
                {"kind": citation.kind, "role": citation.role, "of": order},
            )
        )
        rows += [
            Annotation(part.quote.begin, part.quote.end, part.part, {"value": part.value, "of": order})
            for part in citation.parts
        ]
    return rows


def citations_of(layer: Layer, text: str) -> tuple[Citation, ...]:
    """The citations that the rows of a layer stand for, in the order of the text."""
    parts: dict[int, list[Annotation]] = {}
    heads: list[Annotation] = []
    for row in layer:
        if row.kind == "citation":
            heads.append(row)
        elif row.kind in get_args(Part):
            parts.setdefault(row.number("of") or 0, []).append(row)
    return tuple(_citation(head, parts.get(head.number("of") or 0, []), text) for head in heads)


def _citation(head: Annotation, parts: Sequence[Annotation], text: str) -> Citation:
    return Citation(
        cast(CitationKind, head.get("kind")),
        head.get("role"),
        quote_at(text, head.begin, head.end),
        tuple(
            CitationPart(cast(Part, row.kind), row.get("value"), quote_at(text, row.begin, row.end)) for row in parts
        ),
    )
