"""Fingerprints of lines, and the keys that recur."""

from testimonia.text.recurrence import MAX_LINE_CHARS, fingerprint, recurring_keys


def test_dates_and_numbers_do_not_tell_two_lines_apart() -> None:
    assert fingerprint("Last updated on 24 September 2018") == fingerprint("Last updated on: 3 May 2002")


def test_an_ordinal_is_a_number() -> None:
    assert fingerprint("Printed on the 3rd of May") == "printed on the # of #"


def test_a_line_without_words_has_no_fingerprint() -> None:
    assert fingerprint("* * * 1912") == ""


def test_running_text_has_no_fingerprint() -> None:
    assert fingerprint("word " * MAX_LINE_CHARS) == ""


def test_a_key_counts_once_a_source_however_often_it_stands_there() -> None:
    assert recurring_keys([("a", ["x"] * 9), ("b", ["x"])]) == frozenset()


def test_one_more_source_changes_only_the_keys_that_it_carries_over_the_threshold() -> None:
    before = [("a", ["x", "y"]), ("b", ["x", "y"]), ("c", ["x"])]
    assert recurring_keys([*before, ("d", ["y", "z"])]) - recurring_keys(before) == {"y"}
