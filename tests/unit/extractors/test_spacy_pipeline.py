"""The extractor over a spaCy pipeline, with parses in both schemes of labels; skipped where spaCy is not installed."""

from typing import Any

import pytest
from msgspec import Struct

from testimonia.contract import Asked, ExtractorFailed
from testimonia.text.licence import Licensed, licensed

spacy = pytest.importorskip("spacy", reason="spaCy is not installed: pip install 'testimonia[spacy]'")

UD = (
    "Her|3|nmod brother|3|nsubj Thomas|2|flat drowned|0|ROOT in|6|case 1640|4|obl ,|4|punct and|9|cc "
    "Mary|10|nsubj died|4|conj at|12|case Norwick|10|obl on|14|case 9|10|obl May|14|nmod 1671|14|nmod .|4|punct"
)
OLDER = (
    "Mary|2|compound Ashdown|4|nsubjpass was|4|auxpass born|0|ROOT at|4|prep Saltmarsh|5|pobj in|4|prep 1603|7|pobj "
    ".|4|punct"
)


class Parsed(Struct, frozen=True):
    """A pipeline that gives one text the parse written down here."""

    doc: Any
    name: str = "spacy:en_written-1"

    def nlp(self, passage: str) -> Any:
        assert passage == self.doc.text
        return self.doc


def parsed(rows: str, **names: str) -> tuple[str, list[tuple[str, str, str]]]:
    """The text of a parse ("word|head|label ..."), and what the extractor reads in it."""
    from spacy.tokens import Doc, Span

    from testimonia.extractors.spacy_pipeline import Pipeline

    cells = [row.rsplit("|", 2) for row in rows.split()]
    words = [cell[0] for cell in cells]
    heads = [int(cell[1]) - 1 if cell[1] != "0" else at for at, cell in enumerate(cells)]
    spaces = [not (at + 1 < len(words) and words[at + 1] in ",.") and at + 1 < len(words) for at in range(len(words))]
    doc = Doc(spacy.blank("en").vocab, words=words, spaces=spaces, heads=heads, deps=[cell[2] for cell in cells])
    doc.ents = [
        Span(doc, words.index(name.split("_")[0]), words.index(name.split("_")[-1]) + 1, label)
        for name, label in names.items()
    ]
    made = Parsed(doc)
    heard = Pipeline(made.nlp, made.name)(doc.text)
    assert all(isinstance(licensed(doc.text, p, (0, len(doc.text))), Licensed) for p in heard.proposals)
    return doc.text, [(p.property, p.subject, p.value) for p in heard.proposals]


def test_each_verb_has_the_subject_that_the_parse_gives_it() -> None:
    _, read = parsed(UD, Thomas="PER", Mary="PER", Norwick="LOC")
    assert read == [
        ("death-date", "Mary", "9 May 1671"),
        ("death-place", "Mary", "Norwick"),
        ("manner-of-death", "Mary", "died"),
    ]


def test_the_older_labels_are_understood_too() -> None:
    _, read = parsed(OLDER, Mary_Ashdown="PERSON", Saltmarsh="GPE")
    assert read == [("birth-date", "Mary Ashdown", "1603"), ("birth-place", "Mary Ashdown", "Saltmarsh")]


def test_a_verb_without_a_named_subject_says_nothing() -> None:
    _, read = parsed(OLDER, Saltmarsh="GPE")
    assert read == []


def test_a_pipeline_that_is_not_there_or_has_no_parser_is_said_plainly(tmp_path: Any) -> None:
    from testimonia.extractors.spacy_pipeline import open_pipeline

    with pytest.raises(ExtractorFailed, match="no pipeline"):
        open_pipeline(Asked("no_such_pipeline"))
    spacy.blank("en").to_disk(tmp_path / "blank")
    with pytest.raises(ExtractorFailed, match="no parser"):
        open_pipeline(Asked(str(tmp_path / "blank")))
