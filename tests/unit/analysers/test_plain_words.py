"""Plain words under capitals are taken out of names: those of headings, of plurals before names, of acronyms."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from testimonia.engine.executors import Serial
from testimonia.pipeline import examine, open_archive

BODY = """Orme spoke at Saltmarsh. What Orme said was that the ferry would be closed; and Bell, who knew Orme, wept.
The paper appoints nobody, it confesses and upsets. They interpret Bell as they may. Orme, Bell and the others left.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "testimonia.toml").write_text('[studies]\nuse = ["people"]\n', encoding="utf-8")
    return texts


def people(folder: Path, *pages: str) -> dict[str, list[str]]:
    """The persons whom pages name, each with the forms of its names."""
    for number, page in enumerate(pages):
        (folder / f"page{number}.md").write_text(page, encoding="utf-8")
    found = examine(open_archive(folder, folder.parent / "out", executor=Serial())).dossier.entities
    return {e.label: sorted({naming.form for naming in e.namings}) for e in found if e.kind == "person"}


def forms(folder: Path, *pages: str) -> Iterator[str]:
    for own in people(folder, *pages).values():
        yield from own


@pytest.mark.parametrize(
    ("heading", "wrong"),
    [
        ("Mr. Orme Confesses", "Orme Confesses"),
        ("Orme Upsets Bell", "Orme Upsets Bell"),
        ("Interpreting Bell", "Interpreting Bell"),
        ("Bell Appoints Captain Orme", "Bell Appoints Captain Orme"),
    ],
)
def test_a_headings_plain_words_are_no_part_of_a_name(folder: Path, heading: str, wrong: str) -> None:
    page = f"# On the ferry\n\nMr. Orme and Mr. Bell met.\n\n## {heading}\n\n{BODY}"
    found = set(forms(folder, page))
    assert wrong not in found
    assert {"Orme", "Bell"} <= found


def test_a_full_name_in_a_heading_is_left_whole(folder: Path) -> None:
    page = f"# Tobias Orme\n\nMr. Tobias Orme came.\n\n## What Tobias Orme Wrote\n\n{BODY}"
    assert "Tobias Orme" in people(folder, page)


def test_what_stands_before_a_surname_by_chance_is_no_given_name(folder: Path) -> None:
    page = f"# Of the ferry\n\nMr. Orme and Mr. Bell met.\n\nTo secure aid against Bell Orme allied himself. {BODY}"
    assert "Bell Orme" not in set(forms(folder, page))


def test_a_plural_before_a_name_is_none_of_it(folder: Path) -> None:
    page = f"# Of the ferry\n\nMr. Orme came. The citizens met. Then the Citizens Orme and Pell were heard.\n\n{BODY}"
    assert "Citizens Orme" not in set(forms(folder, page))


def test_initials_of_a_body_are_nobodys(folder: Path) -> None:
    page = f"# Of the ferry\n\nThe I.L.P. met, and the I.L.P. agreed. Mr. Orme came, an I.L.P. Orme.\n\n{BODY}"
    assert not [form for form in forms(folder, page) if form.startswith("I.L.P.")]


def test_a_general_staff_is_no_person(folder: Path) -> None:
    page = "# Of the war\n\nThe General Staff met. The staff of General Orme said that General Staff plans were old.\n"
    found = set(forms(folder, page))
    assert "Staff" not in found
    assert "Orme" in found


def test_a_word_that_other_pages_print_in_lower_case_is_plain(folder: Path) -> None:
    """The archive teaches "Torchbearer" as a surname from three pages, and as a plain word from three others."""
    names = [f"# Page {n}\n\nMr. Edwin Torchbearer came, said Edwin Torchbearer.\n" for n in range(3)]
    plain = [f"# Other {n}\n\nEvery torchbearer in the town was paid.\n" for n in range(3)]
    asked = (
        "# Last\n\nThe vote went to the Torchbearer. It was the Torchbearer of the guild, and a Torchbearer, again.\n"
    )
    read = people(folder, *names, *plain, asked)
    assert "Torchbearer" not in read


def test_initials_alone_make_nobody(folder: Path) -> None:
    page = "# On the ferry\n\nBy A.B.C.\n\nThe ferry is closed, and that is a shame for the whole of the town.\n"
    assert "A.B.C." not in people(folder, page)


def test_a_month_before_a_name_is_a_date(folder: Path) -> None:
    page = f"# Of the ferry\n\nIn May Tobias Orme came, and in March John Bell. Mr. Orme and Mr. Bell met.\n\n{BODY}"
    assert {"Tobias Orme", "John Bell"} <= set(forms(folder, page))


def test_a_saints_town_is_nobody(folder: Path) -> None:
    page = "# Of the ferry\n\nThe St. Louis Convention met, and the St. Louis Post-Dispatch said so.\n"
    assert not people(folder, page)


def test_two_people_joined_by_a_hyphen_are_not_one(folder: Path) -> None:
    page = f"# Of the ferry\n\nMr. Orme and Mr. Bell met. Of the Orme-Bell plan nothing came.\n\n{BODY}"
    assert "Orme-Bell" not in set(forms(folder, page))


def test_a_numbered_chapter_is_nobody(folder: Path) -> None:
    page = "# Contents\n\nV. Childhood\n\nX. Work\n\nHer childhood and her work are told there, at length and well.\n"
    assert not people(folder, page)
