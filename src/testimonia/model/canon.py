"""Canonical bytes and digests: the one way in which values become bytes, so that equal values have equal digests."""

import hashlib
import sys
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

import msgspec

Json = None | bool | int | float | str | Sequence["Json"] | Mapping[str, "Json"]

DIGEST_BYTES = 16
T = TypeVar("T")


def _enc_hook(value: Any) -> Any:
    # Whoever holds an array has loaded numpy; many commands have neither, and loading it takes a tenth of a second.
    numpy = sys.modules.get("numpy")
    if numpy is not None and isinstance(value, numpy.ndarray):
        return value.astype("<i4").tobytes()
    raise NotImplementedError(type(value).__name__)


def pack(value: Any) -> bytes:
    """A value of the model (a frozen struct, a tuple, a layer ...) as canonical MessagePack: keys sorted."""
    return msgspec.msgpack.encode(value, enc_hook=_enc_hook, order="sorted")


def unpack(body: bytes, kind: type[T]) -> T:
    """The value of that type that `pack` wrote; msgspec.ValidationError where the bytes are of another shape."""
    return msgspec.msgpack.decode(body, type=kind)


def canonical(value: Any) -> bytes:
    """Canonical JSON in UTF-8: keys sorted, no spaces.

    >>> canonical({"b": 1, "a": "é"}).decode()
    '{"a":"é","b":1}'
    """
    return msgspec.json.encode(value, order="sorted")


def digest_of(*parts: bytes) -> str:
    """A hexadecimal SHA-256, cut to 128 bits, over the parts, each preceded by its length.

    >>> digest_of(b"ab", b"c") == digest_of(b"a", b"bc")
    False
    """
    h = hashlib.sha256()
    for part in parts:
        h.update(len(part).to_bytes(8, "little"))
        h.update(part)
    return h.hexdigest()[: 2 * DIGEST_BYTES]
