"""Publishing at archive size: pages a second, memory, bytes on disk, and what one changed document writes again.

python -m bench.publish [../shared/data/mia] [--pages 1000,5000] [--workers 1]

The folder is examined once. Its documents, runs, authors and findings are then repeated under other ids and names, over
the same layers, so that publishing (pages, database, search index) is measured without the examination before it; the
memo is therefore smaller, and warmer, than that of a true archive of this size. Processor time is that of all
processes; memory is that of the parent and of the largest worker.
"""

import argparse
import json
import resource
import shutil
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from bench._measure import ROOT, load, table
from msgspec import Struct
from msgspec.structs import replace

from testimonia.archive.identity import load_identity
from testimonia.archive.memo import Memo
from testimonia.engine.executors import Executor, Pool, Serial
from testimonia.model.document import Document
from testimonia.model.dossier import Dossier
from testimonia.model.issue import Issue, Run
from testimonia.pipeline import build, open_archive
from testimonia.pipeline.examining import examined_anew
from testimonia.pipeline.publishing import Press, frozen_paragraphs, site_extras
from testimonia.pipeline.recall import recall

_HEAD = [
    *("documents", "files", "wall s", "cpu s", "docs/cpu-s", "parent MiB", "worker MiB"),
    *("one changed: cpu s", "files", "rendered/cpu-s"),
]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=ROOT.parent / "shared" / "data" / "mia")
    parser.add_argument("--pages", default="1000,5000")
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--examined", type=Path, help="where the folder was built before with --out")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if not arguments.folder.is_dir():
        sys.exit(f"there is no {arguments.folder}: name a folder of pages")
    if arguments.one:
        print(json.dumps(measured(arguments.folder, arguments.examined, arguments.one, arguments.workers)))
        return
    with TemporaryDirectory() as temporary:
        examined = arguments.examined or Path(temporary)
        if not arguments.examined:
            build(open_archive(arguments.folder, examined))
        rows, sizes = [], []
        for pages in arguments.pages.split(","):
            command = [sys.executable, "-m", "bench.publish", str(arguments.folder), "--examined", str(examined)]
            command += ["--one", pages, "--workers", str(arguments.workers)]
            done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, cwd=ROOT)
            row, by_kind = json.loads(done.stdout)
            rows.append(row)
            sizes.append((pages, by_kind))
    print(load())
    print(table(_HEAD, rows))
    for pages, by_kind in sizes:
        print(f"{int(pages):,} documents, bytes a document (files a document):")
        for kind, (size, files) in sorted(by_kind.items(), key=lambda item: -item[1][0]):
            print(f"  {size / int(pages):9,.0f}  {files / int(pages):5.2f}  {kind}")


class Edition(Struct, frozen=True):
    """What is to be published, of how many documents one may choose."""

    dossier: Dossier
    paragraphs: Mapping[str, tuple[str, ...]]


def measured(folder: Path, examined: Path, pages: int, workers: int) -> tuple[list[str], dict[str, tuple[int, int]]]:
    """One row of the table, and the bytes and files of each kind."""
    with TemporaryDirectory() as temporary:
        executor: Executor = Pool(workers) if workers > 1 else Serial()
        press, first = opened(folder, examined, Path(temporary), executor)
        press, edition = repeated(press, first, pages)
        begin, cpu = perf_counter(), _cpu_s()
        published = press.publish(edition.dossier, edition.paragraphs)
        wall_s, cpu_s = perf_counter() - begin, _cpu_s() - cpu
        parent, worker = (resource.getrusage(who).ru_maxrss / 1024 for who in _BOTH)
        sizes = by_kind(Path(temporary) / "public")
        cpu = _cpu_s()
        again = press.publish(touched(edition.dossier), edition.paragraphs)
        changed_s = _cpu_s() - cpu
        row = [
            *(f"{len(edition.dossier.documents):,}", f"{published.files:,}", f"{wall_s:.1f}", f"{cpu_s:.1f}"),
            *(f"{pages / cpu_s:,.0f}", f"{parent:.0f}", f"{worker if workers > 1 else 0:.0f}", f"{changed_s:.1f}"),
            *(str(again.written), f"{rendering(press, edition):,.0f}"),
        ]
        return row, sizes


def rendering(press: Press, edition: Edition) -> float:
    """Document pages a second of processor time, from the layers in the memo to the bytes; nothing is written."""
    from testimonia.pipeline.mapping import open_page
    from testimonia.site.plan import plan_site
    from testimonia.site.render import render

    jobs = [job for job in plan_site(edition.dossier, edition.paragraphs, press.extras) if job.kind == "document"]
    begin = _cpu_s()
    for job in jobs[:2000]:
        render(job, open_page(press.memo, press.plan, press.rows[job.source], press.plan.layers))
    return min(len(jobs), 2000) / (_cpu_s() - begin)


def opened(folder: Path, examined: Path, out: Path, executor: Executor) -> tuple[Press, Edition]:
    """The press over the examined archive, writing to `out`; and the archive as it is."""
    archive = open_archive(folder, examined, executor=executor)
    memo, identity = Memo(archive.layout.memo), load_identity(archive.layout.identity)
    found = recall(archive, memo)
    made = found.examined or examined_anew(archive, memo, identity, found.scan)
    paragraphs = frozen_paragraphs(memo, made.plan, made.rows, made.dossier, identity)
    memo.close()
    layout = replace(archive.layout, home=out)
    layout.hidden.mkdir(parents=True)
    shutil.copy(archive.layout.memo, layout.memo)
    own = Memo(layout.memo)
    own.save_published({}, own.published())
    press = Press(
        layout=layout,
        memo=own,
        plan=made.plan,
        rows=made.rows,
        executor=executor,
        progress=lambda stage, done, total: None,
        extras=site_extras(archive.config, archive.layout, made.rows),
    )
    return press, Edition(made.dossier, paragraphs)


def repeated(press: Press, edition: Edition, pages: int) -> tuple[Press, Edition]:
    """So many documents: the same again and again, each round's with names of its own."""
    dossier = edition.dossier
    rounds = range(-(-pages // len(dossier.documents)))
    documents = [_document(document, turn) for turn in rounds for document in dossier.documents][:pages]
    ids = {document.id for document in documents}
    rows = {_named(source, turn): row for turn in rounds for source, row in press.rows.items()}
    paragraphs = {_named(id, turn): own for turn in rounds for id, own in edition.paragraphs.items()}
    made = replace(
        dossier,
        documents=tuple(sorted(documents, key=lambda document: document.id)),
        runs=tuple(_run(run, turn) for turn in rounds for run in dossier.runs),
        authors=tuple(
            replace(
                author,
                id=_named(author.id, turn),
                label=_named(author.label, turn, " "),
                namings=tuple(
                    replace(n, document=_named(n.document, turn), source=_named(n.source, turn))
                    for n in author.namings
                    if _named(n.document, turn) in ids
                ),
                documents=tuple(id for own in author.documents if (id := _named(own, turn)) in ids),
            )
            for turn in rounds
            for author in dossier.authors
        ),
        findings=tuple(
            replace(
                finding,
                evidence=tuple(
                    replace(e, document=_named(e.document, turn), source=_named(e.source, turn))
                    for e in finding.evidence
                ),
            )
            for turn in rounds
            for finding in dossier.findings
            if all(_named(e.document, turn) in ids for e in finding.evidence)
        ),
    )
    return replace(press, rows=rows), Edition(made, paragraphs)


def _named(name: str, turn: int, between: str = "-") -> str:
    return f"{name}{between}{turn}" if turn else name


def _document(document: Document, turn: int) -> Document:
    return replace(document, id=_named(document.id, turn), source=_named(document.source, turn))


def _run(run: Run, turn: int) -> Run:
    issues = tuple(_issue(issue, turn) for issue in run.issues)
    return replace(run, id=_named(run.id, turn), label=_named(run.label, turn, " "), issues=issues)


def _issue(issue: Issue, turn: int) -> Issue:
    attestations = tuple(
        replace(a, document=_named(a.document, turn), source=_named(a.source, turn)) for a in issue.attestations
    )
    return replace(issue, id=_named(issue.id, turn), attestations=attestations)


def touched(dossier: Dossier) -> Dossier:
    """The dossier with one document's title changed."""
    middle = len(dossier.documents) // 2
    document = replace(dossier.documents[middle], title="A title that was mended")
    return replace(dossier, documents=(*dossier.documents[:middle], document, *dossier.documents[middle + 1 :]))


def by_kind(public: Path) -> dict[str, tuple[int, int]]:
    """The bytes and the files of each kind: the folder with the ending."""
    sizes: Counter[str] = Counter()
    files: defaultdict[str, int] = defaultdict(int)
    for path in public.rglob("*"):
        if path.is_file():
            folder = path.relative_to(public).parts[0] if path.parent != public else "."
            kind = f"{folder}/*{path.name[path.name.find('.') :] if folder == 'documents' else path.suffix}"
            sizes[kind] += path.stat().st_size
            files[kind] += 1
    return {kind: (sizes[kind], files[kind]) for kind in sizes}


def _cpu_s() -> float:
    used = [resource.getrusage(who) for who in _BOTH]
    return sum(each.ru_utime + each.ru_stime for each in used)


_BOTH = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)

if __name__ == "__main__":
    main()
