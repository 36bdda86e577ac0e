"""A page that a template cannot show says which one it is, also from a worker."""

import pickle
from typing import Any

import pytest
from msgspec.structs import replace

from testimonia.site.render import RenderError, render


def test_a_page_of_another_kinds_values_names_itself_and_survives_the_way_from_a_worker(site: Any) -> None:
    job = replace(site.jobs["about.html"], kind="entity")
    with pytest.raises(RenderError, match=r"about\.html \(entity\) cannot be shown") as raised:
        render(job, None)
    assert str(pickle.loads(pickle.dumps(raised.value))) == str(raised.value)
