"""Quotations whose source is cited to the page: found, not found, or not to be told."""

from pathlib import Path

import pytest

from testimonia.engine.executors import Serial
from testimonia.pipeline import examine, open_archive

ARTICLE = """The Flood Bell

By Edwin Fenn

Source: The Wend Valley Antiquary, Vol. 7 No. 1, March 1935, pp. 172-174.
Transcribed by Ada Pike.

The bell is older than the tower, and the tower is older than the wish of anybody in the town to climb it on a wet day.

It was rung in three winters, and in the fourth it was not, for which the Regatta Committee has been examined at length.
"""
LETTER = """A Letter on the Bell

By Lucy Marchbank

Source: The Saltmarsh Courier, Vol. 16 No. 10, 6 March 1937, p. 4.
Transcribed by Ada Pike.

I have read what was printed of it: “{words}” ({place}). I have been up there since, and have looked for myself.
"""
HELD = "the tower is older than the wish of anybody in the town to climb it on a wet day"
ELSEWHERE = "the rope is of hemp and was bought of a chandler who denied it under oath in the spring"


@pytest.mark.parametrize(
    ("words", "place", "codes"),
    [
        (ELSEWHERE, "The Wend Valley Antiquary, Vol. 7 No. 1, March 1935, p. 173", ["R207"]),
        (HELD, "The Wend Valley Antiquary, Vol. 7 No. 1, March 1935, p. 173", []),
        (ELSEWHERE, "The Wend Valley Antiquary, Vol. 7 No. 1, March 1935, p. 181", []),  # a page that is not held
        (ELSEWHERE, "The Wend Valley Antiquary, Vol. 7 No. 1, March 1935", []),  # no page is cited
        (ELSEWHERE, "said my uncle, who reads The Wend Valley Antiquary, Vol. 7 No. 1, March 1935, p. 173", []),
        ("of hemp, under oath", "The Wend Valley Antiquary, Vol. 7 No. 1, March 1935, p. 173", []),  # too few words
    ],
)
def test_a_quotation_is_absent_where_the_cited_page_is_held_and_has_other_words(
    tmp_path: Path, words: str, place: str, codes: list[str]
) -> None:
    (tmp_path / "bell.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "letter.txt").write_text(LETTER.format(words=words, place=place), encoding="utf-8")
    found = examine(open_archive(tmp_path, executor=Serial())).dossier.findings
    assert [finding.code for finding in found if finding.code == "R207"] == codes
