"""Works that documents cite."""

from msgspec import Struct

from testimonia.model.issue import Attestation


class CitedWork(Struct, frozen=True):
    """A book, pamphlet or collection, or an issue of a periodical, that documents cite. `kind` is a citation's kind;
    `held` says whether a document of the archive is that work, was taken from it or bears its title; `documents` are
    the ids of those."""

    id: str
    title: str
    kind: str
    attestations: tuple[Attestation, ...]
    held: bool
    documents: tuple[str, ...]

    @property
    def label(self) -> str:
        return self.title
