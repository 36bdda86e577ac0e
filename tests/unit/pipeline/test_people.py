"""Asking about a person: by name, surname, pen-name; and who may be meant."""

import pytest

from testimonia.engine.executors import Serial
from testimonia.model.dossier import Dossier
from testimonia.pipeline import Archive, examine, open_archive
from testimonia.pipeline.people import people_of

LIVES = {
    "bell.txt": "BELLAMY, HONORIA (1820-1888).--Novelist. She published a great deal under the name of N. Markham.\n",
    "bell2.txt": "BELLAMY, JABEZ (1761-1832).--Clockmaker, _b._ at Hythe.\n",
    "bell3.txt": "BELLAMY, HONORIA (1820-1891), novelist, was born at Norwick in 1820.\n",
}


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    folder = tmp_path_factory.mktemp("asked")
    for name, text in LIVES.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "testimonia.toml").write_text('[studies]\nuse = ["people"]\n', encoding="utf-8")
    return open_archive(folder, folder.parent / "asked-out", executor=Serial())


def asked(archive: Archive, who: str) -> list[str]:
    return [person.label for person in people_of(archive, who).people]


def test_a_full_name_means_the_one_who_bears_it(archive: Archive) -> None:
    assert asked(archive, "Honoria Bellamy") == ["Honoria Bellamy"]


def test_a_surname_means_everybody_who_bears_it_most_claims_first(archive: Archive) -> None:
    assert asked(archive, "Bellamy") == ["Honoria Bellamy", "Jabez Bellamy"]


def test_a_pen_name_means_its_bearer(archive: Archive) -> None:
    assert asked(archive, "N. Markham") == ["Honoria Bellamy"]
    assert asked(archive, "Markham") == ["Honoria Bellamy"]


def test_a_name_that_no_text_gives_means_nobody(archive: Archive) -> None:
    assert asked(archive, "Silas Crane") == []


def test_the_dossier_holds_entities_with_their_claims_and_what_the_claims_make_of_them(archive: Archive) -> None:
    dossier: Dossier = examine(archive).dossier
    honoria = next(entity for entity in dossier.entities if entity.label == "Honoria Bellamy")
    assert {claim.document for claim in dossier.claims if claim.subject.entity == honoria.id} == {"bell", "bell3"}
    assert [(tie.relation, tie.other) for tie in honoria.ties] == [("pseudonym-of", "person/n-markham")]
    assert [f.code for f in dossier.findings if f.severity != "note"] == ["C201"]
