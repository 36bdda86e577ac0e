"""Language: in what language each document is written.

By py3langid (Lui and Baldwin 2012, its maintained fork) over the first characters that are not furniture. A document
too short to tell, or one of which the classifier is not sure, takes what the file declares, else the language of the
whole source, else "und". Cost: about 0.4 ms a document.
"""

import numpy as np

from testimonia.contract import Page, analyser
from testimonia.model.layer import Annotation, Layer, Value
from testimonia.text.languagemodel import classifier

SAMPLE_CHARS = 1500
FEWEST_CHARS = 40
SURE = 0.6
UNDETERMINED = "und"


@analyser("language", needs=("structure", "parts"))
def find_languages(page: Page) -> Layer:
    """One row for each document, its kind a BCP 47 code; `probability` (0 to 1, two places; absent where it was not
    classified) and `declared` (as the file has it)."""
    declared = next(
        (page.source.head[key] for key in ("lang", "language", "dc.language") if page.source.head.get(key)), ""
    )
    fallback = _primary(declared)
    parts = list(page.layer("parts"))
    if len(parts) > 1 and not fallback:
        whole = _classified(_sample(page, 0, len(page.text)))
        fallback = whole[0] if whole and whole[1] >= SURE else ""
    rows = []
    for part in parts:
        found = _classified(_sample(page, part.begin, part.end))
        values: dict[str, Value] = {"declared": declared} if declared else {}
        if found:
            values["probability"] = round(found[1], 2)
        code = found[0] if found and found[1] >= SURE else fallback or UNDETERMINED
        rows.append(Annotation(part.begin, part.end, code, values))
    return Layer.of("language", rows)


def _primary(declared: str) -> str:
    """The primary subtag of a declared code, where it looks like one; of two declared codes, none."""
    codes = {code.split("-")[0] for code in declared.lower().replace("_", "-").split("; ")}
    code = codes.pop() if len(codes) == 1 else ""
    return code if code.isascii() and code.isalpha() and len(code) in (2, 3) else ""


def _classified(sample: str) -> tuple[str, float] | None:
    return classifier().classify(sample) if len(sample) >= FEWEST_CHARS else None


def _sample(page: Page, begin: int, end: int) -> str:
    """The first words of a document that are not furniture."""
    structure = page.layer("structure")
    taken: list[str] = []
    size = 0
    for place in range(int(np.searchsorted(structure.begin, begin)), len(structure)):
        row_begin, row_end = int(structure.begin[place]), int(structure.end[place])
        if row_begin >= end or size >= SAMPLE_CHARS:
            break
        taken.append(page.text[row_begin : min(row_end, row_begin + SAMPLE_CHARS - size)])
        size += len(taken[-1])
    return " ".join(taken).strip()
