"""The strip of years: one far year does not press all others into a corner."""

import pytest

from testimonia.site.dateviews import YearBar
from testimonia.site.pictures import strip_of


def bars(*years: tuple[int, int]) -> list[YearBar]:
    return [YearBar(year, count, f"dates/{year}.html") for year, count in years]


BULK = [(year, 8) for year in range(1925, 1939)]


@pytest.mark.parametrize("far", [(2034, 1), (1588, 2)])
def test_a_far_year_of_few_documents_is_set_aside_and_named(far: tuple[int, int]) -> None:
    picture = strip_of(bars(*sorted([*BULK, far])))
    assert [bar.year for bar in picture.aside] == [far[0]]
    assert len(picture.bars) == len(BULK)
    assert picture.bars[1].x - picture.bars[0].x > 40


@pytest.mark.parametrize(
    "years",
    [
        [*BULK, (1950, 1)],  # near enough
        [*BULK, (2034, 9)],  # too many documents
        [(1588, 1), (2034, 1)],  # nothing stands together
    ],
)
def test_years_that_belong_to_the_picture_stay_in_it(years: list[tuple[int, int]]) -> None:
    picture = strip_of(bars(*years))
    assert picture.aside == ()
    assert len(picture.bars) == len(years)
