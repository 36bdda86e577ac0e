"""read > analyse > link > judge: everything but publishing, from a folder's listing to the dossier."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial

from msgspec.structs import replace

from testimonia.archive.authority import load_authority
from testimonia.archive.errors import ArchiveError
from testimonia.archive.extracted import load_answers
from testimonia.archive.identity import Identity
from testimonia.archive.layout import Layout
from testimonia.archive.memo import Memo, SourceRow
from testimonia.archive.sources import Found, Scan, capture_digest, read_bytes, scan
from testimonia.model.canon import digest_of
from testimonia.model.document import Document
from testimonia.model.dossier import Coverage, Dossier
from testimonia.model.problem import Problem
from testimonia.model.reuse import Reuse
from testimonia.pipeline import Archive, Examined, Reach
from testimonia.pipeline.blocks import Blocks
from testimonia.pipeline.failures import problems_of
from testimonia.pipeline.judging import in_order, judge_quotations, judge_shares, link_and_judge, link_runs
from testimonia.pipeline.mapping import map_sources, values
from testimonia.pipeline.plan import GIST, Plan, map_plan
from testimonia.pipeline.quotations import cited_quotations
from testimonia.pipeline.reusing import reuse_of
from testimonia.pipeline.sharing import share
from testimonia.text.dependence import mark_dependent

REUSE = "reuse"


def plan_of(archive: Archive) -> Plan:
    """The plan for what is installed and for what the archive's configuration asks for."""
    config = archive.config
    return map_plan(str(archive.layout.plugins), config.plugins.use, config.studies.use)


def examined_anew(
    archive: Archive,
    memo: Memo,
    identity: Identity,
    scanned: Scan | None,
    meanwhile: Callable[[], object] | None = None,
) -> Examined:
    """Examine all sources of a listing (made now where there is none: plug-ins say which files they read).
    `meanwhile` is done here while the first sources are read elsewhere."""
    config, plan = archive.config, plan_of(archive)
    scanned = scanned or scan(archive.layout, config.sources.exclude, config.limits.file_mib, plan.suffixes)
    if not scanned.found:
        raise ArchiveError(_nothing(archive.layout, scanned))
    ids = identity.assign([file.path for file in scanned.found], _moved(archive.layout, memo, scanned.found))
    found = [(file, ids[file.path]) for file in scanned.found]
    limit_s, progress = config.limits.seconds, archive.progress
    rows = map_sources(archive.layout, memo, plan, found, archive.executor, limit_s, progress, meanwhile)
    documents = tuple(sorted((d for _, ds in values(memo, plan, rows, "documents") for d in ds), key=lambda d: d.id))
    blocks = Blocks(memo, [])
    kept = archive.layout
    runs, coverage = link_runs(blocks, documents), _coverage(memo, plan, rows, documents, scanned)
    linked = Examined(
        Dossier(config.archive, documents, runs, (), (), (), coverage), scanned, lambda: Reach(rows, plan)
    )
    with _reuse_aside(archive, linked) as reuse:
        authority, answers = load_authority(kept.authority), load_answers(kept.extracted)
        judged = link_and_judge(blocks, plan, rows, documents, runs, authority, answers)
        shared = reuse()
    problems = (*scanned.problems, *plan.plugins.problems, *_problems(rows, plan), *judged.problems)
    dossier = replace(
        linked.dossier,
        authors=judged.authors,
        findings=judged.findings,
        problems=tuple(sorted(problems)),
        entities=judged.linked.entities,
        claims=judged.linked.claims,
        faint=tuple(sorted(judged.linked.faint)),
    )
    examined = replace(linked, dossier=_with_reuse(archive, blocks, plan, rows, dossier, shared) if shared else dossier)
    _sweep(memo, rows, blocks)
    return examined


@contextmanager
def _reuse_aside(archive: Archive, linked: Examined) -> Iterator[Callable[[], Reuse | None]]:
    """The search for what documents share, in a process beside this one; what is yielded waits for it. None where the
    study is left out."""
    if REUSE in archive.config.studies.without:
        yield lambda: None
        return
    quiet = replace(archive, progress=lambda stage, done, total: None)  # only one process draws on the terminal
    with archive.executor.aside(partial(reuse_of, quiet, linked)) as outcome:

        def waited() -> Reuse:
            size = len(linked.dossier.documents)
            archive.progress("comparing", 0, size)
            found = outcome()
            archive.progress("comparing", size, size)
            return found

        yield waited


def _with_reuse(
    archive: Archive, blocks: Blocks, plan: Plan, rows: Mapping[str, SourceRow], dossier: Dossier, reuse: Reuse
) -> Dossier:
    """The dossier with what its documents share, and with the findings on that."""
    held = (dossier.documents, dossier.authors)
    shared = share(blocks, plan, rows, held, reuse, archive.executor, archive.layout.memo)
    findings, problems = judge_shares(blocks.memo, plan, rows, shared.sharing.shares)
    cited = cited_quotations(blocks.memo, plan, rows, dossier.documents, dossier.runs, shared.sharing.shares)
    absent, more = judge_quotations(blocks.memo, plan, rows, cited)
    return replace(
        dossier,
        sharing=shared.sharing,
        findings=in_order(mark_dependent((*dossier.findings, *findings, *absent), shared.sharing.shares)),
        problems=tuple(sorted((*dossier.problems, *shared.problems, *problems, *more))),
    )


def _nothing(layout: Layout, scanned: Scan) -> str:
    """Why there is nothing to build."""
    put = "Put .html, .txt, .md or TEI .xml files there"
    if scanned.problems:
        first = scanned.problems[0]
        more = f", nor {len(scanned.problems) - 1} more" if len(scanned.problems) > 1 else ""
        why = f"{first.source} could not be read{more}: {first.message}; {first.hint}"
        return f"nothing to read in {layout.sources}: {why}"
    seen = ", ".join(f"{count} {suffix}" for suffix, count in scanned.passed_over.items())
    here = f"it holds only files that are no text ({seen})" if seen else "it is empty"
    return f"nothing to read in {layout.sources}: {here}. {put}"


def _moved(layout: Layout, memo: Memo, found: tuple[Found, ...]) -> dict[str, str]:
    """New paths whose bytes are those of a path that has vanished: moved files, which keep their ids."""
    before = memo.sources()
    here = {file.path for file in found}
    gone = {row.capture: path for path, row in before.items() if path not in here and row.capture}
    if not gone:
        return {}
    new = (path for path in here if path not in before)
    return {path: gone[d] for path in new if (d := capture_digest(read_bytes(layout, path))) in gone}


def _problems(rows: Mapping[str, SourceRow], plan: Plan) -> Iterator[Problem]:
    for row in rows.values():
        yield from row.problems
        yield from row.later_problems
        yield from problems_of(row, plan)


def _coverage(
    memo: Memo, plan: Plan, rows: Mapping[str, SourceRow], documents: tuple[Document, ...], scanned: Scan
) -> Coverage:
    gists = [gist for _, gist in values(memo, plan, rows, GIST)]
    failed = sum(1 for row in rows.values() if row.failure[1]) + len(scanned.problems)
    return Coverage(
        sources=len(rows),
        read=len(gists),
        failed=failed,
        unexamined_chars=0,
        words=sum(document.words for document in documents),
        languages=_counted(document.language for document in documents),
        furniture=_counted(kind for d in documents for kind in {fixture.kind for fixture in d.fixtures}),
        readers=_counted(gist.reader for gist in gists),
    )


def _counted(names: Iterator[str]) -> tuple[tuple[str, int], ...]:
    """Names with their counts, commonest first."""
    return tuple(sorted(Counter(names).items(), key=lambda pair: (-pair[1], pair[0])))


def _sweep(memo: Memo, rows: Mapping[str, SourceRow], blocks: Blocks) -> None:
    """Forget what the memo holds beyond this build, where the build made something new."""
    keys = [key for row in rows.values() for key, _ in row.steps.values()] + blocks.used
    live = digest_of(*(key.encode() for key in sorted(keys)))
    if memo.last("live") != live:
        memo.sweep(keys)
        memo.save_last(live=live)
