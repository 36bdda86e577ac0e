"""Citations of whole pages."""

from tests.unit.analysers.conftest import MakePage


def test_underscores_set_a_title_off_in_plain_text(analysed: MakePage) -> None:
    page = analysed(
        "THE FLOOD\n\nWhat the warden found is told at length in\n_The Saltmarsh Courier_, No. 57, vol. 4 (1931).\n"
    )
    (found,) = page.layer("citations").of_kind("title")
    assert found.get("value") == "The Saltmarsh Courier"


def test_underscores_within_a_word_set_nothing_off(analysed: MakePage) -> None:
    page = analysed("THE FLOOD\n\nThe file is called the_saltmarsh_courier_, No. 57, vol. 4, by the clerk.\n")
    assert not page.layer("citations").of_kind("title")
