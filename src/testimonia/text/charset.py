"""Charsets: from the bytes of a file to its characters, with the rule that decided.

In order: a byte order mark; strict UTF-8; the label that the file declares (in the WHATWG sense: "iso-8859-1" means
windows-1252); a detector; windows-1252. No label is believed that cannot be true (utf-16 in a file of ASCII), and no
detector was right on every archive, so that it comes late and only for writing that is plainly not Western.
Source for the labels: WHATWG, Encoding Standard, section 4.2.
"""

import codecs
import re
from functools import cache

from msgspec import Struct

DETECT_BYTES = 65_536
HEAD_BYTES = 4_096
_DETECT_FROM = 32  # fewer bytes above 0x7F than that teach a detector nothing
REPLACEMENT = "\ufffd"

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WESTERN = (
    "ascii us-ascii ansi_x3.4-1968 iso-8859-1 iso8859-1 iso_8859-1 iso88591 latin1 latin-1 l1 cp819 "
    "windows-1252 x-cp1252 cp1252"
)
_ALIASES = dict.fromkeys(_WESTERN.split(), "cp1252") | {
    "iso-8859-9": "cp1254",
    "latin5": "cp1254",
    "tis-620": "cp874",
    "windows-874": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "sjis": "cp932",
    "x-sjis": "cp932",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "big5": "big5hkscs",
    "macintosh": "mac-roman",
    "x-mac-roman": "mac-roman",
    "x-mac-cyrillic": "mac-cyrillic",
    "iso-8859-8-i": "iso8859-8",
}
_TEXT_CODEC = re.compile(r"(?:cp\d+|iso8859-|koi8|mac-|gb18030|big5|euc|shift|utf-(?:8|16|32))")
_WIDE = re.compile(r"utf-(?:16|32)")
_DECLARED = re.compile(
    rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})"""
    rb"""|<meta\b[^>]{0,400}?charset\s*=\s*["']?\s*([\w.:-]{1,40})""",
    re.IGNORECASE,
)
_ESCAPED = re.compile("[\udc80-\udcff]")
_HIGH = re.compile(r"[\x80-\U0010ffff]")
# The five bytes that windows-1252 leaves undefined stand for C1 controls, as browsers read them.
_UNDEFINED = {0x81, 0x8D, 0x8F, 0x90, 0x9D}
_MAGIC = (
    *(
        b"\x89PNG",
        b"\xff\xd8\xff",
        b"%PDF-",
        b"PK\x03\x04",
        b"PK\x05\x06",
        b"\x1f\x8b",
        b"\x7fELF",
        b"\xd0\xcf\x11\xe0",
    ),
    *(b"II*\x00", b"MM\x00*", b"SQLite format 3", b"7z\xbc\xaf", b"\x00\x00\x01\x00"),
)
# Signatures that a text could begin with: they count only where a NUL follows soon.
_LETTERS_OF_MAGIC = (b"GIF87a", b"GIF89a", b"BZh", b"RIFF", b"OggS", b"ID3", b"AT&TFORM", b"wOFF", b"wOF2", b"BM")
_CONTROL_SHARE = 0.10
_CONTROLS = bytes(set(range(0x20)) - {0x08, 0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x1A, 0x1B})


class Decoded(Struct, frozen=True):
    """The characters of a file. `text` is the whole file, byte order mark included (`mark` is its length, 0 or 1);
    `bad` are the byte offsets of what could not be decoded, each a U+FFFD in `text`."""

    text: str
    encoding: str
    rule: str
    mark: int
    bad: tuple[int, ...] = ()


def decode(raw: bytes) -> Decoded:
    """The characters of a file by the rule of this module; never fails, never gives a lone surrogate.

    >>> decode("Zoë".encode("cp1252")).rule
    'fallback'
    """
    for bom, encoding in _BOMS:
        if raw.startswith(bom):
            return _decoded(raw, encoding, "bom", 1)
    if wide := _wide_without_mark(raw):
        return _decoded(raw, wide, "detected", 0)
    if encoding := _utf8(raw):
        return _decoded(raw, encoding, "utf-8", 0)
    if (encoding := codec_of(declared_label(raw))) and _decodes(raw, encoding):
        return _decoded(raw, encoding, "declared", 0)
    if (encoding := _detect(raw[:DETECT_BYTES])) and _decodes(raw, encoding):
        return _decoded(raw, encoding, "detected", 0)
    return _decoded(raw, "cp1252", "fallback", 0)


def file_characters(raw: bytes, encoding: str) -> str:
    """The file decoded with an encoding that `decode` gave: one character for each byte that cannot be decoded
    (surrogateescape, so that `OffsetMap.byte_of` can count bytes back)."""
    if _WIDE.match(encoding):
        return raw.decode(encoding, "replace")
    return raw.decode(encoding, "surrogateescape")


def declared_label(raw: bytes) -> str:
    """The charset that a file declares in its first 4,096 bytes, lower-case; "" where it declares none."""
    found = _DECLARED.search(raw[:HEAD_BYTES])
    return (found[1] or found[2]).decode("ascii", "replace").lower() if found else ""


def codec_of(label: str) -> str:
    """Python's codec for a declared label; "" for a label that is unknown or that cannot be true here.

    >>> codec_of("ISO-8859-1"), codec_of("utf-16"), codec_of("rot13")
    ('cp1252', '', '')
    """
    wanted = _ALIASES.get(label.lower(), label.lower())
    try:
        name = codecs.lookup(wanted).name
    except (LookupError, ValueError):
        return ""
    if not _TEXT_CODEC.match(name) or name.startswith("utf"):
        return ""
    return name


def is_binary(raw: bytes) -> bool:
    """Whether a file is no text at all: a known kind of image, archive or program, or full of control characters.

    >>> is_binary(bytes(100)), is_binary(b"Saltmarsh, 5 March 1906")
    (True, False)
    """
    if raw.startswith(_MAGIC) or (raw.startswith(_LETTERS_OF_MAGIC) and b"\x00" in raw[:_DETECT_FROM]):
        return True
    if any(raw.startswith(bom) for bom, _ in _BOMS) or _wide_without_mark(raw):
        return False
    for part in (raw[:HEAD_BYTES], raw[:DETECT_BYTES], raw):
        if part and (len(part) - len(part.translate(None, _CONTROLS))) / len(part) > _CONTROL_SHARE:
            return True
    return False


def _decoded(raw: bytes, encoding: str, rule: str, mark: int) -> Decoded:
    if encoding == "cp1252":
        return Decoded(codecs.charmap_decode(raw, "strict", _western())[0], encoding, rule, mark)
    text = file_characters(raw, encoding)
    if _WIDE.match(encoding):
        return Decoded(text, encoding, rule, mark, _bad_in_wide(raw, text, encoding))
    if not _ESCAPED.search(text):
        return Decoded(text, encoding, rule, mark)
    return Decoded(_ESCAPED.sub(REPLACEMENT, text), encoding, rule, mark, _bad_bytes(text, encoding))


def _bad_bytes(text: str, encoding: str) -> tuple[int, ...]:
    """Byte offsets of the escaped bytes, in one pass."""
    offsets, at, done = [], 0, 0
    for found in _ESCAPED.finditer(text):
        at += len(text[done : found.start()].encode(encoding))
        offsets.append(at)
        at, done = at + 1, found.end()
    return tuple(offsets)


def _bad_in_wide(raw: bytes, text: str, encoding: str) -> tuple[int, ...]:
    """Where a UTF-16 or UTF-32 file holds what is no character; the place is that of the U+FFFD in good text."""
    if text.encode(encoding) == raw:
        return ()
    return tuple(len(text[: m.start()].encode(encoding)) for m in re.finditer(REPLACEMENT, text)) or (len(raw) - 1,)


def _utf8(raw: bytes) -> str:
    """ "utf-8" where the bytes are UTF-8, or UTF-8 with a little damage: at least three whole sequences for each bad
    byte, or nothing bad but a last character that was cut off. Text in another charset hardly ever forms any."""
    try:
        raw.decode("utf-8")
        return "utf-8"
    except UnicodeDecodeError as error:
        cut_off = error.end == len(raw) and error.reason == "unexpected end of data"
    text = raw.decode("utf-8", "surrogateescape")
    bad = len(_ESCAPED.findall(text))
    good = len(_HIGH.findall(text)) - bad
    return "utf-8" if good >= 3 * bad or (cut_off and good) else ""


def _decodes(raw: bytes, encoding: str) -> bool:
    if encoding == "cp1252":
        return True
    try:
        raw.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _wide_without_mark(raw: bytes) -> str:
    """UTF-16 that lost its mark: of Latin text every other byte is NUL."""
    head = raw[:HEAD_BYTES]
    half = len(head) // 2
    if half < 2 or b"\x00" not in head:
        return ""
    even, odd = head[0 : 2 * half : 2].count(0), head[1 : 2 * half : 2].count(0)
    if odd > 0.7 * half and even < 0.05 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.7 * half and odd < 0.05 * half else ""


def _detect(head: bytes) -> str:
    """What the detector says of writing that cannot be Western: there, bytes above 0x7F are most of the letters."""
    high = len(head) - len(head.translate(None, bytes(range(0x80, 0x100))))
    letters = sum(map(head.count, b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    if high < _DETECT_FROM or 3 * high < letters:
        return ""
    from charset_normalizer import from_bytes  # heavy, and hardly ever needed

    best = from_bytes(head).best()
    return codec_of(best.encoding) if best else ""


@cache
def _western() -> str:
    return "".join(chr(b) if b in _UNDEFINED else bytes([b]).decode("cp1252") for b in range(256))
