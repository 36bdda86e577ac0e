"""Bad input and bad luck, through the real commands: one clear message, nothing lost, the exit status as documented."""

import ctypes
import hashlib
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from testimonia.archive.database import logical_dump

ROOT = Path(__file__).parent.parent.parent
PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>The Weir of Week {n}</title></head><body>
<h2>Judith Marl</h2><h1>The Weir of Week {n}</h1>
<p class="info">Source: <em>The Ousebank Herald</em>, Vol. II, No. {n}, {n} May 1911.</p>
<p>The weir at Ousebank was mended in week {n}, and the millers went home by the towpath.</p>
</body></html>
"""


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    return pages(tmp_path / "texts", 6)


def pages(folder: Path, count: int) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(1, count + 1):
        (folder / f"page{number:04}.html").write_text(PAGE.format(n=number), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """A folder of pages, and what an undisturbed build made of it, in the folder `out` beside it."""
    folder = tmp_path_factory.mktemp("undisturbed")
    texts = pages(folder / "texts", 40)
    run("build", texts, "--out", folder / "out")
    return texts, made(folder / "out")


def start(*arguments: str | Path, before: Callable[[], None] | None = None) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "testimonia", *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        preexec_fn=before,
    )


def run(
    *arguments: str | Path, before: Callable[[], None] | None = None, status: int = 0
) -> "subprocess.CompletedProcess[str]":
    """A command that must end with this status, and never with a traceback."""
    process = start(*arguments, before=before)
    out, errors = process.communicate(timeout=120)
    assert process.returncode == status, (process.returncode, out, errors)
    assert "Traceback" not in out + errors
    return subprocess.CompletedProcess(process.args, process.returncode, out, errors)


def tree(folder: Path) -> dict[str, str]:
    """Every file below a folder with its digest; the database by its logical dump."""
    return dict(_digests(folder))


def _digests(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            body = "\n".join(logical_dump(path)).encode() if path.name == "archive.sqlite" else path.read_bytes()
            yield str(path.relative_to(folder)), hashlib.sha256(body).hexdigest()


def made(out: Path) -> dict[str, str]:
    """What a build made for people to keep: its identity and its site."""
    return {f"{part}/{path}": d for part in ("identity", "public") for path, d in tree(out / part).items()}


def check(folder: Path, out: Path, status: int = 0) -> str:
    return run("check", folder, "--out", out, "--notes", status=status).stdout


def without_privilege() -> None:
    """Root may read and write everything, but not where its capabilities to do so are dropped before the command runs
    (PR_CAPBSET_DROP of CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH)."""
    if os.geteuid() == 0:
        library = ctypes.CDLL(None)
        for capability in (1, 2):
            library.prctl(24, capability, 0, 0, 0)


def need_barriers(path: Path) -> None:
    """Skip, aloud, where permissions hold nobody back."""
    command = [sys.executable, "-c", "import sys; open(sys.argv[1])", str(path)]
    if subprocess.run(command, capture_output=True, preexec_fn=without_privilege).returncode == 0:
        pytest.skip("permissions are no barrier here, even without root's capabilities")


def test_an_empty_folder_says_what_to_put_there(tmp_path: Path) -> None:
    said = run("build", tmp_path, status=2).stderr
    assert "it is empty. Put .html, .txt, .md or TEI .xml files there" in said


def test_a_folder_of_pictures_says_what_it_holds(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"\xff\xd8\xff")
    (tmp_path / "b.png").write_bytes(b"\x89PNG")
    assert "only files that are no text (1 .jpg, 1 .png)" in run("build", tmp_path, status=2).stderr


def test_a_folder_that_is_not_there_and_a_file_for_a_folder(tmp_path: Path) -> None:
    assert "there is no folder" in run("build", tmp_path / "gone", status=2).stderr
    (tmp_path / "a.txt").write_text("words")
    assert "is a file; name the folder" in run("build", tmp_path / "a.txt", status=2).stderr


def test_every_broken_file_is_named_and_the_others_are_built(texts: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    (texts / "empty.html").touch()
    (texts / "nuls.txt").write_bytes(bytes(20_000))
    (texts / "latin.html").write_bytes("<html><meta charset=utf-8><p>Caf\xe9 and weir".encode("latin-1"))
    (texts / "utf16.txt").write_bytes("The weir was mended.".encode("utf-16"))
    (texts / "lies.txt").write_bytes(b"\xff\xfe\x00\xd8 a lone half")
    (texts / "deep.html").write_bytes(b"<html>" + b"<div>" * 100_000 + b"<p>the weir, deep down")
    (texts / "picture.html").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40)
    with (texts / "huge.html").open("wb") as huge:
        huge.truncate(100 << 20)
    (texts / "loop").symlink_to(texts)
    (texts / "dead.html").symlink_to(texts / "nowhere.html")
    os.mkfifo(texts / "pipe.html")
    before = sorted(path.name for path in texts.iterdir())
    run("build", texts, "--out", out)
    said = check(texts, out, status=1)
    for name, code in (
        ("empty.html", "P110"),
        ("nuls.txt", "P101"),
        ("deep.html", "P104"),
        ("picture.html", "P101"),
        ("huge.html", "P105"),
        ("loop", "P122"),
        ("dead.html", "P108"),
        ("pipe.html", "P121"),
    ):
        assert any(name in line and code in line for line in said.replace("\n  ", " ").splitlines()), (name, code, said)
    assert sorted(path.name for path in texts.iterdir()) == before
    listed = {path.name for path in (out / "public" / "documents").iterdir()}
    assert {"page0001.html", "page0006.html", "deep.html", "latin.html", "utf16.html"} <= listed


def test_only_broken_files_are_an_archive_of_problems(tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "empty.txt").touch()
    run("build", tmp_path / "texts", "--out", tmp_path / "out")
    assert "P110" in check(tmp_path / "texts", tmp_path / "out", status=0)


def test_a_file_that_may_not_be_read_is_named_and_read_when_it_may(texts: Path, tmp_path: Path) -> None:
    (texts / "secret.html").write_text(PAGE.format(n=9), encoding="utf-8")
    (texts / "secret.html").chmod(0)
    need_barriers(texts / "secret.html")
    out = tmp_path / "out"
    run("build", texts, "--out", out, before=without_privilege)
    said = run("check", texts, "--out", out, before=without_privilege, status=1).stdout
    assert "P108" in said and "secret.html" in said
    (texts / "secret.html").chmod(0o644)
    assert "P108" not in run("check", texts, "--out", out, before=without_privilege).stdout


def test_a_folder_that_may_not_be_written_says_to_write_elsewhere(texts: Path) -> None:
    (texts / "barrier").touch()
    (texts / "barrier").chmod(0)
    need_barriers(texts / "barrier")
    (texts / "barrier").unlink()
    texts.chmod(0o555)
    said = run("build", texts, before=without_privilege, status=2).stderr
    assert "cannot write to" in said and "--out" in said
    assert len(list(texts.iterdir())) == 6


def small_disk(place: Path, size: str) -> None:
    """Mount a small disk of memory there; skip, aloud, where that is not allowed."""
    place.mkdir(parents=True)
    command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(place)]
    if os.geteuid() != 0 or not shutil.which("mount") or subprocess.run(command, capture_output=True).returncode:
        pytest.skip("a small disk cannot be mounted here (that wants root); the limit on file sizes stands in for it")


@pytest.mark.parametrize("free_kib", [0, 400])
def test_a_full_disk_says_so_and_the_same_command_goes_on_when_there_is_room(
    undisturbed: tuple[Path, dict[str, str]], tmp_path: Path, free_kib: int
) -> None:
    texts, whole = undisturbed
    disk = tmp_path / "disk"
    small_disk(disk, "64m")
    try:
        ballast = disk / "ballast"
        fill(ballast, free_kib)
        said = run("build", texts, "--out", disk / "out", status=2).stderr
        assert "full" in said and "run the same command again" in said
        ballast.unlink()
        run("build", texts, "--out", disk / "out")
        assert made(disk / "out") == whole
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def fill(ballast: Path, free_kib: int) -> None:
    """Leave so much of a disk free."""
    status = os.statvfs(ballast.parent)
    with ballast.open("wb") as file:
        left = status.f_bavail * status.f_frsize - (free_kib << 10)
        while left > 0:
            left -= file.write(bytes(min(left, 1 << 20)))


def test_a_limit_on_the_size_of_files_is_no_traceback(undisturbed: tuple[Path, dict[str, str]], tmp_path: Path) -> None:
    texts, whole = undisturbed

    def small_files() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000))

    said = run("build", texts, "--out", tmp_path / "out", before=small_files, status=2).stderr
    assert said.startswith("testimonia: ")
    run("build", texts, "--out", tmp_path / "out")
    assert made(tmp_path / "out") == whole


def test_two_builds_at_once_are_one_build_and_one_message(tmp_path: Path) -> None:
    texts, out = pages(tmp_path / "texts", 80), tmp_path / "out"
    first = start("build", texts, "--out", out)
    wait_for(out / ".testimonia" / "memo.sqlite", first)
    said = run("build", texts, "--out", out, status=2).stderr
    assert f"another build of this archive is running (process {first.pid})" in said
    first.communicate(timeout=120)
    assert first.returncode == 0


def wait_for(path: Path, process: "subprocess.Popen[str]") -> None:
    """Until a file is there; the process must still be running."""
    deadline = time.monotonic() + 60
    while not path.exists():
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < deadline
        time.sleep(0.005)


@pytest.mark.parametrize(
    ("blow", "place"),
    [
        (signal.SIGINT, ".testimonia/memo.sqlite"),
        (signal.SIGINT, "public/documents"),
        (signal.SIGKILL, "identity/documents.jsonl"),
        (signal.SIGKILL, "public/documents"),
        (signal.SIGTERM, "public/documents"),
    ],
)
def test_a_build_that_is_stopped_goes_on_to_the_same_bytes(
    undisturbed: tuple[Path, dict[str, str]], tmp_path: Path, blow: signal.Signals, place: str
) -> None:
    texts, whole = undisturbed
    out = tmp_path / "out"
    process = start("build", texts, "--out", out)
    wait_for(out / place, process)
    process.send_signal(blow)
    _, errors = process.communicate(timeout=120)
    if blow != signal.SIGKILL:
        assert process.returncode == 130, errors
        assert "goes on from there" in errors
        assert "Traceback" not in errors
    else:
        assert process.returncode == -blow
    run("build", texts, "--out", out)
    assert made(out) == whole
    assert not list((out / "public").rglob("*.tmp"))


def test_a_memo_of_rubbish_is_made_again_with_a_word(undisturbed: tuple[Path, dict[str, str]], tmp_path: Path) -> None:
    texts, whole = undisturbed
    out = shutil.copytree(texts.parent / "out", tmp_path / "out")
    memo = out / ".testimonia" / "memo.sqlite"
    memo.write_bytes(b"rubbish " * 4096)
    assert "damaged" in run("build", texts, "--out", out).stderr
    assert made(out) == whole


def test_a_memo_damaged_inside_is_made_again_with_a_word(
    undisturbed: tuple[Path, dict[str, str]], tmp_path: Path
) -> None:
    texts, whole = undisturbed
    out = shutil.copytree(texts.parent / "out", tmp_path / "out")
    memo = out / ".testimonia" / "memo.sqlite"
    body = bytearray(memo.read_bytes())
    body[4096:] = b"\x5a" * (len(body) - 4096)
    memo.write_bytes(body)
    assert "damaged" in run("build", texts, "--out", out).stderr
    assert made(out) == whole


def test_a_published_database_of_rubbish_is_written_again(
    undisturbed: tuple[Path, dict[str, str]], tmp_path: Path
) -> None:
    texts, whole = undisturbed
    out = shutil.copytree(texts.parent / "out", tmp_path / "out")
    (out / "public" / "data" / "archive.sqlite").write_bytes(b"rubbish " * 4096)
    said = run("find", "weir", out, status=2).stderr
    assert "damaged" in said and "build" in said
    (out / "public" / "data" / "archive.sqlite").unlink()
    run("build", texts, "--out", out)
    assert made(out) == whole


@pytest.mark.parametrize("name", ["documents.jsonl", "paragraphs.jsonl"])
def test_a_broken_line_of_identity_is_named_and_nothing_is_written_over(
    undisturbed: tuple[Path, dict[str, str]], tmp_path: Path, name: str
) -> None:
    texts = shutil.copytree(undisturbed[0], tmp_path / "texts")
    out = shutil.copytree(undisturbed[0].parent / "out", tmp_path / "out")
    path = out / "identity" / name
    lines = path.read_bytes().split(b"\n")
    lines[2] = b'{"source": half a line'
    path.write_bytes(b"\n".join(lines))
    before = tree(out / "identity")
    (texts / "page0001.html").write_text(PAGE.format(n=31), encoding="utf-8")
    assert f"{path}:3: not a line of identity" in run("build", texts, "--out", out, status=2).stderr
    assert tree(out / "identity") == before


def test_an_identity_in_conflict_after_a_merge_is_named(texts: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run("build", texts, "--out", out)
    path = out / "identity" / "documents.jsonl"
    path.write_bytes(b"<<<<<<< ours\n" + path.read_bytes())
    assert f"{path}:1: not a line of identity" in run("build", texts, "--out", out, status=2).stderr


NAMES = [
    "with space.html",
    "with#hash.html",
    "what?.html",
    "100%25.html",
    'it\'s "quoted".html',
    "two\nlines.html",
    "Überfahrt über den Fluß.html",
    "Ποτάμι.html",
    "川.html",
    "<script>.html",
    "a" * 250 + ".html",
    "Case.html",
    "case.html",
    "index.html",
    "CON.html",
    "-rf.html",
    "same one.html",
    "same-one.html",
    "index/index.html",
    "deep/er/est/page.html",
]


def test_names_of_every_kind_are_read_published_and_linked(tmp_path: Path) -> None:
    texts, out = tmp_path / "te xts#?%", tmp_path / "o ut#?%"
    for number, name in enumerate(NAMES, 1):
        (texts / name).parent.mkdir(parents=True, exist_ok=True)
        (texts / name).write_text(PAGE.format(n=number), encoding="utf-8")
    present = sorted(str(path.relative_to(texts)) for path in texts.rglob("*.html"))
    run("build", texts, "--out", out)
    assert "nothing had changed" in run("build", texts, "--out", out).stdout
    documents = [path for path in (out / "public" / "documents").glob("*.html") if path.name != "index.html"]
    names = [path.name for path in documents]
    assert len(names) == len(set(map(str.casefold, names))) >= len(present)
    assert all(name.isascii() and len(name) < 200 for name in names)
    check(texts, out, status=0)


def test_a_name_that_is_no_unicode_is_said(texts: Path, tmp_path: Path) -> None:
    try:
        (Path(os.fsdecode(os.fsencode(texts) + b"/caf\xe9.html"))).write_text("words")
    except OSError:
        pytest.skip("this file system takes Unicode names only")
    run("build", texts, "--out", tmp_path / "out")
    assert "P123" in check(texts, tmp_path / "out", status=1)


def test_a_task_that_takes_too_long_costs_one_file(texts: Path, tmp_path: Path) -> None:
    """A plug-in sleeps on one page: the limit of the archive's own ends it."""
    archive = tmp_path / "archive"
    (archive / "plugins").mkdir(parents=True)
    shutil.copytree(texts, archive / "sources")
    (archive / "sources" / "slow.html").write_text(PAGE.format(n=7).replace("millers", "sleepers"), encoding="utf-8")
    (archive / "plugins" / "slow.py").write_text(
        "import time\nfrom testimonia.contract import analyser\nfrom testimonia.model.layer import Layer\n\n"
        "@analyser('slow')\ndef find(page):\n    if 'sleepers' in page.text:\n        time.sleep(60)\n"
        "    return Layer.of('slow', [])\n"
    )
    (archive / "testimonia.toml").write_text("[plugins]\nuse = ['slow']\n[limits]\nseconds = 1\n")
    begin = time.monotonic()
    run("build", archive)
    assert time.monotonic() - begin < 30
    said = run("check", archive, status=1).stdout
    assert "P106" in said and "slow.html" in said


@pytest.mark.parametrize(("line", "code"), [("os._exit(3)", "P107"), ("bytearray(6 << 30)", "P107")])
def test_a_worker_that_dies_or_eats_all_memory_costs_one_file(
    texts: Path, tmp_path: Path, line: str, code: str
) -> None:
    archive = tmp_path / "archive"
    (archive / "plugins").mkdir(parents=True)
    shutil.copytree(texts, archive / "sources")
    (archive / "sources" / "bad.html").write_text(PAGE.format(n=7).replace("millers", "sleepers"), encoding="utf-8")
    (archive / "plugins" / "bad.py").write_text(
        "import os\nfrom testimonia.contract import Reading, reader\nfrom testimonia.readers.html import read_html\n\n"
        "@reader('bad', suffixes=('.html',), sniff=lambda head: 99)\ndef read(capture, raw):\n"
        f"    if b'sleepers' in raw:\n        {line}\n    return read_html(capture, raw)\n"
    )
    (archive / "testimonia.toml").write_text("[plugins]\nuse = ['bad']\n[limits]\nmemory_mib = 2048\n")
    run("build", archive)
    said = run("check", archive, status=1).stdout
    assert code in said and "bad.html" in said
    assert len(list((archive / "public" / "documents").glob("page*.html"))) == 6
