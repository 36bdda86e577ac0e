"""Where places lie."""

import pytest

from testimonia.site.mercator import HEIGHT, WIDTH, project
from testimonia.text.geography import distance_km, locate, read_degrees
from testimonia.text.namewords import fold_name, name_words


def test_a_city_is_found_by_its_old_and_its_new_name() -> None:
    old, new = locate("Danzig"), locate("Gdansk")
    assert old is not None and new is not None
    assert distance_km(old, new) < 5


def test_of_a_place_within_another_the_finest_known_part_counts() -> None:
    assert locate("Paris, France") == locate("Paris")
    assert locate("Saltmarsh, England") is None


def test_a_country_is_no_city() -> None:
    place = locate("the Soviet Union")
    assert place is not None and place.kind == "region"


def test_a_name_that_several_cities_bear_is_doubtful() -> None:
    place = locate("Cambridge")
    assert place is not None and place.doubtful


@pytest.mark.parametrize(("a", "b", "km"), [("Paris", "London", 344), ("Berlin", "Moscow", 1610)])
def test_ways_are_as_long_as_maps_say(a: str, b: str, km: int) -> None:
    one, other = locate(a), locate(b)
    assert one is not None and other is not None
    assert distance_km(one, other) == pytest.approx(km, rel=0.02)


def test_degrees_out_of_range_are_no_place() -> None:
    assert read_degrees("95.0, 10") is None


def test_nearly_every_city_of_the_gazetteer_has_a_place() -> None:
    cities = name_words().cities
    without = {city for city in cities if locate(fold_name(city)) is None}
    assert len(without) <= 2, without


def test_the_projection_keeps_within_the_picture() -> None:
    for lat, lon in ((90, -180), (-90, 180), (0, 0)):
        x, y = project(lat, lon)
        assert 0 <= x <= WIDTH and 0 <= y <= HEIGHT + 1
