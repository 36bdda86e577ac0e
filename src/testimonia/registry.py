"""The registry: finds the members of each family and chooses a reader. It keeps no list: a file in the family's folder
that holds a function with `.member` is a member; so is what an installed package names under the entry point group
`testimonia.<family>`; so are an archive's own plugins, where its config names them.
"""

import importlib
import importlib.util
import pkgutil
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path, PurePosixPath
from types import ModuleType
from typing import Any

from testimonia.contract import AnalyserMember, ExtractorMember, ReaderMember, RuleMember
from testimonia.model.problem import Problem
from testimonia.text.charset import HEAD_BYTES, is_binary

Function = Any  # a function that bears `.member`; see contract.py for what each family's is called with

# A reader that is less sure than this of a file takes it only under one of its own suffixes.
SURE = 10
_SUFFIX_ADDS = 10
_NO_SUFFIX = ".txt"
_PLUGIN = "testimonia_plugin_"
MEMBERS = (ReaderMember, AnalyserMember, RuleMember, ExtractorMember)
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

_STUDY = re.compile(r"^(?:@rule\(|@analyser\(|    ).*study=\"(\w+)\"", re.MULTILINE)


@cache
def readers() -> tuple[Function, ...]:
    """Every reader, by name."""
    return _members("readers", ReaderMember)


@cache
def analysers(studies: tuple[str, ...] | None = None) -> tuple[Function, ...]:
    """Every analyser, by name; with `studies`, those that belong to none and those of these studies."""
    return _members("analysers", AnalyserMember, studies)


@cache
def rules(studies: tuple[str, ...] | None = None) -> tuple[Function, ...]:
    """Every rule, by code; with `studies`, those that belong to none and those of these studies."""
    return _members("rules", RuleMember, studies)


@cache
def extractors() -> tuple[Function, ...]:
    """Every extractor from outside, by name."""
    return _members("extractors", ExtractorMember)


def choose_reader(path: str, head: bytes, own: Sequence[Function] = ()) -> tuple[ReaderMember, Function] | None:
    """The reader that is surest of a file, by its name and its first 4,096 bytes; None for what no reader takes.

    A text under a wrong suffix goes to the reader that its content asks for (a page of HTML called `.txt`); a file that
    is no text but bears a reader's suffix goes to that reader, which says so. `own` are readers of plug-ins.
    """
    name = PurePosixPath(path).name.lower()
    suffix = PurePosixPath(name).suffix
    plugged = {suffix for function in own for suffix in function.member.suffixes}
    if (suffix in NOT_READ and suffix not in plugged) or (not suffix and name.startswith(".")):
        return None
    binary = is_binary(head[:HEAD_BYTES])
    best: tuple[int, Function] | None = None
    for function in (*own, *readers()):
        by_suffix = (suffix or _NO_SUFFIX) in function.member.suffixes
        score = (0 if binary else function.member.sniff(head[:HEAD_BYTES])) + _SUFFIX_ADDS * by_suffix
        if (by_suffix or score >= SURE) and (suffix or not binary) and (best is None or score > best[0]):
            best = (score, function)
    return (best[1].member, best[1]) if best else None


def load_plugins(folder: Path, use: Sequence[str]) -> tuple[tuple[Function, ...], tuple[Problem, ...]]:
    """The members of these files (named without .py) in an archive's plugins folder; P118 for one that will not load.

    This runs the archive's own code: `use` is what the archive's config names, and no other file is run.
    """
    found: list[Function] = []
    problems: list[Problem] = []
    for name in sorted(set(use)):
        if not name.isidentifier() or not (folder / f"{name}.py").is_file():
            message = "The plug-in that testimonia.toml names is not there."
            problems.append(
                Problem(f"plugins/{name}.py", "P118", "error", message, "Put it there, or take it out of plugins.use.")
            )
            continue
        try:
            found += _functions(_run_plugin(folder / f"{name}.py"))
        except (Exception, SystemExit) as error:  # noqa: BLE001 the plug-in boundary: its failure is a Problem, not ours
            message = f"The plug-in cannot be loaded: {type(error).__name__}: {error}"
            problems.append(
                Problem(f"plugins/{name}.py", "P118", "error", message, "Mend it, or take it out of plugins.use.")
            )
    return tuple(found), tuple(problems)


def plugin_of(function: Function) -> str:
    """The file of the archive's own that a member comes from, as in "plugins/my_rule.py"; "" for any other member."""
    module = str(function.__module__)
    return f"plugins/{module.removeprefix(_PLUGIN)}.py" if module.startswith(_PLUGIN) else ""


def _run_plugin(file: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(_PLUGIN + file.stem, file)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look for their module there
    before = sys.dont_write_bytecode
    sys.dont_write_bytecode = True  # nothing of ours is left in the archive's folder
    try:
        spec.loader.exec_module(module)
    finally:
        sys.dont_write_bytecode = before
    return module


def _members(family: str, kind: type, studies: tuple[str, ...] | None = None) -> tuple[Function, ...]:
    modules = _modules(family, studies)
    found = {_key(f): f for module in modules for f in _functions(module) if isinstance(f.member, kind)}
    for point in entry_points(group=f"testimonia.{family}"):
        loaded = point.load()
        functions: Iterable[Function] = _functions(loaded) if isinstance(loaded, ModuleType) else (loaded,)
        for function in functions:
            member = getattr(function, "member", None)
            if isinstance(member, kind) and (studies is None or getattr(member, "study", "") in ("", *studies)):
                found.setdefault(_key(function), function)
    return tuple(found[key] for key in sorted(found))


def _key(function: Function) -> str:
    member = function.member
    return str(member.code if isinstance(member, RuleMember) else member.name)


def _modules(family: str, studies: tuple[str, ...] | None) -> Iterator[ModuleType]:
    """The members' modules. One that belongs to a study which is not asked for is not even imported: the patterns of a
    study take longer to compile than a warm `check` may last."""
    package = importlib.import_module(f"testimonia.{family}")
    for module in pkgutil.iter_modules(package.__path__):
        if module.name.startswith("_") or (studies is not None and not _is_asked(package, module.name, studies)):
            continue
        yield importlib.import_module(f"{package.__name__}.{module.name}")


def _is_asked(package: ModuleType, name: str, studies: tuple[str, ...]) -> bool:
    path = Path(package.__path__[0], f"{name}.py")
    study = _STUDY.search(path.read_text(encoding="utf-8")) if path.is_file() else None
    return study is None or study[1] in studies


def _functions(module: ModuleType) -> list[Function]:
    """The module's own functions with a member; what it imports from another file is not its own."""
    return [
        f
        for f in vars(module).values()
        if isinstance(getattr(f, "member", None), MEMBERS) and f.__module__ == module.__name__
    ]
