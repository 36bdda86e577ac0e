"""publish: pages, alternates and the database, written only where what they show has changed."""

import os
import shutil
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import lru_cache, partial
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from testimonia.archive.config import Config
from testimonia.archive.database import update_database
from testimonia.archive.errors import ArchiveError
from testimonia.archive.identity import Identity
from testimonia.archive.layout import SITE_MARK, Layout
from testimonia.archive.memo import Memo, SourceRow
from testimonia.archive.small_tables import documented
from testimonia.archive.sources import PICTURES, pictures, read_bytes
from testimonia.engine.executors import Executor
from testimonia.engine.run import Failure
from testimonia.engine.step import code_digest
from testimonia.model.canon import digest_of, pack, unpack
from testimonia.model.dossier import Dossier
from testimonia.model.layer import Layer
from testimonia.model.passage import DocumentText
from testimonia.model.source import Source
from testimonia.pipeline import Progress, Published
from testimonia.pipeline.files import put
from testimonia.pipeline.mapping import open_memo, open_page, values
from testimonia.pipeline.passages import document_text
from testimonia.pipeline.plan import PARAGRAPHS, READ, Plan
from testimonia.pipeline.searching import Bindery
from testimonia.site.archiveviews import Table
from testimonia.site.documentviews import OriginalView
from testimonia.site.lines import Link
from testimonia.site.paths import href, paths_of
from testimonia.site.plan import plan_site
from testimonia.site.render import assets, look_digest, render
from testimonia.site.sentences import Quoted, quoted
from testimonia.site.views import Extras, PageJob
from testimonia.site.withheld import withhold

DATABASE = "data/archive.sqlite"
# So many pages are planned before they are written: a plan of all would be most of the memory of a large archive.
_JOBS_HELD = 5_000
# The steps that a page needs to cut sentences out of a text.
QUOTED = (READ, "structure")
_BEGUN = "begun"


def site_extras(config: Config, layout: Layout, rows: Mapping[str, SourceRow]) -> Extras:
    """What the site says beyond the dossier: the database and its tables, what testimonia.toml says of the site, and
    the sources that are copied beside it."""
    site = config.site
    copied: tuple[tuple[str, str], ...] = ()
    held: tuple[tuple[str, str], ...] = ()
    if site.originals == "copy":
        copied = tuple((path, row.capture) for path, row in rows.items())
        held = tuple((p.path, f"{p.size_bytes}-{p.mtime_ns}") for p in pictures(layout, config.sources.exclude))
    tables = (
        Table(name, columns["about"], tuple((column, about) for column, about in columns.items() if column != "about"))
        for name, columns in documented().items()
    )
    database = Link("archive.sqlite", DATABASE, "SQLite, with full-text search; its tables are described below")
    return Extras(
        downloads=(database,),
        tables=tuple(tables),
        robots=site.robots,
        report=site.report,
        originals=copied,
        pictures=held,
        living=site.living,
    )


def frozen_paragraphs(
    memo: Memo, plan: Plan, rows: Mapping[str, SourceRow], dossier: Dossier, identity: Identity
) -> dict[str, tuple[str, ...]]:
    """The frozen ids of each document's paragraphs, in order; new ones are frozen now."""
    # The marks come in the order of the source, the dossier in that of the ids ("x-10" before "x-9").
    by_source: dict[str, list[str]] = {}
    for document in sorted(dossier.documents, key=lambda document: document.begin):
        by_source.setdefault(document.source, []).append(document.id)
    ids: dict[str, tuple[str, ...]] = {}
    for path, marks in values(memo, plan, rows, PARAGRAPHS):
        for document_id, own in zip(by_source.get(path, ()), marks, strict=True):
            ids[document_id] = identity.paragraphs(document_id, own)
    return ids


class Press(Struct, frozen=True):
    """What publishing needs: where to, from what, and how."""

    layout: Layout
    memo: Memo
    plan: Plan
    rows: Mapping[str, SourceRow]
    executor: Executor
    progress: Progress
    extras: Extras
    layers: dict[str, str] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)

    def unchanged(self, dossier: Dossier) -> Published | None:
        """The last build's outcome where nothing that pages show has changed and every file is there; else None."""
        state = self._state(pack(dossier))
        if self.memo.last("published") != state:
            return None
        files = [path for path in self.memo.published() if "#" not in path]
        public = str(self.layout.public)
        return Published(len(files), 0, 0) if all(os.path.exists(f"{public}/{path}") for path in files) else None  # noqa: PTH110

    def _state(self, said: bytes) -> str:
        """One digest of all that the published files are made from; `said` is the dossier, packed."""
        code = code_digest(render, plan_site, update_database, document_text, Bindery) + look_digest(
            "templates", "assets"
        )
        layers = (self._layers_digest(path).encode() for path in self.rows)
        return digest_of(code.encode(), said, pack(replace(self.extras, changes=())), *layers)

    def publish(self, dossier: Dossier, paragraphs: Mapping[str, tuple[str, ...]]) -> Published:
        """Write what changed, delete what is no longer shown."""
        before, said = self._begin(), pack(dossier)
        with self.executor.aside(partial(self._index, dossier, said, paragraphs, before)) as index:
            now, written = self._pages(dossier, paragraphs, before)
            files, more = index()
        now.update(files)
        published = before or {**self._strays(), **self.memo.published()}
        gone = [path for path in published if path not in now]
        for path in (path for path in gone if "#" not in path):
            remove(self.layout.public / path, self.layout.public)
        self.memo.save_published({p: k for p, k in now.items() if published.get(p) != k}, gone)
        self.memo.save_last(published=self._state(said))
        return Published(sum("#" not in path for path in now), written + more, len(gone))

    def _pages(
        self, dossier: Dossier, paragraphs: Mapping[str, tuple[str, ...]], before: Mapping[str, str]
    ) -> tuple[dict[str, str], int]:
        """Write the pages that changed: the key of every page and of what goes with it, and how many were written."""
        # Which pictures lie among the sources settles what a page can link to.
        own = f"{code_digest(render, plan_site)}{look_digest('templates')}"
        code = digest_of(own.encode(), pack(sorted(self._held())))
        public = str(self.layout.public)
        now: dict[str, str] = {}
        written = 0
        jobs: list[tuple[PageJob, str]] = []
        by_key: dict[str, list[str]] = {}
        for path, key in before.items():
            by_key.setdefault(key, []).append(path)
        for job in plan_site(dossier, paragraphs, self.extras):
            texts = (self._text_digest(path).encode() for path in job.texts)
            layers = (self._layers_digest(source).encode() for source in (job.source, *job.beside))
            key = digest_of(code.encode(), pack(job), *layers, *texts)
            if before.get(job.path) == key and all(
                os.path.exists(f"{public}/{file}")  # noqa: PTH110 - no Path made for each of 100,000 pages
                for file in by_key[key]
            ):
                now.update(dict.fromkeys(by_key[key], key))
            else:
                jobs.append((job, key))
            if len(jobs) == _JOBS_HELD:
                written += self._render(jobs, now)
                jobs.clear()
        written += self._render(jobs, now)
        written += self._write_assets(dossier.card.interface, now, before, code)
        return now, written

    def _index(
        self, dossier: Dossier, said: bytes, paragraphs: Mapping[str, tuple[str, ...]], before: Mapping[str, str]
    ) -> tuple[dict[str, str], int]:
        """Bring the database and the static search to the dossier: the key of every file, and how many were written.
        It may be done in a process of its own."""
        now: dict[str, str] = {}
        shown, told = dossier, said
        if self.extras.living == "withhold":
            shown = withhold(dossier)[0]
            told = pack(shown)
        written = self._write_database((shown, told), paragraphs, before, now)
        written += self._write_search(dossier, before, now)
        return now, written

    def _begin(self) -> dict[str, str]:
        """The key of each file that the last build published; none where it was broken off, so that nobody can tell
        which of its files stand there: then all are written."""
        before = {} if self.memo.last("published") == _BEGUN else self.memo.published()
        self.memo.save_last(**{"published": _BEGUN, "recall-site": ""})
        return before

    def _strays(self) -> dict[str, str]:
        """All files that stand in public/: a build that was broken off may have left any."""
        public = self.layout.public
        files = (str(path.relative_to(public)) for path in public.rglob("*") if path.is_file())
        return {path.replace(os.sep, "/"): "" for path in files if path != SITE_MARK}

    def _held(self) -> frozenset[str]:
        return frozenset(path for path, _ in self.extras.pictures)

    def _layers_digest(self, source: str) -> str:
        """One digest of all that a page reads of its source; kept in `layers`, for a source stands on several pages."""
        if source and source not in self.layers:
            steps = self.rows[source].steps
            self.layers[source] = digest_of(*(f"{name}:{steps[name][1]}".encode() for name in sorted(steps)))
        return self.layers[source] if source else ""

    def _quoted(self, paths: Iterable[str]) -> tuple[SourceRow, ...]:
        rows = (self.rows[path] for path in paths if path in self.rows)
        return tuple(row for row in rows if all(name in row.steps for name in QUOTED))

    def _text_digest(self, source: str) -> str:
        """One digest of all that a page needs to cut sentences out of a source's text; kept in `texts`, for people,
        places and works are cut out of the same."""
        if source not in self.rows:
            return ""
        if source not in self.texts:
            steps = self.rows[source].steps
            self.texts[source] = digest_of(*(steps[name][1].encode() for name in QUOTED if name in steps))
        return self.texts[source]

    def _write_assets(self, language: str, now: dict[str, str], before: Mapping[str, str], code: str) -> int:
        written = 0
        for path, body in assets(language):
            now[path] = digest_of(code.encode(), body)
            if before.get(path) != now[path] or not (self.layout.public / path).exists():
                put(f"{self.layout.public}/{path}", body)
                written += 1
        return written

    def _render(self, jobs: Sequence[tuple[PageJob, str]], now: dict[str, str]) -> int:
        """Render the jobs in workers, which write the files themselves; how many they wrote. `now` takes their keys."""
        if not jobs:
            return 0
        job_rows = [
            (
                job,
                key,
                tuple(self.rows[source] for source in (job.source, *job.beside) if source in self.rows),
                self._quoted(job.texts),
            )
            for job, key in jobs
        ]
        work = partial(render_chunk, self.layout, self.plan, self._held())
        written = 0
        for done, (task, paths) in enumerate(self.executor.run(work, job_rows), 1):
            if isinstance(paths, Failure):
                raise ArchiveError(f"{task[0].path} could not be written: {paths.kind} {paths.detail}")
            now.update(dict.fromkeys(paths, task[1]))
            written += len(paths)
            self.progress("publishing", done, len(jobs))
        return written

    def _write_database(
        self,
        shown: tuple[Dossier, bytes],
        paragraphs: Mapping[str, tuple[str, ...]],
        before: Mapping[str, str],
        now: dict[str, str],
    ) -> int:
        """Bring archive.sqlite to the dossier that is shown (and packed); only changed documents are indexed again."""
        dossier, told = shown
        path = self.layout.public / DATABASE
        versions = {
            document.id: digest_of(self._layers_digest(document.source).encode(), pack(paragraphs.get(document.id, ())))
            for document in dossier.documents
        }
        code = code_digest(update_database, document_text)
        small = digest_of(code.encode(), told, pack(versions))
        is_there = path.exists()
        fresh = not is_there or before.get(f"{DATABASE}#code") != code
        now[f"{DATABASE}#code"] = code
        now[DATABASE] = small
        if is_there and before.get(DATABASE) == small:
            return 0
        if fresh:
            path.unlink(missing_ok=True)
        path.parent.mkdir(parents=True, exist_ok=True)
        texts = partial(self._texts, dossier, paragraphs, versions)
        try:
            update_database(path, dossier, versions, texts)
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):
                raise
            path.unlink(missing_ok=True)  # it was damaged, and it is derived
            update_database(path, dossier, versions, texts)
        return 1

    def _write_search(self, dossier: Dossier, before: Mapping[str, str], now: dict[str, str]) -> int:
        """Bring the static site's own index to the database."""
        addresses = {id: href(path) for id, path in paths_of(dossier, (), ()).documents.items()}
        kept = self.layout.hidden / "search"
        files, written = Bindery(self.layout.database, kept, self.layout.public, self.executor).write(addresses, before)
        now.update(files)
        return written

    def _texts(
        self,
        dossier: Dossier,
        paragraphs: Mapping[str, tuple[str, ...]],
        versions: Mapping[str, str],
        wanted: Iterable[str],
    ) -> Iterator[DocumentText]:
        """The texts of the documents that the database lacks, one at a time."""
        ids, memo = set(wanted), open_memo(self.layout.memo)
        for document in dossier.documents:
            if document.id in ids:
                page = open_page(memo, self.plan, self.rows[document.source], ("structure", "voices", "dates"))
                yield document_text(page, document, paragraphs.get(document.id, ()), versions[document.id])


def render_chunk(
    layout: Layout,
    plan: Plan,
    held: Set[str],
    tasks: Sequence[tuple[PageJob, str, tuple[SourceRow, ...], tuple[SourceRow, ...]]],
) -> list[list[str]]:
    """What a worker does: render each job and write its files; the paths written, below public/."""

    memo, public = open_memo(layout.memo), layout.public
    made: list[list[str]] = []
    for job, _, rows, sources in tasks:
        if isinstance(job.view, OriginalView):
            made.append(_copy_original(layout, job))
            continue
        pages = [open_page(memo, plan, row, plan.layers) for row in rows]
        texts = {own.path: _open_quoted(layout.memo, *(own.steps[name][1] for name in QUOTED)) for own in sources}
        paths = []
        for path, body in render(job, pages[0] if pages else None, texts, held, beside=pages[1:]):
            put(f"{public}/{path}", body)
            paths.append(path)
        made.append(paths)
    return made


def _copy_original(layout: Layout, job: PageJob) -> list[str]:
    """Copy a source beside the site; nothing where it has gone since it was read: the next build will say so."""
    assert isinstance(job.view, OriginalView)
    target = layout.public / job.path
    try:
        if job.view.origin.lower().endswith(PICTURES):
            _link(layout.sources / job.view.origin, target)
        else:
            put(str(target), read_bytes(layout, job.view.origin))
    except (ArchiveError, FileNotFoundError):
        return []
    return [job.path]


def _link(origin: Path, target: Path) -> None:
    """A second name for a picture, which costs no room on the disk; a copy where the disk knows no second names."""
    temporary = target.with_name(f".{target.name}.tmp")
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary.unlink(missing_ok=True)
    try:
        temporary.hardlink_to(origin)
    except FileNotFoundError:
        raise
    except OSError:
        shutil.copyfile(origin, temporary)
    temporary.replace(target)


@lru_cache(maxsize=4096)
def _open_quoted(memo_path: Path, text: str, structure: str) -> Quoted:
    """A source out of which sentences are cut, by the digests of its text and structure; kept, for many pages quote it
    (4,096 articles are some 50 MB)."""
    memo = open_memo(memo_path)
    return quoted(unpack(memo.body(text), Source).text, unpack(memo.body(structure), Layer))


def remove(path: Path, root: Path) -> None:
    """Delete a published file, and the folders that it leaves empty."""
    path.unlink(missing_ok=True)
    for folder in path.parents:
        if folder == root or any(folder.iterdir()):
            break
        folder.rmdir()
