"""The fold that carries what some sources teach to those that bear the same keys."""

from testimonia.text.recurrence import taught_facts

THREE = {f"{name}.txt": ("+names:orme",) for name in "abc"}


def test_a_source_that_only_bears_a_key_learns_it_from_three_that_teach_it() -> None:
    assert taught_facts({**THREE, "d.txt": ("-names:orme",)})["d.txt"] == ("names:orme",)


def test_a_key_that_is_only_borne_everywhere_is_taught_by_nobody() -> None:
    assert taught_facts({f"{name}.txt": ("-names:tide",) for name in "abcd"})["a.txt"] == ()


def test_a_new_source_changes_the_facts_of_only_those_that_share_its_keys() -> None:
    before = taught_facts({"a": ("+names:orme",), "b": ("+names:orme",), "c": ("-names:orme",), "d": ("-names:pell",)})
    after = taught_facts(
        {
            "a": ("+names:orme",),
            "b": ("+names:orme",),
            "c": ("-names:orme",),
            "d": ("-names:pell",),
            "e": ("+names:orme",),
        }
    )
    assert {source for source in before if before[source] != after[source]} == {"a", "b", "c"}


def test_the_keys_of_one_teacher_are_not_those_of_another() -> None:
    keys = {"a": ("+blocks:orme",), "b": ("+blocks:orme",), "c": ("+blocks:orme", "-names:orme")}
    assert taught_facts(keys)["c"] == ("blocks:orme",)
