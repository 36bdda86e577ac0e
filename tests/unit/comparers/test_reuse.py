"""Reuse between documents, on texts of our own: words drawn by a seed, with one passage printed again and again."""

import datetime
import random

import pytest
from msgspec.structs import replace

from testimonia.comparers.compared import ReuseText
from testimonia.comparers.reuse import find_reuse, why_reuse
from testimonia.model.canon import pack, unpack
from testimonia.model.reuse import ReuseCluster, ReusePair
from testimonia.text.reuse.settings import Settings

SYLLABLES = "mar sal to wen brid ga tel lor pen ash ric tho ver nes ul dor ham fen lea col wick by den ros ky".split()
NOTICE = (
    "The ferry at Saltmarsh will not cross after nine of the evening, the harbour master having found that the lamp "
    "on the northern pier was put out three times by persons unknown. Whoever knows of the matter is asked to call on "
    "Mr. Pell, the cooper, in Rope Lane, before Saturday, when the question will be laid before the council."
)


def prose(seed: int, words: int = 300) -> str:
    """Words of an invented language: no two seeds share forty letters."""
    rng = random.Random(seed)
    return " ".join("".join(rng.choices(SYLLABLES, k=rng.choice((1, 2, 2, 3)))) for _ in range(words))


def noisy(text: str, share: float, seed: int) -> str:
    """A text with that share of its letters exchanged, dropped or doubled."""
    rng = random.Random(seed)
    read = []
    for char in text:
        if rng.random() >= share:
            read.append(char)
        else:
            read.append(rng.choice(("", char + char, rng.choice("aeiouncl"))))
    return "".join(read)


def inside(passage: str, seed: int) -> str:
    """The passage between two halves of other prose."""
    return f"{prose(seed)}.\n{passage}\n{prose(seed + 50_000)}."


def test_a_reprint_is_found_with_its_exact_ends() -> None:
    corpus = [ReuseText("beacon", inside(NOTICE, 1)), ReuseText("courier", inside(NOTICE, 2))]
    (pair,) = find_reuse(corpus).pairs
    assert (pair.a.document, pair.b.document) == ("beacon", "courier")
    assert pair.a.quote.exact == pair.b.quote.exact == NOTICE.rstrip(".")
    assert pair.similarity == 1.0


def test_hyphens_line_breaks_case_accents_and_long_s_do_not_hide_a_reprint() -> None:
    again = NOTICE.upper().replace("HARBOUR", "HAR-\nBOUR").replace("S", "ſ").replace("E", "É")
    (pair,) = find_reuse([ReuseText("a", inside(NOTICE, 1)), ReuseText("b", inside(again, 2))]).pairs
    assert pair.similarity == 1.0
    assert pair.b.quote.exact == again.rstrip(".")


@pytest.mark.parametrize("share", [0.05, 0.1, 0.2])
def test_noise_does_not_hide_a_reprint(share: float) -> None:
    corpus = [ReuseText("a", inside(NOTICE, 1)), ReuseText("b", inside(noisy(NOTICE, share, 3), 2))]
    (pair,) = find_reuse(corpus).pairs
    assert pair.similarity > 0.95 - 1.3 * share
    assert pair.matched_chars > 0.7 * sum(char.isalpha() for char in NOTICE)


def test_texts_in_any_script_are_compared() -> None:
    russian = (
        "Паром у Солёного болота не пойдёт после девяти часов вечера, ибо смотритель гавани нашёл фонарь погашенным."
    )
    corpus = [ReuseText("a", f"Вчера. {russian}"), ReuseText("b", f"{russian} Так пишут.")]
    (pair,) = find_reuse(corpus, Settings(gram=12)).pairs
    assert pair.a.quote.exact == russian.rstrip(".")


def test_two_noisy_copies_are_joined_by_what_they_copy() -> None:
    corpus = [ReuseText("source", inside(NOTICE, 1))]
    corpus += [ReuseText(f"copy{n}", inside(noisy(NOTICE, 0.16, n), n)) for n in range(2, 6)]
    result = find_reuse(corpus, Settings(gram=18))
    assert any(pair.related for pair in result.pairs)
    assert len({pair.cluster for pair in result.pairs}) == 1


def test_excluded_spans_are_never_compared() -> None:
    corpus = [ReuseText("a", inside(NOTICE, 1)), ReuseText("b", inside(NOTICE, 2))]
    begin = corpus[1].text.index(NOTICE)
    assert not find_reuse([corpus[0], replace(corpus[1], excluded=((begin, begin + len(NOTICE)),))]).pairs


def test_a_passage_ends_where_furniture_stands_even_where_both_go_on_alike() -> None:
    corpus = [
        ReuseText(name, f"Source: {name}, Top of page. {NOTICE} Top of page.", ((0, 22 + len(name)),))
        for name in ("a", "b")
    ]
    corpus = [replace(one, excluded=(*one.excluded, (len(one.text) - 12, len(one.text)))) for one in corpus]
    (pair,) = find_reuse(corpus).pairs
    assert pair.a.quote.exact == pair.b.quote.exact == NOTICE.rstrip(".")


def test_documents_without_common_words_have_no_reuse() -> None:
    assert not find_reuse([ReuseText(str(seed), prose(seed)) for seed in range(20)]).pairs


def test_an_empty_corpus_and_empty_documents_are_no_error() -> None:
    assert find_reuse([]).pairs == ()
    assert find_reuse([ReuseText("a", ""), ReuseText("b", "1931"), ReuseText("c", NOTICE)]).pairs == ()


def test_two_documents_of_one_id_are_refused() -> None:
    with pytest.raises(ValueError, match="two documents are called a"):
        find_reuse([ReuseText("a", "x"), ReuseText("a", "y")])


def test_a_document_of_one_repeated_line_ends_soon_and_pairs_once_a_place() -> None:
    line = "Pray for the drowned of Saltmarsh and for those who seek them. "
    result = find_reuse([ReuseText("litany", line * 400), ReuseText("sermon", inside(line * 3, 1))])
    assert {(pair.a.document, pair.b.document) for pair in result.pairs} == {("litany", "sermon")}
    assert any("drowned of Saltmarsh" in pair.b.quote.exact for pair in result.pairs)


def test_two_documents_of_one_line_repeated_are_one_reprint() -> None:
    line = "Pray for the drowned of Saltmarsh and for those who seek them. "
    pairs = find_reuse([ReuseText("a", line * 2000), ReuseText("b", line * 2000), ReuseText("c", prose(1))]).pairs
    assert max(len(pair.a.quote.exact) for pair in pairs) > 0.95 * len(line) * 2000


def test_a_litany_is_chained_along_its_own_order() -> None:
    litany = " ".join(f"Pray for {prose(n, 2)} of Saltmarsh, drowned at sea." for n in range(30))
    (pair,) = find_reuse([ReuseText("a", inside(litany, 1)), ReuseText("b", inside(noisy(litany, 0.05, 2), 3))]).pairs
    assert pair.similarity > 0.9
    assert len(pair.a.quote.exact) > 0.95 * len(litany)


def test_digits_are_letters_where_they_are_asked_for() -> None:
    rng = random.Random(4)
    table = " ".join(str(rng.randrange(10_000)) for _ in range(60))
    corpus = [ReuseText("a", f"Tolls {table}"), ReuseText("b", f"{table} again")]
    assert not find_reuse(corpus).pairs
    assert len(find_reuse(corpus, Settings(digits=True)).pairs) == 1


def test_a_text_in_300_documents_is_one_cluster_of_all() -> None:
    corpus = [ReuseText(f"d{n:03}", f"{prose(n, 60)}.\n{noisy(NOTICE, (n % 4) * 0.05, n)}\n") for n in range(300)]
    result = find_reuse(corpus)
    largest = max(result.clusters, key=lambda cluster: len(cluster.witnesses))
    assert len({witness.document for witness in largest.witnesses}) >= 0.97 * 300


def test_direction_is_said_only_where_dates_do_not_overlap() -> None:
    year = datetime.date(1931, 1, 1), datetime.date(1931, 12, 31)
    day = datetime.date(1931, 6, 1), datetime.date(1931, 6, 1)
    later = datetime.date(1935, 1, 1), datetime.date(1935, 1, 1)
    corpus = [
        ReuseText("a", inside(NOTICE, 1), dated=year),
        ReuseText("b", inside(NOTICE, 2), dated=day),
        ReuseText("c", inside(NOTICE, 3), dated=later),
    ]
    result = find_reuse(corpus)
    assert [pair.direction for pair in result.pairs] == ["unknown", "a-earlier", "a-earlier"]
    assert result.clusters[0].earliest == ""
    assert find_reuse(corpus[1:]).clusters[0].earliest == "b"


def test_what_recurs_in_one_periodical_is_marked_and_kept() -> None:
    corpus = [ReuseText(f"beacon{n}", inside(NOTICE, n), group="beacon") for n in range(3)]
    result = find_reuse([*corpus, ReuseText("courier", inside(NOTICE, 9), group="courier")])
    assert {pair.recurring for pair in result.pairs if pair.b.document != "courier"} == {True}
    assert {pair.recurring for pair in result.pairs if pair.b.document == "courier"} == {False}
    assert not result.clusters[0].recurring


def test_a_short_phrase_of_many_documents_is_a_formula() -> None:
    phrase = "printed and published for the proprietors at the office in Rope Lane, Saltmarsh"
    result = find_reuse([ReuseText(str(n), inside(phrase, n)) for n in range(6)])
    assert [cluster.formula for cluster in result.clusters] == [True]


def test_why_says_which_threshold_decided() -> None:
    corpus = [ReuseText("a", inside(NOTICE, 1)), ReuseText("b", inside(NOTICE, 2)), ReuseText("c", prose(7))]
    corpus += [ReuseText("d", inside(NOTICE[60:100], 4)), ReuseText("e", "Too short.")]
    index = find_reuse(corpus, Settings(gram=20), keep=True).index
    assert why_reuse(index, "a", "b").question == "reused"
    assert why_reuse(index, "a", "c").question == "no-match"
    assert why_reuse(index, "a", "e").words == "one of the two has only 8 letters; 40 are needed"
    short = why_reuse(index, "d", "a")
    assert (short.found, short.question, short.needed) == (False, "no-company", 7)
    with pytest.raises(ValueError, match="z is not in the index"):
        why_reuse(index, "a", "z")


def test_pairs_and_clusters_survive_packing() -> None:
    result = find_reuse([ReuseText("a", inside(NOTICE, 1)), ReuseText("b", inside(NOTICE, 2))])
    assert unpack(pack(result.pairs), tuple[ReusePair, ...]) == result.pairs
    assert unpack(pack(result.clusters), tuple[ReuseCluster, ...]) == result.clusters


def test_a_changed_document_is_compared_anew() -> None:
    corpus = [ReuseText("a", inside(NOTICE, 1)), ReuseText("b", inside(NOTICE, 2)), ReuseText("c", prose(3))]
    known = find_reuse(corpus, keep=True).index
    changed = [corpus[0], replace(corpus[1], text=prose(2)), replace(corpus[2], text=inside(NOTICE, 3))]
    assert find_reuse(changed, known=known).pairs == find_reuse(changed).pairs
    assert [pair.b.document for pair in find_reuse(changed, known=known).pairs] == ["c"]


def test_two_texts_that_begin_at_one_place_have_ids_of_their_own() -> None:
    opening, rest = prose(1, 60), prose(2, 900)
    corpus = [
        ReuseText("a", f"{opening} {rest}"),
        ReuseText("b", f"{opening} {prose(3)}"),
        ReuseText("c", f"{opening} {rest}"),
    ]
    found = find_reuse(corpus)
    ids = [cluster.id for cluster in found.clusters]
    assert len(ids) > 1 and len(set(ids)) == len(ids)
    assert {pair.cluster for pair in found.pairs} == set(ids)
