"""The people of an archive: their dossiers, for those who ask about one."""

from dataclasses import replace

from testimonia.archive.memo import Memo
from testimonia.model.claim import Claim
from testimonia.model.person import PersonDossier
from testimonia.pipeline import Archive, examine
from testimonia.pipeline.mapping import values
from testimonia.pipeline.plan import CLAIMS
from testimonia.text.persondossiers import dossiers_of, person_blocks
from testimonia.text.personname import compatible, fold_name, person_name

__all__ = ["people_of"]


def people_of(archive: Archive, who: str) -> tuple[PersonDossier, ...]:
    """The people whose name the question can mean, by label: a full name, or a surname alone."""
    studies = replace(archive.config.studies, use=tuple({*archive.config.studies.use, "people"}))
    examined = examine(replace(archive, config=replace(archive.config, studies=studies)))
    memo = Memo(archive.layout.memo, read_only=True)
    try:
        claims = [claim for _, made in values(memo, examined.plan, examined.rows, CLAIMS) for claim in made]
    finally:
        memo.close()
    return tuple(sorted(_asked(claims, who), key=lambda person: (person.label, person.id)))


def _asked(claims: list[Claim], who: str) -> list[PersonDossier]:
    asked = person_name(who)
    if asked is None:
        return []
    people = [person for key, block in person_blocks(claims).items() for person in dossiers_of(key, block)]
    return [person for person in people if any(_means(who, form) for form in person.forms)]


def _means(who: str, form: str) -> bool:
    asked, name = person_name(who), person_name(form)
    if asked is None or name is None:
        return False
    if not asked.given:
        return name.surname == fold_name(who).strip()
    return compatible(asked, name)
