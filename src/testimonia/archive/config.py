"""testimonia.toml: every key optional, every unknown key an error that names its likely neighbour."""

import difflib
import tomllib
from pathlib import Path
from typing import Any

from msgspec import Struct, field
from msgspec.structs import fields, replace

from testimonia.archive.errors import ArchiveError
from testimonia.model.dossier import ArchiveCard
from testimonia.text.phrasebook import languages

ENGINES = ("sqlite", "tantivy")


class SourcesConfig(Struct, frozen=True):
    """`exclude` are glob patterns over the paths below the sources folder ("drafts/*", "*.bak")."""

    exclude: tuple[str, ...] = ()


class LimitsConfig(Struct, frozen=True):
    """Per file: size in MiB, seconds, and a worker's memory in MiB."""

    file_mib: int = 48
    seconds: int = 60
    memory_mib: int = 4096


class PluginsConfig(Struct, frozen=True):
    """`use` are names of files in the archive's own plugins/ folder, without .py; no other file there is run."""

    use: tuple[str, ...] = ()


class StudiesConfig(Struct, frozen=True):
    """`use` are studies beyond the foundation, each unfinished and slower: "people" (names, claims about people, and
    the rules on them). `without` are those that are done unless they are named here: "reuse" (which documents print the
    same words, their pages and the rules on them)."""

    use: tuple[str, ...] = ()
    without: tuple[str, ...] = ()


class ReuseConfig(Struct, frozen=True):
    """What decides whether words are called reused; 0 lets the archive choose (`testimonia reuse` shows what it chose).
    See docs/reference/reuse.md; letters are counted, not spaces or marks."""

    gram: int = 0
    shortest: int = 40
    identity: float = 0.6
    margin: int = 28
    gap: int = 300
    digits: bool = False
    memory_mb: int = 512


class SearchConfig(Struct, frozen=True):
    """`engine` is "sqlite", or "tantivy" for `find` and `serve` over some ten thousand documents and more (the extra
    testimonia[tantivy]); both find the same."""

    engine: str = "sqlite"


class SiteConfig(Struct, frozen=True):
    """`language` is that of the site's own words, "" for the archive's where the site speaks it; `robots` is "open",
    "search" (search engines only) or "none"; `report` a mail address or issue-tracker link; `originals` is "copy" (each
    source lies beside the site, as text) or "none"; `living` is "show", or "withhold" to leave people who may be alive
    out of pages, indexes and pictures."""

    language: str = ""
    robots: str = "open"
    report: str = ""
    originals: str = "copy"
    living: str = "show"


_CHOICES = {"robots": ("open", "search", "none"), "originals": ("copy", "none"), "living": ("show", "withhold")}


class Config(Struct, frozen=True):
    """The whole of testimonia.toml."""

    archive: ArchiveCard
    sources: SourcesConfig = field(default_factory=SourcesConfig)
    limits: LimitsConfig = field(default_factory=LimitsConfig)
    plugins: PluginsConfig = field(default_factory=PluginsConfig)
    studies: StudiesConfig = field(default_factory=StudiesConfig)
    reuse: ReuseConfig = field(default_factory=ReuseConfig)
    search: SearchConfig = field(default_factory=SearchConfig)
    site: SiteConfig = field(default_factory=SiteConfig)


def load_config(path: Path, default_title: str) -> Config:
    """Read testimonia.toml; defaults where there is none. ArchiveError names file, key and remedy."""
    if not path.is_file():
        return Config(ArchiveCard(title=default_title))
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ArchiveError(f"{path} is not valid TOML: {error}") from error
    card = {"title": default_title, **_table(path, table, "archive")}
    sections = {
        "archive": _section(path, "archive", ArchiveCard, card),
        **{
            name: _section(path, name, kind, _table(path, table, name))
            for name, kind in (
                ("sources", SourcesConfig),
                ("limits", LimitsConfig),
                ("plugins", PluginsConfig),
                ("studies", StudiesConfig),
                ("reuse", ReuseConfig),
                ("search", SearchConfig),
                ("site", SiteConfig),
            )
        },
    }
    _refuse_unknown(path, "", table, list(sections))
    if sections["search"].engine not in ENGINES:
        known = " or ".join(f'"{engine}"' for engine in ENGINES)
        raise ArchiveError(f"{path}: search.engine = {sections['search'].engine!r} is no engine; write {known}")
    interface = _interface(path, sections["site"].language, sections["archive"].language)
    return Config(**{**sections, "archive": replace(sections["archive"], interface=interface)})


def _interface(path: Path, asked: str, archive: str) -> str:
    """The language of the site's own words: the one asked for, else the archive's if spoken, else English."""
    spoken = languages()
    if asked and asked not in spoken:
        known = ", ".join(f'"{code}" ({name})' for code, name in spoken.items())
        raise ArchiveError(f"{path}: site.language = {asked!r}: the site does not speak it yet; known: {known}")
    return asked or (archive if archive in spoken else "en")


def _table(path: Path, table: dict[str, Any], name: str) -> dict[str, Any]:
    section = table.get(name, {})
    if not isinstance(section, dict):
        raise ArchiveError(f"{path}: [{name}] must be a table, as in\n[{name}]\nkey = value")
    return section


def _section(path: Path, name: str, kind: type[Struct], table: dict[str, Any]) -> Any:
    known = {f.name: f for f in fields(kind) if f.name != "interface"}
    _refuse_unknown(path, f"{name}.", table, list(known))
    values = {key: tuple(value) if isinstance(value, list) else value for key, value in table.items()}
    for key, value in values.items():
        wanted = known[key].type
        name_of_type = str(getattr(wanted, "__name__", wanted))
        if key in _CHOICES and value not in _CHOICES[key]:
            raise ArchiveError(f"{path}: {name}.{key} = {table[key]!r} is none of: {', '.join(_CHOICES[key])}")
        if not _fits(value, name_of_type) and not (value == 0 == known[key].default and name_of_type == "int"):
            raise ArchiveError(f"{path}: {name}.{key} = {table[key]!r} is not {_described(str(wanted))}")
    return kind(**values)


def _fits(value: object, wanted: str) -> bool:
    if "tuple" in wanted:
        return isinstance(value, tuple) and all(isinstance(part, str) for part in value)
    if wanted == "int":
        return isinstance(value, int) and not isinstance(value, bool) and value > 0
    if wanted == "float":
        return isinstance(value, int | float) and not isinstance(value, bool)
    if wanted == "bool":
        return isinstance(value, bool)
    return isinstance(value, str)


def _described(wanted: str) -> str:
    described = {
        "tuple": "a list of texts",
        "int": "a whole number above 0",
        "float": "a number",
        "bool": "true or false",
    }
    return next((words for name, words in described.items() if name in wanted), "a text in quotes")


def _refuse_unknown(path: Path, prefix: str, table: dict[str, Any], known: list[str]) -> None:
    for key in table:
        if key not in known:
            near = difflib.get_close_matches(key, known, 1)
            meant = f"; did you mean {prefix}{near[0]}?" if near else f"; known: {', '.join(known)}"
            raise ArchiveError(f"{path}: unknown key {prefix}{key}{meant}")
