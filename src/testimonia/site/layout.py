"""Where the knots of a network stand: a layout by forces, the same for the same network, in whatever order it comes.

Fruchterman and Reingold, "Graph Drawing by Force-directed Placement", 1991, from places that each id's own digest
gives, so that somebody new moves the others little; then labels are pushed apart until none covers another.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from testimonia.model.canon import digest_of

ROUNDS = 240
# Rounds in which boxes that overlap are pushed apart.
PUSHES = 400
Floats = npt.NDArray[np.float64]


def lay_out(
    ids: Sequence[str], weights: Mapping[tuple[str, str], float], size: tuple[float, float]
) -> dict[str, tuple[float, float]]:
    """A place within (width, height) for each id; heavier pairs stand nearer. Deterministic; O(n² rounds)."""
    order = sorted(set(ids))
    if not order:
        return {}
    places = _settled(np.array([_birthplace(id) for id in order]), _matrix(order, weights))
    return {id: (float(x), float(y)) for id, (x, y) in zip(order, _fitted(places, size), strict=True)}


def push_apart(
    centres: Sequence[tuple[float, float]], boxes: Sequence[tuple[float, float]], size: tuple[float, float]
) -> list[tuple[float, float]]:
    """The centres moved as little as need be so that boxes (width, height) around them do not overlap, within
    (width, height) as far as there is room."""
    at = np.array(centres, dtype=float).reshape(-1, 2)
    half = np.array(boxes, dtype=float).reshape(-1, 2) / 2
    at = np.clip(at, half, np.maximum(np.array(size) - half, half))
    odd = (np.arange(len(at))[:, None] + np.arange(len(at))[None, :]) % 2 == 1
    for _ in range(PUSHES if len(at) > 1 else 1):
        gap = at[:, None, :] - at[None, :, :]
        over = half[:, None, :] + half[None, :, :] - np.abs(gap)
        hit = (over > 0.01).all(axis=2)
        np.fill_diagonal(hit, False)
        if not hit.any():
            break
        # Along the axis where they overlap less, in shares of the boxes; of a heap every other pair along the other
        # axis, or it would grow into a column. The one that stands first in order yields to the left, or upwards.
        sign = np.where(
            gap != 0, np.sign(gap), np.sign(np.arange(len(at))[:, None] - np.arange(len(at))[None, :])[..., None]
        )
        share = over / (half[:, None, :] + half[None, :, :])
        heaped = (share.min(axis=2) > 0.6) & odd
        flat = ((share[..., 1] <= share[..., 0]) ^ heaped)[..., None]
        along = np.where(flat, np.array([0.0, 1.0]), np.array([1.0, 0.0]))
        move = (sign * over * along * hit[..., None]).sum(axis=1) * 0.35
        at = np.clip(at + np.clip(move, -30, 30), half, np.maximum(np.array(size) - half, half))
    return [(float(x), float(y)) for x, y in at]


def _birthplace(id: str) -> tuple[float, float]:
    digest = int(digest_of(id.encode())[:12], 16)
    return (digest % 9973) / 9973, (digest // 9973 % 9967) / 9967


def _matrix(order: Sequence[str], weights: Mapping[tuple[str, str], float]) -> Floats:
    number = {id: index for index, id in enumerate(order)}
    matrix = np.zeros((len(order), len(order)))
    for (a, b), weight in sorted(weights.items()):
        if a in number and b in number and a != b:
            matrix[number[a], number[b]] = matrix[number[b], number[a]] = weight
    top = matrix.max()
    return matrix if not top else np.asarray(np.sqrt(matrix / top), dtype=np.float64)


def _settled(at: Floats, pull: Floats) -> Floats:
    ideal = 1 / max(len(at), 1) ** 0.5
    for turn in range(ROUNDS):
        gap = at[:, None, :] - at[None, :, :]
        far = np.maximum(np.sqrt((gap**2).sum(axis=2)), 1e-4)
        force = ideal**2 / far**2 - pull * far / ideal
        move = (gap * force[..., None]).sum(axis=1) - (at - 0.5) * 0.6
        length = np.maximum(np.sqrt((move**2).sum(axis=1, keepdims=True)), 1e-9)
        at = at + move / length * np.minimum(length, 0.12 * (1 - turn / ROUNDS))
    return at


def _fitted(at: Floats, size: tuple[float, float]) -> Floats:
    """The places, each axis by rank and place in equal parts, so that no far one squeezes the rest into a corner."""
    low, high = at.min(axis=0), at.max(axis=0)
    linear = (at - low) / np.maximum(high - low, 1e-9)
    ranks = np.argsort(np.argsort(at, axis=0, kind="stable"), axis=0, kind="stable") / max(len(at) - 1, 1)
    return np.asarray((0.5 * linear + 0.5 * ranks) * np.array(size), dtype=np.float64)
