"""What a visitor asks for, checked: numbers in their bounds, words of a list."""

from typing import Literal

from msgspec import Struct
from starlette.datastructures import QueryParams

from testimonia.archive.search import Window
from testimonia.text.querytokens import LONGEST_QUERY

MOST_SHOWN = 100
DEEPEST = 100_000


class BadRequest(ValueError):
    """A parameter that cannot be used; the message says which and why."""


class Asked(Struct, frozen=True):
    """A search: the query as written, and which hits to show."""

    query: str
    window: Window


def search_asked(parameters: QueryParams) -> Asked:
    """The search that `q`, `order`, `limit` and `offset` ask for; BadRequest where they cannot be used."""
    query = parameters.get("q", "").strip()
    if len(query) > LONGEST_QUERY:
        raise BadRequest(f"q is longer than {LONGEST_QUERY} characters")
    order: Literal["relevance", "date"] = "relevance"
    if parameters.get("order", "relevance") == "date":
        order = "date"
    elif parameters.get("order", "relevance") != "relevance":
        raise BadRequest("order is neither relevance nor date")
    limit = number(parameters, "limit", 10, MOST_SHOWN)
    return Asked(query, Window(max(1, limit), number(parameters, "offset", 0, DEEPEST), order))


def number(parameters: QueryParams, name: str, default: int, most: int) -> int:
    """A whole number from 0 to `most`."""
    text = parameters.get(name, "")
    if not text:
        return default
    if not (text.isascii() and text.isdigit() and len(text) <= 9):
        raise BadRequest(f"{name} is not a whole number")
    if int(text) > most:
        raise BadRequest(f"{name} is over {most}")
    return int(text)
