"""Whose words a quotation is."""

import pytest

from testimonia.text.attribution import speaker_of


def speaker(text: str) -> str:
    """The speaker of the first quotation in “...”."""
    begin = text.index("“")
    return speaker_of(text, begin, text.index("”", begin) + 1)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("“The ferry is lost,” wrote Ada Cray in March.", "Ada Cray"),
        ("“The ferry is lost,” Mr. Hale declared, and sat down.", "Mr. Hale"),
        ("“The ferry is lost!” cried J. B. Hale.", "J. B. Hale"),
        ("On the quay Ada Cray said: “The ferry is lost.”", ""),
        ("The mill burned. Yet Ada Cray still said: “The ferry is lost.”", ""),
        ("The mill burned. Ada Cray said: “The ferry is lost.”", "Ada Cray"),
        ("The mill burned, and in the words of Ada Cray, “the ferry is lost.”", "Ada Cray"),
        ("“Nobody,” she said.", ""),
        ("”, said Ada Cray at the gate, “the ferry is lost.”", "Ada Cray"),
        ("“The ferry is lost.” Ada Cray wrote to Hale the next day.", ""),
        ("“Letter to the Ferrymen,” Hale said: the mill was lost.", ""),
        ("“The ferry is lost.”\nHale says nothing of it.", ""),
    ],
)
def test_only_a_name_beside_a_verb_of_saying_is_the_speaker(text: str, name: str) -> None:
    assert speaker(text) == name


def test_the_title_before_a_name_is_not_part_of_it() -> None:
    text = "In Capital Cray wrote: “The ferry sank twice.”"
    assert speaker_of(text, text.index("“"), len(text)) == "Cray"


def test_a_word_that_only_opens_the_sentence_is_not_part_of_the_name() -> None:
    text = "There is nothing of it. Instead Cray tells us: “The ferry sank twice.”"
    assert speaker_of(text, text.index("“"), len(text)) == "Cray"
