"""An archive's own plug-ins: what its config names is used, what is broken costs itself only."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from testimonia.engine.executors import Executor, Pool, Serial
from testimonia.model.dossier import Dossier
from testimonia.model.layer import Layer
from testimonia.pipeline import build, open_archive
from testimonia.pipeline.mapping import values

LETTER = """The Sluice at Wendmouth

To the Editor. The sluice at Wendmouth has stood open since Michaelmas, and {body}.

I have the honour to be, Sir, your obedient servant.
"""
HEAD = """
from testimonia.contract import Reading, analyser, reader, rule
from testimonia.model.finding import Finding, Trace
from testimonia.model.layer import Annotation, Layer
from testimonia.model.span import quote_at
from testimonia.text.evidence import evidence_of, subject_of
"""
SLUICES = (
    HEAD
    + """
@analyser("sluices", needs=("structure",))
def find_sluices(page):
    at = page.text.find("sluice")
    return Layer.of("sluices", [Annotation(at, at + 6, "sluice", {})] if at >= 0 else [])
"""
)
FAILS_ON_EELS = (
    HEAD
    + """
@analyser("eels", needs=("structure",))
def find_eels(page):
    if "eels" in page.text:
        raise ValueError("eels are no fish")
    return Layer.of("eels", [])

@analyser("eel_pies", needs=("eels",))
def find_pies(page):
    return Layer.of("eel_pies", [])

@rule("X900", "eel-rule", "document", "note", needs=("eels",))
def judge(page, document):
    return ()
"""
)


def archive(folder: Path, use: str, **plugins: str) -> Path:
    (folder / "sources").mkdir(parents=True)
    for name, body in (("first", "the eels are gone"), ("second", "the meadow is under water")):
        (folder / "sources" / f"{name}.txt").write_text(LETTER.format(body=body), encoding="utf-8")
    (folder / "plugins").mkdir()
    for name, code in plugins.items():
        (folder / "plugins" / f"{name}.py").write_text(code, encoding="utf-8")
    (folder / "testimonia.toml").write_text(f"[plugins]\nuse = [{use}]\n", encoding="utf-8")
    return folder


def built(folder: Path, executor: Executor | None = None) -> Dossier:
    return build(open_archive(folder, executor=executor or Serial())).examined.dossier


def said(dossier: Dossier) -> list[tuple[str, str]]:
    return [(problem.code, problem.source) for problem in dossier.problems]


@pytest.mark.parametrize("executor", [Serial(), Pool(2)], ids=["serial", "pool"])
def test_the_layer_of_a_plugin_is_made_like_our_own(tmp_path: Path, executor: Executor) -> None:
    from testimonia.archive.memo import Memo

    folder = archive(tmp_path / "a", '"sluices"', sluices=SLUICES)
    examined = build(open_archive(folder, executor=executor)).examined
    memo = Memo(folder / ".testimonia" / "memo.sqlite", read_only=True)
    layers: list[tuple[str, Layer]] = list(values(memo, examined.plan, examined.rows, "sluices"))
    assert [(path, len(layer)) for path, layer in layers] == [("first.txt", 1), ("second.txt", 1)]
    assert said(examined.dossier) == []


def test_a_plugin_that_fails_on_a_page_costs_its_layer_there_and_what_needs_it(tmp_path: Path) -> None:
    from testimonia.archive.memo import Memo

    folder = archive(tmp_path / "a", '"eels", "sluices"', eels=FAILS_ON_EELS, sluices=SLUICES)
    examined = build(open_archive(folder, executor=Serial())).examined
    (problem,) = examined.dossier.problems
    assert (problem.code, problem.source) == ("P119", "first.txt")
    assert "plugins/eels.py" in problem.message and "eels are no fish" in problem.message
    memo = Memo(folder / ".testimonia" / "memo.sqlite", read_only=True)
    there = {
        name: [path for path, _ in values(memo, examined.plan, examined.rows, name)]
        for name in ("eels", "eel_pies", "judge:X900", "sluices", "documents", "judge")
    }
    assert there["eels"] == there["eel_pies"] == there["judge:X900"] == ["second.txt"]
    assert there["sluices"] == there["documents"] == there["judge"] == ["first.txt", "second.txt"]
    assert len(examined.dossier.documents) == 2


def test_a_warm_build_says_the_same_of_a_plugin_and_runs_nothing(tmp_path: Path) -> None:
    folder = archive(tmp_path / "a", '"eels"', eels=FAILS_ON_EELS)
    cold = built(folder)
    warm = build(open_archive(folder, executor=Serial()))
    assert said(warm.examined.dossier) == said(cold)
    assert warm.published.written == 0


def test_the_finding_of_a_plugin_is_reported_with_its_quote(tmp_path: Path) -> None:
    rule = HEAD + (
        """
@rule("X901", "open-sluice", "document", "warning")
def judge(page, document):
    at = page.text.find("stood open")
    quote = evidence_of(page.source, document, quote_at(page.text, at, at + 10), value="open")
    subject, trace = subject_of(document), Trace("looked for")
    yield Finding("X901", "own", "warning", "textual", subject, "sluice", "It stood open.", (quote,), trace)
"""
    )
    folder = archive(tmp_path / "a", '"open"', open=rule)
    findings = [finding for finding in built(folder).findings if finding.code == "X901"]
    assert len(findings) == 2, built(folder).problems
    assert {finding.evidence[0].quote.exact for finding in findings} == {"stood open"}


def test_a_reader_of_a_plugin_takes_files_that_we_would_leave_out(tmp_path: Path) -> None:
    code = HEAD + (
        """
from testimonia.readers.plain import read_plain
@reader("diary", suffixes=(".csv",), sniff=lambda head: 0)
def read_diary(capture, raw):
    if b"broken" in raw:
        raise KeyError("no such day")
    return read_plain(capture, raw)
"""
    )
    folder = archive(tmp_path / "a", '"diary"', diary=code)
    (folder / "sources" / "diary.csv").write_text("12 May; the sluice was shut at last, and we went home", "utf-8")
    (folder / "sources" / "torn.csv").write_text("broken", "utf-8")
    dossier = built(folder)
    assert {document.source for document in dossier.documents} == {"first.txt", "second.txt", "diary.csv"}
    (problem,) = dossier.problems
    assert (problem.code, problem.source) == ("P119", "torn.csv")
    assert "plugins/diary.py failed to read this file: KeyError: 'no such day'" in problem.message


@pytest.mark.parametrize(
    ("use", "code", "message"),
    [
        ('"gone"', "", "is not there"),
        ('"../sources/first"', "", "is not there"),
        ('"bad"', "import no_such_module_of_ours", "ModuleNotFoundError"),
        ('"bad"', "raise SystemExit(0)", "SystemExit"),
        ('"bad"', "def half(", "SyntaxError"),
        ('"bad"', SLUICES.replace('"sluices", needs', '"dates", needs'), "a layer 'dates' already"),
        ('"bad"', SLUICES.replace('("structure",)', '("weirs",)'), "it needs weirs, which nothing makes"),
        ('"bad"', SLUICES.replace('("structure",)', '("sluices",)'), "it needs sluices, which nothing makes"),
        ('"bad"', FAILS_ON_EELS.replace("X900", "D101"), "a rule D101 already"),
    ],
)
def test_a_broken_plugin_is_said_and_the_rest_goes_on(tmp_path: Path, use: str, code: str, message: str) -> None:
    dossier = built(archive(tmp_path / "a", use, bad=code))
    assert "P118" in {problem.code for problem in dossier.problems}
    assert message in next(problem.message for problem in dossier.problems if problem.code == "P118")
    assert len(dossier.documents) == 2


def test_what_a_plugin_gives_is_looked_at(tmp_path: Path) -> None:
    code = HEAD + '@analyser("weirs")\ndef find(page):\n    return ["no layer"]\n'
    assert said(built(archive(tmp_path / "a", '"weirs"', weirs=code))) == [
        ("P119", "first.txt"),
        ("P119", "second.txt"),
    ]


def test_only_the_files_that_the_config_names_are_run(tmp_path: Path) -> None:
    trap = "from pathlib import Path\nPath(__file__).with_name('sprung').touch()\n"
    folder = archive(tmp_path / "a", '"sluices"', sluices=SLUICES, trap=trap)
    (folder / "sources" / "trap.py").write_text(trap, encoding="utf-8")
    assert said(built(folder)) == []
    assert not list(folder.rglob("sprung"))
    assert not list(folder.rglob("__pycache__"))


def test_a_rule_on_runs_that_fails_is_said_once_and_the_runs_stand(tmp_path: Path) -> None:
    code = HEAD + '@rule("X902", "on-runs", "run", "note")\ndef judge(run):\n    raise ValueError("no run")\n'
    folder = archive(tmp_path / "a", '"runs"', runs=code)
    page = (
        "<html><title>{n}</title><p class=info>Source: <em>The Saltmarsh Courier</em>, Vol. 4, No. {n}, {n} May 1907."
        "</p><p>The ferry left at noon.</p>"
    )
    for number in (1, 2, 3):
        (folder / "sources" / f"{number}.html").write_text(page.format(n=number), encoding="utf-8")
    dossier = built(folder)
    assert dossier.runs
    assert said(dossier) == [("P119", "plugins/runs.py")] * len(dossier.runs)


def test_the_commands_end_with_1_and_name_the_plugin(tmp_path: Path) -> None:
    folder = archive(tmp_path / "a", '"eels"', eels=FAILS_ON_EELS)
    root = Path(__file__).parent.parent.parent
    for command in ("build", "check"):
        done = subprocess.run(
            [sys.executable, "-m", "testimonia", command, str(folder)],
            capture_output=True,
            text=True,
            env={**os.environ, "PYTHONPATH": str(root / "src")},
        )
        assert done.returncode == 1, done.stderr
        assert "plugins/eels.py" in done.stdout
        assert "Traceback" not in done.stderr
