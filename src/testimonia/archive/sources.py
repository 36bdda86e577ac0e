"""Finding the files of an archive, and reading their bytes."""

import fnmatch
import os
import stat
from collections.abc import Iterator, Set
from hashlib import sha256
from pathlib import Path

from msgspec import Struct

from testimonia.archive.errors import ArchiveError
from testimonia.archive.layout import CONFIG, OURS, Layout
from testimonia.model.problem import Problem

# Files that are no text and no fault: counted, never read.
NOT_TEXT = frozenset(
    ".jpg .jpeg .png .gif .webp .svg .ico .bmp .tif .tiff .css .js .mjs .map .woff .woff2 .ttf .otf .eot .mp3 .mp4 .ogg"
    " .wav .avi .mov .zip .gz .tgz .tar .bz2 .xz .7z .rar .exe .dll .so .db .sqlite .py .pyc .sh .bat .php .asp .pdf"
    " .doc .docx .odt .xls .xlsx .ppt .pptx .epub .mobi .json .jsonl .csv .tsv .toml .yaml .yml .lock".split()
)

# No drawings in SVG: they may hold scripts.
PICTURES = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".tif", ".tiff")

_MEDIA_TYPES = {
    ".htm": "text/html",
    ".html": "text/html",
    ".xhtml": "text/html",
    ".xml": "application/xml",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
}


class Found(Struct, frozen=True, order=True):
    """A file that may hold a source: its path below the sources folder with "/", and its state on disk. Time and size
    are only a hint to skip hashing."""

    path: str
    size_bytes: int
    mtime_ns: int


class Scan(Struct, frozen=True):
    """The files found in order of path, how many were passed over by suffix, and what went wrong."""

    found: tuple[Found, ...]
    passed_over: dict[str, int]
    problems: tuple[Problem, ...]


def scan(layout: Layout, exclude: tuple[str, ...], limit_mib: int, also: Set[str] = frozenset()) -> Scan:
    """Walk the sources folder. A link to a folder is not followed (a loop would never end); hidden files are left
    out. `also` are suffixes that plug-ins read."""
    found: list[Found] = []
    passed: dict[str, int] = {}
    problems: list[Problem] = []
    waiting = [""]
    while waiting:
        below = waiting.pop()
        try:
            entries = sorted(os.scandir(layout.sources / below), key=lambda entry: entry.name)
        except OSError as error:
            problems.append(_unreadable(below, error))
            continue
        for entry in entries:
            path = f"{below}{entry.name}"
            if not _is_name(path, entry.name, problems) or _is_ours(layout, below, entry.name):
                continue
            if any(fnmatch.fnmatchcase(path, pattern) for pattern in exclude):
                continue
            try:
                if entry.is_dir():
                    if entry.is_symlink():
                        problems.append(_linked(path))
                    else:
                        waiting.append(path + "/")
                    continue
                status = entry.stat()
            except OSError as error:
                problems.append(_unreadable(path, error))
                continue
            suffix = os.path.splitext(entry.name)[1].lower()  # noqa: PTH122 - a Path for each of 100,000 files is slow
            if suffix in NOT_TEXT and suffix not in also:
                passed[suffix] = passed.get(suffix, 0) + 1
            elif not stat.S_ISREG(status.st_mode):
                problems.append(Problem(path, "P121", "warning", "not a regular file", "it was left out"))
            elif status.st_size > limit_mib << 20:
                problems.append(_too_large(path, status.st_size, limit_mib))
            else:
                found.append(Found(path, status.st_size, status.st_mtime_ns))
    return Scan(tuple(sorted(found)), dict(sorted(passed.items())), tuple(sorted(problems)))


def pictures(layout: Layout, exclude: tuple[str, ...]) -> Iterator[Found]:
    """The pictures that lie among the sources, in order of path within each folder; links are not followed."""
    waiting = [""]
    while waiting:
        below = waiting.pop()
        try:
            entries = sorted(os.scandir(layout.sources / below), key=lambda entry: entry.name)
        except OSError:
            continue
        for entry in entries:
            path = f"{below}{entry.name}"
            if not _is_name(path, entry.name, []) or _is_ours(layout, below, entry.name):
                continue
            if entry.is_dir(follow_symlinks=False):
                waiting.append(path + "/")
            elif not path.lower().endswith(PICTURES) or any(fnmatch.fnmatchcase(path, p) for p in exclude):
                continue
            elif entry.is_file(follow_symlinks=False):
                status = entry.stat()
                yield Found(path, status.st_size, status.st_mtime_ns)


def _is_name(path: str, name: str, problems: list[Problem]) -> bool:
    """Whether a name is one that we read: not hidden, and in Unicode."""
    if name.startswith("."):
        return False
    try:
        name.encode()
    except UnicodeEncodeError:
        shown = path.encode("utf-8", "backslashreplace").decode()
        problems.append(Problem(shown, "P123", "error", "the file's name is not valid Unicode", "rename the file"))
        return False
    return True


def _is_ours(layout: Layout, below: str, name: str) -> bool:
    """Whether a top-level name of a bare folder is one of our own."""
    if below or layout.sources != layout.folder:
        return False
    if name == CONFIG:
        return True
    if name == "public":
        return (layout.folder / name / ".testimonia-site").exists()
    if name == "identity":
        return (layout.folder / name / "documents.jsonl").exists()
    return name in OURS and layout.config.exists()


def read_bytes(layout: Layout, path: str) -> bytes:
    """The bytes of a source; ArchiveError where they cannot be had."""
    try:
        return (layout.sources / path).read_bytes()
    except OSError as error:
        raise ArchiveError(f"{path} cannot be read: {error.strerror}") from error


def capture_digest(raw: bytes) -> str:
    """The SHA-256 of the bytes as they came, in full."""
    return sha256(raw).hexdigest()


def media_type(path: str) -> str:
    """What the suffix says; the reader looks at the bytes themselves."""
    return _MEDIA_TYPES.get(Path(path).suffix.lower(), "text/plain")


def _unreadable(path: str, error: OSError) -> Problem:
    return Problem(path, "P108", "error", f"cannot be read: {error.strerror}", "check its permissions, and build again")


def _linked(path: str) -> Problem:
    return Problem(path, "P122", "note", "a link to a folder is not followed", "copy the folder, or build it by itself")


def _too_large(path: str, size_bytes: int, limit_mib: int) -> Problem:
    message = f"{size_bytes / (1 << 20):,.0f} MiB is over the limit of {limit_mib} MiB"
    return Problem(
        path, "P105", "error", message, "cut it into smaller files, or raise limits.file_mib in testimonia.toml"
    )
