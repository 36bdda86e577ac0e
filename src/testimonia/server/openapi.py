"""The description of the API, for machines (openapi.json, OpenAPI 3.1); a test holds it against the routes."""

import functools
import json
from collections.abc import Mapping
from importlib import resources
from typing import Any


@functools.cache
def description() -> Mapping[str, Any]:
    """The whole description."""
    text = resources.files(__package__).joinpath("openapi.json").read_text(encoding="utf-8")
    value: Mapping[str, Any] = json.loads(text)
    return value
