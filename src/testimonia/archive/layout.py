"""Where an archive's parts stand: `sources/` or the folder itself, and the folder that takes what is derived."""

import errno
import hashlib
from pathlib import Path

from msgspec import Struct

from testimonia.archive.errors import ArchiveError
from testimonia.text.usercache import user_cache

CONFIG = "testimonia.toml"
HIDDEN = ".testimonia"
ORIGIN = "origin"
SITE_MARK = ".testimonia-site"
OURS = frozenset({HIDDEN, "public", "identity", "decisions", "authority", "extracted", "plugins", "seal"})


class Layout(Struct, frozen=True):
    """`folder` is what the user named, `sources` where its texts are, `home` where everything that we write goes: the
    folder itself, the one given with `--out`, or a cache folder for looking at an archive that was never built."""

    folder: Path
    sources: Path
    home: Path

    @property
    def config(self) -> Path:
        return self.folder / CONFIG

    @property
    def plugins(self) -> Path:
        return self.folder / "plugins"

    @property
    def authority(self) -> Path:
        return self.folder / "authority"

    @property
    def hidden(self) -> Path:
        return self.home / HIDDEN

    @property
    def memo(self) -> Path:
        return self.hidden / "memo.sqlite"

    @property
    def public(self) -> Path:
        return self.home / "public"

    @property
    def database(self) -> Path:
        return self.public / "data" / "archive.sqlite"

    @property
    def identity(self) -> Path:
        return self.home / "identity"

    @property
    def extracted(self) -> Path:
        return self.folder / "extracted"

    @property
    def in_place(self) -> bool:
        """Whether what is derived stands in the archive's own folder."""
        return self.home == self.folder


def layout_of(folder: Path, out: Path | None = None, look_only: bool = False) -> Layout:
    """The layout of a folder; ArchiveError where there is none.

    A folder that `build --out` wrote leads back to the texts it was made from. With `look_only`, an archive that has
    no derived state of its own keeps it in the user's cache, so that looking leaves the folder as it was.
    """
    if not folder.exists():
        raise ArchiveError(f"there is no folder {folder}; name the folder that holds your texts")
    if not folder.is_dir():
        raise ArchiveError(f"{folder} is a file; name the folder that holds your texts")
    folder = folder.resolve()
    origin = folder / HIDDEN / ORIGIN
    if out is None and origin.is_file():
        texts = Path(origin.read_text(encoding="utf-8"))
        if not texts.is_dir():
            raise ArchiveError(f"{folder} was made from {texts}, which is no longer there; build again from the texts")
        return Layout(texts, _sources(texts), folder)
    home = out.resolve() if out else folder
    if out and (home == folder or folder in home.parents) and not _is_ours(folder, home):
        raise ArchiveError(f"--out {out} lies inside the texts {folder}; name a folder outside them")
    if look_only and out is None and not (folder / HIDDEN).exists():
        home = cache_home(folder)
    return Layout(folder, _sources(folder), home)


def _sources(folder: Path) -> Path:
    inner = folder / "sources"
    return inner if inner.is_dir() else folder


def _is_ours(folder: Path, home: Path) -> bool:
    """Whether an --out inside the folder cannot be mistaken for a source: an archive with a `sources/` beside it."""
    return (folder / "sources").is_dir() and (folder / "sources") not in (home, *home.parents)


def cache_home(folder: Path) -> Path:
    """A folder of our own for an archive that we may not write into."""
    name = hashlib.sha256(str(folder).encode("utf-8", "surrogateescape")).hexdigest()[:16]
    return user_cache() / name


def prepare(layout: Layout) -> None:
    """Make the hidden folder, and say plainly where that cannot be done."""
    try:
        layout.hidden.mkdir(parents=True, exist_ok=True)
        if layout.home not in (layout.folder, cache_home(layout.folder)):
            origin = layout.hidden / ORIGIN
            if not origin.exists() or origin.read_text(encoding="utf-8") != str(layout.folder):
                origin.write_text(str(layout.folder), encoding="utf-8")
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise
        where = "build with --out FOLDER to write elsewhere" if layout.in_place else "choose another --out"
        raise ArchiveError(f"cannot write to {layout.home} ({error.strerror}); {where}") from error


def claim_public(layout: Layout) -> None:
    """Make `public/` ours; a folder of that name with somebody's files in it is never touched."""
    mark = layout.public / SITE_MARK
    if layout.public.exists() and not mark.exists() and any(layout.public.iterdir()):
        raise ArchiveError(
            f"{layout.public} holds files that Testimonia did not write; move them, or build with --out FOLDER"
        )
    layout.public.mkdir(parents=True, exist_ok=True)
    mark.write_text(
        "Everything in this folder is written by `testimonia build` and may be deleted.\n", encoding="utf-8"
    )
