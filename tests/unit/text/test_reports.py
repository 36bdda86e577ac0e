"""Reports: what a sentence gives as said by somebody else, and by whom."""

import pytest

from testimonia.text.reports import is_denial, reports


def told(sentence: str) -> list[tuple[str, str]]:
    return [(one.by, sentence[one.begin : one.end].strip()) for one in reports(sentence, 0, len(sentence))]


@pytest.mark.parametrize(
    ("sentence", "by", "said"),
    [
        ("In May the Norwick Beacon said that Ash was dead.", "the Norwick Beacon", "Ash was dead."),
        ("Lt. Gen. Peter Cray stated that Ash fell.", "Lt. Gen. Peter Cray", "Ash fell."),
        ("Ash and Cray claimed that it was theirs.", "Ash and Cray", "it was theirs."),
        ("The older histories asserted that he was born in 1603.", "The older histories", "he was born in 1603."),
        ("Another authority, however, states that he lived.", "Another authority", "he lived."),
        ("Dr. Ash, who knew her, says that she was born there.", "Dr. Ash", "she was born there."),
        (
            "Many papers, in particular the Beacon, said that she wrote it.",
            "Many papers, in particular the Beacon",
            "she wrote it.",
        ),
        ("It was stated by the mayor that he had drowned.", "the mayor", "he had drowned."),
        ("It is said that he drowned.", "", "he drowned."),
        ("He says that he was born in 1603.", "", "he was born in 1603."),
        (
            "The statement of Ann Marsh in her “Lives” that he fled rests on nothing.",
            "Ann Marsh",
            "he fled rests on nothing.",
        ),
        ("The story that he fled is told.", "", "he fled is told."),
        ("According to Ann Marsh, he was born in 1603.", "Ann Marsh", "he was born in 1603."),
        ("He was born in 1603, according to Ann Marsh.", "Ann Marsh", "He was born in 1603,"),
    ],
)
def test_a_report_has_its_reporter_and_its_words(sentence: str, by: str, said: str) -> None:
    assert told(sentence) == [(by, said)]


def test_who_is_said_to_have_done_it_is_said_so_by_the_agent() -> None:
    sentence = "The ode was wrongly assumed by the whole town to have been written by Ash."
    assert told(sentence) == [("the whole town", sentence)]


@pytest.mark.parametrize(
    "sentence",
    [
        "I said that he was dead.",
        "It can be said that he was the leader.",
        "It need hardly be said that he died.",
        "He was buried according to custom.",
        "She said a few words and left.",
        "He wrote that year to his wife.",
    ],
)
def test_what_only_looks_like_a_report_is_none(sentence: str) -> None:
    assert told(sentence) == []


def test_a_report_ends_with_its_clause() -> None:
    assert told("Ash said that it was hers, and in 1871 she died.") == [("Ash", "it was hers")]


@pytest.mark.parametrize(
    ("sentence", "denies"),
    [
        ("All this is – fiction.", True),
        ("That was a lie.", True),
        ("The story is entirely false.", True),
        ("This was a blow to the town.", False),
        ("It is true.", False),
    ],
)
def test_a_sentence_that_denies_is_known(sentence: str, denies: bool) -> None:
    assert is_denial(sentence, 0, len(sentence)) == denies
