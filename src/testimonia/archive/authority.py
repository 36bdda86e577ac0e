"""Authority files: `authority/*.toml`, what an archive's own editors say of names, before any linker is asked.

    [[person]]
    id = "person/ada-orme"
    label = "Ada Orme"
    names = ["A. Orme", "Ada Pell"]          # other forms that are hers wherever they stand
    pseudonyms = ["N. Mark"]                 # tied to her, never fused
    born = "1871"
    died = "1934"
    identifiers = { viaf = "123" }
    used = { "Ada Pell" = "1890/1902" }      # years (EDTF) in which a form was in use

Tables may be person, organisation, place, work, periodical and event; only `label` must be there.
"""

import tomllib
from pathlib import Path
from typing import Any

from testimonia.archive.errors import ArchiveError
from testimonia.model.entity import Authority
from testimonia.model.when import When
from testimonia.text.slug import slug_of

KINDS = ("person", "organisation", "place", "work", "periodical", "event")
_KEYS = frozenset(("id", "label", "names", "pseudonyms", "born", "died", "identifiers", "used"))


def load_authority(folder: Path) -> tuple[Authority, ...]:
    """The entries of all authority files of an archive, by id; ArchiveError names file, entry and remedy."""
    entries: dict[str, tuple[Authority, Path]] = {}
    claimed: dict[tuple[str, str], str] = {}
    for path in sorted(folder.glob("*.toml")):
        for entry in _read(path):
            if entry.id in entries:
                raise ArchiveError(
                    f"{path}: {entry.id} is already in {entries[entry.id][1]}; give one of them another id"
                )
            entries[entry.id] = entry, path
            for name in {entry.label, *entry.names}:
                other = claimed.setdefault((entry.kind, name.casefold()), entry.id)
                if other != entry.id:
                    raise ArchiveError(
                        f"{path}: “{name}” is a name of {other} and of {entry.id}; leave it to one of them"
                    )
    return tuple(entry for _, (entry, _) in sorted(entries.items()))


def _read(path: Path) -> list[Authority]:
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ArchiveError(f"{path} is not valid TOML: {error}") from error
    unknown = sorted(set(table) - set(KINDS))
    if unknown:
        raise ArchiveError(f"{path}: [[{unknown[0]}]] is not a kind of entity; there are {', '.join(KINDS)}")
    return [_entry(path, kind, row) for kind in KINDS for row in table.get(kind, ())]


def _entry(path: Path, kind: str, row: dict[str, Any]) -> Authority:
    label = row.get("label")
    if not isinstance(label, str) or not label.strip():
        raise ArchiveError(f"{path}: a [[{kind}]] has no label; give it the form that people know")
    unknown = sorted(set(row) - _KEYS)
    if unknown:
        raise ArchiveError(f"{path}: {label}: unknown key “{unknown[0]}”; there are {', '.join(sorted(_KEYS))}")
    lists = {name: row.get(name, []) for name in ("names", "pseudonyms")}
    for name, value in lists.items():
        if not isinstance(value, list) or not all(isinstance(form, str) for form in value):
            raise ArchiveError(f"{path}: {label}: “{name}” must be a list of names in quotation marks")
    return Authority(
        str(row.get("id") or f"{kind}/{slug_of(label)}"), kind, label, tuple(lists["names"]),
        str(row.get("born", "")), str(row.get("died", "")), tuple(lists["pseudonyms"]),
        tuple(sorted((str(k), str(v)) for k, v in row.get("identifiers", {}).items())), _used(path, label, row),
    )  # fmt: skip


def _used(path: Path, label: str, row: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    """In which years each form was in use; ArchiveError where that is no EDTF date or interval."""
    used = tuple(sorted((str(form), str(span)) for form, span in row.get("used", {}).items()))
    for form, span in used:
        try:
            When(span)
        except ValueError as error:
            raise ArchiveError(
                f"{path}: {label}: the years of “{form}” are not EDTF ({error}); write 1914/1924"
            ) from error
    return used
