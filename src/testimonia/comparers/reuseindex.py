"""What a search for shared words leaves for the next: its index, made anew or brought up to date with the corpus."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache

import numpy as np
from msgspec import Struct

from testimonia.comparers.compared import Compared
from testimonia.model.canon import digest_of
from testimonia.text.reuse.blocks import Blocks
from testimonia.text.reuse.fold import BOUND, I64, Fold, Letters, fold_text, fold_texts
from testimonia.text.reuse.passages import renumbered
from testimonia.text.reuse.relation import related_rows
from testimonia.text.reuse.search import Spread, search_all, texts_of
from testimonia.text.reuse.settings import Settings, chosen
from testimonia.text.reuse.update import Known, can_update, update

Spans = tuple[int, int, int, int]


class ReuseIndex(Struct, frozen=True):
    """What a later search starts from: the documents (id, digest) that were compared, in their order; what the search
    knows of them, with its blocks; the passages that relation added (`rows_of`), and the characters of all passages,
    direct and related: int64[n, 4], begin and end in the later document and in the earlier one."""

    settings: Settings
    documents: tuple[tuple[str, str], ...]
    known: Known
    blocks: Blocks
    related: I64
    spans: I64

    @property
    def rows(self) -> I64:
        """All passages: the direct ones, then the related ones."""
        return np.concatenate([self.known.rows, self.related])


def searched_anew(
    corpus: Sequence[Compared],
    documents: tuple[tuple[str, str], ...],
    wanted: Settings,
    how: tuple[Blocks, Spread, bool],
    search: Callable[[Letters, Settings], I64] | None,
) -> ReuseIndex:
    """The index of a whole search: where its blocks go, over what it is spread, and whether it is kept for a later one
    say `how`; `search` as in `find_reuse`."""
    blocks, spread, keep = how
    fold = Fold(wanted.digits)
    stream = fold_texts(fold, [(one.text, one.excluded) for one in corpus])
    settings = chosen(wanted, stream.letters)
    serials = tuple(range(len(documents)))
    if search:
        known = Known(stream, serials, (), (), search(stream, settings), len(serials))
        return _index(corpus, documents, (settings, fold), (known, blocks, {}))
    found = search_all(stream, settings, (blocks, _tag(settings, documents)), spread, keep)
    known = Known(stream, serials, (found.segment,) if keep else (), found.kept, found.rows, len(serials))
    return _index(corpus, documents, (settings, fold), (known, blocks, {}))


def brought_up(
    corpus: Sequence[Compared],
    documents: tuple[tuple[str, str], ...],
    wanted: Settings,
    known: tuple[ReuseIndex, Sequence[int], float],
) -> ReuseIndex | None:
    """An earlier index brought up to date; None where it cannot be or where a new search costs less."""
    index, origin, most_changed = known
    fold = Fold(wanted.digits)
    stream = _stream(corpus, fold, index.known.stream, origin)
    settings = chosen(wanted, stream.letters)
    if settings != index.settings:
        return None
    if origin == list(range(len(index.documents))):
        return index
    if not can_update(index.known, len(stream.letters)) or _changed(index.known, stream, origin) > most_changed:
        return None
    known_now = update(index.known, stream, origin, settings, (index.blocks, _tag(settings, documents)))
    last = tuple(renumbered(rows, origin) for rows in (index.known.rows, index.related))
    return _index(corpus, documents, (settings, fold), (known_now, index.blocks, _told(index, origin)), last)


def origin_of(documents: Sequence[tuple[str, str]], old: Sequence[tuple[str, str]]) -> list[int]:
    """The number that each document had before, -1 for a new or changed one. Those that stand in another order than
    they stood in count as new."""
    numbers = {document: number for number, document in enumerate(old)}
    origin = []
    last = -1
    for document in documents:
        number = numbers.get(document, -1)
        origin.append(number if number > last else -1)
        last = max(last, number)
    return origin


def _tag(settings: Settings, documents: Iterable[tuple[str, str]]) -> str:
    """What the blocks of a search are named after: all that it rests on."""
    return digest_of(repr(settings).encode(), *(part.encode() for document in documents for part in document))[:16]


def _stream(corpus: Sequence[Compared], fold: Fold, old: Letters, origin: Sequence[int]) -> Letters:
    """The letters of the corpus; those of known documents are not folded again."""
    came = [one for one, number in zip(corpus, origin, strict=True) if number < 0]
    new = fold_texts(fold, [(one.text, one.excluded) for one in came])
    parts = [np.full(1, BOUND, np.uint8)]
    next_new = 0
    for number in origin:
        of, at = (old, number) if number >= 0 else (new, next_new)
        next_new += number < 0
        parts.append(of.letters[of.starts[at] : of.starts[at + 1]])
    return Letters(np.concatenate(parts), np.cumsum([len(part) for part in parts], dtype=np.int64))


def _changed(known: Known, stream: Letters, origin: Sequence[int]) -> float:
    """The share of letters that are new or gone since the last whole search."""
    whole = known.segments[0]
    sizes = dict(zip(whole.serials, np.diff(whole.starts).tolist(), strict=True))
    held = sum(sizes.get(known.serials[number], 0) for number in origin if number >= 0)
    return float(sum(sizes.values()) - held + len(stream.letters) - held) / len(stream.letters)


def _told(index: ReuseIndex, origin: Sequence[int]) -> dict[tuple[int, ...], tuple[int, ...]]:
    """The characters of the passages that were known, by their rows as the documents are numbered now."""
    now = {number: at for at, number in enumerate(origin) if number >= 0}
    return {
        (now[row[0]], now[row[1]], *row[2:]): tuple(span)
        for row, span in zip(index.rows.tolist(), index.spans.tolist(), strict=True)
        if row[0] in now and row[1] in now
    }


def _index(
    corpus: Sequence[Compared],
    documents: tuple[tuple[str, str], ...],
    folded: tuple[Settings, Fold],
    found: tuple[Known, Blocks, dict[tuple[int, ...], tuple[int, ...]]],
    last: tuple[I64, ...] = (),
) -> ReuseIndex:
    """The index with the passages that relation adds and the characters of all, of which some may be told already;
    `last` are the direct and the related passages of an earlier search, by the numbers of today."""
    settings, fold = folded
    known, blocks, told = found
    related = related_rows(texts_of(known.stream), known.rows, settings, last)
    rows = [tuple(row) for row in (*known.rows.tolist(), *related.tolist())]
    fresh = dict(_spans_of([row for row in rows if row not in told], corpus, fold))
    spans = np.array([told.get(row) or fresh[row] for row in rows], np.int64).reshape(len(rows), 4)
    return ReuseIndex(settings, documents, known, blocks, related, spans)


def _spans_of(
    rows: Iterable[tuple[int, ...]], corpus: Sequence[Compared], fold: Fold
) -> Iterator[tuple[tuple[int, ...], Spans]]:
    """The characters of each passage: its begin and end in the later document, then in the earlier one."""

    @lru_cache(1024)
    def offsets(document: int) -> I64:
        return fold_text(fold, corpus[document].text, corpus[document].excluded)[1]

    for row in rows:
        later, earlier = offsets(row[0]), offsets(row[1])
        yield (
            row,
            (
                int(later[row[2]]),
                int(later[row[3] - 1]) + 1,
                int(earlier[row[4]]),
                int(earlier[row[5] - 1]) + 1,
            ),
        )
