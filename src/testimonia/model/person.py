"""A person's dossier: every claim that any text makes of one person, for the rules on people."""

from dataclasses import dataclass

from testimonia.model.claim import Claim


@dataclass(frozen=True, slots=True)
class PersonDossier:
    """One person as the archive's texts tell of them. `id` is the linked entity's, or made of the name; `label` the
    fullest form; `forms` every name as printed; `claims` in order of source and place; `grounds` sentences that say why
    the forms were put together."""

    id: str
    label: str
    forms: tuple[str, ...]
    claims: tuple[Claim, ...]
    grounds: tuple[str, ...] = ()

    def of(self, *properties: str) -> tuple[Claim, ...]:
        """The claims of these properties."""
        return tuple(claim for claim in self.claims if claim.property in properties)
