"""Every quote that a stored value holds, with the source in which it says that it stands."""

from collections.abc import Iterator, Mapping
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import fields

from testimonia.model.span import Quote


def placed_quotes(value: object, source: str = "") -> Iterator[tuple[str, Quote]]:
    """The quotes in a value, however deep, each with the path of its source: that of the nearest value around it that
    names one, else `source`.

    >>> [quote.exact for _, quote in placed_quotes((Quote(0, 1, "a"), (Quote(4, 5, "b"),)))]
    ['a', 'b']
    """
    if isinstance(value, Quote):
        yield source, value
    elif isinstance(value, (str, int, float, bytes)) or value is None:
        return
    elif isinstance(value, (tuple, list, frozenset)):
        for one in value:
            yield from placed_quotes(one, source)
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from placed_quotes(one, source)
    elif isinstance(value, Struct):
        own = getattr(value, "source", source)
        for name in _names(type(value)):
            yield from placed_quotes(getattr(value, name), own if isinstance(own, str) else source)


@lru_cache(maxsize=256)
def _names(kind: type[Struct]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))
