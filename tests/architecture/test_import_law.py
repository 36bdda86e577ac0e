"""Who may import whom (ARCHITECTURE.md, section 3), read from the files' own import statements."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2] / "src" / "testimonia"
FAMILIES = frozenset({"readers", "analysers", "comparers", "linkers", "rules", "exporters", "extractors"})
CORE = frozenset({"review", "seal", "engine", "archive", "site", "registry"})
BELOW_FAMILY = frozenset({"contract", "text", "model"})

# From each part, the parts that it may import besides itself.
MAY_IMPORT: dict[str, frozenset[str]] = {
    "model": frozenset(),
    "text": frozenset({"model"}),
    "contract": frozenset({"model"}),
    **dict.fromkeys(FAMILIES, BELOW_FAMILY),
    "registry": BELOW_FAMILY,
    "archive": BELOW_FAMILY | FAMILIES,
    "engine": frozenset({"model"}),
    "site": BELOW_FAMILY | FAMILIES | {"registry"},
    "review": BELOW_FAMILY | FAMILIES,
    "seal": BELOW_FAMILY,
    "pipeline": BELOW_FAMILY | FAMILIES | CORE,
    "server": BELOW_FAMILY | FAMILIES | CORE | {"pipeline"},
    "cli": BELOW_FAMILY | FAMILIES | CORE | {"pipeline", "server"},
    "__main__": frozenset({"cli"}),
    "__init__": frozenset(),
}


def part_of(path: Path) -> str:
    """The part of the project that a file belongs to."""
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def imported_parts(path: Path) -> Iterator[tuple[int, str]]:
    """The line and the part of each import of ours, also those inside functions."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            names = node.module.split(".")
            if names[0] == "testimonia":
                parts = [names[1]] if len(names) > 1 else [alias.name for alias in node.names]
                yield from ((node.lineno, part) for part in parts if part != "__version__")
        elif isinstance(node, ast.Import):
            for alias in node.names:
                names = alias.name.split(".")
                if names[0] == "testimonia" and len(names) > 1:
                    yield node.lineno, names[1]


@pytest.mark.parametrize("path", sorted(ROOT.rglob("*.py")), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_imports_only_what_its_part_may(path: Path) -> None:
    own = part_of(path)
    wrong = [
        f"{path.relative_to(ROOT)}:{line} imports {part}"
        for line, part in imported_parts(path)
        if part != own and part not in MAY_IMPORT[own]
    ]
    assert not wrong


def test_the_law_sees_a_forbidden_import(tmp_path: Path) -> None:
    file = tmp_path / "bad.py"
    file.write_text("def f():\n    from testimonia.site.plan import plan_site\n", encoding="utf-8")
    assert list(imported_parts(file)) == [(2, "site")]
    assert "site" not in MAY_IMPORT["rules"]


def test_only_the_edges_touch_files_or_the_clock() -> None:
    """model, text and the families are pure: no open, no clock, no randomness of their own."""
    forbidden = {"random", "time", "datetime.now", "subprocess", "socket", "tempfile"}
    wrong = []
    for path in sorted(ROOT.rglob("*.py")):
        if part_of(path) in ({"model", "text"} | FAMILIES) - {"extractors"}:  # they ask outside; no build calls them
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                names = (
                    [alias.name for alias in node.names]
                    if isinstance(node, ast.Import)
                    else [node.module or ""]
                    if isinstance(node, ast.ImportFrom)
                    else []
                )
                wrong += [f"{path.relative_to(ROOT)}: {name}" for name in names if name in forbidden]
    assert not wrong
