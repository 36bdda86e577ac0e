"""What every reader does at its ends: refuse what is no text, decode, report, and put the Source together."""

import re
from collections.abc import Mapping

from msgspec import Struct

from testimonia.model.canon import digest_of
from testimonia.model.layer import Layer, empty_layer
from testimonia.model.problem import Problem
from testimonia.model.source import Capture, OffsetMap, Source
from testimonia.text.charset import Decoded, decode, is_binary
from testimonia.text.slug import slug_of

_BAD_SHOWN = 5
_LINE_END = re.compile(r"\r\n|\r|\n")


class Made(Struct, frozen=True):
    """What a reader found in the characters of a file."""

    text: str
    offsets: OffsetMap
    markup: Layer
    head: Mapping[str, str]


def decoded_capture(capture: Capture, raw: bytes) -> tuple[Decoded, list[Problem]]:
    """The characters of a capture, with P101 (no text: then none), P110 (empty) or P102 (undecodable bytes)."""
    if not raw:
        hint = "If it should hold something, get it again from where it came."
        return decode(b""), [Problem(capture.path, "P110", "warning", "The file is empty.", hint)]
    if is_binary(raw):
        message = "The file is not text: it is an image, an archive or a program, or mostly control characters."
        hint = "Keep it out of the folder of sources, or put a text of it beside it."
        return decode(b""), [Problem(capture.path, "P101", "error", message, hint)]
    decoded = decode(raw)
    return decoded, [_undecodable(capture, decoded)] if decoded.bad else []


def source_of(capture: Capture, reader: str, decoded: Decoded, made: Made) -> Source:
    """The source of a capture as a reader made it."""
    return Source(
        id=slug_of(capture.path),
        capture=capture,
        text=made.text,
        digest=digest_of(made.text.encode()),
        reader=reader,
        charset_rule=decoded.rule,
        head=dict(made.head),
        offsets=made.offsets,
        markup=made.markup,
        line_starts=line_starts(decoded.text),
    )


def line_starts(characters: str) -> tuple[int, ...]:
    """Where the lines of a file begin, whichever way it ends them.

    >>> line_starts("a\\r\\nb\\rc\\n")
    (0, 3, 5, 7)
    """
    if characters.count("\r") != characters.count("\r\n"):
        return (0, *(match.end() for match in _LINE_END.finditer(characters)))
    starts = [0]
    while at := characters.find("\n", starts[-1]) + 1:
        starts.append(at)
    return tuple(starts)


def unmarked(decoded: Decoded) -> Made:
    """The file as it is, without its byte order mark: the text of a plain file, and of any that is not text."""
    text = decoded.text[decoded.mark :]
    offsets = OffsetMap.identity(decoded.encoding, len(text), decoded.mark)
    return Made(text, offsets, empty_layer("markup"), {})


def _undecodable(capture: Capture, decoded: Decoded) -> Problem:
    count = len(decoded.bad)
    places = ", ".join(str(offset) for offset in decoded.bad[:_BAD_SHOWN])
    more = f" and {count - _BAD_SHOWN} more" if count > _BAD_SHOWN else ""
    what = "1 byte is" if count == 1 else f"{count} bytes are"
    message = f"{what} not {decoded.encoding} (at byte {places}{more}); each is shown as U+FFFD."
    hint = "Save the file again in UTF-8 from a good copy."
    line = decoded.text.count("\n", 0, decoded.text.find("\ufffd")) + 1
    return Problem(capture.path, "P102", "warning", message, hint, line)
