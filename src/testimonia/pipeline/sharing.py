"""share: what the search for reuse found becomes what the archive's documents share, and is judged.

One step a document: all that it shares with those that come after it; kept under the digests of the pages and passages
that it rests on, so that a changed page costs the documents that share words with it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from testimonia.archive.memo import SourceRow
from testimonia.comparers.sharing import Holding, holding_of, share_of
from testimonia.engine.executors import Executor
from testimonia.engine.run import Failure
from testimonia.engine.step import code_digest
from testimonia.model.canon import digest_of, pack, unpack
from testimonia.model.document import Document
from testimonia.model.entity import Author
from testimonia.model.problem import Problem
from testimonia.model.reuse import Reuse, ReusePair
from testimonia.model.sharing import Share, Sharing
from testimonia.pipeline.blocks import Blocks
from testimonia.pipeline.mapping import open_memo, open_page
from testimonia.pipeline.plan import READ, Plan
from testimonia.text.strands import is_formula, strands_of

LAYERS = ("structure", "voices", "dates")
_STEPS = (READ, *LAYERS, "documents")
_HELD = 64


class Task(Struct, frozen=True):
    """All pairs of passages between one document and others: a worker's task. `sources` are the rows of their pages."""

    document: str
    pairs: tuple[ReusePair, ...]
    formulas: frozenset[str]
    sources: tuple[tuple[Document, SourceRow, tuple[str, ...]], ...]


class Shared(Struct, frozen=True):
    """What became of all tasks; a document whose comparison failed is a problem, and the rest goes on."""

    sharing: Sharing
    problems: tuple[Problem, ...] = ()


def share(
    blocks: Blocks,
    plan: Plan,
    rows: Mapping[str, SourceRow],
    held: tuple[Sequence[Document], Sequence[Author]],
    reuse: Reuse,
    executor: Executor,
    memo_path: Path,
) -> Shared:
    """All shares of an archive from all its reuse."""
    tasks = _tasks(rows, held, reuse)
    made: dict[str, tuple[Share, ...]] = {}
    problems: list[Problem] = []
    waiting: list[tuple[str, Task]] = []
    code = code_digest(share_of).encode()
    for task in tasks:
        key = digest_of(b"shares", code, _inputs(task))
        blocks.used.append(key)
        known = blocks.memo.look(key)
        if known:
            made[task.document] = unpack(blocks.memo.body(known[0]), tuple[Share, ...])
        else:
            waiting.append((key, task))
    for (key, task), shares in executor.run(partial(_work, plan, memo_path), waiting) if waiting else ():
        if isinstance(shares, Failure):
            problems.append(_failed(task, shares))
            continue
        made[task.document] = shares
        body = pack(shares)
        blocks.memo.store([(key, digest_of(body), body, b"")])
    shares = tuple(one for document in sorted(made) for one in made[document])
    return Shared(_sharing(shares, reuse), tuple(problems))


def _tasks(
    rows: Mapping[str, SourceRow], held: tuple[Sequence[Document], Sequence[Author]], reuse: Reuse
) -> Iterator[Task]:
    documents = {document.id: document for document in held[0]}
    authors: defaultdict[str, list[str]] = defaultdict(list)
    for author in held[1]:
        for document in author.documents:
            authors[document].append(author.id)
    formulas = frozenset(cluster.id for cluster in reuse.clusters if is_formula(cluster))
    by_first: defaultdict[str, list[ReusePair]] = defaultdict(list)
    for pair in reuse.pairs:
        by_first[pair.a.document].append(pair)
    for first, pairs in sorted(by_first.items()):
        ids = [first, *sorted({pair.b.document for pair in pairs})]
        yield Task(
            first,
            tuple(pairs),
            formulas & {pair.cluster for pair in pairs},
            tuple((documents[id], rows[documents[id].source], tuple(authors[id])) for id in ids),
        )


def _inputs(task: Task) -> bytes:
    """A digest of all that a task rests on."""
    texts = (row.steps[name][1].encode() for _, row, _ in task.sources for name in _STEPS if name in row.steps)
    authors = "\n".join("\t".join((document.id, *ids)) for document, _, ids in task.sources)
    return digest_of(pack((task.pairs, sorted(task.formulas))), authors.encode(), *texts).encode()


def _work(plan: Plan, memo_path: Path, tasks: Sequence[tuple[str, Task]]) -> list[tuple[Share, ...]]:
    """What a worker does with a chunk of tasks."""
    memo = open_memo(memo_path)

    @lru_cache(_HELD)
    def holding(document: str) -> Holding:
        one, row, authors = near[document]
        return holding_of(one, open_page(memo, plan, row, LAYERS), authors)

    done = []
    for _, task in tasks:
        near = {document.id: (document, row, authors) for document, row, authors in task.sources}
        by_other: defaultdict[str, list[ReusePair]] = defaultdict(list)
        for pair in task.pairs:
            by_other[pair.b.document].append(pair)
        done.append(
            tuple(
                share_of(holding(task.document), holding(other), pairs, task.formulas)
                for other, pairs in sorted(by_other.items())
            )
        )
    return done


def _failed(task: Task, failure: Failure) -> Problem:
    """P131, as for a step over a source that crashed."""
    source = task.sources[0][0].source
    message = f"What this document shares with others could not be told: {failure.kind} {failure.detail}."
    return Problem(source, "P131", "error", message, "The rest of the archive is there; please report this.")


def _sharing(shares: Iterable[Share], reuse: Reuse) -> Sharing:
    """The shares that are more than formulae, and the texts behind them."""
    shares = tuple(shares)
    strands = strands_of(reuse.clusters, shares)
    told = tuple(one for one in shares if one.kind not in ("formula", "recurring"))
    earliest = {strand.id: strand.earliest for strand in strands}
    return Sharing(
        tuple(sorted((_through(one, earliest) for one in told), key=lambda one: one.id)),
        tuple(strand for strand in strands if strand.kind not in ("formula", "recurring")),
        sum(strand.kind == "formula" for strand in strands),
        sum(strand.kind == "recurring" for strand in strands),
        reuse.documents,
        reuse.letters,
        reuse.noise,
    )


def _through(share: Share, earliest: Mapping[str, str]) -> Share:
    """The share with the third document that both follow, where all their common texts are first known from it."""
    first = {earliest.get(passage.cluster, "") for passage in share.passages if passage.kind != "formula"}
    third = next(iter(first)) if len(first) == 1 else ""
    return replace(share, through=third) if third not in ("", share.a.document, share.b.document) else share
