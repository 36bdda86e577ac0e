"""What a rule judges: all that the archive's texts claim of one person, or of whatever bears one name."""

from functools import cached_property

from msgspec import Struct

from testimonia.model.claim import Claim
from testimonia.model.entity import Naming
from testimonia.model.span import Quote


class TextDate(Struct, frozen=True):
    """When a document was written or printed, as its page says: the words that say it, and in what role."""

    document: str
    source: str
    title: str
    edtf: str
    role: str
    quote: Quote
    title_quote: Quote | None = None


class Relative(Struct, frozen=True):
    """Another person whom a claim joins to this one: `relation` is "parent", "child", "sibling" or "spouse"; `claim`
    says so; `claims` are those of the relative's own birth and death; `is_mutual` is true where texts say it of
    both."""

    relation: str
    id: str
    label: str
    claim: Claim
    claims: tuple[Claim, ...] = ()
    is_mutual: bool = False


class PersonDossier(Struct, frozen=True, dict=True):
    """One person as the archive's texts tell of them. `id` is the linked entity's, or made of the name; `label` the
    fullest form; `forms` every name as printed; `claims` in order of source and place; `grounds` sentences that say why
    the forms were put together. `faint` are ids of claims that are linked by a bare surname only; `texts` the dates of
    the documents in which the claims stand."""

    id: str
    label: str
    forms: tuple[str, ...]
    claims: tuple[Claim, ...]
    grounds: tuple[str, ...] = ()
    relatives: tuple[Relative, ...] = ()
    texts: tuple[TextDate, ...] = ()
    faint: tuple[str, ...] = ()

    def of(self, *properties: str) -> tuple[Claim, ...]:
        """The claims of these properties, in the order of all."""
        return _of(self.claims, self._places, properties)

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        return _places_of(self.claims)


class Bearer(Struct, frozen=True):
    """Somebody or something that bears a name: an entity's id, its kind, the label people know it by, where it is first
    named, and how often: the places that the name's own claims quote left out."""

    id: str
    kind: str
    label: str
    naming: Naming | None = None
    count: int = 0


class NameDossier(Struct, frozen=True, dict=True):
    """One name, and all that is claimed of whatever bears it: `bearers` are the entities (a book, an event, a person
    under a pen-name), `claims` those whose subject or value it is, `used` in which years (EDTF) the archive's authority
    file says that it was in use, `texts` the dates of the documents in which the claims stand."""

    key: str
    label: str
    bearers: tuple[Bearer, ...]
    claims: tuple[Claim, ...]
    people: tuple[Bearer, ...] = ()
    used: str = ""
    texts: tuple[TextDate, ...] = ()

    @property
    def id(self) -> str:
        return f"name/{self.key}"

    def of(self, *properties: str) -> tuple[Claim, ...]:
        """The claims of these properties, in the order of all."""
        return _of(self.claims, self._places, properties)

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        return _places_of(self.claims)


def _of(claims: tuple[Claim, ...], places: dict[str, list[int]], properties: tuple[str, ...]) -> tuple[Claim, ...]:
    held = [places[name] for name in dict.fromkeys(properties) if name in places]
    wanted = held[0] if len(held) == 1 else sorted(place for own in held for place in own)
    return tuple(claims[place] for place in wanted)


def _places_of(claims: tuple[Claim, ...]) -> dict[str, list[int]]:
    """Where those of each property stand: forty rules ask for the claims of theirs."""
    found: dict[str, list[int]] = {}
    for place, claim in enumerate(claims):
        found.setdefault(claim.property, []).append(place)
    return found
