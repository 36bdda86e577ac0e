"""The language classifier's model, mapped into memory from an unpacked copy in the user's cache.

py3langid ships its model as LZMA: unpacking takes half a second and 68 MB in every process that asks. The copy is made
once for each version of the model (`keep_unpacked`, which the pipeline calls), is shared by all processes and is always
deletable: without it, and wherever it cannot be kept, the model is read as it was shipped.
"""

import os
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from shutil import rmtree
from typing import Any, Protocol
from zlib import crc32

import numpy as np

from testimonia.text.usercache import user_cache

_ARRAYS = ("ptc", "pc", "classes", "nextmove", "row", "output")
_SHIPPED = "data/model.npz.xz"
_NAME = "language-model-"


class Classifier(Protocol):
    def classify(self, text: str) -> tuple[str, float]: ...


@cache
def classifier() -> Classifier:
    """The classifier, loaded on first use."""
    from py3langid.langid import LanguageIdentifier

    kept = _kept()
    try:
        ptc, pc, classes, nextmove, row, output = (np.load(kept / f"{name}.npy", mmap_mode="r") for name in _ARRAYS)
    except (OSError, ValueError):
        return _shipped()
    # The walk over the letters takes single numbers, which a memory view gives five times as fast as an array.
    steps, outputs = memoryview(nextmove), memoryview(output)
    mapped: Classifier = LanguageIdentifier(
        ptc, pc, classes.tolist(), steps, outputs, norm_probs=True, tk_row=row.tolist()
    )
    return mapped


def keep_unpacked() -> None:
    """Make the unpacked copy where there is none; where it cannot be made, all goes on without it."""
    kept = _kept()
    if kept.is_dir():
        return
    model: Any = _shipped()
    arrays = (model.nb_ptc, model.nb_pc, model.nb_classes, model.tk_nextmove, model.tk_row, model.tk_output)
    made = kept.with_name(f"{kept.name}.{os.getpid()}.tmp")
    try:
        made.mkdir(parents=True)
        for name, values in zip(_ARRAYS, arrays, strict=True):
            _save(made / f"{name}.npy", np.asarray(values, dtype="<i4" if name == "output" else None))
        made.rename(kept)
    except OSError:
        rmtree(made, ignore_errors=True)
        return
    for other in kept.parent.glob(f"{_NAME}*"):
        if other != kept:  # of an older model
            rmtree(other, ignore_errors=True)


def _save(path: Path, values: Any) -> None:
    """Write an array and see it on the disk: a power cut must not leave a copy that has the right size and no sense."""
    with path.open("wb") as file:
        np.save(file, values, allow_pickle=False)
        file.flush()
        os.fsync(file.fileno())


def _shipped() -> Classifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    loaded: Classifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    return loaded


def _kept() -> Path:
    """Where the copy of the model that is installed stands; its name changes with the model."""
    spec = find_spec("py3langid")
    assert spec is not None and spec.origin is not None
    shipped = (Path(spec.origin).parent / _SHIPPED).read_bytes()
    return user_cache() / f"{_NAME}{len(shipped)}-{crc32(shipped):08x}"
