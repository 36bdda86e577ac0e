"""Plain text: the decoded file, unchanged, line ends too; only a byte order mark is left out.

Nothing is marked up: where a paragraph ends is for an analyser to say. Problems: P101, P102, P110.
"""

from testimonia.contract import Reading, reader
from testimonia.model.source import Capture
from testimonia.text.sources import decoded_capture, source_of, unmarked

# Below every reader that knows its kind by content: a page of HTML saved as .txt is HTML.
LEAST = 4


def sniff(head: bytes) -> int:
    """Any text may be plain."""
    return LEAST


@reader("plain", suffixes=(".txt", ".text", ".asc", ".utf8"), sniff=sniff)
def read_plain(capture: Capture, raw: bytes) -> Reading:
    decoded, problems = decoded_capture(capture, raw)
    return Reading(source_of(capture, "plain", decoded, unmarked(decoded)), tuple(problems))
