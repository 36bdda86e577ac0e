"""The shipped tagger: that its weights load and know a name that no table holds."""

from testimonia.text.tagger import CLASSES, Sentence, load_model, tag


def test_the_shipped_weights_know_a_person_and_a_place_by_their_neighbours() -> None:
    model = load_model()
    assert model is not None
    words = "As Vanterpool wrote in a letter , they had lived in Tholmarket , Portugal .".split()
    tags: dict[int, int] = {}
    tag(model, Sentence(words, [word.lower() for word in words]), [1, 11], tags)
    assert [CLASSES[tags[at]] for at in (1, 11)] == ["person", "place"]
