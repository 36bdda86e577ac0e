"""What a rule judges: all that the archive's texts claim of one person, or of whatever bears one name."""

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


class PersonDossier(Struct, frozen=True):
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
        """The claims of these properties."""
        return tuple(claim for claim in self.claims if claim.property in properties)


class Bearer(Struct, frozen=True):
    """Somebody or something that bears a name: an entity's id, its kind, the label people know it by, where it is first
    named, and how often: the places that the name's own claims quote left out."""

    id: str
    kind: str
    label: str
    naming: Naming | None = None
    count: int = 0


class NameDossier(Struct, frozen=True):
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
        """The claims of these properties."""
        return tuple(claim for claim in self.claims if claim.property in properties)
