"""Block and fold steps over the memo: rows with an equal key, computed together and remembered."""

from collections.abc import Callable
from typing import Any, TypeVar

from msgspec import Struct

from testimonia.archive.memo import Memo
from testimonia.engine.step import code_digest
from testimonia.model.canon import digest_of, pack, unpack

T = TypeVar("T")


class Blocks(Struct):
    """Block and fold steps over the memo: computed where the digest of code and inputs is new. `used` are the keys that
    this build rests on, for the sweep."""

    memo: Memo
    used: list[str]

    def value(self, name: str, inputs: bytes, gives: type[T], function: Callable[..., Any], make: Callable[[], T]) -> T:
        """The value of one block; `inputs` are its canonical bytes, `function` the code that its key takes."""
        key = digest_of(name.encode(), code_digest(function).encode(), inputs)
        self.used.append(key)
        known = self.memo.look(key)
        if known:
            return unpack(self.memo.body(known[0]), gives)
        value = make()
        body = pack(value)
        self.memo.store([(key, digest_of(body), body, b"")])
        return value
