"""Geometry of timelines and maps: in the picture, in order, and nothing over anything else."""

from itertools import combinations

from testimonia.site.chart import HEIGHT, LETTER_PX, LINE_PX, WIDTH, Pin, archive_maps, itinerary_map
from testimonia.site.chronicle import EVENTS_MAX, bands_picture, found_picture, life_picture
from testimonia.site.entityviews import Band, MapPlace, PropertyLine, Spot, StopLine, ValueLine, WitnessLine
from testimonia.site.lines import Link

SPOT = Spot(Link("The Gale", "documents/gale.html"), "gale.html", 0, 9, 0, 3, (), "1946-02")


def event(name: str, edtf: str, verdict: str = "") -> PropertyLine:
    findings = (Link("C201", "disagreements/x.html"),) if verdict else ()
    witness = WitnessLine(SPOT, "words", "author", "asserted", 8, findings)
    return PropertyLine(
        name, (ValueLine(edtf, Link(edtf, ""), edtf, "", 1, (witness,)),), "error" if verdict else "", verdict
    )


def test_events_stand_in_order_of_time_with_the_texts_that_tell_of_them() -> None:
    picture = life_picture([event("death-date", "1938-02-16"), event("birth-date", "1906-02-24", "contradiction")])
    assert picture is not None
    assert [row.property for row in picture.rows] == ["birth-date", "death-date"]
    assert picture.rows[0].kind == "found" and picture.rows[1].kind == "held"
    assert all(row.dots[0].x > row.x for row in picture.rows)


def test_one_event_alone_makes_no_timeline() -> None:
    assert life_picture([event("birth-date", "1906")]) is None


def test_a_long_life_shows_its_first_events_and_says_how_many_are_left() -> None:
    picture = life_picture([event("moved", f"19{n:02}") for n in range(60)])
    assert picture is not None
    assert len(picture.rows) == EVENTS_MAX and picture.left_out == 60 - EVENTS_MAX


def test_an_odd_date_costs_its_own_row_only() -> None:
    picture = life_picture([event("moved", "19XX-2"), event("moved", "1906"), event("resided", "1907")])
    assert picture is not None and len(picture.rows) == 2


def test_a_document_of_one_year_still_shows_beside_a_thousand_of_another() -> None:
    grid = bands_picture([Band(Link("Courier", ""), ((1906, 1000, ""), (1950, 1, "")), 1001)])
    heights = [cell.height for row in grid.rows for cell in row.cells]
    assert min(heights) >= 2.5


def test_what_was_found_is_darker_where_more_was_found() -> None:
    grid = found_picture([("rules/d101.html", ((1906, 1), (1910, 9)))])
    assert grid is not None
    faint, dark = grid.rows[0].cells
    assert faint.strength < dark.strength == 5


def stop(number: int, place: str, lat: float, lon: float, edtf: str) -> StopLine:
    return StopLine(number, place, Link(place, ""), "resided", edtf, lat, lon, False, 1, SPOT)


def test_stations_are_joined_in_order_of_time_and_a_place_has_one_dot() -> None:
    drawn = itinerary_map(
        [stop(1, "Kiev", 50.4, 30.5, "1906"), stop(2, "Paris", 48.9, 2.4, "1920"), stop(3, "Kiev", 50.4, 30.5, "1930")]
    )
    assert drawn is not None
    assert sorted(pin.numbers for pin in drawn.pins) == ["1, 3", "2"]
    assert drawn.way.count(" ") == 2


def test_a_life_without_known_places_has_no_map() -> None:
    nowhere = StopLine(1, "Saltmarsh", Link("Saltmarsh", ""), "resided", "1906", None, None, False, 1, SPOT)
    assert itinerary_map([nowhere]) is None


def test_no_name_on_a_map_covers_another_and_all_stand_within_it() -> None:
    places = [
        MapPlace(n, Link(f"A place called {n}", ""), 45 + n % 17 * 0.7, n % 23 * 1.1, False, 400 - n)
        for n in range(150)
    ]
    for drawn in archive_maps(places):
        boxes = [_box(pin) for pin in drawn.pins if pin.label]
        assert boxes
        assert all(x >= 0 and y >= 0 and right <= WIDTH and base <= HEIGHT for x, y, right, base in boxes)
        assert [(a, b) for a, b in combinations(boxes, 2) if _over(a, b)] == []


def test_places_far_apart_get_a_closer_map_of_where_most_lie() -> None:
    near = [MapPlace(n, Link(f"E{n}", ""), 48 + n, 2 + n, False, 9) for n in range(6)]
    far = [
        MapPlace(9, Link("Sydney", ""), -33.9, 151.2, False, 2),
        MapPlace(10, Link("Lima", ""), -12.0, -77.0, False, 1),
    ]
    whole, close = archive_maps([*near, *far])
    assert len(whole.pins) == 8 and len(close.pins) == 6


def _box(pin: Pin) -> tuple[float, float, float, float]:
    return pin.label_x, pin.label_y - LINE_PX + 3, pin.label_x + len(pin.label) * LETTER_PX, pin.label_y


def _over(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
