"""Entities: who or what several sources name. A name is not a person: an entity is a proposal with its grounds."""

from dataclasses import dataclass

from testimonia.model.span import Quote


@dataclass(frozen=True, slots=True)
class Naming:
    """One form of a name as a document prints it; `kind` is "byline", "signature", "head" or "title"."""

    form: str
    kind: str
    document: str
    source: str
    quote: Quote | None


@dataclass(frozen=True, slots=True)
class Author:
    """A name under which texts were published. `kind` is "person", "editors" or "organisation"; pseudonyms stay names
    of their own. `documents` are ids in order of date; `grounds` are sentences that say why
    the forms were put together."""

    id: str
    label: str
    kind: str
    namings: tuple[Naming, ...]
    documents: tuple[str, ...]
    grounds: tuple[str, ...]
