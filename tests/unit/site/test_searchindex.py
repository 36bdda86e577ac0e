"""The static search's index: numbers as letters, words in one sweep, slots that stay, borders that depend on little."""

import json
import re
import sqlite3
import unicodedata
import zlib
from contextlib import closing

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from testimonia.site.searchindex.codes import ALPHABET, MORE, STOP, encode, encode_bytes
from testimonia.site.searchindex.joining import cut
from testimonia.site.searchindex.segment import LEVELS, STEP, Indexed, Segment, segment_of, segments_of
from testimonia.site.searchindex.shards import SHARD, filled, shards
from testimonia.site.searchindex.slots import PLACES, Slot, slots_of
from testimonia.site.searchindex.sweep import grouped, sweep
from testimonia.site.searchindex.texts import Shown, text_scripts
from testimonia.text.searchwords import words_of

VALUE = {chr(code): value for value, code in enumerate(ALPHABET)}


def decode(letters: str) -> list[int]:
    """What the browser does (search-index.js)."""
    numbers, rest = [], 0
    for letter in letters:
        value = VALUE[letter]
        if value >= STOP:
            rest = rest * MORE + (value - STOP) + 1
        else:
            numbers.append(rest * STOP + value)
            rest = 0
    return numbers


def unpacked(letters: str) -> bytes:
    size, _, pairs = letters.partition(" ")
    bits = "".join(f"{VALUE[a] * 91 + VALUE[b]:013b}" for a, b in zip(pairs[::2], pairs[1::2], strict=True))
    return bytes(int(bits[at : at + 8], 2) for at in range(0, 8 * int(size), 8))


@given(st.lists(st.integers(0, 1 << 40) | st.integers(0, 2100)))
def test_numbers_come_back_from_their_letters(numbers: list[int]) -> None:
    letters, ends = encode(np.array(numbers, dtype=np.int64))
    assert decode(letters.tobytes().decode("ascii")) == numbers
    assert list(ends[-1:]) == ([len(letters)] if numbers else [])


@given(st.lists(st.binary(max_size=60)))
def test_bytes_come_back_from_their_letters(bodies: list[bytes]) -> None:
    assert [unpacked(letters) for letters in encode_bytes(bodies)] == bodies


def test_no_letter_needs_an_escape() -> None:
    assert len(set(ALPHABET)) == 93
    assert json.dumps(ALPHABET.decode()) == f'"{ALPHABET.decode()}"'


words = st.text(st.sampled_from("abcXYZ019éÉœßÜЖйΣς中אع.,’—-_\u0301\u0327\u200b\n\t\ue001 "), max_size=40)


@given(words)
@settings(max_examples=300)
def test_a_sweep_finds_the_words_that_the_tokenizer_finds(text: str) -> None:
    found = sweep(text)
    spans = zip(found.begin.tolist(), found.end.tolist(), strict=True)
    assert [found.body[b:e].decode() for b, e in spans] == words_of(text)


def sqlite_words(texts: list[str]) -> list[list[str]]:
    with closing(sqlite3.connect(":memory:")) as db:
        db.execute("CREATE VIRTUAL TABLE t USING fts5 (x, tokenize = 'unicode61 remove_diacritics 2')")
        db.execute("CREATE VIRTUAL TABLE v USING fts5vocab (t, 'instance')")
        db.executemany("INSERT INTO t (rowid, x) VALUES (?, ?)", enumerate(texts))
        made: list[list[str]] = [[] for _ in texts]
        for row, term in db.execute("SELECT doc, term FROM v ORDER BY doc, offset"):
            made[row].append(term)
    return made


def test_every_letter_is_folded_and_parted_as_by_sqlite() -> None:
    codes = [c for c in range(0x21, 0x3000) if unicodedata.category(chr(c)) != "Cs"]
    texts = [f"qa{chr(code)}zq {chr(code)}" for code in codes]
    assert [words_of(text) for text in texts] == sqlite_words(texts)


@given(st.lists(words, max_size=8))
@settings(max_examples=100)
def test_any_text_has_the_words_that_sqlite_gives_it(texts: list[str]) -> None:
    assert [words_of(text) for text in texts] == sqlite_words(texts)


@given(st.lists(st.integers(0, 5)))
def test_equal_digests_come_together_in_the_order_of_the_text(numbers: list[int]) -> None:
    digests = np.array([number << 2 for number in numbers], dtype=np.uint64)  # they agree in the upper bits
    order = grouped(digests).tolist()
    assert [(numbers[at], at) for at in order] == sorted((number, at) for at, number in enumerate(numbers))


def test_a_new_document_moves_no_other() -> None:
    ids = [f"courier-{number}" for number in range(1000)]
    before, after = slots_of(ids), slots_of([*ids, "a-new-one"])
    moved = [id for id in ids if before[id] != after[id]]
    assert len(moved) <= 2
    assert len({slot.number for slot in after.values()}) == 1001
    assert all(0 <= slot.place < PLACES for slot in after.values())


@given(st.sets(st.text(st.sampled_from("abcde"), min_size=1, max_size=5), min_size=1, max_size=60), st.integers(1, 12))
def test_a_list_is_cut_into_parts_that_are_light_or_one_word(words: set[str], limit: int) -> None:
    ordered = sorted(words)
    sizes = [len(word) for word in ordered]
    borders = cut(ordered, sizes, limit)
    assert borders == sorted(set(borders))
    assert borders[0] == 0
    for first, last in zip(borders, [*borders[1:], len(ordered)], strict=True):
        assert last - first == 1 or sum(sizes[first:last]) <= limit


def test_a_new_word_moves_the_borders_of_its_neighbours_only() -> None:
    words = [f"{a}{b}{c}" for a in "abcdefgh" for b in "abcdefgh" for c in "abcdefgh"]
    heads = [
        {ordered[at] for at in cut(ordered, [3] * len(ordered), 90)} for ordered in (words, sorted([*words, "dxx"]))
    ]
    assert {word[0] for word in heads[0] ^ heads[1]} <= {"d"}


DOCUMENTS = (
    Indexed(3, "The Strike", ("The ferry was late. The strike held.", "Nobody came."), ("_year_1906_1906",)),
    Indexed(7, "A Letter", ("Strikes, strikes, strikes! " * 9,), ("_year_1906_1906", "_by_orme_thomas_orme")),
)


def word_strings(segment: Segment, word: str) -> tuple[list[int], list[int]]:
    at = segment.words.split("\n").index(word)
    found = []
    for body, ends in ((segment.postings, segment.posting_ends), (segment.places, segment.place_ends)):
        limits = [0, *np.frombuffer(ends, dtype="<i8").tolist()]
        found.append(decode(body[limits[at] : limits[at + 1]].decode()))
    return found[0], found[1]


def test_a_word_says_where_and_how_often_it_stands() -> None:
    segment = segment_of(2, DOCUMENTS)
    postings, places = word_strings(segment, "strike")
    # Segment 2, one document, at place 3; once in the title (which counts for six) and once in the text.
    assert postings == [2, 1, 3 * 8 + LEVELS.index(5)]
    assert places == [2, 1, STEP + 5 - 1]
    postings, places = word_strings(segment, "strikes")
    assert postings == [2, 1, 7 * 8 + 7]
    assert LEVELS[7] <= 27
    assert places == [27, STEP, *[1] * 26]
    assert word_strings(segment, "_year_1906_1906")[0] == [2, 2, 3 * 8, (7 - 3 - 1) * 8]
    assert [about[:2] for about in segment.documents] == [(3, 11), (7, 29)]


def test_no_phrase_runs_over_the_end_of_a_paragraph() -> None:
    segment = segment_of(0, [Indexed(0, "x", ("a " * 63 + "last", "first"), ())])
    assert word_strings(segment, "last")[1] == [STEP + 63]
    assert word_strings(segment, "first")[1] == [STEP + 2 * STEP]


def test_a_long_document_says_in_which_part_a_word_stands_first() -> None:
    long = Indexed(1, "x", tuple(f"word{number} " * 100 for number in range(60)), ())
    segment = segment_of(0, [long])
    assert word_strings(segment, "word0")[0][-1] == 0
    assert word_strings(segment, "word59")[0][-1] == (STEP + 59 * 2 * STEP) // 3072
    assert segment.documents[0][2][-1] == STEP + 59 * 2 * STEP


def scripts_of(segments: dict[int, tuple[Segment, ...]]) -> dict[str, str]:
    return dict(shards(segments, {3: 1906 * 385}))


def test_the_same_documents_make_the_same_bytes_in_one_piece_or_several(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = scripts_of({0: segments_of(0, DOCUMENTS)})
    again = scripts_of({0: segments_of(0, DOCUMENTS)})
    assert whole == again
    monkeypatch.setattr("testimonia.site.searchindex.segment._MOST_LETTERS", 10)
    pieces = segments_of(0, DOCUMENTS)
    assert len(pieces) == 2
    assert scripts_of({0: pieces})["index"] == whole["index"]


def test_every_file_hands_over_its_value_under_its_name() -> None:
    for name, text in scripts_of({0: segments_of(0, DOCUMENTS)}).items():
        match = re.fullmatch(r'testimoniaSearch\("([^"]+)",(.*)\);\n', text, re.DOTALL)
        assert match is not None
        assert match[1] == name
        json.loads(match[2])


def test_a_changed_word_changes_few_files() -> None:
    texts = [tuple(f"{a}{b} {b}{a}" for b in "abcdefghijk") for a in "lmnopqrst"]
    documents = [Indexed(place, "x", own, ()) for place, own in enumerate(texts)]
    before = scripts_of({0: segments_of(0, documents)})
    documents[4] = Indexed(4, "x", (*texts[4][:-1], "pk lb"), ())
    after = scripts_of({0: segments_of(0, documents)})
    assert before.keys() == after.keys()
    assert {name.split("/")[0] for name in before if before[name] != after[name]} == {"d", "p", "q"}


def test_files_are_filled_in_order() -> None:
    sizes = [SHARD // 2, 0, SHARD // 2, 1, 3 * SHARD, 2]
    assert filled(sizes) == [[0, 2], [3], [4], [5]]


def test_a_document_s_text_comes_back_whole_and_in_parts() -> None:
    paragraphs = (("p1", "Été “quoted”\u2028"), ("", "A heading"), ("p2", "the end"))
    short = Shown("0/3", "documents/x.html", 'A "title"', "", "", "", "letter", paragraphs)
    ((name, text),) = text_scripts([short])
    value = json.loads(text.removeprefix(f'testimoniaSearch("{name}",').removesuffix(");\n"))
    assert value[:2] == ["documents/x.html", 'A "title"']
    assert zlib.decompress(unpacked(value[6])).decode() == "\x1e".join(f"{id}\x1f{words}" for id, words in paragraphs)
    long = Shown("0/4", "documents/y.html", "y", "", "", "", "", paragraphs, (64, 4000, 4064))
    scripts = dict(text_scripts([long]))
    assert scripts.keys() == {"0/4", "0/4-0", "0/4-1"}
    assert json.loads(scripts["0/4"].removeprefix('testimoniaSearch("0/4",').removesuffix(");\n"))[6] == [
        [0, 64],
        [1, 4000],
    ]


def test_a_slot_has_one_number() -> None:
    assert Slot(2, 5).number == 2 * PLACES + 5
