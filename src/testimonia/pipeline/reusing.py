"""Reuse in an archive: its documents compared with one another, with an outside text, and why two were or were not.

What was found is kept under `.testimonia/reuse`: where nothing changed it is read again, where something did only that
is compared with the rest.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from msgspec.structs import asdict

from testimonia import registry
from testimonia.archive.blocks import FolderBlocks
from testimonia.archive.config import ReuseConfig
from testimonia.archive.errors import ArchiveError
from testimonia.archive.lock import only_build
from testimonia.archive.memo import Memo
from testimonia.archive.sources import capture_digest, media_type
from testimonia.comparers.compared import Compared, ReuseText
from testimonia.comparers.reuse import find_reuse, why_reuse
from testimonia.comparers.reuseindex import ReuseIndex
from testimonia.comparers.reuseresult import ReuseResult
from testimonia.engine.step import code_digest
from testimonia.model.canon import digest_of, pack
from testimonia.model.reuse import Reuse, ReuseReason, ReuseSide
from testimonia.model.source import Capture
from testimonia.pipeline import Archive, Examined
from testimonia.pipeline.recall import state_of
from testimonia.pipeline.reusecorpus import read_corpus
from testimonia.pipeline.reusekept import Note, blocks_of, keep, load_index, load_result, read_note
from testimonia.pipeline.reusetexts import reuse_texts
from testimonia.text.reuse.fold import I64, Letters
from testimonia.text.reuse.settings import Settings

__all__ = ["outside_reuse", "reuse_by", "reuse_of", "reuse_of_corpus", "settings_of", "why_of"]

OUTSIDE = "outside:"
Search = Callable[[Letters, Settings], I64]


def settings_of(config: ReuseConfig) -> Settings:
    """The settings that an archive's configuration asks for; ArchiveError for one that cannot be."""
    try:
        return Settings(**asdict(config))
    except ValueError as error:
        raise ArchiveError(f"testimonia.toml, [reuse]: {error}") from error


def reuse_of(archive: Archive, examined: Examined) -> Reuse:
    """All reuse of an archive. Nothing changed costs a look at the listing; what did is compared with the rest."""
    blocks, asked = blocks_of(archive.layout.hidden), _asked(archive, examined)
    note = read_note(blocks)
    if note and asked and note.asked == asked and (reuse := load_result(blocks, note)):
        return reuse
    return _searched(archive, examined, asked)[0]


def reuse_by(archive: Archive, examined: Examined, search: Search) -> Reuse:
    """All reuse of an archive, its direct passages found elsewhere (on Spark); nothing is kept."""
    with _opened(archive) as memo:
        corpus = reuse_texts(archive, examined, memo)
        return _reuse(corpus, find_reuse(corpus, settings_of(archive.config.reuse), search=search))


def reuse_of_corpus(file: Path, settings: Settings, search: Search | None = None) -> Reuse:
    """All reuse among the documents of a corpus file (see `read_corpus`); nothing is kept."""
    corpus = read_corpus(file)
    try:
        return _reuse(corpus, find_reuse(corpus, settings, search=search))
    except ValueError as error:  # two documents of one id
        raise ArchiveError(f"{file}: {error}") from error


def why_of(archive: Archive, examined: Examined, a: str, b: str) -> ReuseReason:
    """Why two documents were, or were not, called reuse."""
    return why_reuse(_index_of(archive, examined), a, b)


def outside_reuse(archive: Archive, examined: Examined, file: Path) -> Reuse:
    """What a text outside the archive shares with it: the pairs in which it is one side. Nothing is kept of it."""
    outside = read_outside(file)
    index = _index_of(archive, examined)
    with only_build(archive.layout.hidden / "reuse.lock"), _opened(archive) as memo:
        corpus: list[Compared] = [*reuse_texts(archive, examined, memo), outside]
        found = find_reuse(corpus, known=index)
        if note := read_note(blocks_of(archive.layout.hidden)):
            blocks_of(archive.layout.hidden).sweep(note.blocks)
    pairs = tuple(pair for pair in found.pairs if OUTSIDE + file.name in (pair.a.document, pair.b.document))
    clusters = {pair.cluster for pair in pairs}
    kept = tuple(cluster for cluster in found.clusters if cluster.id in clusters)
    return Reuse(len(corpus), _letters(found.index), asdict(found.settings), found.noise, pairs, kept)


def read_outside(file: Path) -> ReuseText:
    """A file outside the archive as a text to compare, whole; ArchiveError where it cannot be read."""
    try:
        raw = file.read_bytes()
    except OSError as error:
        raise ArchiveError(f"{file} cannot be read ({error.strerror}); name a file of text") from error
    chosen = registry.choose_reader(file.name, raw[:4096], ())
    if chosen is None:
        raise ArchiveError(f"{file} is no text that can be read; .txt, .md, .html and TEI .xml can")
    reading = chosen[1](Capture(file.name, capture_digest(raw), len(raw), media_type(file.name)), raw)
    return ReuseText(OUTSIDE + file.name, reading.source.text)


def _index_of(archive: Archive, examined: Examined) -> ReuseIndex:
    """The index of the archive as it is now."""
    blocks, asked = blocks_of(archive.layout.hidden), _asked(archive, examined)
    note = read_note(blocks)
    if note and asked and note.asked == asked and (index := load_index(blocks, note)):
        return index
    return _searched(archive, examined, asked)[1]


def _searched(archive: Archive, examined: Examined, asked: str) -> tuple[Reuse, ReuseIndex]:
    blocks, wanted, code = blocks_of(archive.layout.hidden), settings_of(archive.config.reuse), _code()
    with only_build(archive.layout.hidden / "reuse.lock"), _opened(archive) as memo:
        note = read_note(blocks)
        known = load_index(blocks, note) if note and (note.code, note.wanted) == (code, wanted) else None
        corpus = reuse_texts(archive, examined, memo)
        archive.progress("comparing", 0, len(corpus))
        quoted = _quoted(blocks, note, corpus) if note and known else None
        with archive.executor.spread() as spread:
            found = find_reuse(corpus, wanted, known, blocks=blocks, spread=spread, keep=True, quoted=quoted)
        archive.progress("comparing", len(corpus), len(corpus))
        reuse = _reuse(corpus, found)
        keep(blocks, (code, asked), wanted, found.index, reuse)
    return reuse, found.index


def _quoted(blocks: FolderBlocks, note: Note, corpus: Sequence[Compared]) -> dict[tuple[str, int, int], ReuseSide]:
    """The words that the last result quotes of documents that have not changed."""
    reuse = load_result(blocks, note)
    unchanged = set(note.documents) & {(one.document, one.digest) for one in corpus}
    documents = {document for document, _ in unchanged}
    sides = [side for pair in reuse.pairs for side in (pair.a, pair.b)] if reuse else []
    sides += [side for cluster in reuse.clusters for side in cluster.witnesses] if reuse else []
    return {(s.document, s.quote.begin, s.quote.end): s for s in sides if s.document in documents}


def _reuse(corpus: Sequence[Compared], found: ReuseResult) -> Reuse:
    settings = asdict(found.settings)
    return Reuse(len(corpus), _letters(found.index), settings, found.noise, found.pairs, found.clusters)


def _letters(index: ReuseIndex) -> int:
    return len(index.known.stream.letters) - len(index.documents) - 1


def _code() -> str:
    return code_digest(find_reuse, reuse_texts, _searched)


def _asked(archive: Archive, examined: Examined) -> str:
    """A digest of all that the result rests on, without opening a text: that of the listing and of what people write;
    "" where that cannot be told."""
    state = state_of(archive, examined.scan)
    return digest_of(state.encode(), pack(settings_of(archive.config.reuse))) if state else ""


@contextmanager
def _opened(archive: Archive) -> Iterator[Memo]:
    """The archive's memo, to read."""
    memo = Memo(archive.layout.memo, read_only=True)
    try:
        yield memo
    finally:
        memo.close()
