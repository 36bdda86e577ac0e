"""Derived files: written in one stroke, and those of the static index only where their bytes change."""

import hashlib
import os
from collections.abc import Iterable, Mapping
from pathlib import Path


def write_scripts(
    public: Path, files: Iterable[tuple[str, str]], before: Mapping[str, str]
) -> tuple[dict[str, str], int]:
    """Write the scripts (by path below public/) that differ from what stands there; the digest of each, and how many
    were written."""
    now: dict[str, str] = {}
    written = 0
    for path, text in files:
        body = text.encode()
        now[path] = hashlib.blake2b(body, digest_size=16).hexdigest()
        if before.get(path) != now[path] or not os.path.exists(f"{public}/{path}"):  # noqa: PTH110
            put(f"{public}/{path}", body)
            written += 1
    return now, written


def is_other(path: str, body: bytes) -> bool:
    """Whether a file is not there with just these bytes."""
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - no Path made for each of 100,000 files
            return file.read() != body
    except FileNotFoundError:
        return True


def put(path: str, body: bytes) -> None:
    """Write a file in one stroke: a reader sees the old one or the new one, never half."""
    folder, _, name = path.rpartition("/")
    temporary = f"{folder}/.{name}.tmp"
    how = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    try:
        handle = os.open(temporary, how, 0o666)
    except FileNotFoundError:
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103
        handle = os.open(temporary, how, 0o666)
    with open(handle, "wb", buffering=0) as file:  # noqa: PTH123
        file.write(body)
    os.replace(temporary, path)  # noqa: PTH105
