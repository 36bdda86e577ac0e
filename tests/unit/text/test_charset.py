"""The charset of a file: which rule fires, and what a label is worth."""

import pytest

from testimonia.model.source import Capture
from testimonia.text.charset import decode, file_characters, is_binary
from testimonia.text.sources import decoded_capture

META = '<meta http-equiv="Content-Type" content="text/html; charset={}">'
RUSSIAN = "Газета вышла в марте. Рабочие города собрались, чтобы обсудить положение дел и выбрать делегатов."


@pytest.mark.parametrize(
    ("raw", "rule", "text"),
    [
        ("Zoë".encode("utf-8-sig"), "bom", "\ufeffZoë"),
        (b"\xff\xfe" + "Zoë".encode("utf-16-le"), "bom", "\ufeffZoë"),
        ("Saltmarsh Echo, Zoë".encode("utf-16-be"), "detected", "Saltmarsh Echo, Zoë"),
        ("Zoë".encode(), "utf-8", "Zoë"),
        ("Zoë “here”".encode("cp1252"), "fallback", "Zoë “here”"),
        (RUSSIAN.encode("cp1251"), "detected", RUSSIAN),
        (b"\x81\x93", "fallback", "\x81“"),
        (b"", "utf-8", ""),
    ],
)
def test_the_rule_that_fires_is_recorded(raw: bytes, rule: str, text: str) -> None:
    decoded = decode(raw)
    assert (decoded.rule, decoded.text) == (rule, text)


@pytest.mark.parametrize(
    ("label", "codec", "words"),
    [
        ("iso-8859-1", "cp1252", "the “Echo” of Zoë"),
        ("windows-1251", "cp1251", RUSSIAN),
        ("koi8-r", "koi8-r", RUSSIAN),
        ("iso-8859-2", "iso8859-2", "Žižkov"),
    ],
)
def test_a_declared_label_that_can_be_true_is_believed(label: str, codec: str, words: str) -> None:
    text = META.format(label) + words
    decoded = decode(text.encode(codec))
    assert (decoded.rule, decoded.text) == ("declared", text)


@pytest.mark.parametrize("label", ["iso-8859-1", "windows-1251", "utf-16"])
def test_utf_8_is_read_as_utf_8_whatever_the_label_says(label: str) -> None:
    text = META.format(label) + "Zoë"
    assert decode(text.encode()).text == text


@pytest.mark.parametrize("label", ["utf-16", "rot13", "base64", "no-such-charset", "utf-7"])
def test_a_label_that_cannot_be_true_is_passed_over(label: str) -> None:
    text = META.format(label) + "Zoë"
    assert decode(text.encode("cp1252")).rule == "fallback"


def test_a_character_cut_off_at_the_end_is_marked_and_placed() -> None:
    decoded = decode("Zoë and Zoë".encode()[:-1])
    assert (decoded.text, decoded.bad) == ("Zoë and Zo\ufffd", (11,))


def test_a_bad_byte_among_good_ones_costs_one_character_and_one_problem() -> None:
    raw = "Zoë — “the Echo” ".encode() + b"\xe9 end"
    decoded, problems = decoded_capture(Capture("a.txt", "", len(raw), ""), raw)
    assert decoded.text.count("\ufffd") == 1
    assert [p.code for p in problems] == ["P102"]
    assert f"at byte {len(raw) - 5}" in problems[0].message


def test_file_characters_count_bytes_back() -> None:
    raw = "Zoë — “the Echo” ".encode() + b"\xe9 end"
    assert file_characters(raw, decode(raw).encoding).encode("utf-8", "surrogateescape") == raw


@pytest.mark.parametrize(
    "raw",
    [bytes(100), b"\x89PNG\r\n\x1a\n", b"%PDF-1.4\n", b"PK\x03\x04", b"text" + bytes(30), b"a" * 5000 + bytes(5000)],
)
def test_what_is_no_text_is_known(raw: bytes) -> None:
    assert is_binary(raw)


@pytest.mark.parametrize(
    "raw",
    [b"", b"Saltmarsh", "Zoë".encode("utf-16"), b"page\x0cpage", b"one \x00 NUL in a long line", b"RIFF and raff"],
)
def test_text_is_not_taken_for_binary(raw: bytes) -> None:
    assert not is_binary(raw)
