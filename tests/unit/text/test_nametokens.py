"""Words as the reading of names needs them: where a name may run on, and where it may not."""

from itertools import pairwise

import pytest

from testimonia.text.nametokens import tokens_of


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("by John\nOrme", ["by John Orme"]),  # a line's end is the printer's
        ("by John\n      Orme", ["by John Orme"]),
        ("by John\n\nOrme", ["by John", "Orme"]),
        ("GROSE    GROSS", ["GROSE", "GROSS"]),
        ("GROSE   GROSS", ["GROSE GROSS"]),
        (
            "Orme was\nGROSE, FRANCIS\n  GRENADA          GROSS\n  GROSE",
            ["Orme was GROSE , FRANCIS", "GRENADA", "GROSS", "GROSE"],
        ),
    ],
)
def test_a_name_runs_over_lines_but_not_over_columns(text: str, parts: list[str]) -> None:
    tokens = tokens_of(text, 0, len(text), wrapped=True)
    edges = [0, *sorted(tokens.cuts), len(tokens)]
    assert [" ".join(tokens.words[a:b]) for a, b in pairwise(edges)] == parts
