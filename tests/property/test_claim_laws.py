"""Laws of claims, on real biographies: every quote stands in its text, every date is yielded again by its own words."""

from pathlib import Path

import pytest

from testimonia.archive.sources import capture_digest
from testimonia.contract import Page
from testimonia.model.source import Capture
from testimonia.pipeline.plan import map_plan
from testimonia.readers.plain import read_plain
from testimonia.text.claimdates import read_claim_date

LIVES = Path(__file__).parents[3] / "shared" / "data" / "biographies" / "lives"


@pytest.mark.data
@pytest.mark.skipif(not LIVES.is_dir(), reason="the working data are not here: ../shared/data/biographies/lives")
def test_every_claim_of_a_real_life_is_anchored_and_licensed() -> None:
    plan = map_plan(studies=("people",))
    seen = 0
    for file in sorted(LIVES.glob("*/*.txt"))[::9]:
        raw = file.read_bytes()
        source = read_plain(Capture(file.name, capture_digest(raw), len(raw), "text/plain"), raw).source
        layers: dict[str, object] = {}
        for step in (*plan.first, *plan.second):
            if step.name not in ("read", "gist", "keys", "judge", "paragraphs"):
                layers[step.name] = step.function(Page(source, layers))
        claims = layers["claims"]
        assert isinstance(claims, tuple)
        for claim in claims:
            assert claim.value.quote is not None
            seen += 1
            for quote in (claim.evidence, claim.value.quote, claim.subject.quote):
                assert quote is not None and source.text[quote.begin : quote.end] == quote.exact
            if claim.property.endswith("-date"):
                read = read_claim_date(claim.value.quote.exact.replace("_", " ").replace("\n", " "))
                assert read is not None and read.edtf == claim.value.value
    assert seen > 50
