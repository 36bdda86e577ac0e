"""Entities: who or what several sources name. A name is not a person: an entity is a proposal with its grounds."""

from typing import Literal

from msgspec import Struct

from testimonia.model.span import Quote


class Naming(Struct, frozen=True):
    """One form of a name as a document prints it; `kind` is "byline", "signature", "head" or "title" for authors, for
    other entities the ground of the mention (docs/reference/layers.md); `score` how sure its reading is, 0 to 1."""

    form: str
    kind: str
    document: str
    source: str
    quote: Quote | None
    score: float = 1.0


class Author(Struct, frozen=True):
    """A name under which texts were published. `kind` is "person", "editors" or "organisation"; pseudonyms stay names
    of their own. `documents` are ids in order of date; `grounds` are sentences that say why
    the forms were put together."""

    id: str
    label: str
    kind: str
    namings: tuple[Naming, ...]
    documents: tuple[str, ...]
    grounds: tuple[str, ...]


class Ground(Struct, frozen=True):
    """Why forms were put together, or why they were not: a name of the linker's list, how sure it is (0 to 1), and a
    sentence for people."""

    name: str
    score: float
    sentence: str


class Appearance(Struct, frozen=True):
    """Somebody or something as one document names it: all mentions there that were resolved to one.

    `given`, `surname`, `suffix` ("jr", "elder", "ii") and `roles` are the fullest that the document gives; `born` and
    `died` years as printed beside the name ("" where not); `sex` "f", "m" or "" by title or given name. `aka` are
    full forms that the document says are the same one's other names. `is_hero` is true of the person whom an article
    of its own is about: a work gives nobody two. `year` is when the document was written, by its own word ("" where it
    does not say); `circles` are keys of what it stands in with others: its authors, its periodical, its source.
    """

    kind: str
    label: str
    given: str
    surname: str
    suffix: str
    sex: str
    born: str
    died: str
    roles: tuple[str, ...]
    aka: tuple[str, ...]
    namings: tuple[Naming, ...]
    grounds: tuple[Ground, ...]
    is_hero: bool = False
    year: str = ""
    circles: tuple[str, ...] = ()


class Tie(Struct, frozen=True):
    """What joins an entity to another without making them one: `relation` is "pseudonym-of", "namesake-of", or
    "may-be": a surname alone, and somebody who bears it, where nothing else says that it is they."""

    relation: str
    other: str
    sentence: str


class Authority(Struct, frozen=True):
    """What an archive's own authority file says of an entity: forms that are its names whatever a linker thinks, years
    of birth and death, identifiers elsewhere, forms that are tied to it, and in which years (an EDTF interval) a form
    was in use."""

    id: str
    kind: str
    label: str
    names: tuple[str, ...]
    born: str = ""
    died: str = ""
    pseudonyms: tuple[str, ...] = ()
    identifiers: tuple[tuple[str, str], ...] = ()
    used: tuple[tuple[str, str], ...] = ()


Kind = Literal["person", "organisation", "place", "work", "periodical", "event"]


class Entity(Struct, frozen=True):
    """Somebody or something that one or more documents name. `namings` in order of source and place; `grounds` say why
    its forms were put together; `ties` lead to pseudonyms and namesakes; `identifiers` are (scheme, value)."""

    id: str
    kind: Kind
    label: str
    namings: tuple[Naming, ...]
    grounds: tuple[Ground, ...] = ()
    born: str = ""
    died: str = ""
    ties: tuple[Tie, ...] = ()
    identifiers: tuple[tuple[str, str], ...] = ()
