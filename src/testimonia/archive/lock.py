"""One build at a time: an advisory lock that the system drops when the process ends, however it ends."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from testimonia.archive.errors import ArchiveError


@contextmanager
def only_build(path: Path) -> Iterator[None]:
    """Hold the archive's lock; ArchiveError, at once, where another build holds it."""
    with path.open("a+b") as file:
        if not _try_lock(file.fileno()):
            file.seek(0)
            owner = file.read(20).decode("ascii", "replace").strip()
            raise ArchiveError(f"another build of this archive is running (process {owner}); wait for it, or stop it")
        file.truncate(0)
        file.write(str(os.getpid()).encode())
        file.flush()
        yield


def _try_lock(descriptor: int) -> bool:
    if sys.platform == "win32":
        import msvcrt

        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
    import fcntl

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
