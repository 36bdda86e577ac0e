"""Reuse: which documents print the same words, tolerant of noise, spelling of old types and re-typesetting.

    result = find_reuse(corpus, keep=True)            # everything with everything
    result = find_reuse(more, known=result.index)     # the same, when documents came, changed or went
    why_reuse(result.index, "a", "b")                 # what there was to see, and which threshold decided

The corpus is in an order (an archive's: by id); the result depends on it only for texts that stand in more than 16
documents, of which each is then compared with some of the earlier ones, not with all. Excluded spans (furniture) are
never compared. Every threshold is in `Settings` and is shown in the result.
"""

from collections import Counter
from collections.abc import Callable, Sequence

from testimonia.comparers.compared import Compared
from testimonia.comparers.reuseindex import ReuseIndex, brought_up, origin_of, searched_anew
from testimonia.comparers.reuseresult import Quoted, ReuseResult, result_of
from testimonia.model.reuse import ReuseReason
from testimonia.text.reuse.blocks import Blocks, MemoryBlocks
from testimonia.text.reuse.fold import I64, Letters
from testimonia.text.reuse.passages import from_rows
from testimonia.text.reuse.search import Spread
from testimonia.text.reuse.settings import Settings
from testimonia.text.reuse.why import decided

_WORDS = {
    "no-letters": "one of the two has only {measured:.0f} letters; {needed:.0f} are needed",
    "no-match": "no {gram} letters in a row stand in both",
    "not-linked": "all that they share stands in so many documents that these two were not compared",
    "no-company": "single likenesses, none beside another; beside the best, {measured:.0f} of 12 letters agree, and "
    "{needed:.0f} are needed",
    "weight": "the letters of their likenesses weigh {measured:.1f}; {needed:.0f} are needed",
    "alignment": "the best passage has {measured:.0f} agreeing letters more than errors; {needed:.0f} are needed, "
    "with the least length and likeness that the settings say",
    "reused": "the best passage has {measured:.0f} agreeing letters more than errors; {needed:.0f} are needed",
    "related": "both agree with a third document there; side by side, {measured:.0f} more letters agree than not",
}


def find_reuse(
    corpus: Sequence[Compared],
    settings: Settings | None = None,
    known: ReuseIndex | None = None,
    *,
    blocks: Blocks | None = None,
    spread: Spread = map,
    keep: bool = False,
    most_changed: float = 0.25,
    quoted: Quoted | None = None,
    search: Callable[[Letters, Settings], I64] | None = None,
) -> ReuseResult:
    """All reuse in a corpus. `known` is the index of an earlier search that was told to `keep` it: then only documents
    that are new, changed or gone cost something, and what is found is the same. `blocks` takes what is large (default:
    in memory); `spread` is `map`, or that of a pool of threads or (with blocks on disk) of processes: neither changes a
    result. Where more than `most_changed` of the letters are new or gone since the last whole search, all is searched
    anew. `quoted` are words of unchanged documents that need not be asked for again. `search` finds the
    direct passages (`rows_of`) elsewhere, in place of `search_all`.

    Raises ValueError where two documents have one id.
    """
    documents = tuple((one.document, one.digest) for one in corpus)
    if len({document for document, _ in documents}) < len(documents):
        doubled = next(name for name, count in Counter(name for name, _ in documents).items() if count > 1)
        raise ValueError(f"two documents are called {doubled}; each must have an id of its own")
    wanted = settings or (known.settings if known else Settings())
    origin = origin_of(documents, known.documents) if known else []
    index = brought_up(corpus, documents, wanted, (known, origin, most_changed)) if known else None
    index = index or searched_anew(corpus, documents, wanted, (blocks or MemoryBlocks(), spread, keep), search)
    return result_of(corpus, index, quoted or {})


def why_reuse(index: ReuseIndex, a: str, b: str) -> ReuseReason:
    """What there was to see between two documents of an index, and which threshold decided. Raises ValueError where
    one of them is not in it."""
    numbers = {document: number for number, (document, _) in enumerate(index.documents)}
    if missing := [name for name in (a, b) if name not in numbers]:
        raise ValueError(f"{missing[0]} is not in the index")
    if a == b:
        raise ValueError("a document is not compared with itself")
    earlier, later = sorted((numbers[a], numbers[b]))
    rows = index.rows
    between = list(from_rows(rows[(rows[:, 0] == later) & (rows[:, 1] == earlier)]))
    if between and all(one.related for one in between):
        best = max(between, key=lambda one: one.matched)
        question, measured, needed = "related", float(best.matched - best.errors), float(index.settings.margin)
    else:
        answer = decided(index.known, (earlier, later), index.blocks, index.settings)
        question, measured, needed = answer.question, answer.measured, answer.needed
    words = _WORDS[question].format(measured=measured, needed=needed, gram=index.settings.gram)
    return ReuseReason(a, b, bool(between), question, measured, needed, words)
