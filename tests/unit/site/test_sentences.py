"""Sentences cut out of the texts."""

from testimonia.model.layer import Annotation, Layer
from testimonia.site.entityviews import Spot
from testimonia.site.lines import Link
from testimonia.site.sentences import cut, quoted

TEXT = "The Gale\nThe pier fell. Mr. Quill saw Ada Orme on the quay; she wept. Nobody slept.\nAda Orme left."


def spot(words: str, ids: tuple[str, ...] = (), after: int = 0) -> Spot:
    begin = TEXT.index(words, after)
    return Spot(
        Link("The Gale", "documents/gale.html"), "gale.html", 0, len(TEXT), begin, begin + len(words), ids, "1906"
    )


def source() -> dict[str, object]:
    first = TEXT.index("\n") + 1
    second = TEXT.index("\n", first) + 1
    rows = [
        Annotation(0, 8, "title"),
        Annotation(first, second - 1, "paragraph"),
        Annotation(second, len(TEXT), "paragraph"),
    ]
    return {"gale.html": quoted(TEXT, Layer.of("structure", rows))}


def test_a_mention_stands_in_its_sentence_and_leads_to_its_paragraph() -> None:
    sentence = cut(source(), spot("Ada Orme"))  # type: ignore[arg-type]
    assert (sentence.before, sentence.words, sentence.after) == (
        "Mr. Quill saw ",
        "Ada Orme",
        " on the quay; she wept.",
    )
    assert sentence.link.path == "documents/gale.html#p1"


def test_an_initial_ends_no_sentence() -> None:
    text = "They met. T. U. Orme and J. Quill spoke. Nobody slept."
    rows = Layer.of("structure", [Annotation(0, len(text), "paragraph")])
    begin = text.index("Quill")
    place = Spot(Link("x", ""), "x.html", 0, len(text), begin, begin + 5)
    assert cut({"x.html": quoted(text, rows)}, place).before == "T. U. Orme and J. "


def test_frozen_ids_of_paragraphs_are_kept() -> None:
    sentence = cut(source(), spot("Ada Orme", ("p1", "p7"), TEXT.rindex("\n")))  # type: ignore[arg-type]
    assert sentence.link.path == "documents/gale.html#p7"


def test_words_in_no_paragraph_stand_in_their_line() -> None:
    sentence = cut(source(), spot("Gale"))  # type: ignore[arg-type]
    assert (sentence.before, sentence.words, sentence.after) == ("The ", "Gale", "")
    assert sentence.link.path == "documents/gale.html"


def test_a_text_that_is_not_at_hand_leaves_the_link() -> None:
    assert cut({}, spot("Gale")).link.label == "The Gale"
