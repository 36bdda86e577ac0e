"""What an extractor from outside answers becomes claims, where its words carry them, and goes when the words go."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec import Struct, field

from testimonia.archive.errors import ArchiveError
from testimonia.contract import ExtractorFailed, Heard
from testimonia.engine.executors import Serial
from testimonia.model.dossier import Dossier
from testimonia.model.extraction import Proposal
from testimonia.pipeline import Archive, examine, open_archive
from testimonia.pipeline.extracting import Extraction, extract

PAGE = """<html><head><title>Mary Ashdown</title></head><body><h1>Mary Ashdown</h1>
<p>Mary Ashdown kept the ferry for thirty years, and the town owes her its bridge.</p>
<p>The river rose in spring. At Saltmarsh, Mary Ashdown came into the world, as the register has it, in 1603.</p>
<p class="information">Source: The Saltmarsh Courier, 9 May 1931.</p></body></html>"""


class Reader(Struct):
    """An extractor that answers every passage alike; it fails after `lasts` passages."""

    proposals: tuple[Proposal, ...]
    lasts: int = 100
    name: str = "reader:1"
    asked: list[str] = field(default_factory=list)

    def __call__(self, passage: str) -> Heard:
        if len(self.asked) == self.lasts:
            raise ExtractorFailed("it does not answer any more")
        self.asked.append(passage)
        return Heard(self.proposals)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    texts = tmp_path / "texts"
    (texts / "sources").mkdir(parents=True)
    (texts / "sources" / "ashdown.html").write_text(PAGE, encoding="utf-8")
    (texts / "testimonia.toml").write_text('[studies]\nuse = ["people"]\n', encoding="utf-8")
    return texts


def opened(folder: Path) -> Archive:
    return open_archive(folder, executor=Serial())


def asked(folder: Path, reader: Reader) -> Extraction:
    archive = opened(folder)
    return extract(archive, examine(archive), reader)


def outside(dossier: Dossier) -> Iterator[tuple[str, str, str]]:
    return ((c.property, c.value.value, c.evidence.exact) for c in dossier.claims if c.extractor == "reader:1")


BIRTH = Proposal("birth-date", "Mary Ashdown", "1603", "came into the world, as the register has it, in 1603")
TOLD = Proposal("resided", "Mary Ashdown", "Saltmarsh", "Saltmarsh, Mary Ashdown came into the world")


def test_an_answer_that_its_words_carry_is_a_claim_of_the_next_build(folder: Path) -> None:
    made = asked(folder, Reader((TOLD, BIRTH)))
    assert (made.asked, made.proposed, made.standing, made.refused) == (1, 2, 1, {"property-not-carried": 1})
    dossier = examine(opened(folder)).dossier
    assert list(outside(dossier)) == [("resided", "Saltmarsh", "Saltmarsh, Mary Ashdown came into the world")]
    (claim,) = (claim for claim in dossier.claims if claim.extractor == "reader:1")
    assert claim.subject.entity == next(e.id for e in dossier.entities if e.label == "Mary Ashdown")
    assert any(p.code == "P141" and "say nothing of the kind" in p.message for p in dossier.problems)


def test_a_passage_is_asked_about_once_and_again_where_its_words_changed(folder: Path) -> None:
    asked(folder, Reader((TOLD,)))
    again = Reader((TOLD,))
    assert asked(folder, again).known == 1
    assert again.asked == []
    page = folder / "sources" / "ashdown.html"
    page.write_text(PAGE.replace("thirty years", "forty years"), encoding="utf-8")
    changed = examine(opened(folder)).dossier
    assert list(outside(changed)) == []
    assert any(p.code == "P141" and "changed since" in p.message for p in changed.problems)
    assert asked(folder, again).asked == 1
    assert len(list(outside(examine(opened(folder)).dossier))) == 1


def test_words_that_only_moved_keep_their_claims(folder: Path) -> None:
    asked(folder, Reader((TOLD,)))
    page = folder / "sources" / "ashdown.html"
    page.write_text(PAGE.replace("<h1>Mary Ashdown</h1>", "<h1>In Memory of Mary Ashdown</h1>"), encoding="utf-8")
    assert len(list(outside(examine(opened(folder)).dossier))) == 1


def test_what_was_answered_before_a_failure_is_kept(folder: Path) -> None:
    (folder / "sources" / "second.html").write_text(PAGE.replace("Mary", "Ann"), encoding="utf-8")
    with pytest.raises(ExtractorFailed):
        asked(folder, Reader((TOLD,), lasts=1))
    after = Reader((TOLD,))
    made = asked(folder, after)
    assert (made.known, made.asked, len(after.asked)) == (1, 1, 1)


def test_half_a_line_of_an_interrupted_run_is_passed_over_and_cut_off(folder: Path) -> None:
    asked(folder, Reader((TOLD,)))
    (file,) = (folder / "extracted").glob("*.jsonl")
    whole = file.read_bytes()
    file.write_bytes(whole + whole[: len(whole) // 2])
    assert len(list(outside(examine(opened(folder)).dossier))) == 1
    (folder / "sources" / "second.html").write_text(PAGE.replace("Mary", "Ann"), encoding="utf-8")
    asked(folder, Reader((TOLD,)))
    assert [json.loads(line)["source"] for line in file.read_text("utf-8").splitlines()] == [
        "ashdown.html",
        "second.html",
    ]


def test_a_broken_line_names_its_place(folder: Path) -> None:
    asked(folder, Reader((TOLD,)))
    (file,) = (folder / "extracted").glob("*.jsonl")
    file.write_bytes(b'{"source": 7}\n' + file.read_bytes())
    with pytest.raises(ArchiveError, match=r"reader-1\.jsonl:1"):
        examine(opened(folder))


def test_furniture_is_nobodys_statement(folder: Path) -> None:
    line = Proposal("resided", "Mary Ashdown", "The Saltmarsh Courier", "The Saltmarsh Courier, 9 May 1931")
    asked(folder, Reader((line,)))
    assert list(outside(examine(opened(folder)).dossier)) == []


def test_answers_wait_for_the_study_of_people(folder: Path) -> None:
    asked(folder, Reader((TOLD,)))
    (folder / "testimonia.toml").unlink()
    dossier = examine(opened(folder)).dossier
    assert dossier.claims == ()
    assert any(p.code == "P142" and "study of people" in p.message for p in dossier.problems)
