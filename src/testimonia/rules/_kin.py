"""What the rules on kin share: who is surely a relative, and the dates of two lives held against each other."""

from collections.abc import Iterable, Iterator

from testimonia.model.claim import Claim
from testimonia.model.person import PersonDossier, Relative
from testimonia.rules._people import told
from testimonia.text.namewords import fold_name, name_words
from testimonia.text.verdicts import finest


def sure_relatives(person: PersonDossier, *relations: str) -> Iterator[Relative]:
    """The relatives of these kinds whom more than an equal name ties to this person: the text that names them so also
    tells of their life, or their own article names this person back. A father found only by his name may be a
    namesake, and nothing is said of him."""
    for relative in person.relatives:
        if relative.relation in relations and (
            relative.is_mutual or any(c.document == relative.claim.document for c in relative.claims)
        ):
            yield relative


def births(claims: Iterable[Claim]) -> list[Claim]:
    """The asserted births among some claims, each as fine as any text gives it."""
    return finest(c for c in claims if c.property == "birth-date" and c.mode == "asserted" and c.polarity)


def deaths(claims: Iterable[Claim]) -> list[Claim]:
    """The asserted deaths among some claims, each as fine as any text gives it."""
    return finest(c for c in claims if c.property == "death-date" and c.mode == "asserted" and c.polarity)


def own_births(person: PersonDossier) -> list[Claim]:
    """The person's own asserted births."""
    return births(told(person, "birth-date"))


def is_woman(name: str) -> bool:
    """Whether a given name is mostly a woman's."""
    return bool(name.split()) and fold_name(name.split()[0]) in name_words().feminine
