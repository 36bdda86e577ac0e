"""Reading plain text: unchanged."""

from testimonia.model.source import Capture
from testimonia.readers.plain import read_plain


def test_plain_text_is_the_file_itself_line_ends_too() -> None:
    raw = "\ufeffDear Ida,\r\n\r\n  I came — <b>late</b>.\x0c".encode()
    source = read_plain(Capture("letters/1.txt", "", len(raw), ""), raw).source
    assert source.text == "Dear Ida,\r\n\r\n  I came — <b>late</b>.\x0c"
    assert source.offsets.byte_of(source.text.index("late"), raw.decode()) == raw.index(b"late")
    assert len(source.markup) == 0


def test_a_file_that_is_no_text_has_no_text_and_one_problem() -> None:
    raw = b"\x89PNG\r\n\x1a\n" + bytes(100)
    reading = read_plain(Capture("letters/1.txt", "", len(raw), ""), raw)
    assert (reading.source.text, [p.code for p in reading.problems]) == ("", ["P101"])


def test_an_empty_file_is_said_to_be_empty() -> None:
    reading = read_plain(Capture("letters/1.txt", "", 0, ""), b"")
    assert (reading.source.text, [p.code for p in reading.problems]) == ("", ["P110"])
