"""Titles as long as a paragraph are told from sentences that begin like them."""

import pytest

from testimonia.text.longtitles import author_in, is_long_title


@pytest.mark.parametrize(
    "title",
    [
        "IX. A Discourse concerning the Heat of the Mill in all Seasons, as it was read before the Society.",
        "An Account of a Flood seen at the Ferry; communicated by the Learned Mr. Hale, in his Letter.",
        "XXVI. Of the Tides in the Salt Marsh. By Captain Joseph Hale, F. R. S.",
        "Part of a Letter from Mr. Dale to Dr. Cray, giving an Account of the Bells which were heard under Water.",
        "II. A preternatural Sound found in the upper Part of the Mill, by Mr. Ben Dale.",
        "XIII. An account of the fossil skeleton of the marsh.",
    ],
)
def test_a_long_title_is_one(title: str) -> None:
    assert is_long_title(title)


@pytest.mark.parametrize(
    "sentence",
    [
        "An Account of the Tides was sent to me by Captain Hale.",
        "A letter from Saltmarsh arrived on Tuesday.",
        "The Letter from Captain Hale, of which we spoke, is lost.",
        "I. The mill must be closed by the first of May.",
        "On the Tides I have said enough.",
        "Of the boats that crossed, two were lost.",
        "We have received an Account of the Flood from Mr. Dale.",
        "The Letter of Mr. Hale has been read to the Town: " + "and it is long. " * 60,
        "A Letter to the Editor:",
    ],
)
def test_a_sentence_is_none(sentence: str) -> None:
    assert not is_long_title(sentence)


@pytest.mark.parametrize(
    ("title", "author"),
    [
        ("IX. On the Mill. By Ada Cray, Esq. F. R. S.", "Ada Cray"),
        ("An Account of a Flood, by the learned Mr. Hale; communicated by Mr. Dale.", "Hale"),
        ("V. On the Tides; by the Rev. J. B. Hale of Saltmarsh.", "J. B. Hale"),
        ("V. An Account of a Flood, communicated by Mr. Ben Dale.", ""),
        ("V. On copying the Marks of Instruments, by Photography.", ""),
        ("An Account of a Flood at the Ferry, by Joseph Hale. Printed for Ben Dale.", ""),
    ],
)
def test_the_author_stands_after_a_stop_and_by(title: str, author: str) -> None:
    begin, end = author_in(title) or (0, 0)
    assert title[begin:end] == author
