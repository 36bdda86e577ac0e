"""What a publication withholds: people who may be alive, where the configuration says so (rule C217).

Their texts stay as they are; what goes is all that puts together what is said of them: their pages, their lines in
indexes and pictures, the claims about them, and the disagreements on them.
"""

from msgspec.structs import replace

from testimonia.model.dossier import Dossier

LIVING = "living-person"


def withhold(dossier: Dossier) -> tuple[Dossier, int]:
    """The dossier without the people who are marked as perhaps alive, and how many they are."""
    living = {f.subject.id for f in dossier.findings if f.name == LIVING}
    if not living:
        return dossier, 0
    shown = replace(
        dossier,
        entities=tuple(
            replace(entity, ties=tuple(tie for tie in entity.ties if tie.other not in living))
            for entity in dossier.entities
            if entity.id not in living
        ),
        claims=tuple(c for c in dossier.claims if c.subject.entity not in living and c.value.entity not in living),
        findings=tuple(f for f in dossier.findings if f.subject.id not in living),
    )
    return shown, len(living)
