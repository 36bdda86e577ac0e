"""Steps: the names, needs and code of what turns digests into digests."""

import hashlib
import inspect
import re
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from msgspec import Struct

from testimonia.model.canon import digest_of

PACKAGE = "testimonia"
_IMPORT = re.compile(
    rf"^[ \t]*(?:from[ \t]+({PACKAGE}[\w.]*)[ \t]+import[ \t]+(\([^)]*\)|[^\n(]+)|import[ \t]+({PACKAGE}[\w.]*))", re.M
)


class Step(Struct, frozen=True):
    """A map step: one item in, one packed value out.

    `needs` are steps whose values it reads; `facts` is the step whose keys select what the archive teaches this item
    ("" for none); `gives` is the type of its value; `code` is a digest of its code and of all it imports from us, so
    that no version number is raised by hand. `plugin` is the file of the archive's own that it comes from: where such a
    step fails, it alone is absent, with what needs it.
    """

    name: str
    needs: tuple[str, ...]
    facts: str
    gives: Any
    code: str
    function: Callable[..., Any]
    plugin: str = ""


@cache
def _module_file(module: str) -> Path | None:
    """The file of one of our modules, without importing it."""
    root = Path(sys.modules[PACKAGE].__file__ or "").parent
    base = root.joinpath(*module.split(".")[1:])
    for path in (base.with_suffix(".py"), base / "__init__.py"):
        if path.is_file():
            return path
    return None


@cache
def _imports(path: Path) -> frozenset[str]:
    """The modules of ours that a file imports, by its text."""
    found: set[str] = set()
    for match in _IMPORT.finditer(path.read_text(encoding="utf-8")):
        module = match[1] or match[3]
        found.add(module)
        for name in re.findall(r"\w+", match[2] or ""):
            found.add(f"{module}.{name}")
    return frozenset(found)


@cache
def _file_digest(path: Path) -> bytes:
    return hashlib.sha256(path.read_bytes()).digest()


@cache
def code_files(module: str) -> tuple[Path, ...]:
    """The files that a module's results depend on: itself, what it imports of ours, and the TOML tables beside them
    that bear their names or that they name."""
    seen: dict[str, Path] = {}
    waiting = [module]
    while waiting:
        name = waiting.pop()
        path = _module_file(name)
        if name in seen or path is None:
            continue
        seen[name] = path
        waiting.extend(_imports(path))
    tables = {table for path in seen.values() for table in _tables_of(path)}
    return tuple(sorted({*seen.values(), *tables}))


@cache
def _tables_of(path: Path) -> tuple[Path, ...]:
    """The data files beside a module that its text names."""
    names = re.findall(
        r"[\"']([\w./-]+\.(?:toml|json|sql|html|xml|css|js|txt|tsv|npz|po))[\"']", path.read_text(encoding="utf-8")
    )
    return tuple(file for name in names if (file := path.parent / name).is_file())


@cache
def code_digest(*functions: Callable[..., Any]) -> str:
    """One digest of the code of all these functions' modules and of what they import of ours.

    A function of a plug-in that is no module of ours counts with its own file and with what that imports of ours.
    """
    files: set[Path] = set()
    for function in functions:
        module = function.__module__
        if module.split(".")[0] == PACKAGE:
            files.update(code_files(module))
        else:
            own = Path(inspect.getfile(function))
            files.update((own, *(file for name in _imports(own) for file in code_files(name))))
    return digest_of(*(_file_digest(path) for path in sorted(files)))
