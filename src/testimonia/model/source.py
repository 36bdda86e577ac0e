"""Captures and sources: the bytes as they came, and the exact text that a reader found in them."""

from bisect import bisect_right

from msgspec import Struct

from testimonia.model.layer import Layer


class Capture(Struct, frozen=True):
    """The bytes of a file as received, never rewritten. `path` is below the archive's folder, with "/";
    `digest` is the SHA-256 of the raw bytes in full (64 hexadecimal digits)."""

    path: str
    digest: str
    size_bytes: int
    media_type: str


class OffsetMap(Struct, frozen=True):
    """From text to the decoded file, run-length coded.

    Run i maps text offset `text[i] + k` to the character `raw[i] + k` of the decoded file, for k below `length[i]`;
    text between runs (a line break that a reader put in) has no place of its own in the file. `raw` counts code points
    of the file decoded with `encoding`; bytes are counted on demand by `byte_of`.
    """

    encoding: str
    text: tuple[int, ...]
    raw: tuple[int, ...]
    length: tuple[int, ...]

    @staticmethod
    def identity(encoding: str, length: int, raw_begin: int = 0) -> "OffsetMap":
        """The map of a file whose text is the file itself, after `raw_begin` characters (a byte order mark)."""
        return OffsetMap(encoding, (0,), (raw_begin,), (length,))

    def raw_of(self, offset: int) -> int | None:
        """The place in the decoded file of a text offset; None for a character that a reader put in.

        >>> OffsetMap("utf-8", (0, 5), (10, 30), (4, 6)).raw_of(6)
        31
        """
        run = bisect_right(self.text, offset) - 1
        if run < 0 or offset - self.text[run] >= self.length[run]:
            return None
        return self.raw[run] + offset - self.text[run]

    def byte_of(self, offset: int, decoded: str) -> int | None:
        """The byte offset in the file; `decoded` is the whole file decoded with `encoding` (surrogateescape)."""
        raw = self.raw_of(offset)
        return None if raw is None else len(decoded[:raw].encode(self.encoding, "surrogateescape"))


class Source(Struct, frozen=True):
    """A readable text: exact, never normalised, with where each character stands in the file.

    `markup` is what the file's own mark-up says (kinds are lower-case element names; values `class`, `id`, `href`,
    `src`, `lang`, `n`, `type`, `when` where present; Markdown and TEI use the same element names as HTML where one
    exists). `head` is what the file declares of itself (title, author, language, description ...).
    `line_starts` are the places of the decoded file at which its lines begin.
    """

    id: str
    capture: Capture
    text: str
    digest: str
    reader: str
    charset_rule: str
    head: dict[str, str]
    offsets: OffsetMap
    markup: Layer
    line_starts: tuple[int, ...] = ()

    @property
    def path(self) -> str:
        return self.capture.path

    def line_of(self, offset: int) -> int:
        """The 1-based line of the file in which an offset of the text stands: what an editor opens at file:line."""
        if not self.line_starts:
            return self.text.count("\n", 0, offset) + 1
        run = bisect_right(self.offsets.text, offset) - 1
        if run < 0:
            return 1
        inside = min(offset - self.offsets.text[run], self.offsets.length[run])
        return bisect_right(self.line_starts, self.offsets.raw[run] + inside)
