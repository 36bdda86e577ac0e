"""The registry: finds the members of each family and chooses a reader. It keeps no list: a file in the family's folder
that holds a function with `.member` is a member; so is what an installed package names under the entry point group
`testimonia.<family>`; so are an archive's own plugins, where its config names them.
"""

import importlib
import importlib.util
import pkgutil
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path, PurePosixPath
from types import ModuleType
from typing import Any

from testimonia.contract import AnalyserMember, ReaderMember, RuleMember
from testimonia.model.problem import Problem
from testimonia.text.charset import HEAD_BYTES, is_binary

Function = Any  # a function that bears `.member`; see contract.py for what each family's is called with

# A reader that is less sure than this of a file takes it only under one of its own suffixes.
SURE = 10
_SUFFIX_ADDS = 10
_NO_SUFFIX = ".txt"
# Kinds that archives hold beside their texts, and that no reader is asked about.
NOT_READ = frozenset(
    (
        ".css .js .mjs .json .jsonl .map .jpg .jpeg .png .gif .webp .svg .ico .bmp .tif .tiff .djvu .pdf "
        ".ps .doc .docx .odt .rtf .xls .xlsx .ppt .epub .mobi .zip .gz .bz2 .xz .7z .tar .rar .mp3 .ogg "
        ".wav .mp4 .avi .mov .ttf .otf .woff .woff2 .eot .py .pyc .sh .pl .php .rb .c .h .toml .yaml "
        ".yml .ini .cfg .lock .db .sqlite .csv .tsv .exe .dll .so .bin .log .rng .xsl .xslt .dtd .xsd "
        ".bak .swp "
    ).split()
)


@cache
def readers() -> tuple[Function, ...]:
    """Every reader, by name."""
    return _members("readers", ReaderMember)


@cache
def analysers() -> tuple[Function, ...]:
    """Every analyser, by name."""
    return _members("analysers", AnalyserMember)


@cache
def rules() -> tuple[Function, ...]:
    """Every rule, by code."""
    return _members("rules", RuleMember)


def choose_reader(path: str, head: bytes) -> tuple[ReaderMember, Function] | None:
    """The reader that is surest of a file, by its name and its first 4,096 bytes; None for what no reader takes.

    A text under a wrong suffix goes to the reader that its content asks for (a page of HTML called `.txt`); a file that
    is no text but bears a reader's suffix goes to that reader, which says so.
    """
    name = PurePosixPath(path).name.lower()
    suffix = PurePosixPath(name).suffix
    if suffix in NOT_READ or (not suffix and name.startswith(".")):
        return None
    binary = is_binary(head[:HEAD_BYTES])
    best: tuple[int, Function] | None = None
    for function in readers():
        own = (suffix or _NO_SUFFIX) in function.member.suffixes
        score = (0 if binary else function.member.sniff(head[:HEAD_BYTES])) + _SUFFIX_ADDS * own
        if (own or score >= SURE) and (suffix or not binary) and (best is None or score > best[0]):
            best = (score, function)
    return (best[1].member, best[1]) if best else None


def load_plugins(folder: Path) -> tuple[tuple[Function, ...], tuple[Problem, ...]]:
    """The members in an archive's plugins folder, in the order of their files; P118 for a file that cannot be loaded.

    This runs the archive's own code: call it only where the archive's config asks for it.
    """
    found: list[Function] = []
    problems: list[Problem] = []
    for file in sorted(folder.glob("*.py")):
        spec = importlib.util.spec_from_file_location(f"testimonia_plugin_{file.stem}", file)
        if spec is None or spec.loader is None:
            continue
        module = importlib.util.module_from_spec(spec)
        try:
            spec.loader.exec_module(module)
        except Exception as error:  # noqa: BLE001 the plug-in boundary: its failure is a Problem, never ours
            message = f"The plug-in cannot be loaded: {type(error).__name__}: {error}"
            problems.append(Problem(f"{folder.name}/{file.name}", "P118", "error", message, "Mend or remove it."))
            continue
        found += _functions(module)
    return tuple(found), tuple(problems)


def _members(family: str, kind: type) -> tuple[Function, ...]:
    found = {_key(f): f for module in _modules(family) for f in _functions(module) if isinstance(f.member, kind)}
    for point in entry_points(group=f"testimonia.{family}"):
        loaded = point.load()
        functions: Iterable[Function] = _functions(loaded) if isinstance(loaded, ModuleType) else (loaded,)
        for function in functions:
            if isinstance(getattr(function, "member", None), kind):
                found.setdefault(_key(function), function)
    return tuple(found[key] for key in sorted(found))


def _key(function: Function) -> str:
    member = function.member
    return str(member.code if isinstance(member, RuleMember) else member.name)


def _modules(family: str) -> Iterator[ModuleType]:
    package = importlib.import_module(f"testimonia.{family}")
    for module in pkgutil.iter_modules(package.__path__):
        if not module.name.startswith("_"):
            yield importlib.import_module(f"{package.__name__}.{module.name}")


def _functions(module: ModuleType) -> list[Function]:
    """The module's own functions with a member; what it imports from another file is not its own."""
    return [f for f in vars(module).values() if hasattr(f, "member") and f.__module__ == module.__name__]
