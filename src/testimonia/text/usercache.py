"""The user's cache: the one folder outside archives where we keep what is derived and always deletable."""

import os
from pathlib import Path


def user_cache() -> Path:
    """Our folder in the user's cache; nothing is made here."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache", "testimonia")
