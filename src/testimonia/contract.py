"""What a member of each family is: protocols, and decorators that only attach metadata.

A member is one file that defines one function under one of these decorators; its module's docstring is its manual; the
registry finds it. A decorator returns the function unchanged but for `function.member`, its metadata.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Literal, Protocol, TypeVar

from msgspec import Struct, field

from testimonia.model.document import Document
from testimonia.model.extraction import Proposal
from testimonia.model.finding import Finding
from testimonia.model.issue import Run
from testimonia.model.layer import Layer
from testimonia.model.person import NameDossier, PersonDossier
from testimonia.model.problem import Problem, Severity
from testimonia.model.sharing import Share
from testimonia.model.source import Capture, Source
from testimonia.model.work import CitedWork

F = TypeVar("F", bound=Callable[..., Any])


class Reading(Struct, frozen=True):
    """What a reader made of a capture: a source and the problems met on the way."""

    source: Source
    problems: tuple[Problem, ...] = ()


class Page(Struct, frozen=True):
    """A source with the layers made so far, as an analyser sees it. `facts` are what the rest of the archive teaches
    about this page's own fingerprints (only those that it asked for); `problems` collects what goes wrong."""

    source: Source
    layers: Mapping[str, Any] = field(default_factory=dict)
    facts: frozenset[str] = frozenset()
    problems: list[Problem] = field(default_factory=list)

    @property
    def text(self) -> str:
        return self.source.text

    def layer(self, name: str) -> Layer:
        """A layer named in `needs`; the mark-up that the reader found is the layer "markup"."""
        layer = self.source.markup if name == "markup" else self.layers[name]
        assert isinstance(layer, Layer)
        return layer

    @property
    def documents(self) -> tuple[Document, ...]:
        """The documents that the source holds; only where "documents" is among the needs."""
        documents = self.layers["documents"]
        assert isinstance(documents, tuple)
        return documents


class Reader(Protocol):
    def __call__(self, capture: Capture, raw: bytes) -> Reading: ...


class Analyser(Protocol):
    def __call__(self, page: Page) -> Any: ...


class DocumentRule(Protocol):
    def __call__(self, page: Page, document: Document) -> Iterable[Finding]: ...


class RunRule(Protocol):
    def __call__(self, run: Run) -> Iterable[Finding]: ...


class WorkRule(Protocol):
    def __call__(self, work: CitedWork) -> Iterable[Finding]: ...


class PersonRule(Protocol):
    def __call__(self, person: PersonDossier) -> Iterable[Finding]: ...


class NameRule(Protocol):
    def __call__(self, name: NameDossier) -> Iterable[Finding]: ...


class ReuseRule(Protocol):
    def __call__(self, share: Share) -> Iterable[Finding]: ...


class ReaderMember(Struct, frozen=True):
    """`suffixes` are lower-case with the dot; `sniff` looks at the first 4,096 bytes and says how surely the file is of
    this kind (0 to 100); the surest reader takes it, and a suffix adds 10."""

    name: str
    suffixes: tuple[str, ...]
    sniff: Callable[[bytes], int]


class AnalyserMember(Struct, frozen=True):
    """`needs` are layers; `facts` names the layer whose rows' "key" values are what this page bears: with it set,
    `page.facts` holds those keys that at least three sources teach (all rows teach but those that say `teaches`
    false). `gives` is the type of the value: a Layer, or another type
    of the model that `pack` can write."""

    name: str
    needs: tuple[str, ...] = ()
    facts: str = ""
    gives: Any = Layer
    study: str = ""


class RuleMember(Struct, frozen=True):
    """`code` is stable for ever; `subject` is what one call judges; `needs` are layers that a document rule reads.
    `study` names the study that it belongs to, as an analyser's does: what belongs to one is done only where the
    archive's config asks for that study ("people")."""

    code: str
    name: str
    subject: Literal["document", "run", "work", "person", "name", "reuse", "quotation"]
    severity: Severity
    needs: tuple[str, ...] = ()
    study: str = ""


class Asked(Struct, frozen=True):
    """What a person says of an extractor: the model's name, the address, the environment variable that holds a key,
    and how long an answer may take."""

    model: str = ""
    url: str = ""
    key_env: str = ""
    timeout_s: float = 60.0


class Heard(Struct, frozen=True):
    """What an extractor says of a passage, and how many of its rows could not be read."""

    proposals: tuple[Proposal, ...]
    refused: int = 0


class ExtractorFailed(Exception):
    """An extractor cannot be opened, or no longer answers; the message says what to do."""


class Extractor(Protocol):
    """An extractor that was opened. `name` is what its answers are kept under: the extractor and its model."""

    @property
    def name(self) -> str: ...

    def __call__(self, passage: str) -> Heard: ...


class ExtractorMember(Struct, frozen=True):
    """`needs` are the parts of `Asked` that must be given; `extra` the optional install that it needs."""

    name: str
    needs: tuple[str, ...] = ()
    extra: str = ""


def _member(metadata: object) -> Callable[[F], F]:
    def attach(function: F) -> F:
        function.member = metadata  # type: ignore[attr-defined]
        return function

    return attach


def reader(name: str, suffixes: tuple[str, ...], sniff: Callable[[bytes], int]) -> Callable[[F], F]:
    """A function of (Capture, bytes) to Reading."""
    return _member(ReaderMember(name, suffixes, sniff))


def analyser(
    name: str, needs: tuple[str, ...] = (), facts: str = "", gives: Any = Layer, study: str = ""
) -> Callable[[F], F]:
    """A function of Page to Layer (or to another value, which `gives` names)."""
    return _member(AnalyserMember(name, needs, facts, gives, study))


def rule(
    code: str,
    name: str,
    subject: Literal["document", "run", "work", "person", "name", "reuse", "quotation"],
    severity: Severity,
    needs: tuple[str, ...] = (),
    study: str = "",
) -> Callable[[F], F]:
    """A function of (Page, Document), of Run, of CitedWork, of PersonDossier, of NameDossier, of Share or of
    CitedQuotation to findings. `severity` is the highest that it ever gives."""
    return _member(RuleMember(code, name, subject, severity, needs, study))


def extractor(name: str, needs: tuple[str, ...] = (), extra: str = "") -> Callable[[F], F]:
    """A function of Asked to an Extractor; ExtractorFailed where it cannot be opened."""
    return _member(ExtractorMember(name, needs, extra))
