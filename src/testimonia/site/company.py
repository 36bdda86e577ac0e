"""Who is named near whom: mentions that stand within about a paragraph of each other, counted once a document."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

import numpy as np
import numpy.typing as npt

from testimonia.model.entity import Entity

# About a paragraph; and how many of the mentions that follow one are looked at.
NEAR_CHARS = 600
LAGS = 12
Ints = npt.NDArray[np.int64]


def company_of(entities: Iterable[Entity]) -> Mapping[str, dict[str, int]]:
    """For each entity, the others and in how many documents they are named near it. Cost: linear in the mentions."""
    ids = sorted({entity.id for entity in entities if entity.namings})
    number = {id: index for index, id in enumerate(ids)}
    documents: dict[str, int] = {}
    rows = [
        (documents.setdefault(naming.document, len(documents)), naming.quote.begin, number[entity.id])
        for entity in entities
        for naming in entity.namings
        if naming.quote is not None
    ]
    near: dict[str, dict[str, int]] = defaultdict(dict)
    if not rows:
        return near
    pairs, counts = _pairs(np.array(rows, dtype=np.int64), len(ids))
    for pair, count in zip(pairs.tolist(), counts.tolist(), strict=True):
        one, other = ids[pair // len(ids)], ids[pair % len(ids)]
        near[one][other] = near[other][one] = count
    return near


def _pairs(rows: Ints, entities: int) -> tuple[Ints, Ints]:
    """Pairs of entities, each as one number, with the count of documents in which they stand near."""
    rows = rows[np.lexsort((rows[:, 2], rows[:, 1], rows[:, 0]))]
    found = []
    for lag in range(1, min(LAGS, len(rows) - 1) + 1):
        a, b = rows[:-lag], rows[lag:]
        near = (a[:, 0] == b[:, 0]) & (b[:, 1] - a[:, 1] <= NEAR_CHARS) & (a[:, 2] != b[:, 2])
        low = np.minimum(a[near, 2], b[near, 2])
        high = np.maximum(a[near, 2], b[near, 2])
        found.append(np.stack([a[near, 0], low * entities + high], axis=1))
    if not found:
        return np.array([], dtype=np.int64), np.array([], dtype=np.int64)
    once = np.unique(np.concatenate(found), axis=0)
    return np.unique(once[:, 1], return_counts=True)
