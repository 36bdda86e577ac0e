"""Where the knots of a network stand."""

from itertools import combinations

from testimonia.site.layout import lay_out, push_apart

IDS = [f"person/{n}" for n in range(24)]
PAIRS = {(IDS[n], IDS[(n * 7 + 3) % 24]): float(n % 5 + 1) for n in range(24) if n != (n * 7 + 3) % 24}


def test_the_same_network_stands_the_same_in_whatever_order_it_comes() -> None:
    assert lay_out(IDS, PAIRS, (700, 500)) == lay_out(IDS[::-1], dict(reversed(PAIRS.items())), (700, 500))


def test_every_knot_stands_within_the_picture() -> None:
    for x, y in lay_out(IDS, PAIRS, (700, 500)).values():
        assert 0 <= x <= 700 and 0 <= y <= 500


def test_boxes_that_lie_on_each_other_are_pushed_apart() -> None:
    boxes = [(70.0, 20.0)] * 40
    at = push_apart([(350.0 + n % 3, 250.0 + n % 5) for n in range(40)], boxes, (700, 500))
    hits = [(a, b) for a, b in combinations(at, 2) if abs(a[0] - b[0]) < 69 and abs(a[1] - b[1]) < 19]
    assert hits == []


def test_those_who_are_named_together_stand_nearer_than_those_who_are_not() -> None:
    at = lay_out(["a", "b", "c", "d", "e", "f"], {("a", "b"): 9, ("c", "d"): 9, ("e", "f"): 9}, (600, 600))
    far = sum(_way(at[x], at[y]) for x, y in (("a", "c"), ("a", "d"), ("b", "e"), ("c", "f"))) / 4
    assert _way(at["a"], at["b"]) < far


def test_a_wide_box_at_the_edge_is_drawn_in() -> None:
    assert push_apart([(0.0, 0.0), (500.0, 400.0)], [(80.0, 20.0)] * 2, (500, 400)) == [(40.0, 10.0), (460.0, 390.0)]


def test_nobody_has_no_picture() -> None:
    assert lay_out([], {}, (10, 10)) == {}


def _way(a: tuple[float, float], b: tuple[float, float]) -> float:
    return float(((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2) ** 0.5)
