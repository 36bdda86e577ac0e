"""The laws of a build: warm is cold, serial is pool, what is derived can be deleted, and one page costs one page."""

import hashlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from testimonia.archive.database import logical_dump
from testimonia.archive.errors import ArchiveError
from testimonia.archive.memo import Memo
from testimonia.engine.executors import Executor, Pool, Serial
from testimonia.model.canon import pack
from testimonia.pipeline import Archive, Built, build, examine, open_archive
from testimonia.pipeline.mapping import values
from testimonia.pipeline.plan import map_plan

EXAMPLE = Path(__file__).parents[2] / "examples" / "saltmarsh"
PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title></head><body>
<p class="nav"><a href="index.html">The Wend Valley Press</a> | <a href="all.html">All papers</a></p>
<h2>{author}</h2>
<h1>{title}</h1>
<p class="info">Source: <em>The Saltmarsh Courier</em>, Vol. {volume}, No. {number}, {date}, p. 2.<br>
Transcribed by Ada Fenn.</p>
<p>The ferry left the quay at noon, and {body}.</p>
<p>Nobody had seen the tide so high since the winter of 1861.</p>
<p class="foot">Last updated on 3 March 2011</p>
</body></html>
"""


def write_page(folder: Path, number: int, **changed: str) -> Path:
    path = folder / "1907" / f"page{number:02}.html"
    path.parent.mkdir(parents=True, exist_ok=True)
    fields = {
        "title": f"The Ferry of Week {number}",
        "author": "Mary Ashdown",
        "volume": "IV",
        "number": str(number),
        "date": f"{4 + 7 * (number - 1)} January 1907" if number < 5 else f"{1 + 7 * (number - 5)} February 1907",
        "body": f"week {number} brought nothing but rain",
    }
    path.write_text(PAGE.format(**{**fields, **changed}), encoding="utf-8")
    return path


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    folder = tmp_path / "texts"
    for number in range(1, 9):
        write_page(folder, number)
    return folder


def opened(folder: Path, out: Path | None = None, executor: Executor | None = None) -> Archive:
    return open_archive(folder, out, executor=executor or Serial())


def built(folder: Path, out: Path | None = None, executor: Executor | None = None) -> Built:
    return build(opened(folder, out, executor))


def tree(folder: Path) -> dict[str, str]:
    """Every file below a folder with its digest; the database by its logical dump."""
    return dict(_digests(folder))


def _digests(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            body = "\n".join(logical_dump(path)).encode() if path.name == "archive.sqlite" else path.read_bytes()
            yield str(path.relative_to(folder)), hashlib.sha256(body).hexdigest()


def made_again(before: dict[str, dict[str, tuple[str, str]]], folder: Path) -> set[str]:
    """The sources that have another key for some step than before."""
    after = steps(folder)
    return {path for path in after if after[path] != before.get(path)}


def steps(folder: Path) -> dict[str, dict[str, tuple[str, str]]]:
    memo = Memo(folder / ".testimonia" / "memo.sqlite", read_only=True)
    return {path: row.steps for path, row in memo.sources().items()}


def test_a_second_build_writes_nothing_and_says_the_same(texts: Path) -> None:
    first, second = built(texts), built(texts)
    assert first.published.written > 8
    assert (second.published.written, second.published.deleted) == (0, 0)
    assert pack(second.examined.dossier) == pack(first.examined.dossier)


def test_serial_and_pool_publish_the_same_bytes(texts: Path, tmp_path: Path) -> None:
    built(texts, tmp_path / "one", Serial())
    built(texts, tmp_path / "two", Pool(2))
    assert tree(tmp_path / "one" / "public") == tree(tmp_path / "two" / "public")


def test_deleting_all_that_is_derived_and_building_again_gives_the_same_bytes(texts: Path) -> None:
    built(texts)
    write_page(texts, 3, body="the sluice broke")
    built(texts)
    before = tree(texts)
    shutil.rmtree(texts / ".testimonia")
    shutil.rmtree(texts / "public")
    built(texts)
    after = tree(texts)
    assert {p: d for p, d in after.items() if not p.startswith(".test")} == {
        p: d for p, d in before.items() if not p.startswith(".test")
    }


def test_an_edited_page_is_the_only_one_made_again(texts: Path) -> None:
    built(texts)
    before = steps(texts)
    write_page(texts, 3, body="the sluice broke")
    assert built(texts).published.written < 12
    assert made_again(before, texts) == {"1907/page03.html"}


def test_a_touched_document_rewrites_its_page_and_those_that_show_it(tmp_path: Path) -> None:
    folder = tmp_path / "saltmarsh"
    shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns(".testimonia", "public"))
    built(folder)
    public = folder / "public"
    before = {path: (path.stat().st_ino, path.read_bytes()) for path in public.rglob("*") if path.is_file()}
    page = folder / "sources" / "courier" / "1931" / "02" / "extra.html"
    page.write_text(page.read_text("utf-8").replace("Tell her your name.", "Tell her your name. Knock."), "utf-8")
    published = built(folder).published
    now = {path: (path.stat().st_ino, path.read_bytes()) for path in public.rglob("*") if path.is_file()}
    written = {str(path.relative_to(public)): now[path] for path in now if now[path] != before.get(path)}
    assert (published.written, published.deleted) == (len(written), 0)
    pages = {name: body for name, (_, body) in written.items() if name.endswith(".html")}
    counts = {"index.html", "about.html"}  # how many words the archive has
    assert {name for name, body in pages.items() if b"extra.html" not in body} <= counts
    changed = {name for name in written if now[public / name][1] != before[public / name][1]}
    own = {f"documents/courier-1931-02-extra.{kind}" for kind in ("html", "txt")}
    copies = {"originals/courier/1931/02/extra.html.txt", "data/archive.sqlite", "search/index.js"}
    assert changed == own | copies | counts
    assert len(written) < 20


def test_a_new_page_teaches_only_the_pages_that_share_its_lines(texts: Path) -> None:
    """Two pages bear a foot of their own, too few to recur; a third makes it recur and re-runs those two and itself."""
    foot = "<p>Printed for the Norwick Reading Room</p></body>"
    for number in (1, 2):
        path = write_page(texts, number)
        path.write_text(path.read_text(encoding="utf-8").replace("</body>", foot), encoding="utf-8")
    built(texts)
    before = steps(texts)
    path = write_page(texts, 9)
    path.write_text(path.read_text(encoding="utf-8").replace("</body>", foot), encoding="utf-8")
    built(texts)
    assert made_again(before, texts) == {"1907/page01.html", "1907/page02.html", "1907/page09.html"}


def test_an_edited_paragraph_moves_no_other_anchor(texts: Path) -> None:
    built(texts)
    name = "1907-page03"
    page = next((texts / "public" / "documents").glob(f"{name}*.html")).name
    before = (texts / "public" / "documents" / page).read_text(encoding="utf-8")
    assert 'id="p1"' in before
    source = texts / "1907" / "page03.html"
    text = source.read_text(encoding="utf-8")
    source.write_text(
        text.replace("<p>The ferry", "<p>A new paragraph about the sluice.</p>\n<p>The ferry"), encoding="utf-8"
    )
    built(texts)
    after = (texts / "public" / "documents" / page).read_text(encoding="utf-8")
    assert after.index('id="p3"') < after.index('id="p1"') < after.index('id="p2"')


def test_a_moved_file_keeps_its_id(texts: Path) -> None:
    first = built(texts).examined.dossier
    (texts / "moved").mkdir()
    (texts / "1907" / "page03.html").rename(texts / "moved" / "third.html")
    second = built(texts).examined.dossier
    assert {d.id for d in second.documents} == {d.id for d in first.documents}


def test_a_removed_source_leaves_the_site(texts: Path) -> None:
    built(texts)
    (texts / "1907" / "page03.html").unlink()
    built(texts)
    assert not list((texts / "public" / "documents").glob("1907-page03*"))
    assert "1907-page03" not in "\n".join(logical_dump(texts / "public" / "data" / "archive.sqlite"))


def test_out_leaves_the_folder_as_it_was(texts: Path, tmp_path: Path) -> None:
    before = tree(texts)
    built(texts, tmp_path / "out")
    assert tree(texts) == before
    assert (tmp_path / "out" / "public" / "index.html").exists()


def test_looking_leaves_the_folder_as_it_was(texts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    before = tree(texts)
    examined = examine(open_archive(texts, executor=Serial(), look_only=True))
    assert len(examined.dossier.documents) == 8
    assert tree(texts) == before


def test_a_page_deleted_from_public_comes_back(texts: Path) -> None:
    built(texts)
    page = next((texts / "public" / "documents").glob("1907-page03*.html"))
    body = page.read_bytes()
    page.unlink()
    built(texts)
    assert page.read_bytes() == body


def test_an_interrupted_build_keeps_what_it_made(texts: Path) -> None:
    class Stopped(Exception):
        """Ctrl-C, in the middle."""

    def stop(stage: str, done: int, total: int) -> None:
        if stage == "publishing" and done == 3:
            raise Stopped

    with pytest.raises(Stopped):
        build(open_archive(texts, progress=stop, executor=Serial()))
    made = steps(texts)
    assert len(made) == 8
    built(texts)
    assert steps(texts) == made


def test_a_publication_that_is_broken_off_leaves_nothing_wrong_behind(texts: Path) -> None:
    """Even where the sources are again as they were: what stands on the disk is not what was noted last."""
    built(texts)
    right = tree(texts / "public")
    page = sorted(texts.rglob("*.html"))[0]
    old = page.read_bytes()
    page.write_bytes(old.replace(b"<p>", b"<p>By the old quay. "))
    write_page(texts, 77)

    def stop(stage: str, done: int, total: int) -> None:
        if stage == "publishing" and done == total:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(open_archive(texts, progress=stop, executor=Serial()))
    assert tree(texts / "public") != right
    page.write_bytes(old)
    write_page(texts, 77).unlink()
    built(texts)
    assert tree(texts / "public") == right


def test_an_empty_folder_and_a_folder_of_pictures_say_so(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(ArchiveError, match="it is empty"):
        built(tmp_path / "empty")
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures" / "a.jpg").write_bytes(b"\xff\xd8")
    with pytest.raises(ArchiveError, match=r"only files that are no text \(1 \.jpg\)"):
        built(tmp_path / "pictures")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_is_said(texts: Path) -> None:
    texts.chmod(0o500)
    with pytest.raises(ArchiveError, match="--out"):
        built(texts)


def test_every_step_of_the_plan_gives_what_it_says(texts: Path) -> None:
    """The packed value of each step comes back as the type that the step names."""
    examined = built(texts).examined
    memo = Memo(texts / ".testimonia" / "memo.sqlite", read_only=True)
    plan = map_plan()
    for step in (*plan.first, *plan.second):
        assert len(list(values(memo, plan, examined.rows, step.name))) == 8


def test_sources_and_their_pictures_lie_beside_the_site(texts: Path) -> None:
    page = write_page(texts, 1, body='week 1 <img src="scans/1.png" alt="the quay"> brought rain')
    (texts / "1907" / "scans").mkdir()
    (texts / "1907" / "scans" / "1.png").write_bytes(b"\x89PNG")
    built(texts)
    public = texts / "public"
    assert (public / "originals" / "1907" / "page01.html.txt").read_bytes() == page.read_bytes()
    assert (public / "originals" / "1907" / "scans" / "1.png").read_bytes() == b"\x89PNG"
    html = (public / "documents" / "1907-page01.html").read_text(encoding="utf-8")
    assert 'href="../originals/1907/scans/1.png">[picture: the quay]</a>' in html
    (texts / "1907" / "scans" / "1.png").unlink()
    write_page(texts, 2, body="week 2 brought sun")
    built(texts)
    assert not (public / "originals" / "1907" / "scans" / "1.png").exists()
    assert "[picture" not in (public / "documents" / "1907-page01.html").read_text(encoding="utf-8")
