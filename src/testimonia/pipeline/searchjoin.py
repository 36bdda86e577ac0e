"""All kept segments -> the dictionary, postings and places: of a few changed segments, only the leaves that they touch.

What the last joining was made from is kept beside the segments (`contents`), with the length of every word's strings;
the old segments are there until the new ones are joined. So the words that changed are known by comparing these, and
the leaves to write again by their words. Deleting what is kept costs time, never a different index.
"""

import os
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import msgspec
import numpy as np
from msgspec import Struct

from testimonia.model.canon import digest_of, pack, unpack
from testimonia.pipeline.files import put, write_scripts
from testimonia.pipeline.searchsegments import FOLDER, kept_segment
from testimonia.site.searchindex.joining import (
    Contents,
    Leaf,
    Segments,
    changed_contents,
    differences,
    in_order,
    join,
    leaves_of,
    stale_leaves,
    stale_pair_files,
)
from testimonia.site.searchindex.pairs import BUCKETS
from testimonia.site.searchindex.segment import Segment
from testimonia.site.searchindex.shards import (
    SHARD,
    buckets_together,
    leaf_scripts,
    pair_scripts,
    root_scripts,
)

_STATE = "contents"
_JOINED = tuple(f"{FOLDER}/{name}" for name in ("b/", "d/", "p/", "q/", "dates.js", "index.js"))
# Where more of the segments changed, all is joined anew: comparing them would cost as much.
_MOST_CHANGED = 0.25
_FEW = 2


class Kept(Struct, frozen=True):
    """Where segments are kept, where the site stands, and the kept file of each segment of today."""

    folder: Path
    public: Path
    names: Mapping[int, str]


class _State(Struct, frozen=True):
    """What the last joining was made from: the segments' files, how many buckets went together, the contents packed;
    `made` is a digest of the files that it wrote."""

    made: str
    names: dict[int, str]
    together: int
    words: str
    postings: bytes
    places: bytes

    def contents(self) -> Contents:
        words = self.words.split("\n") if self.words else []
        return Contents(words, np.frombuffer(self.postings, dtype="<i8"), np.frombuffer(self.places, dtype="<i8"))


def join_again(kept: Kept, dates: Mapping[int, int], before: Mapping[str, str]) -> tuple[dict[str, str], int]:
    """Bring the joined files to the kept segments; every one with its key, and how many were written."""
    segments = {number: kept_segment(kept.folder / name) for number, name in kept.names.items()}
    files = {path: key for path, key in before.items() if path.startswith(_JOINED)}
    state = _state(kept.folder)
    if state is None or state.made != _digest(files):  # a build was broken off, and who knows what it wrote
        state, files = None, {}
    together = buckets_together(segments)
    changed = _changed(kept, state)
    if state is None or changed is None:
        contents, leaves, made, count = _join_all(kept, segments, together, files)
    else:
        contents, leaves, made, count = _join_changed(kept, segments, (state, changed, together), files)
    roots, more = _write(kept, files, root_scripts(segments, dates, contents, leaves))
    _keep(kept, _digest(made | roots), together, contents)
    return made | roots, count + more


def _join_all(
    kept: Kept, segments: Segments, together: int, before: Mapping[str, str]
) -> tuple[Contents, list[Leaf], dict[str, str], int]:
    joined = join(segments)
    contents = joined.contents()
    leaves = leaves_of(contents, SHARD)
    buckets = pair_scripts(segments, together, _all(together))
    return contents, leaves, *_write(kept, before, leaf_scripts(joined, leaves), buckets)


def _all(together: int) -> range:
    return range(BUCKETS // together if together else 0)


def _join_changed(
    kept: Kept, segments: Segments, last: tuple[_State, Sequence[int], int], before: Mapping[str, str]
) -> tuple[Contents, list[Leaf], dict[str, str], int]:
    """Write the leaves and buckets again that hold what the changed segments changed; the others' files stay."""
    state, changed, together = last
    was = _pieces(kept.folder, state.names, changed)
    now = [segment for number in changed for segment in segments.get(number, ())]
    changes = differences(was, now)
    contents_before = state.contents()
    contents = changed_contents(contents_before, changes) if changes else contents_before
    leaves = leaves_of(contents, SHARD)
    stale = []
    if changes:
        stale = stale_leaves((contents_before, leaves_of(contents_before, SHARD)), (contents, leaves), changes)
    files = _files_of(before)
    gone = [leaf for leaf in leaves if not _stand(kept.public, files[leaf.name])]
    written = sorted({*stale, *gone}, key=lambda leaf: leaf.first)
    wanted = {word for leaf in written for word in contents.words[leaf.first : leaf.last]}
    joined = join(segments if wanted else {}, wanted)
    buckets = set(_all(together))
    if together == state.together:
        buckets = stale_pair_files(was, now, together) | {
            number for number in buckets if not _stand(kept.public, files[f"b/{number}"])
        }
    made, count = _write(kept, before, leaf_scripts(joined, written), pair_scripts(segments, together, buckets))
    fresh = {leaf.name for leaf in written} | {f"b/{number}" for number in buckets}
    standing = [*(leaf.name for leaf in leaves), *(f"b/{number}" for number in _all(together))]
    stay = {path: before[path] for name in standing if name not in fresh for path in files[name]}
    return contents, leaves, stay | made, count


def _write(kept: Kept, before: Mapping[str, str], *scripts: Iterable[tuple[str, str]]) -> tuple[dict[str, str], int]:
    files = ((f"{FOLDER}/{name}.js", text) for each in scripts for name, text in each)
    return write_scripts(kept.public, files, before)


def _files_of(before: Mapping[str, str]) -> defaultdict[str, list[str]]:
    """The joined files of the last build, by leaf ("1a2b3c4d") or file of buckets ("b/7")."""
    made: defaultdict[str, list[str]] = defaultdict(list)
    for path in before:
        folder, _, rest = path.removeprefix(f"{FOLDER}/").removesuffix(".js").partition("/")
        if path.startswith(f"{FOLDER}/") and folder in ("d", "p", "q", "b"):
            made[f"b/{rest}" if folder == "b" else rest.partition("-")[0]].append(path)
    return made


def _digest(files: Mapping[str, str]) -> str:
    return digest_of(pack(dict(files)))


def _stand(public: Path, paths: Sequence[str]) -> bool:
    return bool(paths) and all(os.path.exists(f"{public}/{path}") for path in paths)  # noqa: PTH110


def _changed(kept: Kept, state: _State | None) -> list[int] | None:
    """The numbers of the segments that differ from those of the last joining; None where they are many, or gone."""
    if state is None:
        return None
    numbers = sorted(
        number for number in state.names.keys() | kept.names.keys() if state.names.get(number) != kept.names.get(number)
    )
    if len(numbers) > max(_FEW, _MOST_CHANGED * len(kept.names)):
        return None
    old = (kept.folder / state.names[number] for number in numbers if number in state.names)
    return numbers if all(path.is_file() for path in old) else None


def _pieces(folder: Path, names: Mapping[int, str], numbers: Sequence[int]) -> list[Segment]:
    held = {number: kept_segment(folder / names[number]) for number in numbers if number in names}
    return in_order(held)


def _state(folder: Path) -> _State | None:
    path = folder / _STATE
    return unpack(path.read_bytes(), _State) if path.is_file() else None


def _keep(kept: Kept, made: str, together: int, contents: Contents) -> None:
    """Keep the contents, and of the segments only those of today."""
    sizes = (own.astype("<i8").tobytes() for own in (contents.postings, contents.places))
    state = _State(made, dict(kept.names), together, "\n".join(contents.words), *sizes)
    put(f"{kept.folder}/{_STATE}", msgspec.msgpack.encode(state))
    wanted = {_STATE, *kept.names.values()}
    for path in kept.folder.iterdir():
        if path.name not in wanted:
            path.unlink()
