"""The digest of a step's code counts every module of ours that the code imports: a missed one would let stale results
stand after an upgrade."""

import ast
from pathlib import Path

import testimonia
from testimonia.engine.step import PACKAGE, _imports, _module_file, code_files

ROOT = Path(testimonia.__file__).parent
MODULES = sorted(ROOT.rglob("*.py"))


def imported(path: Path) -> set[Path]:
    """The files of our modules that a file imports, by Python's own parser, for type checking or not."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import is not counted"
            names |= {node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)}
    return {file for name in names if name.split(".")[0] == PACKAGE and (file := _module_file(name))}


def test_every_import_of_ours_is_counted() -> None:
    def counted(path: Path) -> set[Path]:
        return {file for name in _imports(path) if (file := _module_file(name))}

    assert [path for path in MODULES if counted(path) != imported(path)] == []
    assert len(MODULES) > 100


def test_what_is_imported_by_what_is_imported_is_counted_too() -> None:
    files = {path.relative_to(ROOT).as_posix() for path in code_files(f"{PACKAGE}.analysers.documents")}
    assert {"analysers/documents.py", "text/longtitles.py", "text/bylines.py", "text/names.py"} <= files
